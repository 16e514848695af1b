"""The inbox: every update is stored before it is acknowledged, and handled once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, select, update

from storage.dialect import insert
from storage.rows import to_value
from storage.shelf import Shelf
from storage.tables.post import InboxState, inbox, inbox_offsets

TRIES = 3


@dataclass(frozen=True, kw_only=True)
class InboxRow:
    """One update as the channel sent it."""

    id: int
    channel: str
    update_id: int
    raw: dict[str, Any]
    tries: int
    received_at: datetime
    error: str | None = None


class Inbox(Shelf):
    async def put(
        self,
        channel: str,
        updates: list[tuple[int, dict[str, Any]]],
        *,
        offset: int | None,
        at: datetime,
    ) -> int:
        """Stores what is new, and with it how far we have read; answers how many."""
        stored = 0
        for update_id, raw in updates:
            stored += await self._put_one(channel, update_id, raw, at)
        if offset is not None:
            read = {"offset": offset, "at": at}
            await self._do(
                insert(inbox_offsets)
                .values(channel=channel, **read)
                .on_conflict_do_update(index_elements=["channel"], set_=read)
            )
        return stored

    async def offset(self, channel: str) -> int | None:
        found: int | None = await self._one(
            select(inbox_offsets.c.offset).where(inbox_offsets.c.channel == channel)
        )
        return found

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

    async def tried(self, row_id: int, error: str, at: datetime) -> None:
        """It could not be handled; after three tries it blocks the others no more."""
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

    async def dead(self) -> list[InboxRow]:
        rows = await self._rows(_in_order(InboxState.DEAD))
        return [to_value(InboxRow, row) for row in rows]

    async def _put_one(
        self, channel: str, update_id: int, raw: dict[str, Any], at: datetime
    ) -> int:
        number = await self._one(
            insert(inbox)
            .values(
                channel=channel,
                update_id=update_id,
                raw=raw,
                state=InboxState.NEW,
                tries=0,
                received_at=at,
            )
            .on_conflict_do_nothing(index_elements=["channel", "update_id"])
            .returning(inbox.c.id)
        )
        return number is not None


def _in_order(state: InboxState) -> Select[Any]:
    return select(inbox).where(inbox.c.state == state).order_by(inbox.c.id)
