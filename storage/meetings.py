"""Meetings of programmes in force, those that come back, and every item."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import insert, select

from programme.document import AgendaItem, Audience, Meeting, Recurring
from storage.rows import Row, to_columns, to_value
from storage.shelf import Shelf
from storage.tables.work import items, meetings, recurring


class Meetings(Shelf):
    async def add(self, new: Iterable[Meeting], *, programme: int) -> None:
        for meeting in new:
            number = await self._one(
                insert(meetings)
                .values(**_to_columns(meeting), programme=programme)
                .returning(meetings.c.id)
            )
            await self.add_items(meeting.items, programme=programme, meeting=number)

    async def add_recurring(self, new: Iterable[Recurring], *, programme: int) -> None:
        rows = [{**to_columns(entry), "programme": programme} for entry in new]
        await self._do_many(insert(recurring), rows)

    async def add_items(
        self, new: Iterable[AgendaItem], *, programme: int, meeting: int | None
    ) -> None:
        whose = {"programme": programme, "meeting": meeting}
        rows = [{**to_columns(item), **whose} for item in new]
        await self._do_many(insert(items), rows)

    async def of_programmes(
        self, programmes: list[int]
    ) -> Mapping[int, tuple[Meeting, ...]]:
        """Each programme's meetings with their items, in the order of the document."""
        their = items.c.programme.in_(programmes)
        by_meeting: defaultdict[int, list[AgendaItem]] = defaultdict(list)
        for row in await self._rows(select(items).where(their).order_by(items.c.id)):
            if row["meeting"] is not None:
                by_meeting[row["meeting"]].append(to_value(AgendaItem, row))
        found: defaultdict[int, list[Meeting]] = defaultdict(list)
        wanted = select(meetings).where(meetings.c.programme.in_(programmes))
        for row in await self._rows(wanted.order_by(meetings.c.id)):
            meeting = to_meeting(row, tuple(by_meeting[row["id"]]))
            found[row["programme"]].append(meeting)
        return {number: tuple(found[number]) for number in programmes}

    async def recurring_of(
        self, programmes: list[int]
    ) -> Mapping[int, tuple[Recurring, ...]]:
        found: defaultdict[int, list[Recurring]] = defaultdict(list)
        wanted = select(recurring).where(recurring.c.programme.in_(programmes))
        for row in await self._rows(wanted.order_by(recurring.c.id)):
            found[row["programme"]].append(to_value(Recurring, row))
        return {number: tuple(found[number]) for number in programmes}


def _to_columns(meeting: Meeting) -> dict[str, Any]:
    audience = [to_columns(part) for part in meeting.audience]
    return {**to_columns(meeting, "items", "audience"), "audience": audience}


def to_meeting(row: Row, of_it: tuple[AgendaItem, ...]) -> Meeting:
    audience = tuple(
        to_value(Audience, part, agencies=tuple(part["agencies"]))
        for part in row["audience"]
    )
    return to_value(Meeting, row, items=of_it, audience=audience)
