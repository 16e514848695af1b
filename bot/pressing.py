"""A button is pressed. Whether it counts is decided now, never by the button."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from markupsafe import Markup

from bot import digest_edits, moving, pending, running
from bot.asked import Answer, Asked
from bot.calendar_asking import settle_days
from bot.confirming import confirm
from bot.deciding_requests import settle_request
from bot.desk import Desk, Place
from bot.errors import NotYours, OldButton
from bot.escalating import settle_escalation
from bot.messages import cards, recorded
from bot.messages import duties as duty_words
from bot.messages.buttons import Act, Press, for_duties, undo, unpack
from bot.messages.rehearsal import as_before
from bot.messages.words import fitted, lines
from bot.outcomes import settle_outcome
from bot.particulars import particulars
from bot.restored import settle_restored
from bot.reviewing import settle
from bot.rule_asking import settle_rules
from bot.taking_in import settle_dossier
from programme.chats import ChatState
from programme.duties import Duty, DutyRole, DutyState, Mover
from programme.letters import Buttons, Posted
from programme.moves import Move
from programme.programme import InForce
from programme.reminders import ChatRole, Kind
from programme.speech import STATES

_Settle = Callable[[Sequence[str], Asked, ChatRole, Desk], Awaitable[list[Answer]]]
_Do = Callable[[Press, Posted, Asked, Place, Desk], Awaitable[list[Answer]]]


async def press(asked: Asked, place: Place, desk: Desk) -> list[Answer]:
    """Raises OldButton for what is not ours, NotYours for another agency's."""
    said = unpack(asked.press or "")
    letter = await desk.unit.outbox.letter_at(
        asked.channel, asked.address, asked.message or ""
    )
    if said is None or letter is None or place.chat.state is not ChatState.LINKED:
        raise OldButton
    return await _ACTS[said.act](said, letter, asked, place, desk)


async def _open(
    said: Press, letter: Posted, asked: Asked, place: Place, desk: Desk
) -> list[Answer]:
    duty = await _own(_number(said, 0), place, desk)
    return [await _again(letter, asked, desk, opened=duty.id, toast=f"Mục {duty.ref}")]


async def _back(
    said: Press, letter: Posted, asked: Asked, place: Place, desk: Desk
) -> list[Answer]:
    del said, place
    return [await _again(letter, asked, desk)]


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
        lambda d: d.report(state, at=desk.now, note=note, by=_mover(place, desk)),
        asked=asked,
        desk=desk,
    )
    toast = f"Đã ghi nhận mục {duty.ref}: {STATES[state].lower()}"
    answers = [await _again(letter, asked, desk, toast=toast, made=made)]
    is_new = note is None and again is None
    if state is DutyState.BLOCKED and is_new and not _plays(place, desk):
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
        and (move.now.agency == place.chat.agency or _plays(place, desk))
    ]
    done = await moving.take_back(moves, asked=asked, desk=desk)
    if not done:
        return [Answer(toast=str(recorded.nothing_to_undo()))]
    if _is_receipt(letter):
        text = recorded.undone(done)
        return [Answer(text=text, edits=asked.message, toast="Đã hoàn tác")]
    return [await _again(letter, asked, desk, toast="Đã hoàn tác")]


async def _link(
    said: Press, letter: Posted, asked: Asked, place: Place, desk: Desk
) -> list[Answer]:
    del letter
    yes = said.words[1:] == ("y",)
    return await confirm(_number(said, 0), asked, place.chat.role, desk, yes=yes)


async def _sure(
    said: Press, letter: Posted, asked: Asked, place: Place, desk: Desk
) -> list[Answer]:
    del letter
    return await running.settle(said.words, asked, place, desk)


def _settled_by(settle_: _Settle) -> _Do:
    """What the office settles by its own rules, whatever letter it stands under."""

    async def run(
        said: Press, letter: Posted, asked: Asked, place: Place, desk: Desk
    ) -> list[Answer]:
        del letter
        return await settle_(said.words, asked, place.chat.role, desk)

    return run


