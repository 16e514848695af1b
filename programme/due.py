"""When a dossier is due, and why then.

The five working days before a session are the common provincial habit; each office
sets its own number from its working regulation (Nghị định 314/2025/NĐ-CP leaves it
to them).
"""

from datetime import date, datetime, time

from programme.calendar import A_DAY, WorkCalendar
from programme.days import NamedDay
from programme.document import AgendaItem, Meeting
from programme.duties import Due, DueRule
from programme.rules import OfficeRules

#: The numbers that a due moment is counted with, by its rule.
SESSION_NUMBERS = ("session_lead", "due_time")
PERIOD_NUMBERS = ("period_lead", "due_time")
HOUR = ("due_time",)


def due_for_session(
    meeting: Meeting, *, since: datetime, rules: OfficeRules, calendar: WorkCalendar
) -> Due:
    """17:00, five working days before the session."""
    day = calendar.workday_before(meeting.starts_on, rules.session_lead)
    return Due(
        at=due_moment(day, rules, calendar),
        since=since,
        rule=DueRule.BEFORE_SESSION,
        anchor=meeting.starts_on,
        workdays=rules.session_lead,
        skipped=calendar.off_between(day, meeting.starts_on - A_DAY),
        named=named_over(day, day, meeting.starts_on - A_DAY, calendar),
        by=rules.by(*SESSION_NUMBERS),
    )


def due_at_period_end(
    first: date,
    last: date,
    *,
    since: datetime,
    rules: OfficeRules,
    calendar: WorkCalendar,
) -> Due:
    """17:00 on the period's last working day: what goes to the chairman."""
    whole = calendar.last_workday(first=first, last=last)
    day = calendar.workday_before(whole, rules.period_lead)
    return Due(
        at=due_moment(day, rules, calendar),
        since=since,
        rule=DueRule.PERIOD_END,
        anchor=last,
        workdays=rules.period_lead,
        skipped=calendar.off_between(day, last),
        named=named_over(day, day, last, calendar),
        by=rules.by(*PERIOD_NUMBERS),
    )


def due_as_named(
    day: date,
    *,
    since: datetime,
    rules: OfficeRules,
    calendar: WorkCalendar,
    rule: DueRule = DueRule.PRINTED,
) -> Due:
    """The day the document or the office names; on a day off, late a workday later."""
    return Due(
        at=due_moment(day, rules, calendar),
        since=since,
        rule=rule,
        anchor=day,
        grace=grace_of(day, rules, calendar),
        named=calendar.half_of(day),
        by=rules.by(*HOUR),
    )


def due_moment(day: date, rules: OfficeRules, calendar: WorkCalendar) -> datetime:
    """17:00, or the closing hour of a day on which only the morning is worked."""
    return rules.moment(day, calendar.latest(day, rules.due_time))


def grace_of(day: date, rules: OfficeRules, calendar: WorkCalendar) -> datetime | None:
    """Of a due day that is off: the next working day's last moment."""
    if calendar.is_worked(day):
        return None
    return due_moment(calendar.workday_after(day, 1), rules, calendar)


def named_over(
    day: date, first: date, last: date, calendar: WorkCalendar
) -> tuple[NamedDay, ...]:
    """The reasons of what was counted over, and of the due day's own early end."""
    return (*calendar.named_between(first, last), *calendar.half_of(day))


def due_of(
    item: AgendaItem,
    meeting: Meeting | None,
    *,
    period: tuple[date, date],
    since: datetime,
    rules: OfficeRules,
    calendar: WorkCalendar,
) -> Due:
    """A printed day beats the rule; a session's item, the session; else the period.

    `rules` are those of its entry.
    """
    if item.due_on is not None:
        return due_as_named(item.due_on, since=since, rules=rules, calendar=calendar)
    if meeting is not None:
        return due_for_session(meeting, since=since, rules=rules, calendar=calendar)
    return due_at_period_end(*period, since=since, rules=rules, calendar=calendar)


def session_begins(meeting: Meeting, rules: OfficeRules) -> datetime:
    """Its hour, or the first moment of its day if the document gives none."""
    return rules.moment(meeting.starts_on, meeting.time or time(0, 0))


def steps_of(
    due: Due, rules: OfficeRules, calendar: WorkCalendar, *, only: int | None = None
) -> dict[date, int]:
    """The days on which a coming due moment is said: day → working days before it.

    On all steps, or on this one `only`. A due day that is off is said on the working
    day before. Steps on or before the day the agency was told count as said.
    """
    day = rules.day_of(due.at)
    told = rules.day_of(due.since)
    found: dict[date, int] = {}
    steps = rules.steps if only is None else (only,)
    for count in sorted(steps, reverse=True):
        left = count if count or calendar.is_worked(day) else 1
        step = calendar.workday_before(day, left)
        if step > told:
            found.setdefault(step, left)
    return found


def late_days(
    due: Due, until: date, rules: OfficeRules, calendar: WorkCalendar
) -> dict[date, int]:
    """The days up to `until` on which a late dossier is said: day → days late.

    Nobody is called late on or before the day they were told.
    """
    last_good = rules.day_of(due.late_after)
    told = rules.day_of(due.since)
    found: dict[date, int] = {}
    late, day = 0, last_good
    while True:
        day = calendar.workday_after(day, 1)
        if day > until:
            return found
        late += 1
        if day > told and _is_late_day(late, rules):
            found[day] = late


def _is_late_day(late: int, rules: OfficeRules) -> bool:
    if late in rules.late_days:
        return True
    last = max(rules.late_days, default=0)
    return late > last and (late - last) % rules.late_every == 0


def is_close_call(due: Due, rules: OfficeRules, calendar: WorkCalendar) -> bool:
    """Less than three working days after publication: the office settles it first."""
    told = rules.day_of(due.since)
    return calendar.workdays_between(told, rules.day_of(due.at)) < rules.close_call
