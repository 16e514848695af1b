"""Messages to the office stay true when what they ask is decided, taken back or
replaced elsewhere: what has not left is said anew, what has is written over.

Called in the transaction of the change. What is on its way then says what holds when
one of its buttons is pressed.
"""

from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime

from bot.channels.capabilities import WRITTEN_OVER
from bot.matters import (
    HandedIn,
    as_it_stands,
    files_in,
    matters_in,
    news_of,
    requests_in,
    worded,
)
from bot.messages import matters as together
from programme.letters import LetterState, Posted, Priority
from storage import Unit
from storage.together import Told


async def keep_matters_true(unit: Unit, *, now: datetime, real: datetime) -> None:
    """Every message to the office that asks about what was touched in this unit."""
    for told in await unit.together.telling(await _heard(unit, now)):
        if not _asks(told.posted, unit.duties.moved):
            continue
        if told.posted.state is LetterState.PLANNED:
            await _say_anew(unit, told.posted, real)
        elif told.posted.channel in WRITTEN_OVER and not told.is_out_of_reach:
            await _write_over(unit, told, now=now, real=real)


async def _heard(unit: Unit, now: datetime) -> list[str]:
    """The messages in which was asked, or handed in, what has changed in this unit."""
    touched = await unit.requests.some(unit.requests.touched)
    moved = await unit.requests.concerned(unit.duties.moved, now)
    files = await unit.dossiers.of_duties(unit.duties.moved | unit.dossiers.touched)
    asked = [request.message for request in (*touched.values(), *moved)]
    came = [*asked, *(dossier.message for dossier in files)]
    return [message for message in came if message]


def _asks(posted: Posted, moved: AbstractSet[int]) -> bool:
    """A file that stands alone keeps its words when the next one comes; whoever
    presses hears of that. What is decided of its duty it tells."""
    buttons = posted.letter.buttons
    is_concerned = together.has_title(posted.letter.text) or not moved.isdisjoint(
        posted.letter.duties
    )
    return bool(requests_in(buttons) or (is_concerned and files_in(buttons)))


async def _say_anew(unit: Unit, posted: Posted, real: datetime) -> None:
    """What is no question any more is not asked: nobody has heard of it."""
    letter = posted.letter
    matters = await matters_in(unit, letter.buttons)
    left = [one for one in matters if one.is_waiting or posted.resends]
    if not together.has_title(letter.text):
        if not left:
            await unit.together.say_nothing([posted], real)
        return
    news = news_of(letter)
    if not (left or news):
        await unit.together.say_nothing([posted], real)
        return
    text, buttons = worded(news, left) if left else (together.headed(news), ())
    await unit.together.say_anew(posted, str(text), buttons)


async def _write_over(unit: Unit, told: Told, *, now: datetime, real: datetime) -> None:
    posted, shown = told.posted, told.shown.letter
    if await _has_ended(unit, told):
        return
    text, buttons = await as_it_stands(unit, posted.letter)
    if (shown.text, shown.buttons) == (text, buttons):
        return
    await unit.together.say_nothing(told.waiting, real)
    letter = replace(
        posted.letter,
        key=told.next_edit,
        at=now,
        text=str(text),
        to=None,
        chat=posted.chat,
        buttons=buttons,
        edits=told.message,
        # An answer that was to be shown there is no later for it.
        priority=min(
            (one.letter.priority for one in told.waiting), default=Priority.REMINDER
        ),
        not_before=None,
        not_after=None,
    )
    await unit.outbox.post(letter, now=real)


async def _has_ended(unit: Unit, told: Told) -> bool:
    """A file that stood alone keeps its own outcome when a newer one has another."""
    posted = told.posted.letter
    if told.shown.letter.buttons or together.has_title(posted.text):
        return False
    return any(
        isinstance(one, HandedIn) and one.newest > one.dossier.version
        for one in await matters_in(unit, posted.buttons)
    )
