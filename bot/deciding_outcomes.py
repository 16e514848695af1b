"""What a session decided, done to the duties: each agency is told once of all of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.asked import Answer, Asked
from bot.desk import Desk
from bot.messages import outcomes as words
from bot.messages.buttons import for_duties
from bot.moving import UNDO_TIME, move, new_due, take_back
from programme.duties import Duty, DutyRole, DutyState
from programme.outcomes import Held, Matter, Outcome
from programme.reminders import Kind, agency
from programme.urgency import is_marked
from storage import MovedMeanwhile
from storage.outcomes import Told

_ENDS = {
    Outcome.NEXT: DutyState.DEFERRED,
    Outcome.WITHDRAWN: DutyState.WITHDRAWN,
}

#: A duty as it stands afterwards, and what was decided of it.
Done = tuple[Duty, Outcome]


async def write_outcomes(
    held: Held,
    said: Mapping[str, Outcome],
    asked: Asked,
    desk: Desk,
    *,
    edits: str | None = None,
    reply_to: str | None = None,
) -> list[Answer]:
    """Duties, record and messages in one transaction; said twice, it is done once."""
    session = words.session_of(held)
    matters = [(one, said[one.ref]) for one in held.open if one.ref in said]
    done = await _do_all(held, matters, asked, desk)
    owners = list(dict.fromkeys(duty.agency for duty, _ in done))
    text = words.written(
        session,
        matters,
        untold=await _unlinked(owners, desk),
        who=asked.person.name,
        at=desk.now,
    )
    return [
        Answer(
            text=text,
            buttons=words.undo_button(matters[0][0].duties[0].id),
            edits=edits,
            reply_to=reply_to,
            toast="Đã ghi kết quả",
        ),
        *(_to_agency(name, session, done, desk) for name in owners),
    ]


async def _do_all(
    held: Held, matters: Sequence[tuple[Matter, Outcome]], asked: Asked, desk: Desk
) -> list[Done]:
    session = words.session_of(held)
    done: list[Done] = []
    for matter, outcome in matters:
        said_now = [
            duty
            for duty in matter.duties
            if await desk.unit.outcomes.add(_told(duty, held, outcome, asked, desk))
        ]
        said_now += await _supporting(matter, outcome, desk)
        for duty in said_now:
            now = await _become(duty, outcome, session, asked, desk)
            done += [(now, outcome)]
    return done


async def _unlinked(owners: Sequence[str], desk: Desk) -> list[str]:
    """Who has no chat to be told in."""
    reached = await desk.unit.chats.homes(map(agency, owners))
    names = await desk.short_names()
    return [names.get(n, n) for n in owners if agency(n) not in reached]


def _told(duty: Duty, held: Held, outcome: Outcome, asked: Asked, desk: Desk) -> Told:
    return Told(
        duty=duty.id,
        held_on=held.on,
        outcome=outcome,
        at=desk.now,
        by=asked.who,
        message=asked.key,
    )


async def _become(
    duty: Duty, outcome: Outcome, session: str, asked: Asked, desk: Desk
) -> Duty:
    """What was accepted before the session is first given back, if it did not pass."""
    reason = f"Theo kết quả {session}"
    if outcome is Outcome.PASSED:
        if not duty.is_open:
            return duty
        made = await move(duty, lambda d: d.accept(at=desk.now), asked=asked, desk=desk)
        return made.now
    if outcome is Outcome.REVISE or not duty.is_open:
        due = await new_due(duty, desk)

        def given_back(was: Duty) -> Duty:
            # What is completed after the session is not bounded by it any more.
            back = was.send_back(at=desk.now, reason=reason, due=due)
            return replace(back, session_begins=None)

        duty = (await move(duty, given_back, asked=asked, desk=desk)).now
    if outcome in _ENDS:
        state = _ENDS[outcome]
        made = await move(
            duty,
            lambda d: d.end(state, at=desk.now, reason=reason),
            asked=asked,
            desk=desk,
        )
        return made.now
    return duty


async def _supporting(matter: Matter, outcome: Outcome, desk: Desk) -> list[Duty]:
    """Who supports an item that is taken off is told of it, too."""
    if outcome not in _ENDS:
        return []
    parts = await desk.unit.duties.of_item(matter.duties[0])
    return [one for one in parts if one.role is DutyRole.SUPPORT and one.is_open]


def _to_agency(name: str, session: str, done: Sequence[Done], desk: Desk) -> Answer:
    own = [(duty, outcome) for duty, outcome in done if duty.agency == name]
    duties = [duty for duty, _ in own]
    return Answer(
        to=agency(name),
        text=words.to_agency(session, name, own, office=desk.office),
        buttons=for_duties([d for d in duties if d.state is DutyState.RETURNED]),
        kind=Kind.CHANGE,
        duties=tuple(duty.id for duty in duties),
        refs=tuple(duty.ref for duty in duties),
        urgent=any(is_marked(duty.title) for duty in duties),
    )


async def take_back_outcomes(number: int, asked: Asked, desk: Desk) -> list[Answer]:
    """All that one word brought, if it is ten minutes young.

    Raises MovedMeanwhile if anything of it was moved since: then nothing goes back.
    """
    told = await _of_one_word(number, desk)
    if not told or desk.now - told[0].at > UNDO_TIME:
        return [Answer(toast=str(words.too_late()))]
    recent = await desk.unit.audit.moves_since(told[0].at)
    mine = [one for one in recent if one.message == told[0].message]
    moves = [one for one in mine if not one.undone and one.undoes is None]
    if len(await take_back(moves[::-1], asked=asked, desk=desk)) < len(moves):
        raise MovedMeanwhile("outcome", number)
    for one in told:
        await desk.unit.outcomes.take_back(one)
    touched = {one.duty for one in told} | {one.now.id for one in moves}
    duties = await desk.unit.duties.by_ids(sorted(touched))
    session = await _session(told[0], desk)
    return [
        Answer(
            text=words.taken_back(session, who=asked.person.name, at=desk.now),
            edits=asked.message,
            toast="Đã hoàn tác",
        ),
        *(
            _corrected(name, session, [d for d in duties if d.agency == name], desk)
            for name in dict.fromkeys(duty.agency for duty in duties)
        ),
    ]


def _corrected(name: str, session: str, own: Sequence[Duty], desk: Desk) -> Answer:
    refs = tuple(dict.fromkeys(duty.ref for duty in own))
    return Answer(
        to=agency(name),
        text=words.corrected(session, name, refs, office=desk.office),
        kind=Kind.CHANGE,
        duties=tuple(duty.id for duty in own),
        refs=refs,
        urgent=any(is_marked(duty.title) for duty in own),
    )


async def _of_one_word(number: int, desk: Desk) -> tuple[Told, ...]:
    """Everything said in the message in which this duty's outcome was said last."""
    told = await desk.unit.outcomes.of_duties([number])
    return await desk.unit.outcomes.of_message(told[-1].message) if told else ()


async def _session(told: Told, desk: Desk) -> str:
    duties = await desk.unit.duties.by_ids([told.duty])
    for force in await desk.around(duties):
        meeting = force.meeting(duties[0].meeting or "")
        if meeting is not None:
            return words.named(meeting.title, told.held_on)
    return words.named("phiên họp", told.held_on)
