"""The standing messages: the office each working day, the leaders on a Friday."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from programme.calendar import WorkCalendar, days
from programme.programme import InForce
from programme.reminders import (
    LEADERS,
    OFFICE,
    Kind,
    Reminder,
    Step,
)
from programme.rules import OfficeRules


def daily(
    force: InForce,
    after: datetime,
    until: datetime,
    rules: OfficeRules,
    calendar: WorkCalendar,
) -> Iterator[Reminder]:
    """The office's digest each working day; the leaders' picture on a worked Friday."""
    told = rules.day_of(force.programme.published_at)
    first = max(rules.day_of(after), told + timedelta(days=1))
    last = force.programme.last_day
    for day in days(first, rules.day_of(until)):
        if not calendar.is_worked(day):
            continue
        if day > last and not _is_awaited(force, rules.moment(day, rules.morning_at)):
            continue
        said = [_daily(Kind.OFFICE, day, rules.office_at, rules.due_time, rules.zone)]
        if day.weekday() == rules.briefing_weekday:
            at = rules.morning_at
            said.append(_daily(Kind.BRIEFING, day, at, rules.due_time, rules.zone))
        yield from (reminder for reminder in said if after < reminder.at <= until)


@lru_cache(maxsize=256)  # every programme in force wants the same one
def _daily(kind: Kind, day: date, at: time, until: time, zone: tzinfo) -> Reminder:
    return Reminder(
        key=f"{kind}:{day}",
        to=OFFICE if kind is Kind.OFFICE else LEADERS,
        kind=kind,
        at=datetime.combine(day, at, tzinfo=zone),
        step=Step.DAILY,
        not_after=datetime.combine(day, until, tzinfo=zone),
        day=day,
    )


def _is_awaited(force: InForce, now: datetime) -> bool:
    """Its period is over, but a dossier is awaited whose session is to come."""
    return any(
        duty.is_awaited and (not duty.session_begins or duty.session_begins > now)
        for duty in force.duties
    )
