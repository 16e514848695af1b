"""Channels that are shut to some of what waits: its letters find another home.

Shut is a channel whose month is used up, or nearly, or that has not taken anything for
long. Whatever changes here, every letter that waits is asked again where it would go.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from storage.dialect import insert
from storage.homes import rehomed_all
from storage.rows import to_columns, to_value
from storage.shelf import Shelf
from storage.tables.month import channels_shut


@dataclass(frozen=True, kw_only=True)
class Shut:
    """`goes`: the least need that is said there all the same; -1 for none.

    `waits`: what has no other chat waits; else it is tried there. Without `until` it
    stays so until somebody says otherwise.
    """

    channel: str
    goes: int
    waits: bool
    why: str
    since: datetime
    until: datetime | None = None


class Shutting(Shelf):
    async def shut_channels(self) -> dict[str, Shut]:
        rows = await self._rows(select(channels_shut))
        return {row["channel"]: to_value(Shut, row) for row in rows}

    async def shut(self, what: Shut) -> None:
        """From now on; what is known of the channel already gives way."""
        columns = to_columns(what)
        await self._do(
            insert(channels_shut)
            .values(columns)
            .on_conflict_do_update(index_elements=["channel"], set_=columns)
        )
        await self._do(rehomed_all())

    async def open_up(self, channel: str) -> bool:
        """Whether it was shut."""
        there = channels_shut.c.channel == channel
        if not await self._do(delete(channels_shut).where(there)):
            return False
        await self._do(rehomed_all())
        return True
