"""Marks: what may open a unit, "B.", "IV.", "12)", and how surely.

A mark is only offered here. Whether it opens a unit is decided by `outline`, because
a line may begin with a number for no other reason than where it was wrapped.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, IntEnum, auto

#: Where the rows of a table stand in the text; a sign no office types.
PLACE = "\ue000"
#: Between a number that was given and what the entry is called: "1", "a)".
CALLED = "\ue001"


class Level(IntEnum):
    LETTER = 0
    ROMAN = 1
    HEADING = 2  # a row across a table, without a number
    NUMBER = 3
    SUB = 4


class Surety(Enum):
    LINE = auto()  # opens a line, with its stop: "2. Quy hoạch"
    INLINE = auto()  # with its stop, behind the end of a sentence
    BARE = auto()  # opens a line behind the end of a sentence, without a stop
    WEAK = auto()  # may be one, if one is missing


@dataclass(frozen=True)
class Mark:
    """`start` is where it stands, `end` where what it opens begins."""

    level: Level
    ordinal: int
    label: str
    stop: str
    start: int
    end: int
    surety: Surety


LETTERS = "ABCDĐEGH"
_UNITS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
ROMANS = {
    ten + unit: tens * 10 + ones
    for tens, ten in enumerate(("", "X", "XX"))
    for ones, unit in enumerate(_UNITS)
    if ten + unit
}
_MARK = re.compile(
    r"(?<!\S)(?:(?i:phần|mục)[ ])?(?P<name>[IVX]{1,6}|[A-EGHĐ]|[0-9]{1,3})"
    rf"(?:{CALLED}(?P<called>[a-zđ]|[0-9]{{1,2}}|[IVX]{{1,4}}|T[0-9]{{1,2}}))?"
    r"(?P<stop>\.[-/]|\.\)|[.):]|[ ]?[-–—/](?=\s))?(?=(?P<next>\S?))[ ]*"
)
_QUOTES = "\"“'‘«("
_ENDS = (";", ".", ")", ":", PLACE)
#: A line that breaks off behind one of these goes on with a number of its own.
_GOES_ON = re.compile(
    r"(?:,|\b(?:[Đđ]iều|khoản|điểm|số|tháng|ngày|[Qq]uý|lớp|khu|thứ|khóa|khoá|đợt|lần"
    r"|và|đến|từ|của))$"
)


def marks(text: str) -> Iterator[Mark]:
    """Everything in `text` that looks like a mark, in order."""
    for met in _MARK.finditer(text):
        surety = _surety(text, met)
        named = _named(met["name"]) if surety else None
        if named and surety:
            level, ordinal = named
            stop = (met["stop"] or "").strip()
            name = met["called"] or met["name"]
            yield Mark(level, ordinal, name, stop, met.start(), met.end(), surety)


def _named(name: str) -> tuple[Level, int] | None:
    if name.isdigit():
        return Level.NUMBER, int(name)
    if name in ROMANS:
        return Level.ROMAN, ROMANS[name]
    if len(name) == 1 and name in LETTERS:
        return Level.LETTER, LETTERS.index(name) + 1
    return None


def _surety(text: str, met: re.Match[str]) -> Surety | None:
    stop = met["stop"]
    opens_line = met.start() == 0 or text[met.start() - 1] == "\n"
    if not _is_shaped(met, text[met.end() : met.end() + 1], opens_line=opens_line):
        return None
    if _called_for(text, met.start()):
        return Surety.WEAK if stop else None
    if opens_line and stop:
        return Surety.LINE
    ended = _sentence_ended(text, met.start())
    firm = Surety.BARE if opens_line else Surety.INLINE
    return firm if ended else Surety.WEAK


def _is_shaped(met: re.Match[str], follows: str, *, opens_line: bool) -> bool:
    """Whether what follows may begin a matter: "3.5" and "Đ/c" open nothing."""
    stop, glued = met["stop"], met["next"] != ""
    if stop is None:
        return opens_line and follows.isupper() and not glued
    capital = follows.isupper() or (follows != "" and follows in _QUOTES)
    if stop == ":" and met["name"].isdigit():
        return False
    return capital or (opens_line and not glued)


def _called_for(text: str, start: int) -> bool:
    """Whether the words before want this number for themselves."""
    return _GOES_ON.search(text[max(0, start - 12) : start].rstrip()) is not None


def _sentence_ended(text: str, start: int) -> bool:
    before = text[max(0, start - 12) : start].rstrip()
    return not before or before.endswith(_ENDS)
