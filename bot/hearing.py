"""Plain words in an agency's chat: understood, recorded, said back; or asked about."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from bot import answering, moving, pending, standing_in
from bot.asked import Answer, Asked
from bot.desk import Desk, Place
from bot.messages import cards, questions, recorded
from bot.messages.buttons import for_duties, of_which, undo
from bot.messages.requests import button_to_retract
from bot.messages.words import lines
from bot.requesting import Wish, ask_office, take_back_requests
from bot.undoing import undo_newest
from programme.duties import Duty, DutyRole, DutyState
from programme.letters import Buttons, Posted
from programme.moves import Move
from programme.refs import in_order
from programme.reminders import OFFICE
from programme.replies import understand
from programme.replies.meaning import (
    Candidate,
    Kind,
    Meaning,
    Said,
    Scope,
    Unclear,
    Update,
)
from programme.requests import RequestKind
from programme.speech import say_period, shorten
from programme.words import bare

_STATES = {
    Said.PREPARING: DutyState.PREPARING,
    Said.BLOCKED: DutyState.BLOCKED,
    Said.READY: DutyState.READY,
}
_REQUESTS = {
    Said.EXTENSION: RequestKind.EXTENSION,
    Said.DEFERRAL: RequestKind.DEFERRAL,
    Said.WITHDRAWAL: RequestKind.WITHDRAWAL,
}
_UNDO = frozenset({"hoan tac", "undo", "huy cap nhat"})


async def hear(asked: Asked, place: Place, desk: Desk) -> list[Answer]:
    """What an agency's people write to the bot, or before it."""
    place = await desk.at_home(place)
    if bare(asked.text).strip(" .!") in _UNDO:
        return await undo_newest(asked, place, desk)
    retracted = await take_back_requests(asked, place, desk)
    if retracted is not None:
        return retracted
    scope = await _scope(asked, place, desk)
    meaning = understand(asked.text, scope)
    blocked = await pending.reason_for(asked, desk)
    if blocked is not None and await _is_reason(meaning, blocked, asked, desk):
        return await _note_reason(blocked, asked, desk)
    gone_on = await _go_on_standing_in(meaning, asked, place, desk)
    if gone_on is not None:
        return gone_on
    stood = await standing_in.hear_stand_in(meaning, asked, place, desk)
    is_asked = meaning.unclear is Unclear.STAND_IN
    if is_asked or (stood and not (meaning.rest or "").strip()):
        await _note_life(replace(meaning, seen=True), asked, place, desk)
        return stood
    if stood:
        meaning = replace(meaning, seen=True)
        asked = replace(asked, text=meaning.rest or "")
    return [*stood, *await _hear_report(meaning, scope, asked, place, desk)]


async def _hear_report(
    meaning: Meaning, scope: Scope, asked: Asked, place: Place, desk: Desk
) -> list[Answer]:
    meaning, asked = await answering.with_question(meaning, scope, asked, desk)
    await _note_life(meaning, asked, place, desk)
    match meaning.kind:
        case Kind.UPDATE:
            said = await _record(meaning.updates, asked, place, desk)
            return [*said, *([_relayed(asked, place)] if meaning.to_office else [])]
        case Kind.ASK:
            await answering.remember(meaning, asked, desk)
            return [_question(meaning, asked, place)]
        case _:
            return _other(meaning, asked, place)


async def _go_on_standing_in(
    meaning: Meaning, asked: Asked, place: Place, desk: Desk
) -> list[Answer] | None:
    """The answer to who stands in, or until when; and then what else was said."""
    if meaning.kind is Kind.UPDATE or meaning.stand_in is not None:
        return None
    found = await standing_in.answered(asked, desk)
    if found is None:
        return None
    said, rest = found
    whole = Meaning(kind=Kind.NONE, seen=True, stand_in=said, rest=rest)
    answers = await standing_in.hear_stand_in(whole, asked, place, desk)
    if not rest.strip():
        return answers
    return [*answers, *await hear(replace(asked, text=rest), place, desk)]


async def pick(
    duty: int, person: str, letter: Posted, asked: Asked, place: Place, desk: Desk
) -> list[Answer]:
    """A duty was pressed below our question; nothing where it does not answer it."""
    place = await desk.at_home(place)
    scope = await _scope(asked, place, desk)
    meaning = await answering.picked(duty, person, letter, scope, asked, desk)
    if meaning is None:
        return []
    await _note_life(meaning, asked, place, desk)
    return await _record(meaning.updates, asked, place, desk)


async def reports(asked: Asked, place: Place, desk: Desk) -> bool:
    """Whether these words say how far something is, or ask for something."""
    place = await desk.at_home(place)
    meaning = understand(asked.text, await _scope(asked, place, desk))
    return meaning.kind is Kind.UPDATE


async def _note_life(meaning: Meaning, asked: Asked, place: Place, desk: Desk) -> None:
    """Whoever asks, answers or replies is not silent about what they speak of; where
    that is not certain, about all they still prepare. Their talk among themselves is
    none of ours."""
    is_ours = meaning.kind is not Kind.NONE or meaning.seen or meaning.to_office
    if not is_ours and asked.reply_to is None:
        return
    spoken = {update.duty for update in meaning.updates}
    spoken |= {candidate.duty for candidate in meaning.among or ()}
    waiting = {duty.id for duty in place.duties if duty.is_open}
    await desk.unit.duties.spoke(sorted(spoken & waiting or waiting), desk.now)


