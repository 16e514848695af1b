"""An office's own list of agencies: a .csv or .xlsx → rows, and what is wrong in them.

Columns are known by their heads, Vietnamese or English, in any order; the head may
stand below a title. `-` in a cell makes it blank; an empty cell says nothing.
"""

import csv
import io
import warnings
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

from programme.agency import Successor
from programme.agency_changes import Listed, Wrong
from programme.errors import Fault, Unreadable
from programme.naming import key_of
from programme.reading.delimited import decoded
from programme.reading.formats.prescan import open_package
from programme.words import bare, tidy

LARGEST = 2_000_000
_MOST_ROWS = 2_000
_MOST_COLUMNS = 300
_LONGEST_NAME = 200
_LOOKED_FOR_HEAD = 20
_LAST_ROW = 100_000
_BLANK = "-"
_DAMAGED = (
    *(ValueError, TypeError, AttributeError, LookupError, OSError, SyntaxError),
    *(zipfile.BadZipFile, zlib.error, EOFError),
)

#: How each column may be headed; compared without diacritics and signs.
HEADS: Mapping[str, tuple[str, ...]] = {
    "name": ("Tên cơ quan", "Tên chính thức", "Cơ quan", "official_name", "name"),
    "short": ("Tên tắt", "Tên viết tắt", "Viết tắt", "short", "short_name"),
    "aliases": ("Tên khác", "Các tên khác", "Tên gọi khác", "aliases", "alias"),
    "valid_from": ("Từ ngày", "Ngày bắt đầu", "Hiệu lực từ", "valid_from", "from"),
    "valid_to": ("Đến ngày", "Ngày kết thúc", "Hiệu lực đến", "valid_to", "to"),
    "successors": ("Cơ quan kế thừa", "Kế thừa", "successors", "successor"),
    "source": ("Căn cứ", "Nguồn", "Văn bản", "source"),
}
_DAYS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")

Cell = str | date | None


@dataclass
class AgencyList:
    """`unused` are the heads of columns that mean nothing to us."""

    rows: list[Listed] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    unused: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Written:
    line: int
    cells: Sequence[Cell]

    @property
    def is_empty(self) -> bool:
        return not any(_words(cell) for cell in self.cells)


def read_agency_list(data: bytes, *, name: str) -> AgencyList:
    """Raises Unreadable where the file is no table at all."""
    if len(data) > LARGEST:
        raise Unreadable(Fault.TOO_LARGE, str(len(data)))
    if not data.strip():
        raise Unreadable(Fault.EMPTY)
    if PurePath(name).suffix.lower() == ".xlsx" or data.startswith(b"PK\x03\x04"):
        return _listed(_from_xlsx(data))
    return _listed(_from_csv(decoded(data)))


def _from_csv(text: str) -> list[_Written]:
    """By whichever sign parts the heads that we know best."""
    tried = [_parted(text, sign) for sign in (";", ",", "\t")]
    return max(tried, key=lambda rows: len(_head(rows)[1]))


def _parted(text: str, sign: str) -> list[_Written]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    line = 1
    rows: list[_Written] = []
    try:
        for cells in reader:
            rows.append(_Written(line, cells))
            line = reader.line_num + 1
            _refuse_heavy(rows)
    except csv.Error as error:
        raise Unreadable(Fault.BROKEN, str(error)) from error
    return rows


def _from_xlsx(data: bytes) -> list[_Written]:
    """The sheet that was open when it was saved."""
    import openpyxl  # type: ignore[import-untyped] # untyped # noqa: PLC0415 - heavy

    open_package(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what Excel decorates a sheet with
        try:
            book = openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=True
            )
            return _sheet(book.active)
        except _DAMAGED as error:
            raise Unreadable(Fault.BROKEN) from error


def _sheet(sheet: Any) -> list[_Written]:
    rows: list[_Written] = []
    for line, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        row = _Written(line, [_cell(value) for value in cells])
        rows += [] if row.is_empty else [row]
        _refuse_heavy(rows)
        if line > _LAST_ROW:
            break
    return rows


def _refuse_heavy(rows: Sequence[_Written]) -> None:
    if len(rows) > _MOST_ROWS or len(rows[-1].cells if rows else ()) > _MOST_COLUMNS:
        raise Unreadable(Fault.TOO_LARGE, f"{len(rows)}")


