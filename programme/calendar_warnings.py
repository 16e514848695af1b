"""What the office is warned of in its calendar while there is time to settle it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from programme.calendar import WorkCalendar
from programme.calendar_runs import runs_of
from programme.days import CalendarDay

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
    until = today + PRESUMED_SOON
    soon = [
        one
        for day, one in sorted(calendar.known.items())
        if one.presumed and one.differs and today <= day <= until
    ]
    return runs_of(soon, calendar, lambda one: (one.name, one.kind))
