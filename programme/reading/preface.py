"""Preface: what stands above the first entry and is known by its form.

Number and place of issue, formulae that say on what a document rests, the days that
head a calendar. A formula that asks for something says more than a formula.
"""

import re
from collections.abc import Sequence

from programme.reading import tail
from programme.reading.when import WEEKDAY, when_at

_BODY = (
    r"(?:SỞ|BAN|CỤC|CHI CỤC|HỘI|ĐẢNG|TỈNH|THÀNH|HUYỆN|TRUNG TÂM|CÔNG AN|BỘ|UBND|ỦY BAN"
    r"|UỶ BAN|VĂN PHÒNG|PHÒNG)"
)
#: Letterhead: "Số: 07/CTr-UBND", "Bắc Giang, ngày 24 tháng 8 năm 2020", "(Kèm theo …)".
OF_HEAD = (
    re.compile(r"\bSố\s*:\s*(?:[0-9.…]*\s*/\s*[\w./&-]*)?", re.IGNORECASE),
    re.compile(r"(?<!\S)[A-ZĐ][^\W\d_]*(?: [^\W\d_]+){0,4}, ngày[0-9 ./…]*tháng"),
    re.compile(
        r"\((?:ban hành )?kèm theo [^()]{0,160}\)|\(ban hành kèm theo [^()]{0,160}\)",
        re.IGNORECASE,
    ),
    re.compile(r"\btuần\s+(?:thứ\s+)?[0-9]{1,2}\b", re.IGNORECASE),
    re.compile(r"\b(?:phiên|kỳ)?\s*họp\s+(?:thứ|lần thứ)\s+[0-9]+\b", re.IGNORECASE),
)
#: The body's own name on one of the first lines, in capitals.
_LETTERHEAD = re.compile(rf"\W*{_BODY}\b[^0-9]*")
_HEAD_LINES = 4
_FORMULA = re.compile(
    r"\W*(?:căn cứ|thực hiện|theo|xét đề nghị|thừa ủy quyền)\b", re.IGNORECASE
)
_ENDS = re.compile(r"[;:]|[./](?=\s|$)")
#: What makes a formula more than one: somebody is to do something by some day.
_ASKS = re.compile(
    r"\b(?:trước ngày|chậm nhất|hạn cuối|thời hạn|yêu cầu|giao|gửi|nộp|chuẩn bị|mời)\b"
    r"|(?<!theo )(?<!xét )\bđề nghị\b",
    re.IGNORECASE,
)
#: "số 70/CTr-UBND ngày 26/4/2021": another document, named in a closing sentence.
CITED = re.compile(
    r"\bsố\s*[0-9]+/[\w/-]+(?:\s+ngày\s+[0-9]{1,2}/[0-9]{1,2}/[0-9]{4})?", re.IGNORECASE
)
CLOSING = re.compile(
    rf"{tail.CLOSING.pattern}|\W*(?:các )?nội dung khác\b", re.IGNORECASE
)


def formulae(lines: Sequence[str]) -> dict[int, int]:
    """How much of a line says only on what the document rests, or who wrote it."""
    found: dict[int, int] = {}
    held = False
    for at, words in enumerate(lines):
        begins = held or _FORMULA.match(words) is not None
        ends = _ENDS.search(words)
        until = ends.end() if ends else len(words)
        held = begins and ends is None
        if begins and not _ASKS.search(words[:until]):
            found[at] = until
        if at < _HEAD_LINES and words.isupper() and _LETTERHEAD.fullmatch(words):
            found[at] = len(words)
    return found


def days_in(words: str) -> list[tuple[int, int]]:
    """The runs of weekday, day and hour in a line of a calendar."""
    runs = []
    for met in WEEKDAY.finditer(words):
        when = when_at(words, met.start())
        if when is not None:
            runs.append((met.start(), when.end))
    return runs