async def _is_reason(meaning: Meaning, duty: Duty, asked: Asked, desk: Desk) -> bool:
    """Thanks, a question, another report are none, unless they reply to ours."""
    if not await pending.is_reply(asked, duty.id, desk):
        return meaning.kind is Kind.ASK
    return all(
        update.duty == duty.id and update.status in {Said.BLOCKED, Said.PREPARING}
        for update in meaning.updates
    )


async def _scope(asked: Asked, place: Place, desk: Desk) -> Scope:
    leading = [duty for duty in place.duties if duty.role is DutyRole.LEAD]
    pointed: Sequence[int] = ()
    if asked.reply_to is not None:
        letter = await desk.unit.outbox.letter_at(
            asked.channel, asked.address, asked.reply_to
        )
        pointed = letter.letter.duties if letter else ()
    own = {duty.id for duty in leading}
    return Scope(
        candidates=tuple(
            Candidate(
                duty=duty.id,
                ref=duty.ref,
                title=duty.title,
                programme=force.programme.period,
                is_open=duty.is_open,
                due=duty.due.at.date(),
            )
            for force in place.forces
            for duty in sorted(leading, key=lambda d: in_order(d.ref))
            if duty.programme == force.programme.id
        ),
        at=asked.at.astimezone(desk.office.rules.zone),
        calendar=desk.office.calendar,
        pointed=frozenset(own & set(pointed)),
        agency=place.chat.agency,
    )


async def _record(
    updates: Sequence[Update], asked: Asked, place: Place, desk: Desk
) -> list[Answer]:
    by_id = {duty.id: duty for duty in place.duties}
    moves: list[Move] = []
    wishes: list[Wish] = []
    for update in updates:
        duty = by_id[update.duty]
        if update.status in _STATES:
            moves.append(await _report(duty, update, asked, desk))
        else:
            kind = _REQUESTS[update.status]
            wishes.append(await ask_office(duty, kind, update.until, asked, desk))
    unexplained = recorded.unexplained(moves)
    answers = [
        Answer(
            text=_receipt(moves, wishes),
            buttons=_below_receipt(moves, wishes),
            reply_to=asked.message,
            duties=tuple(update.duty for update in updates),
            refs=tuple(update.item for update in updates),
        )
    ]
    if len(unexplained) == 1:  # of several, the receipt says how to tell
        answers.append(await pending.ask_reason(unexplained[0], asked, desk))
    return answers + [wish.to_office for wish in wishes if wish.to_office]


def _receipt(moves: Sequence[Move], wishes: Sequence[Wish]) -> Markup:
    """What was recorded, and what could not be."""
    waiting = [(wish.request, wish.duty) for wish in wishes if wish.request]
    refused = [wish.refusal for wish in wishes if wish.refusal]
    said = [recorded.recorded(moves, waiting)] if moves or waiting else []
    return lines([*said, *refused])


def _below_receipt(moves: Sequence[Move], wishes: Sequence[Wish]) -> Buttons:
    if moves:
        return undo(moves[0].id, moves[-1].id)
    waiting = [wish.request for wish in wishes if wish.request]
    return button_to_retract(waiting[0]) if len(waiting) == 1 else ()


async def _report(duty: Duty, update: Update, asked: Asked, desk: Desk) -> Move:
    """What was said of it holds while it stays as it was, as with a press."""
    state = _STATES[update.status]
    said = shorten(update.note, moving.LONGEST_NOTE) if update.note else None
    note = said or (duty.note if duty.state is state else None)
    return await moving.move(
        duty,
        lambda d: d.report(state, at=desk.now, note=note),
        asked=asked,
        desk=desk,
    )


def _question(meaning: Meaning, asked: Asked, place: Place) -> Answer:
    among: tuple[Candidate, ...] = meaning.among
    if not among:
        among = ()
    numbers = {candidate.duty for candidate in among}
    duties = [d for d in place.duties if d.id in numbers and d.is_open]
    buttons = for_duties(duties)
    if answering.is_of_which(meaning.unclear):
        periods = {f.programme.id: say_period(f.programme.period) for f in place.forces}
        buttons = of_which(duties, asked.person.address, periods=periods)
    return Answer(
        text=questions.question(meaning.unclear, among),
        buttons=buttons,
        asks_reply=not duties,
        reply_to=asked.message,
        duties=tuple(duty.id for duty in duties),
    )


def _other(meaning: Meaning, asked: Asked, place: Place) -> list[Answer]:
    """Thanks and chatter are left alone; a question goes to the office."""
    if not meaning.to_office:
        return []
    return [
        _relayed(asked, place),
        Answer(text=cards.passed_on(), reply_to=asked.message),
    ]


def _relayed(asked: Asked, place: Place) -> Answer:
    """The agency's own words, to the office's people."""
    text = cards.relayed(place.chat.agency or "", asked.person.name, asked.text)
    return Answer(to=OFFICE, text=text)


async def _note_reason(duty: Duty, asked: Asked, desk: Desk) -> list[Answer]:
    note = shorten(asked.text.strip(), moving.LONGEST_NOTE)
    move = await moving.move(
        duty,
        lambda d: d.report(DutyState.BLOCKED, at=desk.now, note=note),
        asked=asked,
        desk=desk,
    )
    await pending.forget(asked, desk)
    return [
        Answer(
            text=recorded.reason_noted(move.now),
            buttons=undo(move.id, move.id),
            reply_to=asked.message,
            duties=(duty.id,),
            refs=(duty.ref,),
        )
    ]
