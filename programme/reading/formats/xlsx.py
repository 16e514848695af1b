"""An Excel workbook (.xlsx): each sheet that is shown, row by row.

A row's number counts the rows that say something, from the first sheet on. A row in
which one cell alone is filled is a line, as above and below a table.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from xml.etree.ElementTree import Element

from programme.errors import Fault, Unreadable
from programme.reading.formats.paper import At, Found, numbered
from programme.reading.formats.prescan import Package, open_package
from programme.reading.formats.tables import begins_tail, has_head, is_layout, padded
from programme.reading.head import refuse_secrets
from programme.reading.lines import Line, Row, lines_of

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_REF = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_DATES = frozenset((*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)))
_HOURS = frozenset((*range(18, 22), 32, 33, 45, 46, 47))
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_HEADER_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|[0-9]+|[A-Z])', re.IGNORECASE)
_ON = frozenset({"1", "true"})
_WIDEST = 200
_LONGEST = 20_000
_LAST_DAY = 2_000_000


def read_xlsx(data: bytes) -> list[Line | Row]:
    package = open_package(data)
    main = next(iter(package.related("", "officeDocument")), "xl/workbook.xml")
    book = package.xml(main)
    if book is None:
        raise Unreadable(Fault.BROKEN, "xlsx")
    parts = package.relations(main)
    values = _Values(package, main, book)
    found: list[Found | At] = []
    above = 0
    for sheet in book.iter(f"{_S}sheet"):
        _, part = parts.get(sheet.get(f"{_R}id", ""), ("", ""))
        root = package.xml(part)
        if root is not None and sheet.get("state", "visible") == "visible":
            _refuse_stamps(root)
            rows = list(_Grid(root, values).rows())
            found += _sheet([row.under(above) for row in rows])
            above += max((row.at for row in rows), default=0)
    return numbered(found)


def _refuse_stamps(root: Element) -> None:
    for part in root.iter(f"{_S}headerFooter"):
        for one in part:
            refuse_secrets(lines_of(_HEADER_CODES.sub("\n", one.text or "")))


@dataclass(frozen=True)
class _Row:
    """One row of a sheet with its number there; of a second sheet, counted on."""

    at: int
    cells: tuple[str, ...]

    def under(self, above: int) -> "_Row":
        return _Row(self.at + above, self.cells)


def _sheet(rows: Iterable[_Row]) -> list[Found | At]:
    """Rows stand together; a lone text among them is one of them, the last are not."""
    found: list[Found | At] = []
    table: list[_Row] = []
    alone: list[_Row] = []
    for row in rows:
        filled = {text for text in row.cells if text}
        if len(filled) == 1:
            alone.append(row)
        elif filled:
            if alone and table and _goes_on(row, table):
                table += alone
            elif alone or _parts(row, table):
                found += [*_block(table), *_lines(alone)]
                table = []
            alone = []
            table.append(row)
    return [*found, *_block(table), *_lines(alone)]


def _parts(row: _Row, table: Sequence[_Row]) -> bool:
    """A letterhead ends where columns are named, a table where recipients are."""
    layout = is_layout(_cells(table), ruled=True)
    return has_head([row.cells]) if layout else begins_tail(row.cells)


def _goes_on(row: _Row, table: Sequence[_Row]) -> bool:
    of_its_own = has_head([row.cells]) or begins_tail(row.cells)
    return not of_its_own and not is_layout(_cells(table), ruled=True)


def _lines(alone: Sequence[_Row]) -> Iterator[Found | At]:
    for row in alone:
        yield At(row.at)
        yield "".join(dict.fromkeys(row.cells))


def _block(table: Sequence[_Row]) -> Iterator[Found | At]:
    cells = padded(_cells(table))
    if not table or not is_layout(_cells(table), ruled=True):
        for row, shown in zip(table, cells, strict=True):
            yield At(row.at)
            yield shown
        return
    yield At(table[0].at)
    for column in zip(*cells, strict=True):
        yield from dict.fromkeys(column)


def _cells(table: Sequence[_Row]) -> list[tuple[str, ...]]:
    return [row.cells for row in table]


class _Grid:
    """What is shown of a sheet: a merged cell's text stands in all its places."""

    def __init__(self, root: Element, values: "_Values") -> None:
        self._root = root
        self._values = values
        self._hidden = {
            column
            for one in root.iter(f"{_S}col")
            if one.get("hidden") in _ON
            for column in range(_whole(one.get("min")), _whole(one.get("max")) + 1)
        }

    def rows(self) -> Iterator[_Row]:
        last = 0
        for row in self._root.iter(f"{_S}row"):
            last = _whole(row.get("r"), last + 1)
            if row.get("hidden") in _ON:
                continue
            cells = self._cells(row)
            here = [span for span in self._merged if span.top <= last <= span.bottom]
            for span in here:
                text = self._texts.get((span.top, span.left), "")
                for column in range(span.left, min(span.right, _WIDEST) + 1):
                    cells[column] = text
            shown = sorted(set(range(1, max(cells, default=0) + 1)) - self._hidden)
            yield _Row(last, tuple(cells.get(column, "") for column in shown))

    def _cells(self, row: Element) -> dict[int, str]:
        cells: dict[int, str] = {}
        column = 0
        for cell in row.findall(f"{_S}c"):
            met = _REF.fullmatch(cell.get("r", ""))
            column = _column(met[1]) if met else column + 1
            if column <= _WIDEST:
                cells[column] = self._values.of(cell).strip()
        return {column: text for column, text in cells.items() if text}

    @cached_property
    def _merged(self) -> list["_Span"]:
        spans = map(_span, self._root.iter(f"{_S}mergeCell"))
        return [span for span in spans if span is not None][:_LONGEST]

    @cached_property
    def _texts(self) -> dict[tuple[int, int], str]:
        """The texts of the first cells of what is merged, hidden rows too."""
        tops = {span.top for span in self._merged}
        found: dict[tuple[int, int], str] = {}
        last = 0
        for row in self._root.iter(f"{_S}row"):
            last = _whole(row.get("r"), last + 1)
            if last in tops:
                cells = self._cells(row)
                found |= {(last, column): text for column, text in cells.items()}
        return found


