"""A message that was unclear was asked about: what comes next may be the answer.

The same person, within half an hour, or anybody in a reply to the question. The first
message is understood anew with what the second one adds; what is then not certain is
asked about again, and never guessed.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.asked import Asked
from bot.desk import Desk
from bot.messages.buttons import Act, unpack
from programme.day_said import day_in
from programme.letters import Posted
from programme.replies import understand
from programme.replies.choices import chosen, without_refs
from programme.replies.meaning import (
    Candidate,
    Kind,
    Meaning,
    Said,
    Scope,
    Unclear,
    Update,
)

_PATIENCE = timedelta(minutes=30)
#: What is kept of the message; a longer one is not gone back to.
_LONGEST = 1500
_WHICH = frozenset(
    {Unclear.WHICH, Unclear.NOT_YOURS, Unclear.TWO_PROGRAMMES, Unclear.CLOSED}
)


@dataclass(frozen=True, kw_only=True)
class Question:
    """`text`: the message that was unclear; `among`: the duties that were shown."""

    text: str
    unclear: Unclear
    among: tuple[int, ...]


async def remember(meaning: Meaning, asked: Asked, desk: Desk) -> None:
    """What is asked about now; an older question of this person is over."""
    if meaning.unclear is None or len(asked.text) > _LONGEST:
        await forget(asked, desk)
        return
    said = {
        "text": asked.text,
        "unclear": str(meaning.unclear),
        "among": [candidate.duty for candidate in meaning.among],
        "at": desk.now.isoformat(),
        "message": asked.message,
    }
    await desk.unit.settings.set(_key(asked), json.dumps(said))


def is_of_which(unclear: Unclear | None) -> bool:
    """Whether naming one of the duties that are shown answers it."""
    return unclear in _WHICH


async def picked(
    duty: int, person: str, letter: Posted, scope: Scope, asked: Asked, desk: Desk
) -> Meaning | None:
    """A duty was pressed below the question: what the first message says of it.

    Anybody of the chat may press; `person`: who was asked. None where the question is
    over, or is not answered by this.
    """
    key = f"unclear:{asked.where}:{person}"
    said = json.loads(await desk.unit.settings.get(key) or "null")
    question = _question_in(said, desk)
    if question is None or said.get("message") != letter.letter.reply_to:
        return None
    among = [one for one in _among(question, scope) if one.duty == duty]
    update = _of_one(question.text, among[0], scope) if among else None
    if update is None or not is_of_which(question.unclear):
        return None
    await desk.unit.settings.set(key, "")
    return _meaning((update,))


async def forget(asked: Asked, desk: Desk) -> None:
    if await desk.unit.settings.get(_key(asked)):
        await desk.unit.settings.set(_key(asked), "")


async def with_question(
    meaning: Meaning, scope: Scope, asked: Asked, desk: Desk
) -> tuple[Meaning, Asked]:
    """The two messages read together, where the second answers the first."""
    question = await _open(asked, desk)
    if question is None:
        return meaning, asked
    if meaning.kind is Kind.UPDATE and not _is_bare(meaning, question):
        await forget(asked, desk)
        return meaning, asked
    found = resolved(question, asked.text, scope)
    if found is None:
        return meaning, asked
    await forget(asked, desk)
    return found, replace(asked, text=f"{question.text}\n{asked.text}")


def _is_bare(meaning: Meaning, question: Question) -> bool:
    """ "đến 17/7" after "đến ngày nào?" is read with what it answers."""
    wishes = {update.status for update in meaning.updates} == {Said.EXTENSION}
    return question.unclear is Unclear.UNTIL_WHEN and wishes


def resolved(question: Question, answer: str, scope: Scope) -> Meaning | None:
    """None: it is no answer, or not a certain one."""
    among = _among(question, scope)
    if question.unclear in _WHICH:
        picked = chosen(answer, among)
        found = [_of_one(question.text, one, scope) for one in picked]
        updates = tuple(one for one in found if one is not None)
        return _meaning(updates) if picked and len(updates) == len(picked) else None
    if question.unclear is Unclear.UNTIL_WHEN:
        return _until(question.text, answer, among, scope)
    # Of what was named: its state is said now.
    named = [one for one in among if _is_named(question.text, one, among)]
    if len(named) != 1:
        return None
    only = _only(answer, named[0], scope)
    return _meaning((only,)) if only else None


def _among(question: Question, scope: Scope) -> tuple[Candidate, ...]:
    open_ones = tuple(one for one in scope.candidates if one.is_open)
    shown = tuple(one for one in open_ones if one.duty in question.among)
    return shown or open_ones


def _of_one(text: str, one: Candidate, scope: Scope) -> Update | None:
    """As if the first message had been said of this duty alone."""
    return _only(text, one, scope) or _only(without_refs(text), one, scope)


def _only(text: str, one: Candidate, scope: Scope) -> Update | None:
    """The one update, of this duty and no other, that is certain."""
    narrow = replace(scope, candidates=(one,), pointed=frozenset({one.duty}))
    meaning = understand(text, narrow)
    if meaning.kind is not Kind.UPDATE or len(meaning.updates) != 1:
        return None
    (update,) = meaning.updates
    return update if update.duty == one.duty else None


def _until(
    text: str, answer: str, among: Sequence[Candidate], scope: Scope
) -> Meaning | None:
    """The day that was missing; in words that name it and nothing that denies it."""
    day = day_in(answer, scope.at.date(), scope.calendar)
    if day is None or day <= scope.at.date() or len(answer.split()) > 10:
        return None
    named = [one for one in among if _is_named(text, one, among)] or list(among)
    if len(named) != 1:
        return None
    one = named[0]
    update = _only(f"xin gia hạn đến ngày {day:%d/%m/%Y}", one, scope)
    if update is None or update.status is not Said.EXTENSION or update.until != day:
        return None
    return _meaning((update,))


def _is_named(text: str, one: Candidate, among: Sequence[Candidate]) -> bool:
    """Whether the message speaks of this one and could not be of another of these."""
    narrow = f" {text.casefold()} "
    refs = [
        other
        for other in among
        if f" {other.ref.casefold()} " in narrow
        or any(
            f" {noun} {other.ordinal}{end}" in narrow
            for noun in ("mục", "muc", "nội dung", "noi dung", "số")
            for end in (" ", ",", ".", "?", ":")
        )
    ]
    return refs == [one]


def _meaning(updates: tuple[Update, ...]) -> Meaning:
    return Meaning(kind=Kind.UPDATE, seen=True, updates=updates)


async def _open(asked: Asked, desk: Desk) -> Question | None:
    said = json.loads(await desk.unit.settings.get(_key(asked)) or "null")
    return _question_in(said, desk)


def _question_in(said: Any, desk: Desk) -> Question | None:
    if said is None:
        return None
    if desk.now - datetime.fromisoformat(said["at"]) > _PATIENCE:
        return None
    return Question(
        text=said["text"], unclear=Unclear(said["unclear"]), among=tuple(said["among"])
    )


def _key(asked: Asked) -> str:
    return f"unclear:{asked.where}:{asked.person.address}"


async def moves_said_by(asked: Asked, desk: Desk) -> range | None:
    """What the receipt recorded that this message replies to; None: to no receipt."""
    if asked.reply_to is None:
        return None
    letter = await desk.unit.outbox.letter_at(
        asked.channel, asked.address, asked.reply_to
    )
    rows = letter.letter.buttons if letter else ()
    for press in (unpack(button.data) for row in rows for button in row):
        if press is not None and press.act is Act.UNDO:
            first, last = (int(word) for word in press.words[:2])
            return range(first, last + 1)
    return None
