"""The office's own days: entered, taken back, and waiting for its word."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from programme.calendar import WorkCalendar
from programme.days import CalendarDay, DayEdits, DayKind
from storage.dialect import insert as insert_or
from storage.errors import NotFound
from storage.rows import to_value
from storage.settings import Settings
from storage.shelf import Shelf
from storage.tables.days import calendar_days, calendar_edits

_VERSION = "calendar"


@dataclass(frozen=True, kw_only=True)
class WaitingEdits:
    """What somebody asked to be entered, and has not been confirmed yet."""

    id: int
    edits: DayEdits
    by: str
    where: str
    at: datetime


class Calendar(Shelf):
    async def all(self) -> tuple[CalendarDay, ...]:
        """In order; what the office entered is announced, never presumed."""
        in_order = select(calendar_days).order_by(calendar_days.c.day)
        rows = await self._rows(in_order)
        return tuple(to_value(CalendarDay, row, presumed=False) for row in rows)

    async def onto(self, calendar: WorkCalendar) -> WorkCalendar:
        """The calendar as it stands: with what the office has entered by now."""
        own = await self.all()
        return calendar if own == calendar.own else calendar.with_own(own)

    async def version(self) -> int:
        """Another one after every edit."""
        return int(await Settings(self._connection).get(_VERSION) or 0)

    async def put(self, edits: DayEdits, *, by: str, at: datetime) -> None:
        if edits.removed:
            its = calendar_days.c.day.in_(edits.removed)
            await self._do(delete(calendar_days).where(its))
        for one in edits.days:
            said: dict[str, Any] = {"kind": one.kind, "name": one.name}
            said |= {"source": one.source, "by": by, "at": at}
            await self._do(
                insert_or(calendar_days)
                .values(day=one.day, **said)
                .on_conflict_do_update(index_elements=["day"], set_=said)
            )
        version = await self.version() + 1
        await Settings(self._connection).set(_VERSION, str(version))

    async def ask(self, edits: DayEdits, *, by: str, where: str, at: datetime) -> int:
        """Kept until somebody confirms or drops it."""
        values = {"edits": _to_json(edits), "by": by, "where": where, "at": at}
        number: int = await self._one(
            insert(calendar_edits).values(**values).returning(calendar_edits.c.id)
        )
        return number

    async def asked(self, number: int) -> WaitingEdits:
        """Raises NotFound for what was never asked, or is ended."""
        its = (calendar_edits.c.id == number, calendar_edits.c.ended_at.is_(None))
        row = await self._row(select(calendar_edits).where(*its))
        if row is None:
            raise NotFound("calendar edit", number)
        return to_value(WaitingEdits, row, edits=_from_json(row["edits"]))

    async def end(self, number: int, at: datetime) -> None:
        """Entered or dropped, once: of two presses the second finds it ended."""
        its = (calendar_edits.c.id == number, calendar_edits.c.ended_at.is_(None))
        ended = update(calendar_edits).where(*its).values(ended_at=at)
        await self._change_one(ended, "calendar edit", number)


def _to_json(edits: DayEdits) -> dict[str, Any]:
    return {
        "days": [
            [one.day.isoformat(), one.kind, one.name, one.source] for one in edits.days
        ],
        "removed": [day.isoformat() for day in edits.removed],
    }


def _from_json(found: dict[str, Any]) -> DayEdits:
    return DayEdits(
        days=tuple(
            CalendarDay(
                day=date.fromisoformat(day),
                kind=DayKind(kind),
                name=name,
                source=source,
            )
            for day, kind, name, source in found["days"]
        ),
        removed=tuple(date.fromisoformat(day) for day in found["removed"]),
    )
