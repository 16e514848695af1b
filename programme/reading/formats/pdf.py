"""A PDF that has text in it: its lines and ruled tables, page after page.

A line's number counts the printed lines (and the rows of tables) from the top of the
first page, page numbers and blank lines left out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from itertools import chain, takewhile
from threading import Lock

import pypdfium2 as pdfium  # type: ignore[import-untyped] # it has no types

from programme.errors import Fault, Unreadable
from programme.reading.formats.layout import (
    Piece,
    Signature,
    lines_of_page,
    without_number,
)
from programme.reading.formats.paper import Found, numbered
from programme.reading.formats.pdfpage import Page, pages_of
from programme.reading.formats.ruling import Table, straight, tables
from programme.reading.formats.tables import is_layout
from programme.reading.head import refuse_secrets
from programme.reading.lines import MOST_LETTERS, Line, Row, lines_of

MOST_PAGES = 500
_FEW_LETTERS = 10
_UNKNOWN_LETTERS = 0.05
_NEAR = 4.0
_DAY = re.compile(
    r"\d{1,2}\s*[/.-]\s*\d{1,2}|\b(?:thứ|ngày|tháng|chủ nhật)\b", re.IGNORECASE
)
#: The library is not made for two threads at once.
_ONE_AT_A_TIME = Lock()


def read_pdf(data: bytes) -> list[Line | Row]:
    with _ONE_AT_A_TIME:
        try:
            with closing(pdfium.PdfDocument(data)) as document:
                return numbered(_read(document))
        except pdfium.PdfiumError as error:
            raise _closed(error) from error


def _closed(error: pdfium.PdfiumError) -> Unreadable:
    locked = error.err_code == pdfium.raw.FPDF_ERR_PASSWORD
    return Unreadable(
        Fault.PASSWORD if locked else Fault.BROKEN, "" if locked else "pdf"
    )


def _read(document: pdfium.PdfDocument) -> list[Found]:
    if len(document) > MOST_PAGES:
        raise Unreadable(Fault.TOO_LARGE, f"{len(document)} trang")
    reader = _Reader()
    letters = 0
    for at, page in enumerate(pages_of(document), start=1):
        letters += _judged(page, at)
        if letters > MOST_LETTERS:
            raise Unreadable(Fault.TOO_LARGE)
        reader.take(page)
    return reader.all


def _judged(page: Page, at: int) -> int:
    """How much text there is; a page that is only a picture is refused, not lost."""
    for text in page.notes:
        refuse_secrets(lines_of(text))
    text = "".join(chain.from_iterable(piece.text.split() for piece in page.pieces))
    if len(text) < _FEW_LETTERS and page.is_picture:
        raise Unreadable(Fault.SCANNED, f"trang {at}")
    unknown = sum(
        letter == "\ufffd" or "\ue000" <= letter <= "\uf8ff" for letter in text
    )
    if unknown > len(text) * _UNKNOWN_LETTERS and unknown > _FEW_LETTERS:
        raise Unreadable(Fault.SCANNED, f"trang {at}")
    return len(text)


class _Reader:
    """What was found so far, and what the next page may have to go on with."""

    def __init__(self) -> None:
        self._found: list[Found] = []
        self._table: Table | None = None  # the last page ended with it
        self._waiting: Signature | None = None

    @property
    def all(self) -> list[Found]:
        return [*self._found, *(self._waiting.lines if self._waiting else ())]

    def take(self, page: Page) -> None:
        pieces = without_number(page.pieces, page.height)
        ruled, outside = tables(straight(page.lines), pieces)
        said: list[Found] = []
        for table in ruled:
            above = [piece for piece in outside if piece.middle < table.top]
            outside = [piece for piece in outside if piece.middle >= table.top]
            said += self._lines(above, page)
            before = self._table if not said else None
            said += (
                _going_on(self._found, before, table)
                if before is not None and _goes_on(before, table)
                else _said(table)
            )
        self._table = ruled[-1] if ruled and not outside else None
        self._found += said
        self._found += self._lines(outside, page)

    def _lines(self, pieces: list[Piece], page: Page) -> list[str]:
        lines, self._waiting = lines_of_page(pieces, page.width, self._waiting)
        return lines


def _said(table: Table) -> Iterator[Found]:
    if not is_layout(table.rows, ruled=True):
        yield from table.rows
        return
    for row in table.rows:
        for cell in dict.fromkeys(row):
            yield from cell.splitlines()


def _goes_on(before: Table, after: Table) -> bool:
    pairs = zip(before.edges, after.edges, strict=False)
    same = len(before.edges) == len(after.edges)
    return same and all(abs(a - b) <= _NEAR for a, b in pairs)


def _going_on(found: list[Found], before: Table, after: Table) -> list[Found]:
    """The rows of a table's next page. A row that was cut is put together again;
    a day that stands in one cell for many rows stands for those below, too."""
    run = list(takewhile(lambda one: isinstance(one, tuple), reversed(found)))
    rows = list(after.rows[1:] if after.rows[0] in run[-1:] else after.rows)
    cells = after.cells[len(after.cells) - len(rows) :]
    above = found[-1]
    if not rows or isinstance(above, str):  # what went before only looked like one
        return [*_said(after)]
    days = _days_reaching_down(above, before)
    filled = [_with_days(row, days, n, cells) for n, row in enumerate(rows)]
    if _is_rest(above, rows[0]):
        pairs = zip(above, rows[0], strict=True)
        found[-1] = tuple(f"{a} {b}".strip() for a, b in pairs)
        del filled[0]
    return [*filled]


def _days_reaching_down(row: Sequence[str], table: Table) -> dict[int, str]:
    """The days whose cell is more than one row high and ends with the page."""
    lowest = table.cells[-2:]
    return {
        column: text
        for column, text in enumerate(row)
        if _DAY.search(text) and len({cells[column] for cells in lowest}) < len(lowest)
    }


def _with_days(
    row: tuple[str, ...],
    days: Mapping[int, str],
    at: int,
    cells: Sequence[Sequence[int]],
) -> tuple[str, ...]:
    return tuple(
        days[column]
        if not text and column in days and cells[at][column] == cells[0][column]
        else text
        for column, text in enumerate(row)
    )


def _is_rest(cut: tuple[str, ...], rest: tuple[str, ...]) -> bool:
    """Without a number of its own, and every text goes on from one above."""
    if len(cut) != len(rest) or rest[0] or not any(rest):
        return False
    pairs = [(a, b) for a, b in zip(cut, rest, strict=True) if b]
    begun = all(a and not a.endswith((".", ";", ":")) for a, _ in pairs)
    return begun and (len(pairs) == 1 or all(b[0].islower() for _, b in pairs))
