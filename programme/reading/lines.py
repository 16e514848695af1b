"""What every format delivers: the lines of a document, numbered as it was sent."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from programme.reading.doubts import Doubts

#: More than a province's programmes of a whole year, many times over.
MOST_LETTERS = 1_050_000
_COLUMNS = re.compile(r"[^\S\n]{3,}|\t+")
_INVISIBLE = dict.fromkeys("\ufeff\u200b\u200c\u200d\u2060\u00ad", "")
_ODD_LETTERS = _INVISIBLE | dict.fromkeys("\u00a0\u2007\u2009\u202f", " ")
_LONE_NUMBER = re.compile(
    r"[-–—]?\s?(?:(trang)\s*)?([0-9]{1,3})(?:\s?/\s?[0-9]{1,3})?\s?[-–—]?",
    re.IGNORECASE,
)
_JOINED_NUMBER = re.compile(r"(?<=[.;)]) [0-9]{1,3}$")
_OPENS = re.compile(r"(?:[0-9]{1,3}|[IVX]+|[A-H])[.)/] ")
_ENDED = (".", ";", ":", ")")
#: Words that want a number behind them: one that stands alone below is theirs.
_WANTS_A_NUMBER = re.compile(
    r"(?:tháng|năm|ngày|quý|lớp|số|thứ|khóa|khoá|điều|khoản|đợt|lần|khu|cấp|và|đến"
    r"|từ)$",
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
        if self.text.strip() == self.words:  # one space everywhere
            return [self.words] if self.words else []
        pieces = (" ".join(piece.split()) for piece in _COLUMNS.split(self.text))
        return [piece for piece in pieces if piece]


@dataclass(frozen=True)
class Row:
    """One row of a table; a merged cell's text stands in each place it covers."""

    number: int
    cells: tuple[str, ...]

    @cached_property
    def words(self) -> str:
        return " ".join(" ".join(self.cells).split())


def normal(text: str) -> str:
    """In NFC, without letters that are not seen and spaces that are not plain."""
    for letter, plain in _ODD_LETTERS.items():
        if letter in text:
            text = text.replace(letter, plain)
    return unicodedata.normalize("NFC", text)


def lines_of(text: str) -> list[Line]:
    whole = normal(text).replace("\r\n", "\n").replace("\r", "\n")
    return [Line(n, line) for n, line in enumerate(whole.split("\n"), start=1)]


def without_pages(lines: Sequence[Line | Row], doubts: Doubts) -> list[Line | Row]:
    """What says something: neither blank nor the number of a page."""
    said = [line for line in lines if line.words]
    pages = [n for n, line in enumerate(said) if _page(line) is not None]
    numbers = [_page(said[n]) for n in pages]
    run = len(pages) > 1 and all(b == (a or 0) + 1 for a, b in pairwise(numbers))
    dropped = {n for n in pages if _is_page(said, n, doubts, run=run)}
    kept = [line for n, line in enumerate(said) if n not in dropped]
    behind = [*kept[1:], None] if kept else []
    pairs = zip(kept, behind, strict=True)
    return [_without_page(line, after) for line, after in pairs]


def _without_page(line: Line | Row, after: Line | Row | None) -> Line | Row:
    """A page's number that was joined to the last line of an entry."""
    if isinstance(line, Row) or after is None or not _OPENS.match(after.words):
        return line
    ends_so = line.words[-1:].isdecimal()
    met = _JOINED_NUMBER.search(line.words) if ends_so else None
    return Line(line.number, line.words[: met.start()]) if met else line


def _page(line: Line | Row) -> int | None:
    if isinstance(line, Row):
        return None
    met = _LONE_NUMBER.fullmatch(line.words)
    if met is None or ("/" in line.words and not met[1]):
        return None
    return int(met[2])


def _is_page(said: Sequence[Line | Row], at: int, doubts: Doubts, *, run: bool) -> bool:
    """A number alone inside a sentence is a page's only if others confirm it."""
    before = said[at - 1].words if at else ""
    after = said[at + 1] if at + 1 < len(said) else None
    if any(isinstance(one, Row) or _is_cells(one) for one in (said[at - 1], after)):
        return True
    if not before or before.endswith(_ENDED) or _breaks_page(said[at]):
        return True
    wanted = _WANTS_A_NUMBER.search(before) is not None
    if run and not wanted:
        return True
    number = said[at].words
    doubts.add("lone-number", said[at].number, before + " " + number, number=number)
    return not wanted


def _is_cells(line: Line | Row | None) -> bool:
    """A row that was typed with bars."""
    return isinstance(line, Line) and line.text.count("|") >= 2


def _breaks_page(line: Line | Row) -> bool:
    return isinstance(line, Line) and "\f" in line.text
