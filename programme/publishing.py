"""From what a document says to who owes what: the duties of a new programme."""

from collections.abc import Iterator
from datetime import datetime
from itertools import count

from programme.calendar import WorkCalendar
from programme.document import AgendaItem, Draft, Meeting, Status
from programme.due import due_of, session_begins
from programme.duties import Duty, DutyRole
from programme.programme import InForce, Programme
from programme.rules import OfficeRules

_NOT_ASKED = frozenset({Status.WITHDRAWN, Status.POSTPONED})


def put_in_force(
    draft: Draft,
    *,
    at: datetime,
    rules: OfficeRules,
    calendar: WorkCalendar,
    programme: int = 1,
) -> InForce:
    """The programme as if published at `at`; duties are numbered from 1."""
    head = Programme(
        id=programme,
        period=draft.period,
        issuer=draft.issuer,
        number=draft.number,
        published_at=at,
        sections=draft.sections,
        urgent=draft.urgent,
    )
    numbers = count(1)
    duties = tuple(
        duty
        for meeting, item in _asked(draft)
        for duty in _duties(head, meeting, item, numbers, rules, calendar)
    )
    return InForce(
        programme=head,
        meetings=draft.meetings,
        recurring=draft.recurring,
        duties=duties,
    )


def _asked(draft: Draft) -> Iterator[tuple[Meeting | None, AgendaItem]]:
    for meeting in draft.meetings:
        if meeting.status not in _NOT_ASKED:
            yield from ((meeting, item) for item in meeting.items)
    yield from ((None, item) for item in draft.submissions)


def _duties(
    head: Programme,
    meeting: Meeting | None,
    item: AgendaItem,
    numbers: Iterator[int],
    rules: OfficeRules,
    calendar: WorkCalendar,
) -> Iterator[Duty]:
    if item.status in _NOT_ASKED:
        return
    title = meeting.title if meeting else ""
    due = due_of(
        item,
        meeting,
        period=(head.first_day, head.last_day),
        since=head.published_at,
        rules=rules.for_(head.heading(item.ref, title)),
        calendar=calendar,
    )
    begins = session_begins(meeting, rules) if meeting else None
    parts = [(agency, DutyRole.LEAD) for agency in item.lead]
    parts += [(agency, DutyRole.SUPPORT) for agency in item.support]
    for agency, role in parts:
        yield Duty(
            id=next(numbers),
            programme=head.id,
            ref=item.ref,
            title=item.title,
            agency=agency,
            role=role,
            due=due,
            meeting=meeting.ref if meeting else None,
            meeting_title=title,
            session_begins=begins,
            secret=item.secret,
        )