@dataclass(frozen=True)
class _Span:
    left: int
    top: int
    right: int
    bottom: int


def _span(merged: Element) -> _Span | None:
    corners = [_REF.fullmatch(end) for end in merged.get("ref", "").split(":")]
    match corners:
        case [re.Match() as one, re.Match() as other]:
            return _Span(_column(one[1]), int(one[2]), _column(other[1]), int(other[2]))
        case _:
            return None


class _Values:
    """What a cell shows: shared texts, dates and hours as an office writes them."""

    def __init__(self, package: Package, main: str, book: Element) -> None:
        def part(kind: str) -> Element | None:
            return package.xml(next(iter(package.related(main, kind)), ""))

        self._shared_part = part("sharedStrings")
        self._styles_part = part("styles")
        properties = book.find(f"{_S}workbookPr")
        since_1904 = properties is not None and properties.get("date1904") in _ON
        self._first = date(1904, 1, 1) if since_1904 else date(1899, 12, 30)

    def of(self, cell: Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return "".join(_said(cell))
        said = cell.findtext(f"{_S}v") or ""
        match kind:
            case "s":
                at = _whole(said, -1)
                return self._shared[at] if 0 <= at < len(self._shared) else ""
            case "n":
                return self._number(said, _whole(cell.get("s")))
            case "b" | "e":
                return ""
            case _:
                return said

    def _number(self, said: str, style: int) -> str:
        try:
            number = float(said)
        except ValueError:
            return said
        form = self._forms[style] if 0 <= style < len(self._forms) else ""
        if form and 0 <= number < _LAST_DAY:
            day, hour = "d" in form and number >= 1, "h" in form
            words = [_clock(number)] if hour and (number % 1 or not day) else []
            return " ".join([*words, *([self._date(number)] if day else [])])
        return str(int(number)) if number.is_integer() else said

    def _date(self, number: float) -> str:
        day = self._first + timedelta(days=int(number))
        return f"{day.day}/{day.month}/{day.year}"

    @cached_property
    def _shared(self) -> list[str]:
        root = self._shared_part
        items = root.findall(f"{_S}si") if root is not None else []
        return ["".join(_said(item)) for item in items]

    @cached_property
    def _forms(self) -> list[str]:
        """For each style "d" if it shows a date, "h" an hour, "dh" both."""
        root = self._styles_part
        if root is None:
            return []
        codes = {
            _whole(one.get("numFmtId")): one.get("formatCode", "")
            for one in root.iter(f"{_S}numFmt")
        }
        used = root.findall(f"{_S}cellXfs/{_S}xf")
        forms = (_whole(style.get("numFmtId")) for style in used)
        return [_form(form, codes.get(form)) for form in forms]


def _form(number: int, code: str | None) -> str:
    if code is None:
        return "d" * (number in _DATES) + "h" * (number in _HOURS or number == 22)
    letters = _QUOTED.sub("", code).lower()
    return "d" * ("d" in letters or "yy" in letters) + "h" * ("h" in letters)


def _clock(number: float) -> str:
    minutes = round(number % 1 * 1440)
    return f"{minutes // 60 % 24}h{minutes % 60:02}"


def _said(item: Element) -> Iterator[str]:
    """The text of a cell, without the readings of Asian letters."""
    for part in item:
        if part.tag == f"{_S}t":
            yield part.text or ""
        elif part.tag != f"{_S}rPh":
            yield from _said(part)


def _column(letters: str) -> int:
    at = 0
    for letter in letters:
        at = at * 26 + ord(letter) - 64
    return at


def _whole(said: str | None, otherwise: int = 0) -> int:
    return int(said) if said and said.isascii() and said.isdigit() else otherwise
