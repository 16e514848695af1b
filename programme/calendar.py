"""The civil calendar: which days are worked, and counting over them.

Weekends are off, public holidays are off, some Saturdays are worked to make up for
a swap. The `holidays` package is the first fill; the office's own list wins.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import holidays

A_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True)
class WorkCalendar:
    """Days that differ from the week: `off` on a weekday, `worked` on a weekend."""

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def is_worked(self, day: date) -> bool:
        if day in self.worked:
            return True
        return day.weekday() < _SATURDAY and day not in self.off

    def workday_before(self, day: date, count: int) -> date:
        """The day with exactly `count` worked days from it up to, not with, `day`."""
        return self._walk(day, count, -A_DAY)

    def workday_after(self, day: date, count: int) -> date:
        """The `count`-th worked day after `day`."""
        return self._walk(day, count, A_DAY)

    def last_workday(self, *, first: date, last: date) -> date:
        """The last worked day of a span, or its last day if none is worked."""
        day = last
        while day >= first:
            if self.is_worked(day):
                return day
            day -= A_DAY
        return last

    def workdays_between(self, first: date, last: date) -> int:
        """How many worked days lie in (first, last]; negative if last comes first."""
        if last < first:
            return -self.workdays_between(last, first)
        return sum(self.is_worked(day) for day in days(first + A_DAY, last))

    def off_between(self, first: date, last: date) -> tuple[date, ...]:
        """The days off in [first, last], for a due date that explains itself."""
        return tuple(day for day in days(first, last) if not self.is_worked(day))

    def _walk(self, day: date, count: int, step: timedelta) -> date:
        while count > 0:
            day += step
            count -= self.is_worked(day)
        return day


def days(first: date, last: date) -> Iterator[date]:
    """Every day of [first, last]."""
    day = first
    while day <= last:
        yield day
        day += A_DAY


def civil_calendar(
    years: Iterable[int],
    *,
    off: Iterable[date] = (),
    worked: Iterable[date] = (),
) -> WorkCalendar:
    """Viet Nam's public holidays, corrected by the office's own list."""
    known = holidays.country_holidays("VN", years=list(years))
    off_days = (frozenset(known) | frozenset(off)) - frozenset(worked)
    worked_days = frozenset(known.weekend_workdays) | frozenset(worked)
    return WorkCalendar(off=off_days, worked=worked_days - frozenset(off))
