"""What is said of meetings: 15:00 on the working day before, 07:00 that morning."""

from collections.abc import Iterator
from datetime import datetime

from programme.calendar import WorkCalendar
from programme.document import Meeting, Status
from programme.due import session_begins
from programme.duties import Duty, DutyRole, DutyState
from programme.programme import InForce
from programme.reminders import (
    LEADERS,
    OFFICE,
    Addressee,
    ChatRole,
    Kind,
    Reminder,
    Step,
    agency,
)
from programme.rules import OfficeRules
from programme.urgency import is_marked


def meeting_notices(
    force: InForce,
    after: datetime,
    until: datetime,
    rules: OfficeRules,
    calendar: WorkCalendar,
) -> Iterator[Reminder]:
    """15:00 on the working day before, 07:00 the same morning, to whom it concerns."""
    told = rules.day_of(force.programme.published_at)
    for meeting in force.meetings:
        if meeting.status in {Status.WITHDRAWN, Status.POSTPONED}:
            continue
        own = rules.for_(force.programme.heading(meeting.ref, meeting.title))
        for reminder in _notices_of(meeting, force, own, rules, calendar):
            hushed = reminder.to.role is ChatRole.AGENCY and (
                rules.day_of(reminder.at) <= told
            )
            told_before = reminder.at <= force.programme.published_at
            if after < reminder.at <= until and not hushed and not told_before:
                yield reminder


def _notices_of(
    meeting: Meeting,
    force: InForce,
    own: OfficeRules,
    rules: OfficeRules,
    calendar: WorkCalendar,
) -> Iterator[Reminder]:
    """At the hours of its `own` rules; its day ends with the office's."""
    day = meeting.starts_on
    morning = rules.moment(day, own.morning_at)
    eve = rules.moment(calendar.workday_before(day, 1), own.eve_at)
    begins = session_begins(meeting, rules)
    ends = begins if meeting.time else rules.moment(day, rules.due_time)
    head = force.programme
    for to in concerned(meeting, force, rules):
        for step, at, not_after in (
            (Step.EVE, eve, morning),
            (Step.MORNING, morning, ends),
        ):
            if step is Step.MORNING and to == LEADERS and meeting.items:
                continue  # leaders have the session's board since the day before
            if at >= not_after:
                continue
            yield Reminder(
                key=f"meeting:{head.id}:{meeting.ref}:{day}:{step}:{to}",
                to=to,
                kind=Kind.MEETING,
                at=at,
                step=step,
                not_after=not_after,
                programme=head.id,
                refs=_refs_for(to, meeting, force) or (meeting.ref,),
                meeting=meeting.ref,
                day=day,
                urgent=is_marked(meeting.title),
            )


def concerned(meeting: Meeting, force: InForce, rules: OfficeRules) -> list[Addressee]:
    """Whom a meeting's notice goes to.

    The agencies the entry itself names: its certain audience, and who prepares it or
    one of its items. Where it names nobody: the office and the leaders, who know.
    A session always concerns the office and the leaders too. Where the office has
    said who of these is told, they alone are.
    """
    own = rules.for_(force.programme.heading(meeting.ref, meeting.title))
    parts = [part for part in meeting.audience if part.certain]
    names = [name for part in parts for name in part.agencies]
    names += [*meeting.lead, *meeting.support]
    names += [duty.agency for duty in _prepared(meeting, force)]
    agencies = [agency(name) for name in dict.fromkeys(names)]
    if own.audience is not None:
        everybody = [OFFICE, LEADERS, *agencies]
        return [to for to in everybody if to.role in own.audience]
    if agencies and not meeting.items:
        return agencies
    leaders = [LEADERS] if meeting.items or own.leaders_notices else []
    return [OFFICE, *leaders, *agencies]


def _prepared(meeting: Meeting, force: InForce) -> list[Duty]:
    """The lead duties of a meeting that will come before it."""
    return [
        duty
        for duty in force.duties
        if duty.meeting == meeting.ref
        and duty.role is DutyRole.LEAD
        and duty.state not in {DutyState.WITHDRAWN, DutyState.DEFERRED}
    ]


def _refs_for(to: Addressee, meeting: Meeting, force: InForce) -> tuple[str, ...]:
    """An agency's own items of the meeting; the meeting itself for the others."""
    own = [duty.ref for duty in _prepared(meeting, force) if duty.agency == to.agency]
    return tuple(own)
