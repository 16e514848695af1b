"""Two letters to one reader said as one: in order, one head, one closing line."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.messages.buttons import Act, opening_each, unpack
from bot.messages.joined import as_one
from programme.letters import Buttons, Letter


def join(first: Letter, second: Letter) -> Letter | None:
    """The first, saying both; None where they are better said apart."""
    text = as_one(first.text, second.text)
    buttons = _buttons(first, second)
    if text is None or buttons is None:
        return None
    about = dict(_about(first)) | dict(_about(second))
    return replace(
        first,
        text=text,
        buttons=buttons,
        duties=tuple(about),
        refs=tuple(ref for ref in about.values() if ref)
        or tuple(dict.fromkeys((*first.refs, *second.refs))),
        kind=first.kind or second.kind,
        not_after=_later(first, second),
    )


def _about(letter: Letter) -> Iterator[tuple[int, str]]:
    """Each duty with its ref."""
    refs = letter.refs if len(letter.refs) == len(letter.duties) else ()
    for place, number in enumerate(letter.duties):
        yield number, refs[place] if refs else ""


def _later(first: Letter, second: Letter) -> datetime | None:
    """What is still worth saying of one is worth saying."""
    ends = (first.not_after, second.not_after)
    return max(end for end in ends if end) if all(ends) else None


def _buttons(first: Letter, second: Letter) -> Buttons | None:
    """One for each duty that either asks about; of one alone its own three.

    What the second speaks of stands as the second leaves it. None: there are buttons
    that would not say what they are for.
    """
    if not (first.buttons or second.buttons):
        return ()
    ours, theirs = _asked(first), _asked(second)
    if ours is None or theirs is None:
        return None
    both = {n: ref for n, ref in ours.items() if n not in second.duties} | theirs
    if len(both) > 1:
        return opening_each(both.items())
    if theirs or not both:
        return second.buttons
    return first.buttons if len(ours) == 1 else opening_each(both.items())


def _asked(letter: Letter) -> dict[int, str] | None:
    """The duties that its buttons are about."""
    known = dict(_about(letter))
    found: dict[int, str] = {}
    for row in letter.buttons:
        for button in row:
            press = unpack(button.data)
            if press is None or press.act not in {Act.OPEN, Act.STATE}:
                return None
            number = int(press.words[0])
            is_named = press.act is Act.OPEN
            found[number] = button.label if is_named else known.get(number, "")
    return found if all(found.values()) else None
