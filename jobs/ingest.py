"""What a channel brings is stored, and only then acknowledged."""

from datetime import timedelta

from bot.channels import Channel
from jobs.clock import Clock
from storage import Store


async def ingest(
    store: Store, channel: Channel, *, clock: Clock, wait: timedelta
) -> int:
    """One call: waits for updates and commits them with the new offset.

    The next call's offset is what tells the channel to forget them, so a crash in
    between brings them again, and the inbox refuses the second copy.
    """
    async with store.read() as unit:
        offset = await unit.inbox.offset(channel.name)
    updates = list(await channel.updates(offset, wait))
    if not updates:
        return 0
    after = max(number for number, _ in updates) + 1
    async with store.begin() as unit:
        return await unit.inbox.put(
            channel.name, updates, offset=after, at=clock.real()
        )
