"""getUpdates and its neighbours; of webhooks it is played which one is set."""

from __future__ import annotations

from typing import Any

from sandbox.botapi.asked import Asked
from sandbox.people import Door
from sandbox.refusals import bad_request, has_a_door

#: Seconds that a poll may last, as Telegram has it.
LONGEST_POLL = 50


async def get_updates(asked: Asked) -> Any:
    if not 1 <= asked.number("limit", 100) <= 100:
        raise bad_request("limit must be between 1 and 100")
    if asked.bot.door.url:
        raise has_a_door()
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
    url = asked.text("url")
    if not url:
        return await delete_webhook(asked)
    if not url.startswith("https://"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if "allowed_updates" in asked.params:
        kinds = asked.things("allowed_updates")
        asked.bot.inbox.allow([str(kind) for kind in kinds])
    return await _set_door(asked, url)


async def delete_webhook(asked: Asked) -> Any:
    return await _set_door(asked, "")


async def get_webhook_info(asked: Asked) -> Any:
    door = asked.bot.door
    info: dict[str, Any] = {
        "url": door.url,
        "has_custom_certificate": False,
        "pending_update_count": len(asked.bot.inbox),
        "last_error_date": door.failed_at,
        "last_error_message": door.why,
    }
    if asked.bot.inbox.allowed is not None:
        info["allowed_updates"] = sorted(asked.bot.inbox.allowed)
    return {name: said for name, said in info.items() if said is not None}


async def _set_door(asked: Asked, url: str) -> Any:
    """What is waited for at the old one is refused at once."""
    if asked.flag("drop_pending_updates"):
        asked.bot.inbox.drop_all()
    if url:
        asked.bot.inbox.refuse(has_a_door())
    asked.bot.door = Door(url=url)
    return True
