"""Duties: who owes what. Nobody overwrites anybody."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import product
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from programme.duties import OPEN, Due, Duty, DutyRole
from programme.requests import RequestState
from storage.bites import in_bites
from storage.errors import NotFound
from storage.rows import Row, to_columns, to_value
from storage.shelf import Shelf
from storage.tables.work import duties, meetings, programmes, requests

#: Programmes in which a bare number is looked for, if it may be anybody's.
_NEWEST = 12


class Duties(Shelf):
    """`moved` and `heard`: the duties put in this unit, and those spoken of."""

    def __init__(self, connection: AsyncConnection) -> None:
        super().__init__(connection)
        self.moved: set[int] = set()
        self.heard: set[int] = set()

    async def get(self, duty_id: int) -> Duty:
        row = await self._row(select(duties).where(duties.c.id == duty_id))
        if row is None:
            raise NotFound("duty", duty_id)
        return to_duty(row)

    async def by_ids(self, ids: Iterable[int]) -> list[Duty]:
        """In the order asked for; a number that is no duty's is left out."""
        wanted = list(dict.fromkeys(ids))
        by_id: dict[int, Duty] = {}
        for some in in_bites(wanted):
            found = await self._duties(select(duties).where(duties.c.id.in_(some)))
            by_id |= {duty.id: duty for duty in found}
        return [by_id[number] for number in wanted if number in by_id]

    async def of_agency(self, name: str, *, open_only: bool = False) -> list[Duty]:
        """Newest programme first, then in the order of the document."""
        wanted = _newest_first().where(duties.c.agency == name)
        if open_only:
            wanted = wanted.where(duties.c.state.in_(OPEN))
        return await self._duties(wanted)

    async def own(
        self, agency: str, *, most: int, open_only: bool = False
    ) -> list[Duty]:
        """What an agency has a part in, in force; of the newest programmes, `most`."""
        wanted = select(duties).where(duties.c.agency == agency, _is_in_force())
        if open_only:
            wanted = wanted.where(duties.c.state.in_(OPEN))
        newest = wanted.order_by(duties.c.programme.desc(), duties.c.id)
        return await self._duties(newest.limit(most))

    async def called(self, ref: str, *, agency: str | None = None) -> list[Duty]:
        """Those in force so called, whole (I.3) or by the number alone (3), of the
        newest programme that has one open; else of the newest that has one.

        An agency's own; without one, every lead duty.
        """
        whose = duties.c.agency == agency
        if agency is None:
            whose = duties.c.role == DutyRole.LEAD
        wanted = _newest_first().where(
            whose, _named(ref), programmes.c.withdrawn_at.is_(None)
        )
        if agency is None and ref.isdecimal():  # no index knows a number alone
            wanted = wanted.where(duties.c.programme.in_(await self._newest()))
        for of_it in (wanted.where(duties.c.state.in_(OPEN)), wanted):
            found = await self._duties(of_it)
            if found:
                return [d for d in found if d.programme == found[0].programme]
        return []

    async def of_item(self, duty: Duty) -> list[Duty]:
        """Every agency's part in the item that this duty is a part in."""
        of_it = select(duties).where(
            duties.c.programme == duty.programme,
            duties.c.ref == duty.ref,
            duties.c.title == duty.title,
        )
        return await self._duties(of_it.order_by(duties.c.id))

    async def find(self, ref: str, *, agency: str | None = None) -> list[Duty]:
        """The lead duties so named, newest programme first."""
        wanted = _newest_first().where(
            duties.c.ref == ref, duties.c.role == DutyRole.LEAD
        )
        if agency is not None:
            wanted = wanted.where(duties.c.agency == agency)
        return await self._duties(wanted)

    async def put(self, duty: Duty, *, was: Duty) -> None:
        """Save `duty`, unless somebody else has moved it since `was` was read.

        Only what this move changes is written, so that a sign of life noted meanwhile
        is not lost.
        """
        before = to_columns_of_duty(was)
        changed = {
            name: value
            for name, value in to_columns_of_duty(duty).items()
            if value != before[name]
        }
        still_so = update(duties).where(
            duties.c.id == was.id,
            duties.c.state == was.state,
            duties.c.due_version == was.due.version,
            duties.c.moved_at.is_not_distinct_from(was.moved_at),
        )
        await self._change_one(
            still_so.values({"state": duty.state, **changed}), "duty", was.id
        )
        self.moved.add(was.id)
        await self._stir((was, duty))
        if was.is_open and not duty.is_open:
            await self._let_requests_lapse(was.id, duty.moved_at)

    async def spoke(self, ids: Iterable[int], at: datetime) -> None:
        """The agency gave a sign of life about these."""
        which = list(ids)
        await self._do(update(duties).where(duties.c.id.in_(which)).values(spoke_at=at))
        self.heard.update(which)

    async def add(self, new: Iterable[Duty]) -> tuple[Duty, ...]:
        """For a programme that comes into force; answers with their real numbers."""
        given = list(new)
        added: list[Duty] = []
        for some in in_bites(given):
            rows = [to_columns_of_duty(duty) for duty in some]
            for columns in rows:
                del columns["id"]
            numbers = await self._execute(
                insert(duties).returning(duties.c.id, sort_by_parameter_order=True),
                rows,
            )
            found = numbers.scalars().all()
            added += [
                replace(duty, id=number)
                for duty, number in zip(some, found, strict=True)
            ]
        await self._stir(added)
        return tuple(added)

    async def _newest(self) -> list[int]:
        """The programmes in force that are newest."""
        in_force = select(programmes.c.id).where(programmes.c.withdrawn_at.is_(None))
        newest = in_force.order_by(programmes.c.period.desc(), programmes.c.id.desc())
        return [row["id"] for row in await self._rows(newest.limit(_NEWEST))]

    async def _let_requests_lapse(self, duty_id: int, at: datetime | None) -> None:
        """Nothing is asked of what has ended."""
        waiting = and_(
            requests.c.duty == duty_id, requests.c.state == RequestState.ASKED
        )
        await self._do(
            update(requests)
            .where(waiting)
            .values(state=RequestState.LAPSED, decided_at=at)
        )

    async def _stir(self, moved: Iterable[Duty]) -> None:
        """What is said of its meeting and of its programme may be another thing now.

        The duty itself is looked at again because its row was written.
        """
        refs: defaultdict[int, set[str]] = defaultdict(set)
        for duty in moved:
            refs[duty.programme] |= {duty.meeting} if duty.meeting else set()
        for number, names in refs.items():
            of_it = programmes.c.id == number
            await self._do(update(programmes).where(of_it).values(wakes_at=None))
            for some in in_bites(names):
                held = (meetings.c.programme == number, meetings.c.ref.in_(some))
                await self._do(update(meetings).where(*held).values(wakes_at=None))

    async def _duties(self, wanted: Select[Any]) -> list[Duty]:
        return [to_duty(row) for row in await self._rows(wanted)]


