"""Parts of the programmes in force: just what a rule or a sentence looks at.

Every question goes by an index, and none is asked once a duty.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, func, or_, select

from programme.document import AgendaItem, Meeting
from programme.duties import Duty, DutyRole, DutyState
from programme.programme import InForce, Programme
from storage.bites import in_bites
from storage.duties import to_duty
from storage.meetings import to_meeting
from storage.rows import Row, to_value
from storage.shelf import Shelf
from storage.tables.work import duties, items, meetings, programmes

#: For each programme, names of entries in it.
Refs = Mapping[int, Collection[str]]

_ENDED = (DutyState.WITHDRAWN, DutyState.DEFERRED)
#: Programmes asked for in one statement, each with its own refs.
_PROGRAMMES = 40


class Parts(Shelf):
    async def heads(self, numbers: Iterable[int]) -> dict[int, Programme]:
        """Those of them that are in force, newest first."""
        found: list[Programme] = []
        for some in in_bites(dict.fromkeys(numbers)):
            of_them = programmes.c.id.in_(some), programmes.c.withdrawn_at.is_(None)
            rows = await self._rows(select(programmes).where(*of_them))
            found += [to_value(Programme, row) for row in rows]
        newest_first = sorted(found, key=lambda h: (h.period, h.id), reverse=True)
        return {head.id: head for head in newest_first}

    async def meetings(self, wanted: Refs) -> dict[int, tuple[Meeting, ...]]:
        """Without their items but for the first, which says that there are some."""
        rows = await self._named(meetings, meetings.c.ref, wanted)
        return gathered(rows, await self.first_items(row["id"] for row in rows))

    async def first_items(self, numbers: Iterable[int]) -> dict[int, AgendaItem]:
        found: dict[int, AgendaItem] = {}
        for some in in_bites(numbers):
            first = (
                select(func.min(items.c.id))
                .where(items.c.meeting.in_(some))
                .group_by(items.c.meeting)
            )
            for row in await self._rows(select(items).where(items.c.id.in_(first))):
                found[row["meeting"]] = to_value(AgendaItem, row)
        return found

    async def prepared(self, wanted: Refs) -> list[Duty]:
        """The lead duties of these meetings that have not been ended."""
        rows = await self._named(
            duties,
            duties.c.meeting,
            wanted,
            duties.c.role == DutyRole.LEAD,
            duties.c.state.not_in(_ENDED),
        )
        return [to_duty(row) for row in rows]

    async def around(
        self, spoken_of: Sequence[Duty], also: Refs | None = None
    ) -> tuple[InForce, ...]:
        """The programmes in force of these duties, newest first, with these alone,
        their meetings and those of `also`, and who supports the same items."""
        refs: defaultdict[int, set[str]] = defaultdict(set)
        for duty in spoken_of:
            refs[duty.programme] |= {duty.meeting} if duty.meeting else set()
        for number, names in (also or {}).items():
            refs[number] |= set(names)
        heads = await self.heads(refs)
        held = await self.meetings({n: refs[n] for n in heads})
        owed: defaultdict[int, dict[int, Duty]] = defaultdict(dict)
        for duty in (*spoken_of, *await self._supporting(spoken_of)):
            owed[duty.programme].setdefault(duty.id, duty)
        return tuple(
            InForce(
                programme=head,
                meetings=held.get(head.id, ()),
                duties=tuple(owed[head.id][number] for number in sorted(owed[head.id])),
            )
            for head in heads.values()
        )

    async def _supporting(self, spoken_of: Iterable[Duty]) -> list[Duty]:
        refs: defaultdict[int, set[str]] = defaultdict(set)
        for duty in spoken_of:
            if duty.role is DutyRole.LEAD:
                refs[duty.programme].add(duty.ref)
        supports = duties.c.role == DutyRole.SUPPORT
        rows = await self._named(duties, duties.c.ref, refs, supports)
        return [to_duty(row) for row in rows]

    async def _named(
        self,
        table: Table,
        name: ColumnElement[Any],
        wanted: Refs,
        *more: ColumnElement[bool],
    ) -> list[Row]:
        """In the order of the document."""
        found: list[Row] = []
        pairs = [
            (number, some) for number, refs in wanted.items() for some in in_bites(refs)
        ]
        for bite in in_bites(pairs, _PROGRAMMES):
            of_them = or_(
                *[
                    and_(table.c.programme == number, name.in_(refs))
                    for number, refs in bite
                ]
            )
            found += await self._rows(select(table).where(of_them, *more))
        return sorted(found, key=lambda row: row["id"])


def gathered(
    rows: Iterable[Row], firsts: Mapping[int, AgendaItem]
) -> dict[int, tuple[Meeting, ...]]:
    """Rows of meetings by programme, each with its first item if it has any."""
    found: defaultdict[int, list[Meeting]] = defaultdict(list)
    for row in rows:
        first = firsts.get(row["id"])
        found[row["programme"]].append(to_meeting(row, (first,) if first else ()))
    return {number: tuple(held) for number, held in found.items()}