def _cell(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date) or value is None:
        return value
    return str(value)


def _words(cell: Cell) -> str:
    return tidy(cell) if isinstance(cell, str) else f"{cell or ''}"


def _head(rows: Sequence[_Written]) -> tuple[int, dict[str, int]]:
    """Where the heads stand, and which column is which; {} where there are none."""
    for at, row in enumerate(rows[:_LOOKED_FOR_HEAD]):
        heads = [_plain(_words(cell)) for cell in row.cells]
        found = {
            meaning: heads.index(head)
            for meaning, named in HEADS.items()
            for head in reversed([_plain(one) for one in named])
            if head in heads
        }
        if "name" in found:
            return at, found
    return 0, {}


def _plain(words: str) -> str:
    return " ".join(bare(words.replace("_", " ")).split()).strip(" .:*")


def _listed(rows: Sequence[_Written]) -> AgencyList:
    at, columns = _head(rows)
    if not columns:
        message = "Không thấy cột “Tên cơ quan” trong những dòng đầu của tệp."
        return AgencyList(wrong=[Wrong(1, message)])
    heads = [_words(cell) for cell in rows[at].cells]
    unused = [h for n, h in enumerate(heads) if h and n not in columns.values()]
    found = AgencyList(unused=tuple(unused))
    for row in rows[at + 1 :]:
        if row.is_empty:
            continue
        reading = _Reading(row, columns, len(heads))
        found.rows += reading.agency()
        found.wrong += reading.wrong
    if not found.rows and not found.wrong:
        found.wrong.append(Wrong(rows[at].line, "Tệp không có cơ quan nào."))
    return found


class _Reading:
    """One row: its agency, or every fault it has."""

    def __init__(self, row: _Written, columns: Mapping[str, int], width: int) -> None:
        self._row = row
        self._columns = columns
        self.wrong: list[Wrong] = []
        if any(_words(cell) for cell in row.cells[width:]):
            self._doubt("có nhiều ô hơn số cột; đề nghị kiểm tra dấu phân cách.")

    def agency(self) -> list[Listed]:
        name = _words(self._cell("name"))
        if not key_of(name):
            self._doubt("thiếu tên cơ quan.")
        listed = Listed(
            line=self._row.line,
            name=name,
            short=self._text("short"),
            aliases=tuple(self._several("aliases")) or None,
            valid_from=self._day("valid_from"),
            valid_to=self._day("valid_to"),
            successors=tuple(map(_successor, self._several("successors"))) or None,
            source=self._text("source"),
            cleared=frozenset(
                meaning
                for meaning in self._columns
                if meaning != "name" and _words(self._cell(meaning)) == _BLANK
            ),
        )
        self._measure(name, listed.short or "", *(listed.aliases or ()))
        return [listed] if key_of(name) else []

    def _cell(self, meaning: str) -> Cell:
        at = self._columns.get(meaning)
        return self._row.cells[at] if at is not None and at < self._width else None

    @property
    def _width(self) -> int:
        return len(self._row.cells)

    def _text(self, meaning: str) -> str | None:
        words = _words(self._cell(meaning))
        return words if words and words != _BLANK else None

    def _several(self, meaning: str) -> list[str]:
        words = (self._text(meaning) or "").replace("|", ";").replace("\n", ";")
        return [tidy(one) for one in words.split(";") if tidy(one)]

    def _day(self, meaning: str) -> date | None:
        cell = self._cell(meaning)
        words = self._text(meaning)
        if words is None or isinstance(cell, date):
            return cell if isinstance(cell, date) else None
        for written in _DAYS:
            try:
                return datetime.strptime(words, written).date()  # noqa: DTZ007 - a day
            except ValueError:
                continue
        self._doubt(f"“{words}” không phải là ngày, ví dụ 01/03/2025.")
        return None

    def _measure(self, *names: str) -> None:
        for name in names:
            if len(name) > _LONGEST_NAME:
                self._doubt(f"tên “{name[:40]}…” quá dài.")

    def _doubt(self, message: str) -> None:
        self.wrong.append(Wrong(self._row.line, message))


def _successor(written: str) -> Successor:
    """ "Sở Nội vụ (lao động, việc làm)": the part it took over in brackets."""
    name, _, scope = written.partition("(")
    return Successor(name=tidy(name), scope=tidy(scope.rstrip(" )")) or None)
