"""What the office is warned of in its calendar while there is time to settle it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from programme.calendar import A_DAY, WorkCalendar
from programme.days import CalendarDay, DayKind

ENDS_SOON = timedelta(days=60)
PRESUMED_SOON = timedelta(days=92)


@dataclass(frozen=True, kw_only=True)
class CalendarWarning:
    """The calendar ends on `last` (no `days`), or these days are only presumed."""

    last: date
    days: tuple[CalendarDay, ...] = ()

    @property
    def key(self) -> str:
        """Names it for ever, so that it is said once."""
        first = self.days[0] if self.days else None
        return f"presumed:{first.day}:{first.kind}" if first else f"ends:{self.last}"


def warnings_of(calendar: WorkCalendar, today: date) -> tuple[CalendarWarning, ...]:
    """Less than 60 days known; presumed days of the next three months, run by run."""
    found: list[CalendarWarning] = []
    ends = calendar.known_until(today)
    if ends - today < ENDS_SOON:
        found.append(CalendarWarning(last=ends))
    runs = _runs(calendar, today)
    found += [CalendarWarning(last=run[-1].day, days=tuple(run)) for run in runs]
    return tuple(found)


def _runs(calendar: WorkCalendar, today: date) -> Iterator[list[CalendarDay]]:
    """Days of one name and kind, with nothing but days off between them."""
    until = today + PRESUMED_SOON
    soon = [
        one
        for day, one in sorted(calendar.known.items())
        if one.presumed and one.differs and today <= day <= until
    ]
    run: list[CalendarDay] = []
    for one in soon:
        if run and not _goes_on(run[-1], one, calendar):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _goes_on(was: CalendarDay, one: CalendarDay, calendar: WorkCalendar) -> bool:
    if (was.name, was.kind) != (one.name, one.kind) or one.kind is not DayKind.OFF:
        return False
    return not calendar.workdays_between(was.day, one.day - A_DAY)
