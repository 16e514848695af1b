"""The head of a document: its issuer, number, date, title, and stamps."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from programme.errors import Fault, Unreadable
from programme.reading.lines import Line
from programme.reading.sought import Sought
from programme.urgency import is_stamp

_STAMPS = frozenset({"mật", "tốimật", "tuyệtmật", "độmật:mật", "độmật:tốimật"}) | {
    "độmật:tuyệtmật"
}
_STAMPED_LINES = 30
_ISSUER = re.compile(r"(?:[ỦU][ỶY]|[UÙÚỦ][ỶY]|ỦY|UỶ) BAN NHÂN DÂN\b.*|UBND .+")
_PLACE = re.compile(r"(?:TỈNH|THÀNH PHỐ|HUYỆN|THỊ XÃ|XÃ|PHƯỜNG|ĐẶC KHU) .+")
_PERIOD_WORDS = (
    r"\W*(?:\b(?:TUẦN|THÁNG|NĂM)\s+(?:THỨ\s|LỄ\s)?[0-9]|\bQUÝ\s+(?:[0-9]|I)"
    r"|\b(?:TỪ\s+)?NGÀY\b|\bTRONG\b|[(,;:0-9]|$)"
)
#: "LỊCH LÀM VIỆC CỦA LÃNH ĐẠO UBND XÃ YÊN THẾ TUẦN 07": the body with its own name.
_OF_TITLE = re.compile(
    r"\W*(?:LỊCH|CHƯƠNG TRÌNH)\b.*?\b(?:CỦA|LÃNH ĐẠO|THƯỜNG TRỰC|CHỦ TỊCH)\s+"
    r"(?P<issuer>(?:[ỦU][ỶY] BAN NHÂN DÂN|UBND)\s+(?:TỈNH|THÀNH PHỐ|HUYỆN|THỊ XÃ|QUẬN"
    rf"|XÃ|PHƯỜNG|ĐẶC KHU)\s+(?!{_PERIOD_WORDS})[^\W\d_].*?)(?={_PERIOD_WORDS})"
)
_TITLE_COLUMNS = 20
#: "UBND TỈNH LONG AN - CHƯƠNG TRÌNH CÔNG TÁC THÁNG 10/2020" on one line
_TITLE = re.compile(r"\s*[-–:|]*\s*\b(?:CHƯƠNG TRÌNH|LỊCH|THÔNG BÁO|GIẤY MỜI)\b")
_NUMBER = Sought(r"\bSố\s*:\s*([0-9]+\s*/\s*[A-ZĐ][\w./&-]*)", "ố")
_ISSUED = Sought(
    r"ngày\s+([0-9]{1,2})\s+tháng\s+([0-9]{1,2})\s+năm\s+([0-9]{4})", "tháng"
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


def is_urgent(lines: Sequence[Line]) -> bool:
    """The stamp hỏa tốc, alone near the top or beside the letterhead."""
    return any(
        is_stamp(column) for line in lines[:_STAMPED_LINES] for column in line.columns
    )


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
        under = next(filter(_is_department, columns[at + 1 : at + 4]), None)
        if under is not None:  # the body above it is only whom it belongs to
            return under
        below = next((c for c in columns[at + 1 : at + 3] if _PLACE.fullmatch(c)), None)
        alone = column.endswith("NHÂN DÂN")
        return f"{column} {below}" if alone and below else _TITLE.split(column)[0]
    return _issuer_of_title(columns)


def _is_department(column: str) -> bool:
    return column.startswith("SỞ ") and column.isupper() and len(column) < 80


def _issuer_of_title(columns: Sequence[str]) -> str | None:
    """No letterhead: the title may say whose calendar it is."""
    met = next(filter(None, map(_OF_TITLE.match, columns[:_TITLE_COLUMNS])), None)
    said = " ".join(met["issuer"].split()) if met else ""
    return said if said.isupper() else None


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
