"""The standing messages: the office each working day, the leaders on a Friday."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from programme.calendar import WorkCalendar, days
from programme.programme import InForce
from programme.reminders import (
    LEADERS,
    OFFICE,
    Addressee,
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
    for day in days(first, rules.day_of(until)):
        if not calendar.is_worked(day) or not _is_running(force, day, rules):
            continue
        yield from _daily(OFFICE, Kind.OFFICE, day, rules, after, until)
        if day.weekday() == rules.briefing_weekday:
            yield from _daily(LEADERS, Kind.BRIEFING, day, rules, after, until)


def _daily(
    to: Addressee,
    kind: Kind,
    day: date,
    rules: OfficeRules,
    after: datetime,
    until: datetime,
) -> Iterator[Reminder]:
    hour = rules.office_at if kind is Kind.OFFICE else rules.morning_at
    at = rules.moment(day, hour)
    if after < at <= until:
        yield Reminder(
            key=f"{kind}:{day}",
            to=to,
            kind=kind,
            at=at,
            step=Step.DAILY,
            not_after=rules.moment(day, rules.due_time),
            day=day,
        )


def _is_running(force: InForce, day: date, rules: OfficeRules) -> bool:
    """Its period lasts, or a dossier is still awaited whose session is to come."""
    if day <= force.programme.last_day:
        return True
    now = rules.moment(day, rules.morning_at)
    return any(
        duty.is_awaited and (not duty.session_begins or duty.session_begins > now)
        for duty in force.duties
    )
