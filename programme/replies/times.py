"""A time that was read in a message, and the words it is read by."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from programme.calendar import A_DAY, WorkCalendar
from programme.replies.data import kept, tables
from programme.replies.spelling import bare_key, plain_key
from programme.replies.tokens import Shape, Token


@dataclass(frozen=True, kw_only=True)
class Said:
    """A time that was read: [start, end) of the tokens.

    `day` is None where no single day can be meant. `more` counts days from the due
    day, not from today ("thêm 3 ngày"). `written` is a plain "8/10" without "ngày":
    it may as well be a fraction.
    """

    start: int
    end: int
    day: date | None = None
    more: int | None = None
    working: bool = False
    months: bool = False  # what `more` counts
    written: bool = False
    #: Later on the day it was said: "chiều nay".
    later: bool = False


@dataclass(frozen=True)
class Today:
    """What "mai" and "thứ sáu" are reckoned from."""

    day: date
    calendar: WorkCalendar


def after(said: Said, due: date | None, calendar: WorkCalendar) -> date | None:
    """The day an extension runs to; None if that cannot be said."""
    if said.more is None or due is None:
        return said.day
    if said.working:
        return calendar.workday_after(due, said.more)
    if said.months:
        return _months_after(due, said.more)
    return due + said.more * A_DAY


@kept
def words(name: str) -> dict[tuple[str, ...], str]:
    """A table of the data file: every spelling of a phrase, and its value."""
    return {
        spelling: value
        for phrase, value in tables("times")[name].items()
        for spelling in _spellings(phrase)
    }


def _spellings(phrase: str) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [()]
    for word in phrase.split():
        ways = {plain_key(word), bare_key(plain_key(word))}
        found = [(*before, way) for before in found for way in ways]
    return found


@kept
def _openings(name: str) -> frozenset[str]:
    """The first words of a table's phrases: most tokens are none of them."""
    return frozenset(spelling[0] for spelling in words(name))


def phrase(
    name: str, tokens: Sequence[Token], at: int, longest: int = 4
) -> tuple[str, int] | None:
    """The longest phrase of a table at `at`: its value, and where it ends."""
    if at >= len(tokens) or tokens[at].key not in _openings(name):
        return None
    known = words(name)
    for length in range(min(longest, len(tokens) - at), 0, -1):
        key = tuple(token.key for token in tokens[at : at + length])
        if key in known:
            return known[key], at + length
    return None


def number_at(tokens: Sequence[Token], at: int) -> int | None:
    """A number in figures or, in a date, in words."""
    if at >= len(tokens):
        return None
    if tokens[at].shape is Shape.NUMBER:
        return int(tokens[at].raw)
    value = words("numbers").get((tokens[at].key,))
    return None if value is None else int(value)


def _months_after(day: date, count: int) -> date:
    """The same day of a later month, or that month's last."""
    years, month = divmod(day.month - 1 + count, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
