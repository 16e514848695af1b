"""The inbox: every update is stored before it is acknowledged, and handled once.

A channel brings an update again until it was told to forget it, but never after a day.
For three days the same number is therefore the same update. After that it is another
one: Telegram begins at a random number when nothing came for a week.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, case, delete, func, select, update

from storage.bites import in_bites
from storage.dialect import insert
from storage.rows import to_value
from storage.shelf import Shelf
from storage.tables.post import InboxState, inbox, inbox_offsets

TRIES = 3
#: How long the same number is the same update.
SAME = timedelta(days=3)


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """An update as it came, and the lane it belongs to."""

    update_id: int
    raw: dict[str, Any]
    lane: str | None = None
    holds: str | None = None


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """The place of an update in the queue."""

    id: int
    channel: str
    lane: str | None = None
    holds: str | None = None


@dataclass(frozen=True, kw_only=True)
class InboxRow:
    """One update as the channel sent it."""

    id: int
    channel: str
    update_id: int
    raw: dict[str, Any]
    tries: int
    received_at: datetime
    lane: str | None = None
    error: str | None = None


class Inbox(Shelf):
    async def put(
        self,
        channel: str,
        updates: Iterable[Arrived],
        *,
        offset: int | None,
        at: datetime,
    ) -> int:
        """Stores what is new, and with it how far we have read; answers how many."""
        await self._forget_numbers(at - SAME)
        stored = 0
        for some in in_bites(updates):
            rows = [_as_new(channel, one, at) for one in some]
            found = await self._rows(
                insert(inbox)
                .values(rows)
                .on_conflict_do_nothing(index_elements=["channel", "once"])
                .returning(inbox.c.id)
            )
            stored += len(found)
        if offset is not None:
            read = {"offset": offset, "at": at}
            await self._do(
                insert(inbox_offsets)
                .values(channel=channel, **read)
                .on_conflict_do_update(index_elements=["channel"], set_=read)
            )
        return stored

    async def offset(self, channel: str, now: datetime) -> int | None:
        """How far we have read; None if that is so long ago that the channel may have
        begun to count anew."""
        found: int | None = await self._one(
            select(inbox_offsets.c.offset)
            .where(inbox_offsets.c.channel == channel)
            .where(inbox_offsets.c.at > now - SAME)
        )
        return found

    async def waiting(self, *, after: int, most: int) -> list[Waiting]:
        """What waits, behind that row, in the order it came."""
        places = select(inbox.c.id, inbox.c.channel, inbox.c.lane, inbox.c.holds)
        rows = await self._rows(
            places.where(inbox.c.state == InboxState.NEW, inbox.c.id > after)
            .order_by(inbox.c.id)
            .limit(most)
        )
        return [to_value(Waiting, row) for row in rows]

    async def new(self, row_ids: Sequence[int]) -> list[InboxRow]:
        """Those of them that still wait, in the order they came."""
        wanted = _in_order(InboxState.NEW).where(inbox.c.id.in_(row_ids))
        return [to_value(InboxRow, row) for row in await self._rows(wanted)]

    async def next(self) -> InboxRow | None:
        """The oldest that waits."""
        row = await self._row(_in_order(InboxState.NEW).limit(1))
        return to_value(InboxRow, row) if row else None

    async def done(self, row_id: int, at: datetime) -> None:
        await self._change_one(
            update(inbox)
            .where(inbox.c.id == row_id, inbox.c.state == InboxState.NEW)
            .values(state=InboxState.DONE, ended_at=at),
            "update",
            row_id,
        )

    async def pass_over(
        self, row_ids: Sequence[int], at: datetime, *, why: str
    ) -> None:
        """Done without having been handled, and on record as that."""
        for some in in_bites(row_ids):
            await self._do(
                update(inbox)
                .where(inbox.c.id.in_(some), inbox.c.state == InboxState.NEW)
                .values(state=InboxState.DONE, error=why, ended_at=at)
            )

    async def tried(self, row_id: int, error: str, at: datetime) -> int:
        """It could not be handled; how many tries are left. With none it is dead, and
        holds up nobody any more."""
        last = inbox.c.tries + 1 >= TRIES
        await self._change_one(
            update(inbox)
            .where(inbox.c.id == row_id, inbox.c.state == InboxState.NEW)
            .values(
                tries=inbox.c.tries + 1,
                error=error,
                state=case((last, InboxState.DEAD), else_=InboxState.NEW),
                ended_at=at,
            ),
            "update",
            row_id,
        )
        tries = await self._one(select(inbox.c.tries).where(inbox.c.id == row_id))
        return max(TRIES - int(tries), 0)

    async def dead(self, since: datetime | None = None) -> list[InboxRow]:
        wanted = _in_order(InboxState.DEAD)
        if since is not None:
            wanted = wanted.where(inbox.c.ended_at >= since)
        return [to_value(InboxRow, row) for row in await self._rows(wanted)]

    async def counts(self) -> dict[InboxState, int]:
        """What waits, and what could not be handled."""
        kinds = (InboxState.NEW, InboxState.DEAD)
        rows = await self._rows(
            select(inbox.c.state, func.count().label("many"))
            .where(inbox.c.state.in_(kinds))
            .group_by(inbox.c.state)
        )
        return dict.fromkeys(kinds, 0) | {row["state"]: row["many"] for row in rows}

    async def clear_out(self, before: datetime, *, most: int) -> int:
        """So many of what was done and came before that are forgotten; how many.

        Never the newest: SQLite would give its place in the queue away again.
        """
        newest = select(func.max(inbox.c.id)).scalar_subquery()
        some = (
            select(inbox.c.id)
            .where(inbox.c.once.is_(None), inbox.c.received_at < before)
            .where(inbox.c.state == InboxState.DONE, inbox.c.id < newest)
            .limit(most)
        )
        return await self._do(delete(inbox).where(inbox.c.id.in_(some)))

    async def _forget_numbers(self, before: datetime) -> None:
        await self._do(
            update(inbox)
            .where(inbox.c.once.is_not(None), inbox.c.received_at < before)
            .values(once=None)
        )


def _as_new(channel: str, one: Arrived, at: datetime) -> dict[str, Any]:
    return {
        "channel": channel,
        "update_id": one.update_id,
        "raw": one.raw,
        "state": InboxState.NEW,
        "tries": 0,
        "received_at": at,
        "lane": one.lane,
        "holds": one.holds,
        "once": one.update_id,
    }


def _in_order(state: InboxState) -> Select[Any]:
    return select(inbox).where(inbox.c.state == state).order_by(inbox.c.id)
