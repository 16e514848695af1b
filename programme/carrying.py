"""What an earlier programme leaves open, and where the next one takes it up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from programme.document import AgendaItem, Draft, Status
from programme.duties import Duty, DutyRole, DutyState
from programme.matching import ANY_LEAD, likeness, numbers_of
from programme.periods import span_of_period
from programme.programme import InForce

#: How far a matter is when the next programme takes it up. What was ready for one
#: session is to be made ready for the next.
TAKEN_UP = {
    DutyState.ASSIGNED: DutyState.ASSIGNED,
    DutyState.BLOCKED: DutyState.BLOCKED,
    DutyState.PREPARING: DutyState.PREPARING,
    DutyState.RETURNED: DutyState.PREPARING,
    # By a session, or by the office: nothing was said yet for the next one.
    DutyState.DEFERRED: DutyState.ASSIGNED,
}


@dataclass(frozen=True, kw_only=True)
class Carried:
    """An open duty, and the item of the new programme that is the same matter."""

    duty: Duty
    item: AgendaItem


@dataclass(frozen=True, kw_only=True)
class CarryOver:
    """`left`: over, still open or deferred, not in the new programme; the office
    decides."""

    carried: tuple[Carried, ...] = ()
    left: tuple[Duty, ...] = ()

    def noted(self, draft: Draft) -> Draft:
        """The new programme, its items taken over so marked."""
        refs = {one.item.ref for one in self.carried}

        def mark(items: tuple[AgendaItem, ...]) -> tuple[AgendaItem, ...]:
            over = Status.CARRIED_OVER
            return tuple(
                replace(item, status=over)
                if item.ref in refs and item.status is Status.PLANNED
                else item
                for item in items
            )

        meetings = tuple(replace(m, items=mark(m.items)) for m in draft.meetings)
        return replace(draft, meetings=meetings, submissions=mark(draft.submissions))


NOTHING_LEFT = CarryOver()


def carry_over(draft: Draft, forces: Iterable[InForce], at: datetime) -> CarryOver:
    """What programmes of periods before the draft's have open, at `at`."""
    first = span_of_period(draft.period)[0]
    earlier = [force for force in forces if force.programme.last_day < first]
    waiting = [
        duty
        for force in earlier
        for duty in force.duties
        if _is_open(duty) or _is_deferred(duty, earlier)
    ]
    carried = tuple(_matched(waiting, draft.items))
    found = {one.duty.id for one in carried}
    left = (duty for duty in waiting if duty.id not in found and _is_over(duty, at))
    return CarryOver(carried=carried, left=tuple(left))


def _is_open(duty: Duty) -> bool:
    return duty.role is DutyRole.LEAD and duty.is_open and duty.state in TAKEN_UP


def _is_deferred(duty: Duty, earlier: Iterable[InForce]) -> bool:
    """Put off, and no programme has come since that would have taken it up."""
    at = duty.moved_at
    if duty.role is not DutyRole.LEAD or duty.state is not DutyState.DEFERRED or not at:
        return False
    return all(force.programme.published_at < at for force in earlier)


def _is_over(duty: Duty, at: datetime) -> bool:
    is_off = duty.is_on_hold or duty.state is DutyState.DEFERRED
    return is_off or duty.has_begun(at) or at > duty.due.late_after


def _matched(waiting: list[Duty], items: Iterable[AgendaItem]) -> Iterator[Carried]:
    """The same agency, the same numbers, nearly the same words; each once.

    Numbers must agree: the report of July is not the report of August.
    """
    wanted = sorted(
        (
            (-likeness(duty.title, item.title), duty.id, n, duty, item)
            for duty in waiting
            for n, item in enumerate(items)
            if duty.agency in item.lead
            and numbers_of(duty.title) == numbers_of(item.title)
        ),
        key=lambda found: found[:3],
    )
    duties: set[int] = set()
    taken: set[int] = set()
    for unlike, number, n, duty, item in wanted:
        if -unlike >= ANY_LEAD and number not in duties and n not in taken:
            duties.add(number)
            taken.add(n)
            yield Carried(duty=duty, item=item)


def taken_up(duty: Duty, old: Duty) -> Duty:
    """The new duty as far as the old one was, with its note."""
    return replace(
        duty,
        state=TAKEN_UP[old.state],
        note=old.note,
        moved_at=old.moved_at,
        moved_by=old.moved_by,
    )
