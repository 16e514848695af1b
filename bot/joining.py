"""Two letters to one reader said as one: in order, one head, one closing line.

What waits for the office's word stands below what it is told, each matter with a row of
buttons of its own; as they stand by then, `bot.matters` says it. What is told of a
silence stands between the two, so that `bot.silence_ended` can take it out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from bot.messages import dossier_matters as of_files
from bot.messages import request_matters as of_requests
from bot.messages import silences as of_silences
from bot.messages.buttons import Act, opening_each, unpack
from bot.messages.joined import APART, HEAD, as_one, without_closing
from bot.messages.matters import has_title, have_room, in_short, parted, whole
from programme.letters import Buttons, Letter
from programme.reminders import Kind


def join(first: Letter, second: Letter) -> Letter | None:
    """The first, saying both; None where they are better said apart.

    A silence that is told one level higher stands by itself below other news.
    """
    both = (first, second)
    news = [bare for one in both if (bare := _without_silences(one)) is not None]
    told = [part for one in both if (part := _silences(one))]
    if not (news and told):
        return _joined(first, second)
    base = _joined(*news) if len(news) > 1 else news[0]
    said = _below_it(base, told) if base is not None else None
    if base is None or said is None:
        return None
    text, buttons = said
    whole = replace(first, text=text, buttons=buttons, kind=base.kind)
    return _of_both(whole, first, second)


def _below_it(
    base: Letter, told: Sequence[tuple[str, str]]
) -> tuple[str, Buttons] | None:
    silences = [said for said, _ in told]
    closing = "" if without_closing(base.text)[1] else told[-1][1]
    block = replace(base, buttons=(), duties=(), refs=())
    return _with_matters(base, replace(block, text=of_silences.block(silences))) or (
        _told(base, replace(block, text=of_silences.block(silences, closing)))
    )


def _silences(letter: Letter) -> tuple[str, str] | None:
    """What it tells of silences, and how it closes."""
    if letter.kind is Kind.ESCALATION:
        return of_silences.alone(letter.text)
    _, said, below = of_silences.parted(letter.text)
    return (said, "" if has_title(below) else below) if said else None


def _without_silences(letter: Letter) -> Letter | None:
    """None: it tells of nothing else."""
    if letter.kind is Kind.ESCALATION:
        return None
    return replace(letter, text=of_silences.without(letter.text))


def _joined(first: Letter, second: Letter) -> Letter | None:
    said = _with_matters(first, second) or _told(first, second)
    if said is None:
        return None
    text, buttons = said
    kind = first.kind or second.kind
    whole = replace(first, text=text, buttons=buttons, kind=kind)
    return _of_both(whole, first, second)


def _of_both(whole: Letter, first: Letter, second: Letter) -> Letter:
    about = dict(_about(first)) | dict(_about(second))
    return replace(
        whole,
        duties=tuple(about),
        refs=tuple(ref for ref in about.values() if ref)
        or tuple(dict.fromkeys((*first.refs, *second.refs))),
        not_after=_later(first, second),
    )


def _told(first: Letter, second: Letter) -> tuple[str, Buttons] | None:
    text = as_one(first.text, second.text)
    buttons = _buttons(first, second)
    return None if text is None or buttons is None else (text, buttons)


def _with_matters(first: Letter, second: Letter) -> tuple[str, Buttons] | None:
    """Where at least one of them asks for a decision, and neither asks anything else;
    None too where there are more than a message holds."""
    both = (first, second)
    rows = [row for one in both for row in _rows(one)]
    if not rows or not all(_rows(one) or not one.buttons for one in both):
        return None
    news = ""
    for said in map(_news, both):
        news = news if not said or said in news.split(APART) else _below(news, said)
    labels = [row[0].label.partition(":")[0] for row in rows]
    if not have_room(news, len(rows)):
        return None
    asked = [part for one in both for part in _asked_in(one)]
    text = whole(news, asked, labels)
    if text is None and _rows(second):  # said anew by who brings it
        text = in_short(news, labels)
    return None if text is None else (text, tuple(rows))


def _below(news: str, said: str) -> str:
    return f"{news}{APART}{said}" if news else said


def _news(letter: Letter) -> str:
    """What it tells beside what it asks."""
    if has_title(letter.text):
        return parted(letter.text)[0]
    return "" if _rows(letter) else letter.text.removeprefix(f"{HEAD}{APART}")


def _asked_in(letter: Letter) -> list[str]:
    """Its matters in words, without how to decide them."""
    if not _rows(letter):
        return []
    if not has_title(letter.text):
        return [_without_how(letter.text, "\n")]
    _, asked = parted(letter.text)
    return [_without_how(asked.partition(APART)[2], APART)]


def _without_how(text: str, apart: str) -> str:
    said, _, last = text.rpartition(apart)
    return said if said and last.startswith("<i>") else text


def _rows(letter: Letter) -> Buttons:
    """A row for each matter it asks about; nothing where it asks for something else."""
    names = {_matter(button.data) for row in letter.buttons for button in row}
    if not names or None in names:
        return ()
    if has_title(letter.text):
        return letter.buttons
    label = letter.refs[0] if letter.refs else ""
    flat = [button for row in letter.buttons for button in row]
    is_file = of_files.of_matter(flat[0].data) is not None
    named = of_files.named if is_file else of_requests.named
    return (tuple(named(label, button) for button in flat),)


def _matter(data: str) -> object:
    """What a button is about that the office decides; None for any other."""
    number = of_requests.of_matter(data)
    return number if number is not None else of_files.of_matter(data)


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
