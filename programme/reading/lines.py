"""What every format delivers: the lines of a document, numbered as it was sent."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from programme.reading.doubts import Doubts

_BREAK = re.compile(r"\r\n|\r|\n")
_COLUMNS = re.compile(r"[^\S\n]{3,}|\t+")
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad"))
_ODD_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f"), " ")
_LONE_NUMBER = re.compile(
    r"[-–—]?\s?(?:(trang)\s*)?([0-9]{1,3})(?:\s?/\s?[0-9]{1,3})?\s?[-–—]?",
    re.IGNORECASE,
)
_JOINED_NUMBER = re.compile(r"(?<=[.;)]) [0-9]{1,3}$")
_OPENS = re.compile(r"(?:[0-9]{1,3}|[IVX]+|[A-H])[.)/] ")
_ENDED = (".", ";", ":", ")")
#: Words that want a number behind them: one that stands alone below is theirs.
_WANTS_A_NUMBER = re.compile(
    r"(?:tháng|năm|ngày|quý|lớp|số|thứ|khóa|khoá|điều|khoản|đợt|lần|khu|cấp|và|đến|từ)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Line:
    """One line as it was sent, in NFC; `number` is 1-based."""

    number: int
    text: str

    @cached_property
    def words(self) -> str:
        """The line with one space between words."""
        return " ".join(self.text.split())

    @property
    def columns(self) -> list[str]:
        """What stands side by side on a line, as in a letterhead."""
        pieces = (" ".join(piece.split()) for piece in _COLUMNS.split(self.text))
        return [piece for piece in pieces if piece]


@dataclass(frozen=True)
class Row:
    """One row of a table; a merged cell's text stands in each place it covers."""

    number: int
    cells: tuple[str, ...]


def lines_of(text: str) -> list[Line]:
    whole = unicodedata.normalize("NFC", text.translate(_ODD_SPACES | _INVISIBLE))
    return [Line(n, line) for n, line in enumerate(_BREAK.split(whole), start=1)]


def without_pages(lines: Sequence[Line], doubts: Doubts) -> list[Line]:
    """The lines that say something: neither blank nor the number of a page."""
    said = [line for line in lines if line.words]
    pages = [n for n, line in enumerate(said) if _page(line) is not None]
    numbers = [_page(said[n]) for n in pages]
    run = len(pages) > 1 and all(b == (a or 0) + 1 for a, b in pairwise(numbers))
    dropped = {n for n in pages if _is_page(said, n, doubts, run=run)}
    kept = [line for n, line in enumerate(said) if n not in dropped]
    behind = [*kept[1:], None] if kept else []
    pairs = zip(kept, behind, strict=True)
    return [_without_page(line, after) for line, after in pairs]


def _without_page(line: Line, after: Line | None) -> Line:
    """A page's number that was joined to the last line of an entry."""
    if after is None or not _OPENS.match(after.words):
        return line
    met = _JOINED_NUMBER.search(line.words)
    return Line(line.number, line.words[: met.start()]) if met else line


def _page(line: Line) -> int | None:
    met = _LONE_NUMBER.fullmatch(line.words)
    if met is None or ("/" in line.words and not met[1]):
        return None
    return int(met[2])


def _is_page(said: Sequence[Line], at: int, doubts: Doubts, *, run: bool) -> bool:
    """A number alone inside a sentence is a page's only if others confirm it."""
    before = said[at - 1].words if at else ""
    if not before or before.endswith(_ENDED) or "\f" in said[at].text:
        return True
    wanted = _WANTS_A_NUMBER.search(before) is not None
    if run and not wanted:
        return True
    number = said[at].words
    doubts.add("lone-number", said[at].number, before + " " + number, number=number)
    return not wanted
