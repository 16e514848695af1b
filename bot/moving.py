"""A duty is moved: saved, and written into the record in the same transaction."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.asked import Asked
from bot.desk import Desk
from programme.calendar import A_DAY
from programme.due import due_as_named, named_over
from programme.duties import Due, DueRule, Duty
from programme.moves import Move
from programme.reminders import agency
from programme.requests import Request, RequestState

#: What is kept of a reason or a note: enough for a person, and fits every message.
LONGEST_NOTE = 500

#: For how long a move may be taken back by who made it.
UNDO_TIME = timedelta(minutes=10)


async def move(
    duty: Duty, how: Callable[[Duty], Duty], *, asked: Asked, desk: Desk
) -> Move:
    """Applies one move and records it. Raises MoveNotAllowed, MovedMeanwhile."""
    now = how(duty)
    await desk.unit.duties.put(now, was=duty)
    number = await desk.unit.audit.add_move(
        was=duty,
        now=now,
        at=desk.now,
        who=asked.who,
        where=asked.where,
        message=asked.key,
    )
    return Move(
        id=number, was=duty, now=now, at=desk.now, who=asked.who, where=asked.where
    )


async def take_back(
    moves: Sequence[Move], *, asked: Asked, desk: Desk
) -> tuple[Move, ...]:
    """Undoes what can be: made within ten minutes, and nothing newer since."""
    done: list[Move] = []
    for made in moves:
        duty = await desk.unit.duties.get(made.now.id)
        fresh = desk.now - made.at <= UNDO_TIME
        if made.undone or made.undoes or not fresh or not _is_same(duty, made.now):
            continue
        await desk.unit.duties.put(_restored(made, duty, desk), was=duty)
        await desk.unit.audit.undo(
            made.id, at=desk.now, who=asked.who, where=asked.where, message=asked.key
        )
        done.append(made)
    return tuple(done)


async def asked_lately(
    duties: Sequence[Duty], desk: Desk
) -> list[tuple[Request, Duty]]:
    """What waits for the office of these duties and is ten minutes young."""
    by_id = {duty.id: duty for duty in duties}
    return [
        (request, by_id[request.duty])
        for request in await desk.unit.requests.open()
        if request.duty in by_id and desk.now - request.asked_at <= UNDO_TIME
    ]


async def retract(request: Request, *, asked: Asked, desk: Desk) -> None:
    """The agency takes its request back before the office has decided."""
    gone = replace(
        request,
        state=RequestState.RETRACTED,
        decided_at=desk.now,
        decided_by=asked.who,
    )
    await desk.unit.requests.put(gone, was=request)
    await desk.unit.audit.add(
        at=desk.now,
        who=asked.who,
        where=asked.where,
        did="retract",
        duty=request.duty,
        was=str(request.kind),
        message=asked.key,
    )


def _restored(made: Move, duty: Duty, desk: Desk) -> Duty:
    """As it was; but a due moment that comes back is a new one.

    Versions only rise, so that no reminder's key is ever used for another moment.
    """
    was = replace(made.was, spoke_at=duty.spoke_at)
    if made.was.due.version == duty.due.version:
        return was
    if made.now.due.version != duty.due.version:
        return replace(was, due=duty.due)  # the office has given another one since
    due = replace(was.due, version=duty.due.version + 1, since=desk.now)
    return replace(was, due=due)


def _is_same(duty: Duty, then: Duty) -> bool:
    return (duty.state, duty.moved_at, duty.note) == (
        then.state,
        then.moved_at,
        then.note,
    )


async def is_told(duty: Duty, desk: Desk) -> bool:
    """Whether the duty's agency has a chat in which it can be told."""
    return bool(await desk.unit.chats.linked(agency(duty.agency)))


async def new_due(duty: Duty, desk: Desk, *, days: int | None = None) -> Due:
    """What the office gives when it sends back: two working days, 17:00, or as its
    rules for this entry have it."""
    rules, calendar = desk.office.rules, desk.office.calendar
    for head in (await desk.unit.parts.heads([duty.programme])).values():
        rules = rules.for_(head.heading_of(duty))
    count = days or rules.return_days
    due = due_as_named(
        calendar.workday_after(desk.today, count),
        since=desk.now,
        rules=rules,
        calendar=calendar,
        rule=DueRule.DECIDED,
    )
    after, last = desk.today + A_DAY, rules.day_of(due.at)
    return replace(
        due,
        anchor=desk.today,
        workdays=count,
        skipped=calendar.off_between(after, last),
        named=named_over(last, after, last, calendar),
    )
