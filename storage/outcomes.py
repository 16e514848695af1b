"""Outcomes: what a session made of each item, as the office told it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select

from programme.outcomes import Outcome
from storage.bites import in_bites
from storage.dialect import insert
from storage.rows import to_value
from storage.shelf import Shelf
from storage.tables.ladders import outcomes
from storage.tables.work import meetings, programmes


@dataclass(frozen=True, kw_only=True)
class Told:
    """`message` names the office's word, by which it is taken back as a whole."""

    duty: int
    held_on: date
    outcome: Outcome
    at: datetime
    by: str
    message: str


class Outcomes(Shelf):
    async def sessions(self, first: date, last: date) -> dict[int, set[str]]:
        """The meetings in force that began in [first, last], by programme."""
        found: defaultdict[int, set[str]] = defaultdict(set)
        rows = await self._rows(
            select(meetings.c.programme, meetings.c.ref)
            .join(programmes, programmes.c.id == meetings.c.programme)
            .where(
                meetings.c.starts_on >= first,
                meetings.c.starts_on <= last,
                programmes.c.withdrawn_at.is_(None),
            )
        )
        for row in rows:
            found[row["programme"]].add(row["ref"])
        return dict(found)

    async def add(self, told: Told) -> bool:
        """False if somebody has said already what became of it."""
        added = await self._one(
            insert(outcomes)
            .values(
                duty=told.duty,
                held_on=told.held_on,
                outcome=told.outcome,
                at=told.at,
                by=told.by,
                message=told.message,
            )
            .on_conflict_do_nothing(index_elements=["duty", "held_on"])
            .returning(outcomes.c.duty)
        )
        return added is not None

    async def of_duties(self, numbers: Iterable[int]) -> tuple[Told, ...]:
        found: list[Told] = []
        for some in in_bites(numbers):
            of_it = select(outcomes).where(outcomes.c.duty.in_(some))
            in_order = of_it.order_by(outcomes.c.at, outcomes.c.duty)
            found += [to_value(Told, row) for row in await self._rows(in_order)]
        return tuple(found)

    async def of_message(self, message: str) -> tuple[Told, ...]:
        of_it = select(outcomes).where(outcomes.c.message == message)
        rows = await self._rows(of_it.order_by(outcomes.c.duty))
        return tuple(to_value(Told, row) for row in rows)

    async def take_back(self, told: Told) -> bool:
        """False if it was taken back already."""
        its = (outcomes.c.duty == told.duty, outcomes.c.held_on == told.held_on)
        mine = outcomes.c.message == told.message
        return await self._do(delete(outcomes).where(*its, mine)) == 1
