"""The head of a document: its issuer, number, date, title, and stamps."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from programme.errors import Fault, Unreadable
from programme.reading.lines import Line

_STAMPS = frozenset({"mật", "tốimật", "tuyệtmật", "độmật:mật", "độmật:tốimật"}) | {
    "độmật:tuyệtmật"
}
_STAMPED_LINES = 30
_ISSUER = re.compile(r"(?:[ỦU][ỶY]|[UÙÚỦ][ỶY]|ỦY|UỶ) BAN NHÂN DÂN\b.*|UBND .+")
_PLACE = re.compile(r"(?:TỈNH|THÀNH PHỐ|HUYỆN|THỊ XÃ|XÃ|PHƯỜNG|ĐẶC KHU) .+")
_NUMBER = re.compile(r"\bSố\s*:\s*([0-9]+\s*/\s*[A-ZĐ][\w./&-]*)", re.IGNORECASE)
_ISSUED = re.compile(
    r"ngày\s+([0-9]{1,2})\s+tháng\s+([0-9]{1,2})\s+năm\s+([0-9]{4})", re.IGNORECASE
)


@dataclass(frozen=True)
class Head:
    issuer: str | None = None
    number: str | None = None
    issued_on: date | None = None


def refuse_secrets(lines: Sequence[Line]) -> None:
    """A stamp that stands alone near the top: nothing secret comes in."""
    for line in lines[:_STAMPED_LINES]:
        for column in line.columns:
            letters = "".join(column.split()).strip("*[]().-")
            if letters.lower() in _STAMPS and not letters.islower():
                raise Unreadable(Fault.SECRET, column)


def head_of(lines: Sequence[Line]) -> Head:
    columns = [column for line in lines for column in line.columns]
    return Head(
        issuer=_issuer(columns),
        number=_number(columns),
        issued_on=_issued_on(columns),
    )


def _issuer(columns: Sequence[str]) -> str | None:
    for at, column in enumerate(columns):
        if _ISSUER.fullmatch(column) is None:
            continue
        below = next((c for c in columns[at + 1 : at + 3] if _PLACE.fullmatch(c)), None)
        alone = column.endswith("NHÂN DÂN")
        return f"{column} {below}" if alone and below else column
    return None


def _number(columns: Sequence[str]) -> str | None:
    met = next(filter(None, map(_NUMBER.search, columns)), None)
    return "".join(met[1].split()) if met else None


def _issued_on(columns: Sequence[str]) -> date | None:
    for column in columns:
        met = _ISSUED.search(column)
        place = column[: met.start()].rstrip() if met else ""
        if met is not None and place.endswith(",") and _IS_PLACE.match(place):
            try:
                return date(int(met[3]), int(met[2]), int(met[1]))
            except ValueError:
                return None
    return None


#: "Bắc Giang," and no label of a meeting's own hour.
_IS_PLACE = re.compile(r"[^:0-9]{1,40},$")
