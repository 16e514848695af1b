"""How Zalo hands its updates over: asked for, or brought to a door of ours.

While it knows a door it tells nothing to who asks. A door that somebody has set is
never taken away in silence: the office may have another program there.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.channels import AnotherListens, Door
from bot.channels.zalo_errors import (
    NOT_FOUND,
    UNAUTHORIZED,
    ZaloNotReached,
    ZaloRefused,
)
from bot.channels.zalo_transport import Reply

log = logging.getLogger(__name__)

Call = Callable[[str, Mapping[str, Any]], Awaitable[Reply]]


async def known_door(call: Call) -> str | None:
    """Where Zalo brings updates; None where nobody has set it ("404")."""
    reply = await call("getWebhookInfo", {})
    if reply.is_ok:
        result = reply.result
        url = result.get("url") if isinstance(result, dict) else None
        return url if isinstance(url, str) and url else None
    if reply.said is not None and reply.code == NOT_FOUND:
        return None
    raise refused(reply)


async def listen_at(call: Call, door: Door | None) -> None:
    """Without one: raises AnotherListens where Zalo knows one all the same."""
    if door is None:
        if await known_door(call) is not None:
            log.error("zalo: a webhook is set: nothing is told to who asks")
            raise AnotherListens
        return
    said = {"url": door.url, "secret_token": door.secret}
    reply = await call("setWebhook", said)
    if not reply.is_ok:
        raise refused(reply)
    checked = reply.result.get("verification") if isinstance(reply.result, dict) else {}
    if isinstance(checked, dict) and checked.get("ok") is False:
        # Zalo keeps the address all the same.
        log.warning("zalo: could not knock at our door: %s", checked.get("outcome"))


async def waits_at(call: Call, door: Door) -> int | None:
    """Zalo does not say what waits there; None if it knows another door."""
    return 0 if await known_door(call) == door.url else None


def refused(reply: Reply) -> Exception:
    if reply.said is not None and reply.code == UNAUTHORIZED:
        return ZaloRefused()
    return ZaloNotReached(f"code {reply.code}")
