"""How Telegram hands its updates over: asked for, or brought to a door of ours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from telegram import Bot

from bot.channels import Door

#: Telegram knocks so many times at once; each knock is a commit.
_AT_ONCE = 20


@dataclass(frozen=True, kw_only=True)
class KnownDoor:
    """Which door Telegram knows, if any; what waits there, and its last failure."""

    url: str | None
    waits: int
    failed_at: datetime | None = None
    why: str | None = None


async def known_door(bot: Bot) -> KnownDoor:
    found = await bot.get_webhook_info()
    return KnownDoor(
        url=found.url or None,
        waits=found.pending_update_count,
        failed_at=found.last_error_date,
        why=found.last_error_message,
    )


async def listen_at(bot: Bot, door: Door | None, kinds: Sequence[str]) -> None:
    """What waits there is never thrown away."""
    if door is None:
        await bot.delete_webhook(drop_pending_updates=False)
        return
    await bot.set_webhook(
        door.url,
        secret_token=door.secret,
        allowed_updates=kinds,
        max_connections=_AT_ONCE,
        drop_pending_updates=False,
    )


async def waits_at(bot: Bot, door: Door) -> int | None:
    """How many updates Telegram has still to bring; None if it knows another door."""
    found = await bot.get_webhook_info()
    return found.pending_update_count if found.url == door.url else None
