"""The office takes a dossier in, or sends it back with its reason: by the buttons under
the file that came."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.asked import Answer, Asked
from bot.deciding import decided
from bot.desk import Desk, Place
from bot.errors import OldButton
from bot.handing_in import file_of, hand_in
from bot.matters import as_it_stands
from bot.messages import dossiers as words
from bot.messages.buttons import Press, for_duties
from bot.moving import LONGEST_NOTE, move, new_due
from programme.duties import Duty
from programme.letters import Posted
from programme.speech import STATES, shorten
from storage.dossiers import Dossier

_DOES = frozenset({words.ACCEPT, words.SEND_BACK, words.FILE})
_PATIENCE = timedelta(minutes=30)


async def settle_dossier(
    said: Press, letter: Posted, asked: Asked, place: Place, desk: Desk
) -> list[Answer]:
    """Raises OldButton for what this message never offered."""
    if said.words[:1] == (words.FOR,):
        answers = await hand_in(asked, place, desk)
        if answers is None:
            raise OldButton
        return answers
    duty, version = await _of(said, letter, desk)
    newest = await desk.unit.dossiers.of_duty(duty.id)
    if said.words[0] == words.FILE:
        return _file(duty, version, newest, asked)
    if not duty.is_open:
        state = STATES[duty.state].lower()
        return [await _closed(letter, asked, words.is_settled(duty, state), desk)]
    if newest and newest[-1].version > version:
        said_so = words.has_newer(newest[-1].version)
        return [await _closed(letter, asked, said_so, desk)]
    if said.words[0] == words.SEND_BACK:
        return [await _ask(duty, asked, desk)]
    made = await move(duty, lambda d: d.accept(at=desk.now), asked=asked, desk=desk)
    shown = await _closed(letter, asked, "Đã tiếp nhận", desk)
    return [shown, *await decided(made, desk)]


async def _of(said: Press, letter: Posted, desk: Desk) -> tuple[Duty, int]:
    """The duty, if this very message is about it, and the version it showed."""
    what, *numbers = said.words or ("",)
    is_whole = all(one.isdecimal() and len(one) <= 15 for one in numbers)
    if what not in _DOES or len(numbers) != 2 or not is_whole:
        raise OldButton
    number, version = map(int, numbers)
    if number not in letter.letter.duties:
        raise OldButton
    return await desk.unit.duties.get(number), version


async def hear_reason(
    asked: Asked, letter: Posted | None, desk: Desk
) -> list[Answer] | None:
    """What is to be completed, in reply to our question or next after the button."""
    said = json.loads(await desk.unit.settings.get(_key(asked)) or "{}")
    if not said:
        return None
    if asked.reply_to is not None:
        ours = letter.letter if letter is not None else None
        if ours is None or not ours.asks_reply or ours.duties != (said["duty"],):
            return None
    else:
        old = desk.now - datetime.fromisoformat(said["at"]) > _PATIENCE
        if old or asked.person.address != said["person"]:
            return None
    duty = await desk.unit.duties.get(said["duty"])
    await desk.unit.settings.set(_key(asked), "")
    reason = shorten(asked.text.strip(), LONGEST_NOTE)
    due = await new_due(duty, desk)
    made = await move(
        duty,
        lambda d: d.send_back(at=desk.now, reason=reason, due=due),
        asked=asked,
        desk=desk,
    )
    return await decided(made, desk, buttons=for_duties([made.now]))


async def _ask(duty: Duty, asked: Asked, desk: Desk) -> Answer:
    said = {
        "duty": duty.id,
        "person": asked.person.address,
        "at": desk.now.isoformat(),
    }
    await desk.unit.settings.set(_key(asked), json.dumps(said))
    return Answer(
        text=words.ask_reason(duty),
        asks_reply=True,
        duties=(duty.id,),
        refs=(duty.ref,),
    )


def _file(
    duty: Duty, version: int, every: Sequence[Dossier], asked: Asked
) -> list[Answer]:
    """The file itself, as it was handed in."""
    for dossier in every:
        if dossier.version == version:
            return [replace(file_of(duty, dossier), reply_to=asked.message)]
    raise OldButton


async def _closed(letter: Posted, asked: Asked, fact: str, desk: Desk) -> Answer:
    """The message with what became of it in place of its buttons; among others,
    these as they stand."""
    text, buttons = await as_it_stands(desk.unit, letter.letter)
    return Answer(text=text, buttons=buttons, edits=asked.message, toast=fact)


def _key(asked: Asked) -> str:
    return f"return:{asked.where}"
