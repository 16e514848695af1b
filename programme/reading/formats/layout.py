"""Where text stands on a page → the lines of text, in the order one reads them.

Coordinates are points from the top left corner of the page.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

#: What stands this far apart on a line stands in two columns.
_GAP = 15.0
_GUTTER = 2.0
#: The right column begins beyond this part of the page; nearer is an indent.
_RIGHT_HALF = 0.35
_MARGIN = 0.12
_PAGE_NUMBER = re.compile(
    r"[-–—]?\s*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?\s*[-–—]?", re.IGNORECASE
)
_RECIPIENTS = re.compile(r"nơi nhận\b", re.IGNORECASE)
_BROKEN_WORD = re.compile(r"\w-$")
_MARKED = re.compile(r"(?:[-–—+*•]\s|(?:\d{1,2}|[a-zđ]|[IVX]+)[.)/]\s)")
_ENDED = (".", ";", ":")


@dataclass(frozen=True, slots=True)
class Piece:
    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def in_rows(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """What stands at one height is one row, from left to right."""
    rows: list[list[Piece]] = []
    top = bottom = 0.0
    for piece in sorted(pieces, key=lambda piece: piece.middle):
        if rows and _overlap(piece, top, bottom):
            rows[-1].append(piece)
        else:
            rows.append([piece])
            top, bottom = piece.top, piece.bottom
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _overlap(piece: Piece, top: float, bottom: float) -> bool:
    shared = min(piece.bottom, bottom) - max(piece.top, top)
    return shared > 0.5 * min(piece.bottom - piece.top, bottom - top)


@dataclass(frozen=True)
class Signature:
    """It stands beside recipients that go on over the page: it waits for them."""

    lines: tuple[str, ...]
    gutter: float


def lines_of_page(
    pieces: Iterable[Piece], width: float, waiting: Signature | None = None
) -> tuple[list[str], Signature | None]:
    """The lines of a stretch of page; two columns are read one after the other."""
    rows = in_rows(pieces)
    if not rows:
        return [], waiting
    lines: list[str] = []
    at = 0
    if waiting is not None:
        at = _below(rows, waiting.gutter)
        lines += [*_rejoined(rows[:at]), *waiting.lines]
        waiting = None
    while at < len(rows):
        zone = _zone(rows, at, width)
        if zone is None:
            lines.append(say_row(rows[at]))
            at += 1
            continue
        left, right = _columns(rows[at : zone.end], zone.gutter)
        lines += left
        if zone.is_tail and zone.end == len(rows):
            waiting = Signature(tuple(right), zone.gutter)
        else:
            lines += right
        at = zone.end
    return unbroken(lines), waiting


def _below(rows: Sequence[Sequence[Piece]], gutter: float) -> int:
    """How many of the first rows stay left of the gutter."""
    beyond = (n for n, row in enumerate(rows) if row[-1].right > gutter)
    return next(beyond, len(rows))


def _columns(
    rows: Iterable[Sequence[Piece]], gutter: float
) -> tuple[list[str], list[str]]:
    left: list[list[Piece]] = []
    right: list[list[Piece]] = []
    for row in rows:
        left.append([piece for piece in row if piece.left < gutter])
        right.append([piece for piece in row if piece.left >= gutter])
    return _rejoined(filter(None, left)), _rejoined(filter(None, right))


def say_row(row: Sequence[Piece]) -> str:
    said = row[0].text.strip()
    for before, piece in pairwise(row):
        gap = piece.left - before.right
        tight = gap < 0.12 * (piece.bottom - piece.top)
        glued = tight and not before.text.endswith(" ") and not piece.text[:1].isspace()
        space = "   " if gap >= _GAP else "" if glued else " "
        said += space + piece.text.strip()
    return said


def _rejoined(rows: Iterable[Sequence[Piece]]) -> list[str]:
    """The lines of a narrow column, those put together that were only wrapped."""
    lines: list[str] = []
    wrapped = False
    for row in rows:
        said = say_row(row)
        if lines and not _begins(lines[-1], said, wrapped=wrapped):
            lines[-1] += f" {said}"
        else:
            lines.append(said)
        wrapped = is_wrapped(row)
    return lines


def _begins(before: str, line: str, *, wrapped: bool) -> bool:
    """Whether a line is a new one: a dash may be that of "kinh tế - xã hội"."""
    ended = before.endswith(_ENDED)
    if _MARKED.match(line) is None:
        return not wrapped
    goes_on = line.lstrip("-–— ")[:1].islower() and line[:1] in "-–—"
    return ended or not (wrapped or goes_on)


def is_wrapped(row: Sequence[Piece]) -> bool:
    """Word processors leave the space at which they wrapped."""
    return row[-1].text.endswith(" ")


def unbroken(lines: Sequence[str]) -> list[str]:
    """52/2012/QĐ- at the end of a line takes back UBND from the next."""
    said = list(lines)
    for at in range(len(said) - 1):
        if _BROKEN_WORD.search(said[at]) and said[at + 1][:1].isalnum():
            word, _, rest = said[at + 1].partition(" ")
            said[at] += word
            said[at + 1] = rest.strip()
    return [line for line in said if line]


def in_cell(pieces: Iterable[Piece]) -> str:
    """The text of a cell: lines that were only wrapped are one."""
    said = ""
    wrapped = False
    for row in in_rows(pieces):
        line = say_row(row)
        over = not wrapped and not _marked_or_ended(said, line)
        begins = not over and _begins(said, line, wrapped=wrapped)
        broken = _BROKEN_WORD.search(said) and line[:1].isalnum()
        apart = "\n" if begins else "" if broken else " "
        said += (apart if said else "") + line
        wrapped = is_wrapped(row)
    return said


def _marked_or_ended(before: str, line: str) -> bool:
    return before.endswith(_ENDED) or _MARKED.match(line) is not None


def without_number(pieces: Sequence[Piece], height: float) -> list[Piece]:
    """A page without its number, alone in the margin above or below."""
    rows = in_rows(pieces)
    for row in (rows[:1], rows[-1:]):
        for alone in row:
            at = alone[0].middle / height
            edge = at < _MARGIN or at > 1 - _MARGIN
            if (
                edge
                and len(alone) == 1
                and _PAGE_NUMBER.fullmatch(alone[0].text.strip())
            ):
                pieces = [piece for piece in pieces if piece is not alone[0]]
    return list(pieces)


@dataclass(frozen=True)
class _Zone:
    """Rows in two columns, up to `end`, parted at `gutter`."""

    end: int
    gutter: float
    is_tail: bool


def _zone(rows: Sequence[Sequence[Piece]], start: int, width: float) -> _Zone | None:
    """The columns that begin at this row, if two begin here.

    They go as far as something stands on the right; beside a signature the recipients
    go on below it, to the first line that crosses over.
    """
    anchor = next((n for n in range(start, len(rows)) if _split(rows[n], width)), None)
    if anchor is None:
        return None
    low, high = _split(rows[anchor], width) or (0.0, 0.0)
    end, last, tail = start, anchor, False
    for row in rows[start:]:
        narrowed = _narrowed(row, low, high)
        if narrowed is None:
            break
        low, high = narrowed
        last = end if row[-1].left >= high else last
        tail = tail or _RECIPIENTS.match(row[0].text.strip()) is not None
        end += 1
    opens = tail or start == anchor or rows[start][-1].left >= high
    if end <= anchor or not opens:
        return None
    return _Zone(end if tail else last + 1, (low + high) / 2, tail)


def _split(row: Sequence[Piece], width: float) -> tuple[float, float] | None:
    """The widest gap of a row that reaches into the right half."""
    gaps = [(b.left - a.right, a.right, b.left) for a, b in pairwise(row)]
    wide = [gap for gap in gaps if gap[0] >= _GAP and gap[2] > width * _RIGHT_HALF]
    return max(wide)[1:] if wide else None


def _narrowed(
    row: Sequence[Piece], low: float, high: float
) -> tuple[float, float] | None:
    """What is left of the gutter once this row is taken in, if it is enough."""
    for piece in row:
        if piece.right + _GUTTER <= high:
            low = max(low, piece.right)
        elif piece.left >= low + _GUTTER:
            high = min(high, piece.left)
        else:
            return None
    return low, high
