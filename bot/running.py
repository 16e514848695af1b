"""A command is run for whoever may: typed, said in a sentence, or pressed at last.

What is missing is asked for, one thing at a time; the answer goes on where it stopped.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.asked import Answer, Asked
from bot.commands.command import Command
from bot.commands.registry import COMMANDS
from bot.desk import Desk, Place
from bot.errors import BotError, Misasked, OldButton
from bot.finding import agency_called, is_like_ref, split_ref
from bot.messages import asking
from bot.standing import require
from bot.sure import NO, YES, ask_first, take
from programme.day_said import day_in
from programme.duties import Duty

#: After this a message is no answer any more, unless it replies to the question.
_PATIENCE = timedelta(minutes=30)
#: Words in which a day alone can be said: "ngày 24 tháng 7".
_FEW = 4


async def run(
    command: Command, words: str, asked: Asked, place: Place, desk: Desk
) -> list[Answer]:
    """Raises NotForThisChat, Unlinked or HasLeft for who may not."""
    require(place, command.deed)
    try:
        return await command.run(asked, words, place, desk)
    except Misasked as error:
        if not error.asks or asked.press is not None:
            raise
        return [await _ask(command, words, error, asked, desk)]


async def run_later(
    command: Command,
    words: str,
    asked: Asked,
    place: Place,
    desk: Desk,
    *,
    about: Duty | None = None,
) -> list[Answer]:
    """Of a sentence: what would change anything waits for a button first.

    `about`: the duty it names. Raises NotForThisChat for who may not.
    """
    require(place, command.deed)
    if not command.changes or command.asks_first:
        return await run(command, words, asked, place, desk)
    shown = asking.understood(command.what, f"/{command.name} {words}", about)
    return await ask_first(command.name, words, shown, asked, desk, yes="Thực hiện")


async def settle(
    said: Sequence[str], asked: Asked, place: Place, desk: Desk
) -> list[Answer]:
    """A button under a preview. Raises OldButton for one that is over."""
    if len(said) != 2 or not said[0].isdecimal() or said[1] not in {YES, NO}:
        raise OldButton
    waiting = await take(int(said[0][:15]), asked, desk)
    command = COMMANDS.get(waiting.command)
    if command is None:
        raise OldButton
    require(place, command.deed)
    if said[1] == NO:
        dropped = asking.dropped(f"/{command.name} {waiting.words}")
        return [Answer(text=dropped, edits=asked.message, toast="Đã bỏ")]
    sure = replace(asked, sure=waiting.mark)
    try:
        answers = await run(command, waiting.words, sure, place, desk)
    except BotError as error:
        # The transaction goes on: the button is over, and says why in its place.
        return [Answer(text=asking.refused(error), edits=asked.message)]
    return [_in_its_place(answers[0], asked), *answers[1:]] if answers else []


def _in_its_place(first: Answer, asked: Asked) -> Answer:
    is_here = first.to is None and first.chat is None
    if not is_here or first.edits:
        return first
    return replace(first, edits=asked.message, reply_to=None)


async def go_on(asked: Asked, place: Place, desk: Desk) -> list[Answer] | None:
    """What the bot has asked this person for a command; None: this is no answer."""
    said = json.loads(await desk.unit.settings.get(_key(asked)) or "null")
    command = COMMANDS.get(said["command"]) if said else None
    if command is None:
        return None
    is_reply = await _is_reply(asked, desk)
    is_old = desk.now - datetime.fromisoformat(said["at"]) > _PATIENCE
    if not is_reply and (is_old or said["is_free"] or asked.reply_to):
        return None
    if not is_reply and not await _is_plain(asked.text, desk):
        return None
    await forget(asked, desk)
    try:
        return await run(command, f"{said['words']} {asked.text}", asked, place, desk)
    except BotError:
        if is_reply:
            raise
        await desk.unit.settings.set(_key(asked), json.dumps(said))
        return None  # people talk among themselves


async def _is_plain(text: str, desk: Desk) -> bool:
    """An item, an agency or a day, and not a word more: "I.3 thế nào rồi?" is none."""
    ref, rest = split_ref(text.strip(" .!"))
    if is_like_ref(ref.removeprefix("#")) and not rest:
        return True
    if len(text.split()) <= _FEW and day_in(text, desk.today, desk.office.calendar):
        return "?" not in text
    return agency_called(text.strip(" .!"), await desk.registry()) is not None


async def forget(asked: Asked, desk: Desk) -> None:
    if await desk.unit.settings.get(_key(asked)):
        await desk.unit.settings.set(_key(asked), "")


async def _ask(
    command: Command, words: str, error: Misasked, asked: Asked, desk: Desk
) -> Answer:
    so_far = words if error.so_far is None else error.so_far
    said = {
        "command": command.name,
        "words": so_far,
        "is_free": error.is_free,
        "at": desk.now.isoformat(),
    }
    await desk.unit.settings.set(_key(asked), json.dumps(said))
    return Answer(
        text=asking.missing(error.asks, error.usage),
        asks_reply=True,
        reply_to=asked.message,
    )


async def _is_reply(asked: Asked, desk: Desk) -> bool:
    """To a question of ours, and no longer one of a programme or a duty."""
    if asked.reply_to is None:
        return False
    letter = await desk.unit.outbox.letter_at(
        asked.channel, asked.address, asked.reply_to
    )
    return letter is not None and letter.letter.asks_reply and not letter.letter.duties


def _key(asked: Asked) -> str:
    return f"asking:{asked.where}:{asked.person.address}"
