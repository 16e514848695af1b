"""Days that differ from the week: off, made up, half worked; each with its source."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

_SATURDAY = 5


class DayKind(StrEnum):
    OFF = "off"  # nghỉ
    WORKED = "worked"  # làm việc, làm bù
    MORNING = "morning"  # only the morning is worked
    AFTERNOON = "afternoon"  # only the afternoon is worked


class NamedDay(NamedTuple):
    """A day as a due moment that was counted over it remembers it."""

    day: date
    kind: DayKind
    name: str


@dataclass(frozen=True, kw_only=True)
class CalendarDay:
    """`name` is why, `source` who says so. `presumed`: worked out, not announced."""

    day: date
    kind: DayKind
    name: str = ""
    source: str = ""
    presumed: bool = False

    @property
    def differs(self) -> bool:
        """Whether the week alone would have said otherwise."""
        is_weekday = self.day.weekday() < _SATURDAY
        match self.kind:
            case DayKind.OFF:
                return is_weekday
            case DayKind.WORKED:
                return not is_weekday
            case _:
                return True


@dataclass(frozen=True, kw_only=True)
class DayEdits:
    """What the office enters at once: days set, and entries of its own taken back."""

    days: tuple[CalendarDay, ...] = ()
    removed: tuple[date, ...] = ()

    @property
    def all_days(self) -> tuple[date, ...]:
        return tuple(sorted({*(one.day for one in self.days), *self.removed}))

    def named_as(self, known: Iterable[CalendarDay]) -> "DayEdits":
        """A day that is only confirmed keeps the name it is known by."""
        names = {(one.day, one.kind): one.name for one in known}
        return replace(
            self,
            days=tuple(
                replace(one, name=one.name or names.get((one.day, one.kind), ""))
                for one in self.days
            ),
        )

    def with_words(self, *, name: str, source: str) -> "DayEdits":
        """Where these say something: why, and who says so."""
        return replace(
            self,
            days=tuple(
                replace(one, name=name or one.name, source=source or one.source)
                for one in self.days
            ),
        )

    def applied_to(self, own: Iterable[CalendarDay]) -> tuple[CalendarDay, ...]:
        """The office's own days afterwards, in order."""
        found = {one.day: one for one in own if one.day not in self.removed}
        found |= {one.day: one for one in self.days}
        return tuple(found[day] for day in sorted(found))
