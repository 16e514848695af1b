"""The office's numbers are changed in mid-month: what is touched. Nothing is done.

What was told stays told. A due moment stays until the office says otherwise; a step
that the new numbers would have had on a day that is over counts as said.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from programme.amending import Altered
from programme.calendar import WorkCalendar
from programme.days import DayKind
from programme.due import HOUR, PERIOD_NUMBERS, SESSION_NUMBERS
from programme.duties import Due, DueRule, Duty
from programme.programme import InForce
from programme.recounting import Recount, may_move, placed
from programme.reminders import Reminder
from programme.rules import OfficeRules

#: The numbers of which a due moment is made, by the rule it comes from.
_COUNTED_BY = {
    DueRule.BEFORE_SESSION: SESSION_NUMBERS,
    DueRule.PERIOD_END: PERIOD_NUMBERS,
    DueRule.PRINTED: HOUR,
}


@dataclass(frozen=True, kw_only=True)
class RuleChange:
    """The numbers as they were until that moment."""

    was: OfficeRules
    at: datetime


def is_counted_otherwise(was: OfficeRules, now: OfficeRules) -> bool:
    """Whether some due moment may be another by these numbers than by those."""
    return _of_dues(was) != _of_dues(now)


def recount_by_rules(
    force: InForce,
    rules: OfficeRules,
    calendar: WorkCalendar,
    *,
    at: datetime,
    settled: OfficeRules | None = None,
) -> Recount:
    """The due moments that these rules would give otherwise than they were told.

    `settled`: those about which the office has decided; what it kept then and what
    no newer number touches is not offered again.
    """
    moved: list[Altered] = []
    stuck: list[Duty] = []
    first = force.programme.first_day
    for duty in force.duties:
        heading = force.programme.heading_of(duty)
        own = rules.for_(heading)
        names = _COUNTED_BY.get(duty.due.rule, ())
        if not names or not may_move(duty, at):
            continue
        if settled is not None and _same(settled.for_(heading), own, names):
            continue
        new = due_by(duty.due, first, own, calendar)
        if new.at == duty.due.at:
            continue
        if new.at > at:
            due = replace(new, version=duty.due.version + 1, since=at)
            moved.append(Altered(was=duty, now=replace(duty, due=due)))
        else:
            stuck.append(duty)
    return Recount(force=force, moved=tuple(moved), stuck=tuple(stuck))


def due_by(due: Due, first: date, own: OfficeRules, calendar: WorkCalendar) -> Due:
    """The same moment where its entry's rules count and end it as it was told."""
    names = _COUNTED_BY[due.rule]
    count = due.workdays
    if due.rule is DueRule.BEFORE_SESSION:
        count = own.session_lead
    elif due.rule is DueRule.PERIOD_END:
        count = own.period_lead
    if count == due.workdays and _ends_as_told(due, own, calendar):
        return due
    due = replace(due, workdays=count, by=own.by(*names))
    return placed(due, first, calendar, rules=own, hour=own.due_time)


def _ends_as_told(due: Due, own: OfficeRules, calendar: WorkCalendar) -> bool:
    """At its hour; or when its half day ends, by what the calendar says now or said."""
    local = due.at.astimezone(own.zone)
    may_be = {own.due_time, calendar.latest(local.date(), own.due_time)}
    if any(one.kind is DayKind.MORNING for one in due.named):
        may_be.add(min(own.due_time, calendar.hours.morning[1]))
    return local.time() in may_be


def not_wanted_before(
    now_wanted: Iterable[Reminder], change: RuleChange, was_wanted: Iterable[Reminder]
) -> list[Reminder]:
    """What the new numbers want for a moment before the change and the old did not:
    it counts as said, since nobody is reminded backwards."""
    before = {reminder.key for reminder in was_wanted}
    return [
        reminder
        for reminder in now_wanted
        if reminder.at <= change.at and reminder.key not in before
    ]


def _same(was: OfficeRules, now: OfficeRules, names: Iterable[str]) -> bool:
    return all(getattr(was, name) == getattr(now, name) for name in names)


def _of_dues(rules: OfficeRules) -> object:
    names = dict.fromkeys((*SESSION_NUMBERS, *PERIOD_NUMBERS))
    of_tables = [(table.match, dict(table.numbers)) for table in rules.tables]
    return [getattr(rules, name) for name in names], of_tables
