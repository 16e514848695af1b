"""Who is to be looked at: rows that are new or were changed, and whose moment has come.

Every question goes by an index, and by one table at a time, so that it costs what is
found and not what exists.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam, func, or_, select, update

from programme.duties import AWAITED, DueRule, Duty
from programme.programme import InForce, Programme
from programme.reminders import Addressee, ChatRole
from programme.waking import Looked
from storage.awake import Awake, Place, of_duties, with_rows
from storage.bites import in_bites
from storage.duties import Duties
from storage.parts import Parts, gathered
from storage.rows import Row, to_value
from storage.shelf import Shelf
from storage.tables.work import duties, meetings, programmes

_TABLES: Mapping[str, Table] = {
    table.name: table for table in (programmes, meetings, duties)
}
#: No moment is before it: a range with two ends is known to be narrow.
_FIRST = datetime(1970, 1, 1, tzinfo=UTC)
_A_DAY = timedelta(days=1)


class Waking(Shelf):
    async def is_new(self) -> bool:
        """Whether some row was written since it was looked at."""
        return await self._is_any([t.c.wakes_at.is_(None) for t in _TABLES.values()])

    async def is_due(self, now: datetime) -> bool:
        """Whether some row's moment has come."""
        return await self._is_any([_within(t, _FIRST, now) for t in _TABLES.values()])

    async def new(self, now: datetime, *, most: int) -> Awake:
        """So many rows of each kind that were written since they were looked at."""
        rows = {
            name: await self._rows(
                select(table).where(table.c.wakes_at.is_(None)).limit(most)
            )
            for name, table in _TABLES.items()
        }
        return await self._awake(rows, now)

    async def due(self, now: datetime, today: date | None = None) -> Awake:
        """Every row whose moment has come, and the meetings of `today`."""
        rows = {name: await self._between(name, _FIRST, now) for name in _TABLES}
        if today is not None:
            held = await self._rows(
                select(meetings).where(meetings.c.starts_on == today)
            )
            known = {row["id"] for row in rows[meetings.name]}
            rows[meetings.name] += [row for row in held if row["id"] not in known]
        return await self._awake(rows, now)

    async def joining(
        self, whose: Collection[Addressee], now: datetime, until: datetime
    ) -> Awake:
        """What is still to come until then for them, duties and standing messages."""
        agencies = {to.agency for to in whose if to.role is ChatRole.AGENCY}
        rows: dict[str, Sequence[Row]] = {}
        if agencies:
            coming = await self._between(duties.name, now, until)
            rows[duties.name] = [row for row in coming if row["agency"] in agencies]
        if any(to.role is not ChatRole.AGENCY for to in whose):
            rows[programmes.name] = await self._between(programmes.name, now, until)
        return await self._awake(rows, now)

    async def waking_at(self, moment: datetime) -> Awake:
        """What is to be looked at at that very moment."""
        rows = {
            name: await self._rows(select(table).where(table.c.wakes_at == moment))
            for name, table in _TABLES.items()
        }
        return await self._awake(rows, moment)

    async def next_after(self, moment: datetime) -> datetime | None:
        """The first moment after this one at which something is to be looked at."""
        found = [
            await self._one(
                select(table.c.wakes_at)
                .where(table.c.wakes_at > moment)
                .order_by(table.c.wakes_at)
                .limit(1)
            )
            for table in _TABLES.values()
        ]
        return min((at for at in found if at is not None), default=None)

    async def sleep(
        self, looks: Mapping[Place, datetime], was: Mapping[Place, datetime | None]
    ) -> None:
        """They are looked at again then; but at once if they were written meanwhile."""
        for name, table in _TABLES.items():
            rows = [
                {"row": place[1], "before": was[place], "then": then}
                for place, then in looks.items()
                if place[0] == name and was[place] != then
            ]
            as_it_was = table.c.wakes_at.is_not_distinct_from(bindparam("before"))
            await self._do_many(
                update(table)
                .where(table.c.id == bindparam("row"), as_it_was)
                .values(wakes_at=bindparam("then")),
                rows,
            )

    async def changed(self, was: Mapping[Place, datetime | None]) -> set[Place]:
        """Which of these rows are not as they were when they were read."""
        found: dict[Place, datetime | None] = {}
        for name, table in _TABLES.items():
            for some in in_bites(number for its, number in was if its == name):
                wanted = select(table.c.id, table.c.wakes_at)
                for row in await self._rows(wanted.where(table.c.id.in_(some))):
                    found[name, row["id"]] = row["wakes_at"]
        return {
            place
            for place, at in was.items()
            if place not in found or found[place] != at
        }

    async def wake(self, name: str, after: int, *, most: int) -> int | None:
        """So many rows behind that one are looked at again. The last one, or None."""
        table = _TABLES[name]
        some = select(table.c.id).where(table.c.id > after).order_by(table.c.id)
        last: int | None = await self._one(
            select(func.max(some.limit(most).subquery().c.id))
        )
        if last is not None:
            await self._do(
                update(table)
                .where(table.c.id > after, table.c.id <= last)
                .where(table.c.wakes_at.is_not(None))
                .values(wakes_at=None)
            )
        return last

    async def _is_any(self, wanted: Iterable[ColumnElement[bool]]) -> bool:
        found = [select(1).where(condition).exists() for condition in wanted]
        return bool(await self._one(select(or_(*found))))

    async def _between(self, name: str, after: datetime, until: datetime) -> list[Row]:
        table = _TABLES[name]
        return list(await self._rows(select(table).where(_within(table, after, until))))

    async def _awake(self, rows: Mapping[str, Sequence[Row]], now: datetime) -> Awake:
        found = {name: rows.get(name, ()) for name in _TABLES}
        numbers = [row["id"] for row in found[programmes.name]]
        numbers += [
            row["programme"] for name in ("meetings", "duties") for row in found[name]
        ]
        heads = await self._heads(numbers, found[programmes.name])
        looked = Looked(
            duties=of_duties(found[duties.name], heads),
            meetings=await self._of_meetings(found[meetings.name], heads),
            programmes=await self._of_heads(found[programmes.name], heads, now),
        )
        return with_rows(looked, found, heads)

    async def _heads(
        self, numbers: Iterable[int], rows: Sequence[Row]
    ) -> dict[int, Programme]:
        """Those in force; the rows that are here are not asked for again."""
        here = {row["id"]: row for row in rows}
        missing = [number for number in numbers if number not in here]
        return await Parts(self._connection).heads(missing) | {
            number: to_value(Programme, row)
            for number, row in here.items()
            if row["withdrawn_at"] is None
        }

    async def _of_meetings(
        self, rows: Sequence[Row], heads: Mapping[int, Programme]
    ) -> tuple[InForce, ...]:
        """Each programme's, with the duties that are prepared for them."""
        shelf = Parts(self._connection)
        firsts = await shelf.first_items(row["id"] for row in rows)
        held = gathered(rows, firsts)
        refs = {
            number: [meeting.ref for meeting in its]
            for number, its in held.items()
            if number in heads
        }
        prepared: defaultdict[int, list[Duty]] = defaultdict(list)
        for duty in await shelf.prepared(refs):
            prepared[duty.programme].append(duty)
        return tuple(
            InForce(
                programme=heads[number],
                meetings=held[number],
                duties=tuple(prepared[number]),
            )
            for number in refs
        )

    async def _of_heads(
        self, rows: Sequence[Row], heads: Mapping[int, Programme], now: datetime
    ) -> tuple[InForce, ...]:
        """Each with the dossiers for which it would still be running."""
        wanted = [row["id"] for row in rows if row["id"] in heads]
        awaited: defaultdict[int, list[Duty]] = defaultdict(list)
        for duty in await Duties(self._connection).by_ids(
            await self._awaited(wanted, now - _A_DAY)
        ):
            awaited[duty.programme].append(duty)
        return tuple(
            InForce(programme=heads[number], duties=tuple(awaited[number]))
            for number in wanted
        )

    async def _awaited(self, numbers: Iterable[int], since: datetime) -> list[int]:
        """Of each programme one that waits for no session, and one for the last."""
        of_it = select(duties.c.id).where(
            duties.c.programme == programmes.c.id,
            duties.c.state.in_(AWAITED),
            duties.c.due_rule != DueRule.ON_HOLD,
        )
        begins = duties.c.session_begins
        by_itself = of_it.where(begins.is_(None)).limit(1)
        the_last = of_it.where(begins > since).order_by(begins.desc()).limit(1)
        found: list[int] = []
        for some in in_bites(numbers):
            wanted = select(
                by_itself.correlate(programmes).scalar_subquery().label("by_itself"),
                the_last.correlate(programmes).scalar_subquery().label("the_last"),
            ).where(programmes.c.id.in_(some))
            for row in await self._rows(wanted):
                found += [number for number in row.values() if number is not None]
        return found


def _within(table: Table, after: datetime, until: datetime) -> ColumnElement[bool]:
    wakes: ColumnElement[Any] = table.c.wakes_at
    return (wakes > after) & (wakes <= until)