def _newest_first() -> Select[Any]:
    return (
        select(duties)
        .join(programmes, programmes.c.id == duties.c.programme)
        .order_by(programmes.c.period.desc(), programmes.c.id.desc(), duties.c.id)
    )


def _is_in_force() -> ColumnElement[bool]:
    """Asked of each row that is found, so that it is found by its own index."""
    its = programmes.c.id == duties.c.programme
    in_force = select(programmes.c.id).where(its, programmes.c.withdrawn_at.is_(None))
    return in_force.correlate(duties).exists()


def _named(ref: str) -> ColumnElement[bool]:
    """However its letters are written: I.3, 4.a; or its number alone."""
    if ref.isdecimal():
        return or_(duties.c.ref == ref, duties.c.ref.like(f"%.{ref}"))
    parts = [(part.upper(), part.lower()) for part in ref.split(".", 5)]
    return duties.c.ref.in_({".".join(chosen) for chosen in product(*parts)})


def to_columns_of_duty(duty: Duty) -> dict[str, Any]:
    due = {f"due_{name}": value for name, value in to_columns(duty.due).items()}
    return {**to_columns(duty, "due"), **due}


def to_duty(row: Row) -> Duty:
    return to_value(Duty, row, due=to_value(Due, row, prefix="due_"))
