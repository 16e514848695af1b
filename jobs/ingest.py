"""What a channel brings is stored, and only then acknowledged."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from bot.channels import Channel, Numberer
from jobs.clock import Clock
from storage import Arrived, Store


async def ingest(
    store: Store, channel: Channel, *, clock: Clock, wait: timedelta
) -> int:
    """One call: waits for updates and commits them with the new offset.

    The next call's offset is what tells the channel to forget them, so a crash in
    between brings them again, and the inbox refuses the second copy.
    """
    async with store.read() as unit:
        offset = await unit.inbox.offset(channel.name, clock.real())
    updates = list(await channel.updates(offset, wait))
    if not updates:
        return 0
    after = max(number for number, _ in updates) + 1
    async with store.begin() as unit:
        return await unit.inbox.put(
            channel.name, _placed(channel, updates), offset=after, at=clock.real()
        )


async def take_in(
    store: Store, channel: Channel, update: dict[str, Any], *, clock: Clock
) -> int:
    """One update that was brought to our door; it is acknowledged when this returns.

    0 if it was there already. Of what is brought, nothing is read again.
    """
    able: object = channel
    if isinstance(able, Numberer):
        number = able.number_of(update)
    else:
        number = int(update["update_id"])
    updates = [(number, update)]
    async with store.begin() as unit:
        return await unit.inbox.put(
            channel.name, _placed(channel, updates), offset=None, at=clock.real()
        )


def _placed(
    channel: Channel, updates: Iterable[tuple[int, dict[str, Any]]]
) -> list[Arrived]:
    """Each in the lane of its chat. A chat that moves holds up its new address."""
    found = []
    for number, raw in updates:
        origin = channel.origin(raw)
        found.append(
            Arrived(
                update_id=number, raw=raw, lane=origin.address, holds=origin.moves_to
            )
        )
    return found
