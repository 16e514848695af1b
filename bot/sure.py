"""What changes something is shown first, and done by a button under what was shown.

A preview waits as the command that made it. Pressed, the command runs again: where it
would show something else by now, that is shown instead, and nothing is done.
"""

import json
from dataclasses import dataclass
from hashlib import sha256

from markupsafe import Markup

from bot.asked import Answer, Asked
from bot.desk import Desk
from bot.errors import OldButton
from bot.messages.buttons import Act, pack
from programme.letters import Button

YES, NO = "y", "n"
#: Previews that wait in one chat; older ones are over.
_MOST = 12


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A command that waits for its button; `mark` is of what was shown."""

    number: int
    command: str
    words: str
    mark: str


def mark_of(text: Markup) -> str:
    return sha256(text.encode()).hexdigest()[:12]


def is_sure(asked: Asked, shown: Markup) -> bool:
    """Whether somebody has seen just this and pressed the button below."""
    return asked.sure == mark_of(shown)


async def ask_first(
    command: str, words: str, shown: Markup, asked: Asked, desk: Desk, *, yes: str
) -> list[Answer]:
    """The preview with its two buttons; over an older one, in its place."""
    open_ones = await _all(asked, desk)
    number = max((one.number for one in open_ones), default=0) + 1
    one = Waiting(number=number, command=command, words=words, mark=mark_of(shown))
    await _keep([*open_ones, one][-_MOST:], asked, desk)
    row = (
        Button(yes, pack(Act.SURE, number, YES)),
        Button("Thôi", pack(Act.SURE, number, NO)),
    )
    edits = asked.message if asked.press is not None else None
    reply_to = None if edits else asked.message
    return [Answer(text=shown, buttons=(row,), edits=edits, reply_to=reply_to)]


async def take(number: int, asked: Asked, desk: Desk) -> Waiting:
    """The one of this number, which waits no longer. Raises OldButton."""
    open_ones = await _all(asked, desk)
    for one in open_ones:
        if one.number == number:
            # Its number is kept, so that no later preview is called the same.
            over = Waiting(number=number, command="", words="", mark="")
            kept = [over if other is one else other for other in open_ones]
            await _keep(kept, asked, desk)
            if one.command:
                return one
    raise OldButton


async def _all(asked: Asked, desk: Desk) -> list[Waiting]:
    said = await desk.unit.settings.get(_key(asked))
    return [Waiting(**one) for one in json.loads(said or "[]")]


async def _keep(waiting: list[Waiting], asked: Asked, desk: Desk) -> None:
    said = [vars(one) for one in waiting]
    await desk.unit.settings.set(_key(asked), json.dumps(said))


def _key(asked: Asked) -> str:
    return f"sure:{asked.where}"
