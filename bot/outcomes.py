"""The office says what a session made of its items: by buttons, or in words.

What is picked button by button waits until it is written down as a whole, so that an
agency is told once; one word is written down at once. Either is taken back as a whole.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.asked import Answer, Asked
from bot.deciding_outcomes import take_back_outcomes, write_outcomes
from bot.desk import Desk
from bot.errors import OldButton
from bot.messages import outcomes as words
from bot.messages.buttons import Act, unpack
from programme.letters import Posted
from programme.office import Office
from programme.outcome_words import OutcomeMisread, read_outcomes
from programme.outcomes import ASKED_FOR, Held, Outcome, held_sessions, is_asked
from programme.programme import InForce
from storage import Unit

#: How much longer than its first day a session may last.
_LONGEST = timedelta(days=7)


async def sessions_held(unit: Unit, today: date) -> tuple[Held, ...]:
    """Those with items of which nobody has said what became; newest first."""
    refs = await unit.outcomes.sessions(today - ASKED_FOR - _LONGEST, today)
    heads = await unit.parts.heads(refs)
    wanted = {number: refs[number] for number in heads}
    meetings = await unit.parts.meetings(wanted)
    duties = await unit.parts.prepared(wanted)
    told = await unit.outcomes.of_duties(duty.id for duty in duties)
    forces = [
        InForce(
            programme=head,
            meetings=meetings.get(head.id, ()),
            duties=tuple(duty for duty in duties if duty.programme == head.id),
        )
        for head in heads.values()
    ]
    return held_sessions(forces, {(one.duty, one.held_on) for one in told}, today)


async def sessions_asked(unit: Unit, today: date, office: Office) -> tuple[Held, ...]:
    """Those that the office's digest asks about."""
    held = await sessions_held(unit, today)
    return tuple(one for one in held if is_asked(one, today, office.calendar))


async def show_sessions(asked: Asked, desk: Desk) -> list[Answer]:
    """A question for each session."""
    held = await sessions_held(desk.unit, desk.today)
    if not held:
        return [Answer(text=words.nothing(), reply_to=asked.message)]
    return [await _shown(one, desk, reply_to=asked.message) for one in held]


async def settle_outcome(said: Sequence[str], asked: Asked, desk: Desk) -> list[Answer]:
    """A button of the digest, of the question, or of what was written down."""
    if len(said) < 2 or not said[1].isdecimal():
        raise OldButton
    what, duty = said[0], int(said[1][:15])
    if what == words.UNDO:
        return await take_back_outcomes(duty, asked, desk)
    held = await _with(duty, desk)
    if held is None:
        edits = None if what == words.SHOW else asked.message
        return [Answer(text=words.settled(), edits=edits, toast="Đã ghi kết quả")]
    if what == words.SHOW:
        return [await _shown(held, desk, reply_to=asked.message)]
    before = await _picked(held, desk)
    picked = _pressed(what, said, held, before)
    if what == words.PICK and len(picked) < len(held.open):
        await _keep(held, picked, desk)
        return [await _shown(held, desk, edits=asked.message)]
    await _forget(held, desk)
    return await write_outcomes(held, picked, asked, desk, edits=asked.message)


def _pressed(
    what: str, said: Sequence[str], held: Held, picked: Mapping[str, Outcome]
) -> Mapping[str, Outcome]:
    """What is chosen by now; nothing yet is no choice."""
    if what == words.PICK and len(said) > 2:
        return {**picked, _ref_of(int(said[1]), held): _outcome(said[2])}
    if what == words.ALL:
        return {one.ref: picked.get(one.ref, Outcome.PASSED) for one in held.open}
    if what != words.WRITE or not picked:
        raise OldButton
    return picked


async def say_outcomes(text: str, asked: Asked, desk: Desk) -> list[Answer]:
    """After /outcome: of the newest session that has all the items named."""
    held = await sessions_held(desk.unit, desk.today)
    if not held:
        return [Answer(text=words.nothing(), reply_to=asked.message)]
    return await _said(text, held, asked, desk)


async def hear_outcomes(
    asked: Asked, letter: Posted | None, desk: Desk
) -> list[Answer] | None:
    """Plain words in the office's chat; None where they are none of ours.

    A reply to what asks is always answered; other talk only where every word of it
    says what became of an item.
    """
    is_reply = letter is not None and _asks(letter)
    if not is_reply and not _may_be_meant(asked.text):
        return None
    held = await sessions_held(desk.unit, desk.today)
    if not held:
        return None
    if is_reply:
        return await _said(asked.text, held, asked, desk)
    try:
        read_outcomes(asked.text, held[0].open)
    except OutcomeMisread:
        return None
    return await _said(asked.text, held[:1], asked, desk)


def _may_be_meant(text: str) -> bool:
    """A cheap look before the database is asked; one item at least is named."""
    small = text.casefold()
    named = any(letter.isdecimal() for letter in text)
    named = named or any(word in small for word in ("tất cả", "còn lại", "toàn bộ"))
    return named and any(word in small for word in _KEYS)


_KEYS = ("thông qua", "bổ sung", "kỳ sau", "kỳ họp sau", "rút", "hoàn thiện")


def _asks(letter: Posted) -> bool:
    found = (unpack(button.data) for row in letter.letter.buttons for button in row)
    return any(
        press is not None and press.act is Act.OUTCOME and press.words[:1] != ("u",)
        for press in found
    )


async def _said(
    text: str, held: Sequence[Held], asked: Asked, desk: Desk
) -> list[Answer]:
    misread = OutcomeMisread(text)
    for one in held:
        try:
            said = read_outcomes(text, one.open)
        except OutcomeMisread as error:
            misread = error if one is held[0] else misread
            continue
        if said:
            await _forget(one, desk)
            return await write_outcomes(one, said, asked, desk, reply_to=asked.message)
    return [Answer(text=words.misread(misread.word), reply_to=asked.message)]


async def _shown(
    held: Held,
    desk: Desk,
    *,
    edits: str | None = None,
    reply_to: str | None = None,
) -> Answer:
    picked = await _picked(held, desk)
    return Answer(
        text=words.question(held, picked),
        buttons=words.question_buttons(held, picked),
        edits=edits,
        reply_to=reply_to,
    )


async def _with(duty: int, desk: Desk) -> Held | None:
    """The session of this duty, while something of it is not said."""
    for of_it in await desk.unit.duties.by_ids([duty]):
        for one in await sessions_held(desk.unit, desk.today):
            if (one.programme, one.meeting.ref) == (of_it.programme, of_it.meeting):
                return one
    return None


async def _picked(held: Held, desk: Desk) -> dict[str, Outcome]:
    said = json.loads(await desk.unit.settings.get(_key(held)) or "{}")
    refs = {one.ref for one in held.open}
    return {ref: Outcome(word) for ref, word in said.items() if ref in refs}


async def _keep(held: Held, picked: Mapping[str, Outcome], desk: Desk) -> None:
    await desk.unit.settings.set(_key(held), json.dumps(picked))


async def _forget(held: Held, desk: Desk) -> None:
    """What was picked, where it is now written down."""
    await desk.unit.settings.set(_key(held), "")


def _key(held: Held) -> str:
    return f"outcomes:{held.programme}:{held.meeting.ref}:{held.on}"


def _ref_of(duty: int, held: Held) -> str:
    for matter in held.open:
        if any(one.id == duty for one in matter.duties):
            return matter.ref
    raise OldButton


def _outcome(word: str) -> Outcome:
    try:
        return Outcome(word)
    except ValueError:
        raise OldButton from None
