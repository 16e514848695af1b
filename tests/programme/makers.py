"""July 2020 in small, and the moments of its month, for the tests of the field."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time

from programme.calendar import WorkCalendar, civil_calendar
from programme.document import AgendaItem, Audience, Draft, Meeting, Recurring
from programme.due import due_as_named, due_at_period_end, due_for_session
from programme.duties import Due, Duty
from programme.programme import InForce
from programme.publishing import put_in_force
from programme.reminders import Reminder
from programme.rules import OFFICE_ZONE, OfficeRules
from programme.timetable import reminders_between

RULES = OfficeRules()
CIVIL = civil_calendar(range(2020, 2028))

FINANCE = "Sở Tài chính"
PLANNING = "Sở Kế hoạch và Đầu tư"
INTERIOR = "Sở Nội vụ"
JUSTICE = "Sở Tư pháp"


def a_day(words: str) -> date:
    """21/7/2020, or 21/7 of that year"""
    day, month, *year = (int(part) for part in words.split("/"))
    return date(year[0] if year else 2020, month, day)


def a_moment(words: str) -> datetime:
    """17:00 14/7, in the office's zone"""
    hour, day = words.split()
    return datetime.combine(a_day(day), time.fromisoformat(hour), tzinfo=OFFICE_ZONE)


def said(moment: datetime) -> str:
    """The moment as the tables of these tests write it: 08:00 14/7"""
    local = moment.astimezone(OFFICE_ZONE)
    return f"{local:%H:%M} {local.day}/{local.month}"


def days_said(days: Iterable[date]) -> list[str]:
    return [f"{day.day}/{day.month}" for day in days]


PUBLISHED = a_moment("16:00 24/6")
BEFORE_ALL = a_moment("00:00 1/6")
AFTER_ALL = a_moment("00:00 1/9")

SESSION = Meeting(
    ref="I",
    title="Hội nghị UBND tỉnh thường kỳ",
    starts_on=a_day("21/7"),
    items=(
        AgendaItem(
            ref="I.1",
            ordinal=1,
            title="Kinh tế - xã hội",
            lead=(PLANNING,),
            support=(FINANCE,),
        ),
        AgendaItem(ref="I.3", ordinal=3, title="Đầu tư công", lead=(PLANNING,)),
        AgendaItem(ref="I.10", ordinal=10, title="Biên chế", lead=(INTERIOR,)),
    ),
)
SUBMISSION = AgendaItem(ref="II.1", ordinal=1, title="Quy chế", lead=(INTERIOR,))
CONFERENCE = Meeting(
    ref="III.1",
    title="Hội nghị tổng kết",
    starts_on=a_day("4/7"),
    audience=(Audience(words="Sở Tư pháp", agencies=(JUSTICE,), certain=True),),
)
FRIDAYS = Recurring(ref="IV", title="Giao ban", rrule="FREQ=WEEKLY;BYDAY=FR")

JULY_DRAFT = Draft(
    kind="month",
    period="2020-07",
    meetings=(SESSION, CONFERENCE),
    submissions=(SUBMISSION,),
    recurring=(FRIDAYS,),
)


def in_force(
    draft: Draft = JULY_DRAFT,
    *,
    at: datetime = PUBLISHED,
    rules: OfficeRules = RULES,
    calendar: WorkCalendar = CIVIL,
    programme: int = 1,
) -> InForce:
    return put_in_force(
        draft, at=at, rules=rules, calendar=calendar, programme=programme
    )


JULY = in_force()


def with_meetings(*meetings: Meeting) -> InForce:
    """July with these meetings and nothing for the chairman."""
    return in_force(replace(JULY_DRAFT, meetings=meetings, submissions=()))


def due_before(session: str, told: str = "16:00 1/1/2020") -> Due:
    """When the dossiers of a session on that day are due."""
    meeting = replace(SESSION, starts_on=a_day(session))
    return due_for_session(meeting, since=a_moment(told), rules=RULES, calendar=CIVIL)


def due_on(day: str, told: str = "16:00 1/1/2020") -> Due:
    """A day that is printed in the document."""
    return due_as_named(a_day(day), since=a_moment(told), rules=RULES, calendar=CIVIL)


def due_at_months_end() -> Due:
    """July's, for what goes to the chairman."""
    return due_at_period_end(
        a_day("1/7"), a_day("31/7"), since=PUBLISHED, rules=RULES, calendar=CIVIL
    )


#: I.10 of July, alone: the session of 21/7, due on 14/7.
DUTY = Duty(
    id=7,
    programme=1,
    ref="I.10",
    title="Biên chế",
    agency=INTERIOR,
    due=due_before("21/7", told="16:00 24/6"),
    meeting="I",
    session_begins=a_moment("00:00 21/7"),
)

#: II.1 of July, alone: for the chairman, due on 31/7.
CHAIRMANS = replace(JULY.duties[-1], id=9)


def with_duties(*duties: Duty) -> InForce:
    """July with these duties only."""
    return replace(JULY, duties=duties)


def wanted(
    force: InForce = JULY,
    after: datetime = BEFORE_ALL,
    until: datetime = AFTER_ALL,
    *,
    rules: OfficeRules = RULES,
    calendar: WorkCalendar = CIVIL,
) -> list[Reminder]:
    """Everything one programme wants said in (after, until]."""
    return reminders_between((force,), after, until, rules=rules, calendar=calendar)


def of_duties(
    force: InForce, *, rules: OfficeRules = RULES, calendar: WorkCalendar = CIVIL
) -> list[str]:
    """When the duties are spoken of after publication, and in which slot."""
    found = wanted(force, PUBLISHED, rules=rules, calendar=calendar)
    return [
        f"{said(reminder.at)} {reminder.key.rpartition(':')[2]}"
        for reminder in found
        if reminder.duty is not None
    ]
