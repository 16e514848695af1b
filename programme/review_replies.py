"""What a reply to a preview settles: a number, the words of a choice, a name, a day."""

from collections.abc import Sequence
from datetime import date

from programme.agencies import Registry
from programme.calendar import WorkCalendar
from programme.replies.dates import Today, day_at
from programme.replies.tokens import tokenise
from programme.review import About, Question, Settled
from programme.words import bare, tidy

#: "As it was read", in the words a clerk uses for it.
_KEEPS = ("giu", "giu nguyen", "de nguyen", "de trong", "da xem", "dung", "dung roi")
_LATERS = ("lui", "lui han", "lui lai")
#: What may stand between the names of a list.
_BETWEEN = frozenset({"va", "cung", "voi", "cac", "co", "quan", "so", "nganh", "gom"})


def reply_to(
    question: Question,
    text: str,
    *,
    labels: Sequence[str],
    registry: Registry,
    today: date,
    calendar: WorkCalendar,
) -> str | None:
    """The answer that `text` gives, as `settled` takes it; None if it gives none.

    `labels` are the words on the buttons, in the order of the question's choices.
    """
    said = bare(tidy(text)).strip(" .!“”\"'")
    if said.isdecimal() and 1 <= int(said) <= len(question.choices):
        return question.choices[int(said) - 1]
    by_label = [
        choice
        for choice, label in zip(question.choices, labels, strict=True)
        if bare(label) == said
    ]
    if len(by_label) == 1:
        return by_label[0]
    if said in _KEEPS:
        return str(Settled.KEEP)
    return _in_its_own_words(question, text, registry, Today(today, calendar))


def _in_its_own_words(
    question: Question, text: str, registry: Registry, today: Today
) -> str | None:
    match question.about:
        case About.AGENCY:
            agency = registry.find(text)
            return agency.name if agency else None
        case About.AUDIENCE:
            return _names_in(text, registry)
        case About.CLOSE_CALL:
            return _day_in(question, text, today)
        case About.DOUBT:
            return None


def _names_in(text: str, registry: Registry) -> str | None:
    """A list of agencies and nothing else, a line each."""
    left = text
    names: list[str] = []
    for mention in sorted(registry.mentions(text), key=lambda m: -m.start):
        names.insert(0, mention.agency.name)
        left = f"{left[: mention.start]} {left[mention.end :]}"
    rest = bare(left).replace(",", " ").replace(";", " ").replace(".", " ").split()
    if not names or any(word not in _BETWEEN for word in rest):
        return None
    return "\n".join(dict.fromkeys(names))


def _day_in(question: Question, text: str, today: Today) -> str | None:
    """A day from today on, and before the session."""
    if bare(tidy(text)).strip(" .!") in _LATERS and Settled.LATER in question.choices:
        return str(Settled.LATER)
    tokens = tokenise(text)
    found = (day_at(tokens, at, today) for at in range(len(tokens)))
    days = {met.day for met in found if met and met.day and met.day >= today.day}
    if len(days) != 1 or question.duty is None:
        return None
    day = days.pop()
    begins = question.duty.session_begins
    if begins is not None and day >= begins.date():
        return None
    return day.isoformat()
