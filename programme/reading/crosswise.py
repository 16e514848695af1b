"""Calendars laid crosswise: a column for each day, or one for each official.

They are turned into the plain form, a row for each thing that happens, so that one
reader serves all calendars.
"""

import re
from collections.abc import Iterator, Sequence

from programme.reading.columns import Column, Head, column_of
from programme.reading.lines import Row
from programme.reading.when import SESSIONS, WEEKDAY

_PERSON = re.compile(
    r"\W*(?:(?:các )?(?:đồng chí|đ/c)|ông|bà|chủ tịch|phó chủ tịch|bí thư|phó bí thư"
    r"|thường trực|giám đốc|phó giám đốc|chánh|phó chánh|lãnh đạo"
    r"|(?:P?CT|PCTTT|P?CVP|LĐVP|P?GĐ|P?BT|TT)(?![a-zà-ỹ]))",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?:ngày\s+)?[0-9]{1,2}\s?/\s?[0-9]{1,2}(?:/[0-9]{4})?", re.IGNORECASE
)
_HALF = re.compile(r"(?:buổi\s+)?(sáng|chiều|tối|s|c|t)\W*", re.IGNORECASE)
_HALVES = {"s": "Sáng", "c": "Chiều", "t": "Tối"}
_PARTS = re.compile(
    r"(?:^|(?<=[;.\n]))\s*(?P<half>(?-i:[SCT])|sáng|chiều|tối)\s*:\s*", re.IGNORECASE
)
_CLOCK = re.compile(r"\W*[0-9]{1,2}\s?(?:h|g|giờ|:[0-9]{2})", re.IGNORECASE)
_COLUMNS = (Column.DAY, Column.WHEN, Column.CHAIR, Column.CONTENT)


def upright(rows: Sequence[Row]) -> tuple[Head, list[Row]] | None:
    """Head and rows as of a plain calendar; None where the table is no such thing."""
    for at, row in enumerate(rows[:4]):
        days = [n for n, cell in enumerate(row.cells) if is_day(cell)]
        if len(days) > 1 and days[0] > 0:
            return _head(), list(_by_days(row, days, rows[at + 1 :]))
        chairs = [n for n, cell in enumerate(row.cells) if _PERSON.match(cell)]
        first = column_of(row.cells[0]) if row.cells else None
        beside = {
            column_of(cell) for n, cell in enumerate(row.cells) if n not in chairs
        }
        plain = beside <= {Column.DAY, Column.WHEN, Column.NUMBER}
        if len(chairs) > 1 and first is Column.DAY and plain:
            return _head(), list(_by_chairs(row, chairs, rows[at + 1 :]))
    return None


def is_day(cell: str) -> bool:
    words = " ".join(cell.split())
    return len(words) < 40 and (WEEKDAY.match(words) or _DATE.match(words)) is not None


def _head() -> Head:
    return Head(_COLUMNS, ("Ngày", "Buổi", "Chủ trì", "Nội dung"))


def _by_days(head: Row, days: Sequence[int], below: Sequence[Row]) -> Iterator[Row]:
    """Day by day: what stands beside its cell is whose, or which half of the day."""
    for at in days:
        day = " ".join(head.cells[at].split())
        for row in below:
            said = row.cells[at]
            if not said.strip(" -–") or is_day(row.cells[0]):
                continue
            half, chair = _beside([c for n, c in enumerate(row.cells) if n < days[0]])
            for part, words in _halves(said):
                yield Row(row.number, (day, part or half, chair, words))


def _by_chairs(head: Row, chairs: Sequence[int], below: Sequence[Row]) -> Iterator[Row]:
    """Half by half, each official's own in turn."""
    day = ""
    for row in below:
        day = " ".join(row.cells[0].split()) or day
        half = next((_half_of(cell) for cell in row.cells[1 : chairs[0]]), "")
        for at in chairs:
            if row.cells[at].strip(" -–"):
                chair = " ".join(head.cells[at].split())
                for part, words in _halves(row.cells[at]):
                    yield Row(row.number, (day, part or half, chair, words))


def _beside(cells: Sequence[str]) -> tuple[str, str]:
    """The half of the day or the hour, and the official."""
    half = chair = ""
    for cell in dict.fromkeys(" ".join(one.split()) for one in cells):
        if _HALF.fullmatch(cell) or _CLOCK.match(cell):
            half = _half_of(cell)
        elif cell and not cell.isdecimal():
            chair = cell
    return half, chair


def _halves(said: str) -> Iterator[tuple[str, str]]:
    """ "S: Giao ban; C: Đi cơ sở" is two things, each in its half of the day."""
    met = list(_PARTS.finditer(said))
    if not met:
        yield "", said
        return
    if said[: met[0].start()].strip():
        yield "", said[: met[0].start()]
    ends = [one.start() for one in met[1:]] + [len(said)]
    for one, end in zip(met, ends, strict=True):
        yield _half_of(one["half"]), said[one.end() : end].strip(" ;\n")


def _half_of(cell: str) -> str:
    words = " ".join(cell.split())
    met = _HALF.fullmatch(words)
    if met is None:
        return words
    half = met[1].lower()
    return half.capitalize() if half in SESSIONS else _HALVES[half]
