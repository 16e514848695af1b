"""A short sentence in the office's or the leaders' chat, taken for its command.

Only what is meant for the bot: by its name, as a reply to it, or a question that can
be nobody else's. What changes anything waits for a button. Everything else is the talk
of people among themselves.
"""

from bot.asked import Answer, Asked
from bot.commands.command import Command
from bot.commands.registry import COMMANDS
from bot.desk import Desk, Place
from bot.errors import BotError, NotForThisChat
from bot.finding import agency_called, for_office, split_ref
from bot.rights import may
from bot.running import run_later
from programme.day_said import day_in
from programme.duties import Duty
from programme.office_words import Sentence, called, sentences_in


async def hear_sentence(
    asked: Asked, place: Place, desk: Desk, *, is_reply: bool = False
) -> list[Answer] | None:
    """None: it is none of ours."""
    by_name, text = called(asked.text)
    is_meant = by_name or is_reply or asked.to_us or not asked.is_group
    for sentence in sentences_in(text):
        if not (is_meant or sentence.is_question):
            continue
        words = await _words(sentence, desk)
        if words is None:
            continue
        command = COMMANDS[sentence.command]
        try:
            about = await _about(command, words, sentence, place, desk)
            return await run_later(command, words, asked, place, desk, about=about)
        except NotForThisChat:
            if is_meant:
                raise
        except BotError:
            if is_meant or sentence.is_question:
                raise
    return None


async def _about(
    command: Command, words: str, sentence: Sentence, place: Place, desk: Desk
) -> Duty | None:
    """Which item is meant, before anybody is asked to press."""
    is_shown = command.changes and not command.asks_first
    allowed = may(place.seat, command.deed)
    if not (is_shown and allowed and "ref" in sentence.slots):
        return None
    ref, rest = split_ref(words)
    duty, _ = await for_office(ref, desk, rest=rest)
    return duty


async def _words(sentence: Sentence, desk: Desk) -> str | None:
    """The words behind the command; None where a slot is not what it has to be."""
    found = dict(sentence.slots)
    if "ref" in found:
        found["ref"] = found["ref"].replace(" ", ".").upper()
    if "agency" in found:
        agency = agency_called(found["agency"], await desk.registry())
        if agency is None:
            return None
        found["agency"] = agency.name
    if "day" in found:
        day = day_in(found["day"], desk.today, desk.office.calendar)
        if day is None:
            return None
        found["day"] = f"{day:%d/%m/%Y}"
    if "{session}" in sentence.words:
        found["session"] = await _session(desk)
        if not found["session"]:
            return None
    return sentence.words.format(**found)


async def _session(desk: Desk) -> str:
    """The next meeting for which something is prepared."""
    coming = [
        meeting
        for force in await desk.unit.programmes.newest(2)
        for meeting in force.meetings
        if meeting.items and meeting.starts_on >= desk.today
    ]
    first = min(coming, key=lambda meeting: meeting.starts_on, default=None)
    return first.ref if first else ""
