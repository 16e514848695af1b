"""The office's list of days as a .csv: days with kind and source, or what is wrong.

Columns are known by their heads, Vietnamese or English, in any order.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from programme.agency_changes import Wrong
from programme.day_words import DaysMisread, read_kind
from programme.days import CalendarDay
from programme.errors import Fault, Unreadable
from programme.reading.delimited import decoded
from programme.words import bare, tidy

LARGEST = 500_000
_MOST_ROWS = 1_000
_LONGEST = 300
_LONGEST_RUN = 62
_HEADS: Mapping[str, tuple[str, ...]] = {
    "day": ("ngay", "tu ngay", "day", "date", "from"),
    "last": ("den ngay", "to"),
    "kind": ("loai", "noi dung", "kind"),
    "name": ("ly do", "ten", "name"),
    "source": ("can cu", "nguon", "van ban", "source"),
}
_DAYS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")


@dataclass
class DayList:
    days: list[CalendarDay] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)


class _Faulty(Exception):
    """One row's fault, in one sentence."""


def read_day_list(data: bytes) -> DayList:
    """Raises Unreadable where the file is no table at all."""
    if len(data) > LARGEST:
        raise Unreadable(Fault.TOO_LARGE, str(len(data)))
    if not data.strip():
        raise Unreadable(Fault.EMPTY)
    rows = _rows(decoded(data))
    line, heads = _heads(rows)
    if heads is None:
        wanted = "cần một dòng đầu có các cột: Ngày; Loại (và nếu có: Đến ngày; Lý do; "
        return DayList(wrong=[Wrong(1, f"{wanted}Căn cứ).")])
    return _listed([row for row in rows if row[0] > line], heads)


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Each with its line; parted by whichever sign parts most."""
    head = text.lstrip().splitlines()[0]
    sign = max(";,\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    rows: list[tuple[int, list[str]]] = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((reader.line_num, [tidy(cell) for cell in cells]))
            if len(rows) > _MOST_ROWS:
                raise Unreadable(Fault.TOO_LARGE, f"{len(rows)}+")
    except csv.Error as error:
        raise Unreadable(Fault.BROKEN, str(error)) from error
    return rows


def _heads(
    rows: Sequence[tuple[int, list[str]]],
) -> tuple[int, Mapping[str, int] | None]:
    for line, cells in rows[:20]:
        said = [bare(cell) for cell in cells]
        found = {
            name: said.index(head)
            for name, known in _HEADS.items()
            for head in reversed(known)
            if head in said
        }
        if {"day", "kind"} <= found.keys():
            return line, found
    return 0, None


def _listed(rows: Sequence[tuple[int, list[str]]], heads: Mapping[str, int]) -> DayList:
    found = DayList()
    lines: dict[date, int] = {}
    for line, cells in rows:
        said = {
            name: cells[at] if at < len(cells) else "" for name, at in heads.items()
        }
        try:
            of_row = _days(said)
            _refuse_twice(of_row, lines)
        except _Faulty as error:
            found.wrong.append(Wrong(line, str(error)))
            continue
        lines |= {one.day: line for one in of_row}
        found.days += of_row
    if not rows:
        found.wrong.append(Wrong(1, "danh sách không có ngày nào."))
    return found


def _days(said: Mapping[str, str]) -> list[CalendarDay]:
    first = _day(said["day"])
    last = _day(said["last"]) if said.get("last") else first
    if not 0 <= (last - first).days < _LONGEST_RUN:
        raise _Faulty(f"đến ngày {last:%d/%m/%Y} không hợp với ngày {first:%d/%m/%Y}.")
    try:
        kind = read_kind(said["kind"])
    except DaysMisread:
        raise _Faulty(
            f"loại “{said['kind']}”: cần là nghỉ, làm bù, làm sáng hoặc làm chiều."
        ) from None
    return [
        CalendarDay(
            day=first + timedelta(days=number),
            kind=kind,
            name=said.get("name", "")[:_LONGEST],
            source=said.get("source", "")[:_LONGEST],
        )
        for number in range((last - first).days + 1)
    ]


def _day(written: str) -> date:
    for form in _DAYS:
        try:
            found = datetime.strptime(written, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if 2000 <= found.year <= 2100:
            return found
    raise _Faulty(f"ngày “{written}”: cần ghi như 02/01/2027.")


def _refuse_twice(found: Sequence[CalendarDay], lines: Mapping[date, int]) -> None:
    for one in found:
        if one.day in lines:
            raise _Faulty(f"ngày {one.day:%d/%m/%Y} đã có ở dòng {lines[one.day]}.")
