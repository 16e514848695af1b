"""Duties: who owes what. Nobody overwrites anybody."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, update

from programme.duties import OPEN, Due, Duty, DutyRole
from storage.errors import NotFound
from storage.rows import Row, to_columns, to_value
from storage.shelf import Shelf
from storage.tables.work import duties, programmes


class Duties(Shelf):
    async def get(self, duty_id: int) -> Duty:
        row = await self._row(select(duties).where(duties.c.id == duty_id))
        if row is None:
            raise NotFound("duty", duty_id)
        return to_duty(row)

    async def by_ids(self, ids: Iterable[int]) -> list[Duty]:
        """In the order asked for; a number that is no duty's is left out."""
        wanted = list(dict.fromkeys(ids))
        found = await self._duties(select(duties).where(duties.c.id.in_(wanted)))
        by_id = {duty.id: duty for duty in found}
        return [by_id[number] for number in wanted if number in by_id]

    async def of_agency(self, name: str, *, open_only: bool = False) -> list[Duty]:
        """Newest programme first, then in the order of the document."""
        wanted = _newest_first().where(duties.c.agency == name)
        if open_only:
            wanted = wanted.where(duties.c.state.in_(OPEN))
        return await self._duties(wanted)

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

    async def spoke(self, ids: Iterable[int], at: datetime) -> None:
        """The agency gave a sign of life about these."""
        await self._do(
            update(duties).where(duties.c.id.in_(list(ids))).values(spoke_at=at)
        )

    async def add(self, new: Iterable[Duty]) -> tuple[Duty, ...]:
        """For a programme that comes into force; answers with their real numbers."""
        added: list[Duty] = []
        for duty in new:
            columns = to_columns_of_duty(duty)
            del columns["id"]
            number = await self._one(
                duties.insert().values(columns).returning(duties.c.id)
            )
            added.append(replace(duty, id=number))
        return tuple(added)

    async def _duties(self, wanted: Select[Any]) -> list[Duty]:
        return [to_duty(row) for row in await self._rows(wanted)]


def _newest_first() -> Select[Any]:
    return (
        select(duties)
        .join(programmes, programmes.c.id == duties.c.programme)
        .order_by(programmes.c.period.desc(), programmes.c.id.desc(), duties.c.id)
    )


def to_columns_of_duty(duty: Duty) -> dict[str, Any]:
    due = {f"due_{name}": value for name, value in to_columns(duty.due).items()}
    return {**to_columns(duty, "due"), **due}


def to_duty(row: Row) -> Duty:
    return to_value(Duty, row, due=to_value(Due, row, prefix="due_"))
