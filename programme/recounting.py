"""Due moments counted anew over another calendar: what would move. Nothing is done.

What was told stays unless the office says otherwise. What has passed stays, and nothing
moves into the past: nobody becomes late by an entry in the calendar.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from programme.amending import Altered
from programme.calendar import A_DAY, WorkCalendar
from programme.due import grace_of, named_over
from programme.duties import Due, DueRule, Duty
from programme.programme import InForce
from programme.rules import OfficeRules


@dataclass(frozen=True, kw_only=True)
class Recount:
    """Of one programme: `moved` if the office wants it, `eased` in any case.

    `eased`: the due day itself has become a day off; it stays as told, and is late a
    working day later. `stuck`: its new moment has passed already.
    """

    force: InForce
    moved: tuple[Altered, ...] = ()
    eased: tuple[Altered, ...] = ()
    stuck: tuple[Duty, ...] = ()


def recount(
    force: InForce,
    was: WorkCalendar,
    now: WorkCalendar,
    *,
    rules: OfficeRules,
    at: datetime,
) -> Recount:
    """Only what this change of the calendar touches, of what is still to come."""
    moved: list[Altered] = []
    eased: list[Altered] = []
    stuck: list[Duty] = []
    first = force.programme.first_day
    for duty in force.duties:
        if not may_move(duty, at):
            continue
        own = rules.for_(force.programme.heading_of(duty))
        then = counted(duty.due, first, was, rules=own, over=was)
        new = counted(duty.due, first, now, rules=own, over=was)
        if new.at not in {then.at, duty.due.at}:
            if new.at > at:
                due = replace(new, version=duty.due.version + 1, since=at)
                moved.append(Altered(was=duty, now=replace(duty, due=due)))
            else:
                stuck.append(duty)
        grace = grace_of(rules.day_of(duty.due.at), own, now)
        if grace is not None and grace > duty.due.late_after:
            due = replace(duty.due, grace=grace)
            eased.append(Altered(was=duty, now=replace(duty, due=due)))
    return Recount(
        force=force, moved=tuple(moved), eased=tuple(eased), stuck=tuple(stuck)
    )


def may_move(duty: Duty, at: datetime) -> bool:
    is_coming = duty.due.at > at and not duty.has_begun(at)
    return duty.is_open and not duty.is_on_hold and is_coming


def counted(
    due: Due,
    first: date,
    calendar: WorkCalendar,
    *,
    rules: OfficeRules,
    over: WorkCalendar,
) -> Due:
    """The same rule from the same day over another calendar than `over`; the programme
    begins on `first`. Its hour stays, but for a day that closes early."""
    hour = _hour(due, rules, over)
    return placed(due, first, calendar, rules=rules, hour=hour)


def placed(
    due: Due, first: date, calendar: WorkCalendar, *, rules: OfficeRules, hour: time
) -> Due:
    """At that hour of the day that its rule names over this calendar."""
    day, span = rules.day_of(due.at), None
    match due.rule:
        case DueRule.BEFORE_SESSION if due.anchor is not None:
            day = calendar.workday_before(due.anchor, due.workdays)
            span = day, due.anchor - A_DAY
        case DueRule.PERIOD_END if due.anchor is not None:
            whole = calendar.last_workday(first=first, last=due.anchor)
            day = calendar.workday_before(whole, due.workdays)
            span = day, due.anchor
        case DueRule.DECIDED if due.anchor is not None and due.workdays:
            day = calendar.workday_after(due.anchor, due.workdays)
            span = due.anchor + A_DAY, day
    return replace(
        due,
        at=rules.moment(day, calendar.latest(day, hour)),
        skipped=calendar.off_between(*span) if span else due.skipped,
        named=named_over(day, *span, calendar) if span else calendar.half_of(day),
        grace=grace_of(day, rules, calendar),
    )


def _hour(due: Due, rules: OfficeRules, over: WorkCalendar) -> time:
    """The hour it had been given, were the day a whole one."""
    local = due.at.astimezone(rules.zone)
    was_cut = local.time() == over.latest(local.date(), rules.due_time)
    return rules.due_time if was_cut else local.time()
