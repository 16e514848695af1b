"""What a press would write over, said anew where no message can be written over.

In short, as it would have been flashed over the button; whole, where it offers
something new, or has no short form.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from markupsafe import Markup, escape

from bot.asked import NOTHING, Answer
from bot.desk import Desk
from bot.messages import numbered, recorded
from bot.messages.buttons import Act, unpack
from bot.messages.words import lines
from programme.letters import Buttons

#: After these the message shows again what it showed: that it does is said in short.
_SHORT = frozenset({Act.STATE, Act.UNDO, Act.OPEN})


async def said_anew(
    answers: Sequence[Answer], pressed: str, known: Collection[str], desk: Desk
) -> list[Answer]:
    """`known`: the data of all that the message offered before."""
    found = unpack(pressed)
    act = found.act if found is not None else None
    return [await _anew(said, act, known, desk) for said in answers]


def without_edits(answers: Sequence[Answer]) -> list[Answer]:
    """Of an answer in words: what only kept a message true is left out."""
    kept = [one for one in answers if one.edits is None]
    if any(one.text for one in kept):
        return kept
    return [replace(one, edits=None) for one in answers]


def after_the_move(answers: Sequence[Answer]) -> list[Answer]:
    """Of an answer to what was said in a group before it became another: there, its
    messages are others'. What goes elsewhere is as it was."""
    here = [one for one in answers if one.to is None and one.chat is None]
    anew = [replace(one, reply_to=None) for one in without_edits(here)]
    return [*anew, *(one for one in answers if one not in here)]


async def _anew(
    said: Answer, act: Act | None, known: Collection[str], desk: Desk
) -> Answer:
    short = Markup(escape(said.toast)) if said.toast else NOTHING  # noqa: S704 - escaped
    if said.edits is None:
        return replace(said, text=said.text or short, toast=None)
    fresh = _fresh(said.buttons, known)
    if act is Act.OPEN and fresh:
        return _opened(said, fresh, [await _title(fresh, desk) or short])
    if short and (act in _SHORT or not fresh):
        text = lines([short, *_undoing(said.buttons)])
        return replace(said, text=text, buttons=(), edits=None, toast=None)
    return replace(said, edits=None, toast=None, reply_to=None)


def _opened(said: Answer, fresh: Buttons, text: list[Markup]) -> Answer:
    return replace(said, text=lines(text), buttons=fresh, edits=None, toast=None)


async def _title(fresh: Buttons, desk: Desk) -> Markup | None:
    press = unpack(fresh[0][0].data)
    number = int(press.words[0]) if press and press.act is Act.STATE else 0
    for duty in await desk.unit.duties.by_ids([number]):
        return numbered.opened(duty)
    return None


def _fresh(buttons: Buttons, known: Collection[str]) -> Buttons:
    rows = (tuple(one for one in row if _is_new(one.data, known)) for row in buttons)
    return tuple(row for row in rows if row)


def _is_new(data: str, known: Collection[str]) -> bool:
    press = unpack(data)
    is_way_back = press is not None and press.act in {Act.UNDO, Act.BACK}
    return data not in known and not is_way_back


def _undoing(buttons: Buttons) -> list[Markup]:
    found = (unpack(one.data) for row in buttons for one in row)
    can_undo = any(press is not None and press.act is Act.UNDO for press in found)
    return [recorded.HOW_TO_UNDO] if can_undo else []
