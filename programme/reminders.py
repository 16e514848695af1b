"""What the programmes in force want said, and when. Worked out, never scheduled.

Every function here asks what lies in (after, until]; none asks what time it is. A
reminder's key is its name for ever: said once, it is never worked out again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from programme.calendar import WorkCalendar, days
from programme.document import Meeting, Status
from programme.due import late_days, session_begins, steps_of
from programme.duties import Duty, DutyRole, DutyState
from programme.programme import InForce
from programme.rules import OfficeRules


class ChatRole(StrEnum):
    OFFICE = "office"
    LEADER = "leader"
    AGENCY = "agency"


class Kind(StrEnum):
    """Why a message goes out; also the promise of `simulate --json`."""

    PUBLICATION = "publication"
    DIGEST = "digest"
    MEETING = "meeting"
    BRIEFING = "briefing"
    ESCALATION = "escalation"
    CHANGE = "change"
    OFFICE = "office"


class Step(StrEnum):
    PUBLISHED = "published"
    COMING = "coming"
    TODAY = "today"
    LATE = "late"
    EVE = "eve"
    MORNING = "morning"
    DAILY = "daily"


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """To whom something is said: a role, and for an agency its official name."""

    role: ChatRole
    agency: str | None = None

    def __str__(self) -> str:
        return f"{self.role}:{self.agency}" if self.agency else str(self.role)


OFFICE = Addressee(role=ChatRole.OFFICE)
LEADERS = Addressee(role=ChatRole.LEADER)


def agency(name: str) -> Addressee:
    return Addressee(role=ChatRole.AGENCY, agency=name)


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """One thing to say to one addressee for one occasion.

    `count`: working days before (COMING) or after (LATE) the due day. `not_after`:
    from then on it is not said any more.
    """

    key: str
    to: Addressee
    kind: Kind
    at: datetime
    step: Step
    not_after: datetime
    count: int = 0
    programme: int = 0
    refs: tuple[str, ...] = ()
    duty: int | None = None
    meeting: str | None = None
    day: date | None = None  # of the meeting, or of the daily message


#: Answers with what one programme wants said to whom in (after, until].
Rule = Callable[
    [InForce, datetime, datetime, OfficeRules, WorkCalendar], Iterator[Reminder]
]


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
            yield from _steps_before(duty, after, until, rules, calendar)
            if duty.role is DutyRole.LEAD:
                yield from _steps_late(duty, after, until, rules, calendar)


def _steps_before(
    duty: Duty,
    after: datetime,
    until: datetime,
    rules: OfficeRules,
    calendar: WorkCalendar,
) -> Iterator[Reminder]:
    for day, count in steps_of(duty.due, rules, calendar).items():
        if duty.role is DutyRole.SUPPORT and count != rules.support_step:
            continue
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
    )


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
        for reminder in _notices_of(meeting, force, rules, calendar):
            hushed = reminder.to.role is ChatRole.AGENCY and (
                rules.day_of(reminder.at) <= told
            )
            told_before = reminder.at <= force.programme.published_at
            if after < reminder.at <= until and not hushed and not told_before:
                yield reminder


def _notices_of(
    meeting: Meeting, force: InForce, rules: OfficeRules, calendar: WorkCalendar
) -> Iterator[Reminder]:
    day = meeting.starts_on
    morning = rules.moment(day, rules.morning_at)
    eve = rules.moment(calendar.workday_before(day, 1), rules.eve_at)
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
            )


def concerned(meeting: Meeting, force: InForce, rules: OfficeRules) -> list[Addressee]:
    """Whom a meeting's notice goes to.

    The agencies the entry itself names: its certain audience, and who prepares it or
    one of its items. Where it names nobody: the office and the leaders, who know.
    A session always concerns the office and the leaders too.
    """
    parts = [part for part in meeting.audience if part.certain]
    names = [name for part in parts for name in part.agencies]
    names += [*meeting.lead, *meeting.support]
    names += [duty.agency for duty in _prepared(meeting, force)]
    agencies = [agency(name) for name in dict.fromkeys(names)]
    if agencies and not meeting.items:
        return agencies
    leaders = [LEADERS] if meeting.items or rules.leaders_notices else []
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


RULES: tuple[Rule, ...] = (publications, due_steps, meeting_notices, daily)


def reminders_between(
    forces: tuple[InForce, ...],
    after: datetime,
    until: datetime,
    *,
    rules: OfficeRules,
    calendar: WorkCalendar,
) -> list[Reminder]:
    """Everything wanted in (after, until], in order of time, each key once."""
    found = {
        reminder.key: reminder
        for force in forces
        for rule in RULES
        for reminder in rule(force, after, until, rules, calendar)
    }
    return sorted(found.values(), key=lambda reminder: (reminder.at, reminder.key))
