"""When a recurring rule falls: inside its programme's period, never on a day off."""

from datetime import UTC, date, datetime, time

from dateutil.rrule import rrulestr

from programme.calendar import WorkCalendar
from programme.document import Recurring
from programme.programme import Programme


def falls_on(
    rule: Recurring, day: date, programme: Programme, calendar: WorkCalendar
) -> bool:
    """Whether a meeting that comes back (RFC 5545) is held on `day`."""
    if not programme.first_day <= day <= programme.last_day:
        return False
    if not calendar.is_worked(day):
        return False
    first = _midnight(programme.first_day)
    found = rrulestr(rule.rrule, dtstart=first).between(
        _midnight(day), _midnight(day), inc=True
    )
    return bool(found)


def _midnight(day: date) -> datetime:
    # The rule counts in whole days; the zone is only there so that no moment is naive.
    return datetime.combine(day, time(0), tzinfo=UTC)
