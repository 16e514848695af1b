"""getUpdates, and the webhook that silences it."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
from typing import Any
from urllib.parse import urlsplit

from sandbox.zalo.asked import Asked
from sandbox.zalo.refusals import bad_request, idle, no_webhook
from sandbox.zalo_side.people import Webhook

#: Seconds that a poll lasts if nobody says for how long; and at most.
USUAL_POLL, LONGEST_POLL = 30.0, 60.0
SHORTEST_SECRET, LONGEST_SECRET = 8, 256


async def get_updates(asked: Asked) -> Any:
    """One update. While a webhook is set nothing ever comes."""
    seconds = min(max(asked.seconds("timeout", USUAL_POLL), 0), LONGEST_POLL)
    if asked.bot.has_webhook:
        await _nothing(asked, seconds)
        raise idle()
    update = await asked.bot.mailbox.take(seconds, open_still=asked.open_still)
    if update is None:
        raise idle()
    return update.body


async def set_webhook(asked: Asked) -> Any:
    url, secret = asked.word("url"), asked.word("secret_token")
    if not SHORTEST_SECRET <= len(secret) <= LONGEST_SECRET:
        raise bad_request("secret_token must have from 8 to 256 characters")
    _refuse_unreachable(asked, url)
    webhook = Webhook(url=url, secret=secret, updated_at=_now(asked))
    asked.bot.webhook = webhook
    asked.bot.mailbox.send_away()
    status = await asked.zalo.carrier.ask_in(webhook)
    return _info(webhook) | {"verification": _verification(status)}


async def delete_webhook(asked: Asked) -> Any:
    asked.bot.webhook = Webhook(url="", secret="", updated_at=_now(asked))
    return _info(asked.bot.webhook)


async def get_webhook_info(asked: Asked) -> Any:
    if asked.bot.webhook is None:
        raise no_webhook()
    return _info(asked.bot.webhook)


def _info(webhook: Webhook) -> dict[str, Any]:
    return {"url": webhook.url, "updated_at": webhook.updated_at}


def _verification(status: int | None) -> dict[str, Any]:
    """The address is kept whatever came of it."""
    good = status is not None and 200 <= status < 300
    if good:
        outcome, hint = "webhook.ok", ""
    elif status is None:
        outcome, hint = "webhook.unreachable", "Nobody answered at this address"
    else:
        outcome, hint = f"webhook.http.{status}", "The address did not answer with 2xx"
    return {"ok": good, "outcome": outcome, "status_code": status, "hint": hint}


def _refuse_unreachable(asked: Asked, url: str) -> None:
    parts = urlsplit(url)
    if asked.zalo.lets_loopback_in and _is_private(parts.hostname or ""):
        return
    if parts.scheme != "https" or not parts.hostname:
        raise bad_request("url must be an HTTPS address")
    if _is_private(parts.hostname):
        raise bad_request("url must not be a local or private address")


def _is_private(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _now(asked: Asked) -> int:
    return int(asked.street.now().timestamp() * 1000)


async def _nothing(asked: Asked, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(asked.zalo.closing.wait(), seconds)
