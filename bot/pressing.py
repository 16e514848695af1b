"""A button is pressed. Whether it counts is decided now, never by the button."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

from bot import moving, pending, running
from bot.asked import Answer, Asked
from bot.calendar_asking import settle_days
from bot.confirming import confirm
from bot.deciding_requests import settle_request
from bot.desk import Desk, Place
from bot.errors import HasLeft, NotOffered, NotYours, OldButton
from bot.escalating import settle_escalation
from bot.hearing import pick
from bot.messages import recorded
from bot.messages.buttons import Act, Press, unpack
from bot.messages.dossiers import FOR
from bot.messages.requests import RETRACT
from bot.ordering import settle_first
from bot.outcomes import settle_outcome
from bot.restored import settle_restored
from bot.reviewing import settle
from bot.rights import Seat, may
from bot.rule_asking import settle_rules
from bot.shown_again import is_receipt, shown_again
from bot.standing_in import settle_stand_in
from bot.taking_in import settle_dossier
from programme.duties import Duty, DutyRole, DutyState, Mover
from programme.letters import Posted
from programme.moves import Move
from programme.speech import STATES

_Settle = Callable[[Sequence[str], Asked, Desk], Awaitable[list[Answer]]]
_Do = Callable[[Press, Posted, Asked, Place, Desk], Awaitable[list[Answer]]]


async def press(asked: Asked, place: Place, desk: Desk) -> list[Answer]:
    """Only what this very message has offered in this chat, to who may do it now.

    Raises HasLeft; OldButton for what is not ours; NotYours for another agency's.
    """
    data = asked.press or ""
    said = unpack(data)
    if place.seat is Seat.LEFT:
        raise HasLeft
    if said is None or not may(place.seat, deed_of(said)):
        raise OldButton
    letter = await desk.unit.outbox.letter_at(
        asked.channel, asked.address, asked.message or ""
    )
    if letter is None:
        raise NotOffered
    if not await desk.unit.outbox.has_offered(letter, asked.message or "", data):
        if said.act in {Act.OPEN, Act.STATE}:
            await _own(_number(said, 0), place, desk)
        raise NotOffered
    return await _ACTS[said.act](said, letter, asked, place, desk)


def deed_of(said: Press) -> str:
    """The row of this button in the table of rights."""
    if said.act is Act.REQUEST and said.words[1:2] == (RETRACT,):
        return "press retract"
    if said.act is Act.DOSSIER and said.words[:1] == (FOR,):
        return "press which"
    return f"press {said.act.name.lower()}"


async def _open(
    said: Press, letter: Posted, asked: Asked, place: Place, desk: Desk
) -> list[Answer]:
    duty = await _own(_number(said, 0), place, desk)
    return [
        await shown_again(letter, asked, desk, opened=duty.id, toast=f"Mục {duty.ref}")
    ]


async def _which(
    said: Press, letter: Posted, asked: Asked, place: Place, desk: Desk
) -> list[Answer]:
    """What was unclear is said of this one; where that is over, it shows its three."""
    duty = await _own(_number(said, 0), place, desk)
    person = said.words[1] if len(said.words) > 1 else ""
    answers = await pick(duty.id, person, letter, asked, place, desk)
    if not answers:
        return await _open(said, letter, asked, place, desk)
    toast = f"Đã ghi nhận mục {duty.ref}"
    return [replace(answers[0], toast=toast), *answers[1:]]


async def _back(
    said: Press, letter: Posted, asked: Asked, place: Place, desk: Desk
) -> list[Answer]:
    del said
    duties = await desk.unit.duties.by_ids(letter.letter.duties)
    is_ours = any(duty.agency == place.chat.agency for duty in duties)
    if not is_ours and not _plays(place):
        raise OldButton  # it was said here when the chat was another's
    return [await shown_again(letter, asked, desk)]


async def _state(
    said: Press, letter: Posted, asked: Asked, place: Place, desk: Desk
) -> list[Answer]:
    duty = await _own(_number(said, 0), place, desk)
    if _number(said, 1) != duty.due.version or not duty.is_open:
        raise OldButton
    state = _state_of(said)
    note = duty.note if duty.state is state else None
    again = await _just_made(duty, state, asked, desk)
    made = again or await moving.move(
        duty,
        lambda d: d.report(state, at=desk.now, note=note, by=_mover(place)),
        asked=asked,
        desk=desk,
    )
    toast = f"Đã ghi nhận mục {duty.ref}: {STATES[state].lower()}"
    answers = [await shown_again(letter, asked, desk, toast=toast, made=made)]
    is_new = note is None and again is None
    if state is DutyState.BLOCKED and is_new and not _plays(place):
        answers.append(await pending.ask_reason(made.now, asked, desk))
    return answers


async def _just_made(
    duty: Duty, state: DutyState, asked: Asked, desk: Desk
) -> Move | None:
    """The same press a moment ago: pressing twice is saying it once."""
    if duty.state is not state:
        return None
    recent = await desk.unit.audit.moves_since(desk.now - moving.UNDO_TIME)
    of_it = [move for move in recent if move.now.id == duty.id and not move.undone]
    made = of_it[-1] if of_it else None
    same = made is not None and made.where == asked.where and made.now.state is state
    return made if same else None


async def _undo(
    said: Press, letter: Posted, asked: Asked, place: Place, desk: Desk
) -> list[Answer]:
    first, last = _number(said, 0), _number(said, 1)
    moves = [
        move
        for move in await desk.unit.audit.moves_since(desk.now - moving.UNDO_TIME)
        if first <= move.id <= last
        and (move.now.agency == place.chat.agency or _plays(place))
    ]
    done = await moving.take_back(moves, asked=asked, desk=desk)
    if not done:
        return [Answer(toast=str(recorded.nothing_to_undo()))]
    if is_receipt(letter):
        text = recorded.undone(done)
        return [Answer(text=text, edits=asked.message, toast="Đã hoàn tác")]
    return [await shown_again(letter, asked, desk, toast="Đã hoàn tác")]


async def _link(
    said: Press, letter: Posted, asked: Asked, place: Place, desk: Desk
) -> list[Answer]:
    del letter
    del place
    return await confirm(_number(said, 0), said.words[1:], asked, desk)


async def _sure(
    said: Press, letter: Posted, asked: Asked, place: Place, desk: Desk
) -> list[Answer]:
    del letter
    return await running.settle(said.words, asked, place, desk)


async def _stand_in(
    said: Press, letter: Posted, asked: Asked, place: Place, desk: Desk
) -> list[Answer]:
    del letter
    return await settle_stand_in(said.words, asked, place, desk)


def _settled_by(settle_: _Settle) -> _Do:
    """What the office settles by its own rules, whatever letter it stands under."""

    async def run(
        said: Press, letter: Posted, asked: Asked, place: Place, desk: Desk
    ) -> list[Answer]:
        del letter, place
        return await settle_(said.words, asked, desk)

    return run


_ACTS: Mapping[Act, _Do] = {
    Act.OPEN: _open,
    Act.BACK: _back,
    Act.STATE: _state,
    Act.UNDO: _undo,
    Act.LINK: _link,
    Act.REVIEW: _settled_by(settle),
    Act.CALENDAR: _settled_by(settle_days),
    Act.ESCALATE: _settled_by(settle_escalation),
    Act.OUTCOME: _settled_by(settle_outcome),
    Act.RESTORED: _settled_by(settle_restored),
    Act.RULES: _settled_by(settle_rules),
    Act.REQUEST: settle_request,
    Act.DOSSIER: settle_dossier,
    Act.WHICH: _which,
    Act.SURE: _sure,
    Act.STAND_IN: _stand_in,
    Act.FIRST: _settled_by(settle_first),
}


async def _own(number: int, place: Place, desk: Desk) -> Duty:
    """A chat acts only for its own agency, and of a programme that is in force."""
    for duty in await desk.unit.duties.by_ids([number]):
        is_own = duty.agency == place.chat.agency or _plays(place)
        is_lead = duty.role is DutyRole.LEAD
        if is_own and is_lead and await desk.unit.parts.heads([duty.programme]):
            return duty
    raise NotYours("này")


def _plays(place: Place) -> bool:
    """In a rehearsal the office presses for everybody."""
    return place.seat is Seat.DRILL


def _mover(place: Place) -> Mover:
    return Mover.ON_BEHALF if _plays(place) else Mover.AGENCY


def _number(said: Press, at: int) -> int:
    words = said.words[at : at + 1]
    if not words or not words[0].isdecimal() or len(words[0]) > 15:
        raise OldButton
    return int(words[0])


def _state_of(said: Press) -> DutyState:
    try:
        return DutyState(said.words[2])
    except (IndexError, ValueError):
        raise OldButton from None
