"""How Telegram hands its updates over: asked for, or brought to a door of ours."""

from collections.abc import Sequence

from telegram import Bot

from bot.channels import Door

#: Telegram knocks so many times at once; each knock is a commit.
_AT_ONCE = 20


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