async def _again(
    letter: Posted,
    asked: Asked,
    desk: Desk,
    *,
    opened: int | None = None,
    toast: str | None = None,
    made: Move | None = None,
) -> Answer:
    """The message whose button was pressed, as things stand now."""
    text, buttons = await _as_it_stands(letter, desk, opened)
    text = as_before(letter.letter.text, text)
    recent = await _recent(letter, asked, desk)
    if recent:
        text = lines([text, Markup(""), recorded.below(recent)])
    if made is not None:
        buttons = (*buttons, *undo(made.id, made.id, ref=made.now.ref))
    return Answer(
        text=text,
        buttons=buttons,
        edits=asked.message,
        duties=letter.letter.duties,
        refs=letter.letter.refs,
        toast=toast,
    )


async def _as_it_stands(
    letter: Posted, desk: Desk, opened: int | None
) -> tuple[Markup, Buttons]:
    reminders = await desk.unit.reminders.of_letter(letter.id)
    if reminders:
        words = await digest_edits.as_it_stands(
            desk.unit,
            letter,
            reminders,
            now=desk.now,
            office=desk.office,
            opened=opened,
        )
        return words.text, words.buttons
    own = await desk.unit.duties.by_ids(letter.letter.duties)
    buttons = for_duties(own, opened=opened)
    forces = await desk.around(own)
    if _is_card(letter) and own:
        return await _card(own[0], forces, desk), buttons
    is_told = letter.letter.kind is Kind.CHANGE or not own
    if is_told or (letter.letter.refs and len(own) == 1):
        return Markup(letter.letter.text), buttons  # noqa: S704 - our own, escaped then
    text = fitted(
        lambda length: duty_words.my_items(
            own[0].agency,
            own,
            forces,
            now=desk.now,
            office=desk.office,
            length=length,
        ),
        longest=160,
    )
    return text, buttons


def _is_receipt(letter: Posted) -> bool:
    """Whether it said what was recorded, and so came with the button to undo it."""
    pressed = [unpack(button.data) for row in letter.letter.buttons for button in row]
    return any(found is not None and found.act is Act.UNDO for found in pressed)


def _is_card(letter: Posted) -> bool:
    """Whether it showed one item whole (/item): what the office says has its kind."""
    is_one = len(letter.letter.refs) == 1 and letter.letter.kind is None
    return is_one and bool(letter.letter.buttons) and not _is_receipt(letter)


async def _card(duty: Duty, forces: Sequence[InForce], desk: Desk) -> Markup:
    force = next((f for f in forces if f.programme.id == duty.programme), None)
    moves = await desk.unit.audit.moves_of(duty.id)
    also = await particulars(desk.unit, duty.id)
    text = cards.item(duty, force, moves, now=desk.now, office=desk.office)
    return lines([text, *also])


async def _recent(letter: Posted, asked: Asked, desk: Desk) -> list[Move]:
    """What this chat recorded of these duties today, newest of each."""
    about = letter.letter.duties
    moves = await digest_edits.moves_of_today(desk.unit, about, now=desk.now)
    return digest_edits.newest_below(moves, asked.where, desk.now)


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
    Act.SURE: _sure,
}


async def _own(number: int, place: Place, desk: Desk) -> Duty:
    """A chat acts only for its own agency, and of a programme that is in force."""
    for duty in await desk.unit.duties.by_ids([number]):
        is_own = duty.agency == place.chat.agency or _plays(place, desk)
        is_lead = duty.role is DutyRole.LEAD
        if is_own and is_lead and await desk.unit.parts.heads([duty.programme]):
            return duty
    raise NotYours("này")


def _plays(place: Place, desk: Desk) -> bool:
    """In a rehearsal the office presses for everybody."""
    return desk.is_rehearsed and place.chat.role is ChatRole.OFFICE


def _mover(place: Place, desk: Desk) -> Mover:
    return Mover.ON_BEHALF if _plays(place, desk) else Mover.AGENCY


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
