"""After a session: what became of each item of it. Asked of the office once."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from programme.calendar import WorkCalendar
from programme.document import Meeting, Status
from programme.duties import Duty, DutyRole, DutyState
from programme.programme import InForce
from programme.refs import in_order

#: After so many days nobody is asked any more what a session decided.
ASKED_FOR = timedelta(days=14)


class Outcome(StrEnum):
    PASSED = "passed"  # thông qua
    REVISE = "revise"  # bổ sung: the agency completes it, by a new day
    NEXT = "next"  # chuyển kỳ sau
    WITHDRAWN = "withdrawn"  # rút


_ENDED = frozenset({DutyState.WITHDRAWN, DutyState.DEFERRED})


@dataclass(frozen=True, kw_only=True)
class Matter:
    """One item of a session, with the duty of each agency that leads it."""

    ref: str
    duties: tuple[Duty, ...]


@dataclass(frozen=True, kw_only=True)
class Held:
    """A session that was held, and its items that nobody has told the end of."""

    programme: int
    meeting: Meeting
    open: tuple[Matter, ...]

    @property
    def on(self) -> date:
        return self.meeting.starts_on


def held_sessions(
    forces: Iterable[InForce], told: Collection[tuple[int, date]], today: date
) -> tuple[Held, ...]:
    """Of which the office may say what became; newest session first.

    `told`: duties, each with the day of the session, of which it was said.
    """
    found = (
        Held(programme=force.programme.id, meeting=meeting, open=tuple(open_))
        for force in forces
        for meeting in force.meetings
        if _is_held(meeting, today) and (open_ := list(_matters(force, meeting, told)))
    )
    return tuple(sorted(found, key=lambda one: (one.on, one.programme), reverse=True))


def is_asked(held: Held, today: date, calendar: WorkCalendar) -> bool:
    """The office is asked from the working day after it."""
    last = held.meeting.ends_on or held.meeting.starts_on
    return today >= calendar.workday_after(last, 1)


def _is_held(meeting: Meeting, today: date) -> bool:
    last = meeting.ends_on or meeting.starts_on
    is_off = meeting.status in {Status.WITHDRAWN, Status.POSTPONED}
    return not is_off and meeting.starts_on <= today <= last + ASKED_FOR


def _matters(
    force: InForce, meeting: Meeting, told: Collection[tuple[int, date]]
) -> Iterator[Matter]:
    """Without what was taken off it before, or what is settled."""
    by_ref: dict[str, list[Duty]] = {}
    for duty in force.duties:
        if duty.meeting == meeting.ref and duty.role is DutyRole.LEAD:
            by_ref.setdefault(duty.ref, []).append(duty)
    for ref in sorted(by_ref, key=in_order):
        duties = [
            duty
            for duty in by_ref[ref]
            if duty.state not in _ENDED and (duty.id, meeting.starts_on) not in told
        ]
        if duties:
            yield Matter(ref=ref, duties=tuple(duties))
