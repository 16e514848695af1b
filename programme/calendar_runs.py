"""Runs of days that say the same: a holiday of a week is one thing, not seven."""

from collections.abc import Callable, Iterable, Iterator

from programme.calendar import A_DAY, WorkCalendar
from programme.days import CalendarDay, DayKind

#: What two days must have in common.
Facts = Callable[[CalendarDay], object]


def runs_of(
    days: Iterable[CalendarDay], calendar: WorkCalendar, facts: Facts
) -> Iterator[list[CalendarDay]]:
    """Days off alike, with nothing but days off between them; any other alone."""
    run: list[CalendarDay] = []
    for one in days:
        if run and not _goes_on(run[-1], one, calendar, facts):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _goes_on(
    was: CalendarDay, one: CalendarDay, calendar: WorkCalendar, facts: Facts
) -> bool:
    if facts(was) != facts(one) or one.kind is not DayKind.OFF:
        return False
    return not calendar.workdays_between(was.day, one.day - A_DAY)
