"""getUpdates and its neighbours; webhooks are not played."""

from __future__ import annotations

from typing import Any

from sandbox.botapi.asked import Asked
from sandbox.refusals import bad_request, not_played

#: Seconds that a poll may last, as Telegram has it.
LONGEST_POLL = 50


async def get_updates(asked: Asked) -> Any:
    if not 1 <= asked.number("limit", 100) <= 100:
        raise bad_request("limit must be between 1 and 100")
    inbox = asked.bot.inbox
    if "allowed_updates" in asked.params:
        inbox.allow([str(kind) for kind in asked.things("allowed_updates")])
    updates = await inbox.take(
        offset=asked.number("offset"),
        limit=asked.number("limit", 100),
        timeout=min(asked.number("timeout"), LONGEST_POLL),
    )
    return [update.as_sent() for update in updates]


async def set_webhook(asked: Asked) -> Any:
    if asked.text("url"):
        raise not_played("webhooks; poll with getUpdates")
    return await delete_webhook(asked)


async def delete_webhook(asked: Asked) -> Any:
    if asked.flag("drop_pending_updates"):
        asked.bot.inbox.drop_all()
    return True


async def get_webhook_info(asked: Asked) -> Any:
    info: dict[str, Any] = {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": len(asked.bot.inbox),
    }
    if asked.bot.inbox.allowed is not None:
        info["allowed_updates"] = sorted(asked.bot.inbox.allowed)
    return info
