"""Digests that were on their way while a duty changed: looked at when they are back."""

from datetime import datetime

from bot.digest_edits import keep_digests_true
from programme.office import Office
from storage import Store


async def settle_digests(
    store: Store, now: datetime, *, office: Office, real: datetime
) -> int:
    """How many duties are still owed a look."""
    async with store.read() as unit:
        if not await unit.digests.owed():
            return 0
    async with store.begin() as unit:
        owed = await unit.digests.owed()
        await keep_digests_true(unit, owed, now=now, real=real, office=office)
        return len(await unit.digests.owed())
