"""What is said of dossiers: at publication, on the steps before the day, when late."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from programme.calendar import WorkCalendar
from programme.due import late_days, steps_of
from programme.duties import Duty, DutyRole
from programme.programme import InForce
from programme.reminders import (
    Kind,
    Reminder,
    Step,
    agency,
)
from programme.rules import OfficeRules
from programme.urgency import is_marked


def publications(
    force: InForce,
    after: datetime,
    until: datetime,
    rules: OfficeRules,
    calendar: WorkCalendar,
) -> Iterator[Reminder]:
    """Each agency is told once what it is to prepare."""
    del rules, calendar
    head = force.programme
    if not after < head.published_at <= until:
        return
    for duty in force.duties:
        yield Reminder(
            key=f"publication:{duty.id}",
            to=agency(duty.agency),
            kind=Kind.PUBLICATION,
            at=head.published_at,
            step=Step.PUBLISHED,
            not_after=head.published_at + timedelta(days=31),
            programme=head.id,
            refs=(duty.ref,),
            duty=duty.id,
            urgent=head.urgent or is_marked(duty.title),
        )


def due_steps(
    force: InForce,
    after: datetime,
    until: datetime,
    rules: OfficeRules,
    calendar: WorkCalendar,
) -> Iterator[Reminder]:
    """A dossier that is awaited: on the steps before its due day, and when late."""
    for duty in force.duties:
        if duty.is_awaited:
            own = rules.for_(force.programme.heading_of(duty))
            yield from _steps_before(duty, after, until, own, calendar)
            if duty.role is DutyRole.LEAD:
                yield from _steps_late(duty, after, until, own, calendar)


def _steps_before(
    duty: Duty,
    after: datetime,
    until: datetime,
    rules: OfficeRules,
    calendar: WorkCalendar,
) -> Iterator[Reminder]:
    only = rules.support_step if duty.role is DutyRole.SUPPORT else None
    for day, count in steps_of(duty.due, rules, calendar, only=only).items():
        at = rules.moment(day, rules.digest_at)
        if after < at <= until and not _is_answered(duty, at):
            yield _of_duty(
                duty,
                f"T-{count}",
                at=at,
                step=Step.COMING if count else Step.TODAY,
                count=count,
                not_after=duty.due.late_after,
            )


def _steps_late(
    duty: Duty,
    after: datetime,
    until: datetime,
    rules: OfficeRules,
    calendar: WorkCalendar,
) -> Iterator[Reminder]:
    for day, count in late_days(duty.due, rules.day_of(until), rules, calendar).items():
        at = rules.moment(day, rules.digest_at)
        begun = duty.session_begins is not None and at >= duty.session_begins
        if after < at <= until and not begun and not _is_answered(duty, at):
            yield _of_duty(
                duty,
                f"L+{count}",
                at=at,
                step=Step.LATE,
                count=count,
                not_after=duty.session_begins or at + timedelta(days=31),
            )


def _is_answered(duty: Duty, at: datetime) -> bool:
    """Who has spoken since that hour is not asked again before the next step."""
    return duty.spoke_at is not None and at <= duty.spoke_at


def _of_duty(
    duty: Duty,
    slot: str,
    *,
    at: datetime,
    step: Step,
    count: int,
    not_after: datetime,
) -> Reminder:
    return Reminder(
        key=f"due:{duty.id}:v{duty.due.version}:{slot}",
        to=agency(duty.agency),
        kind=Kind.DIGEST,
        at=at,
        step=step,
        count=count,
        not_after=not_after,
        programme=duty.programme,
        refs=(duty.ref,),
        duty=duty.id,
        urgent=is_marked(duty.title),
    )
