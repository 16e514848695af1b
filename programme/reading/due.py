"""Due days that the document prints beside an item: "(trước ngày 10/7)"."""

import re
from dataclasses import dataclass
from datetime import date

from programme.agencies import Registry
from programme.periods import last_of_month
from programme.reading.clauses import clauses
from programme.reading.desk import Desk
from programme.reading.sought import Sought
from programme.reading.when import Day, when_at

_VERB = r"(?:trình|gửi|nộp|hoàn thành|xong|báo cáo|chậm nhất|thời hạn|hạn)"
_BEFORE = Sought(
    rf"(?P<verb>{_VERB}(?: {_VERB})?)?\s*:?\s*"
    r"\b(?:trước|chậm nhất|chậm nhất là|xong trong|thời hạn:?"
    r"|hạn(?: chót| cuối| cuối cùng)?:?)(?: là| vào)?"
    r"\s(?=(?:ngày )?[0-9])",
    *("trước", "chậm nhất", "xong trong", "hạn"),
)
#: "(Sở A, trình ngày 10/6)": behind a stop, or it is the day of a document.
_ON = Sought(
    r"(?<=[,;(–-])\s*(?:trình|gửi|nộp|hoàn thành|xong|báo cáo)(?: xong)?"
    r"(?: vào| trong)?\s(?=(?:ngày )?[0-9]{1,2}\s?[/.-])",
    *("trình", "gử", "nộp", "hoàn", "xong", "báo"),
)
#: "Thời gian trình UBND tỉnh: trước ngày 15/5", a line of its own below the matter.
_LABELLED = Sought(
    r"(?:^|(?<=[.;,:)]))[\s*+•–-]*\b(?:thời gian|thời hạn|hạn|tiến độ)"
    r"(?:\s+(?:trình|gửi|nộp|hoàn thành|chuẩn bị|báo cáo|thực hiện|xong)"
    r"[^:.;()]{0,50})?"
    r"\s*:\s*(?P<words>[^.;()]{1,60}?)\s*(?=[.;]\s|[.;]?$|[.;]?\s*[-*+•]\s)",
    ":",
)
#: Which week, or which part of a month: somebody has to say the day.
_NO_DAY = Sought(
    r"(?<=[(),;–-])\s*(?P<words>(?:\w+ ){0,3}?"
    r"(?:tuần\s+(?:thứ\s+)?(?:[1-5]|nhất|hai|ba|tư|cuối|đầu)|(?:đầu|giữa|cuối) tháng"
    r"|(?:thượng|trung|hạ) tuần)(?:\s+(?:của\s+)?tháng\s+[0-9]{1,2}(?:/[0-9]{4})?"
    r"|\s+tháng)?)\s*(?=[),;.]|$)",
    *("tuần", "tháng"),
)
_BESIDE = re.compile(
    r"(?:(?P<inside>[,;])\s*|\s\()(?:ngày )?"
    r"(?P<day>[0-9]{1,2}\s?/\s?[0-9]{1,2}(?:\s?/\s?[0-9]{4})?)\s*\)[\s.;]*$",
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_MONTH = (
    r"(?:tháng\s+(?P<month>1[0-2]|0?[1-9])|quý\s+(?P<quarter>IV|I{1,3}|[1-4]))"
    r"(?:\s*(?:/|năm)\s*(?P<year>[0-9]{4}))?(?![0-9/])"
)
#: "(trình trong tháng 8)": in a bracket or behind a verb, never in a title.
_IN_MONTH = Sought(
    rf"(?:(?<=[(,;])|(?<=[.]\s))\s*(?:{_VERB}\s+)*(?:trong|vào)?\s*"
    rf"(?P<words>{_MONTH})\s*(?=[),;.]|$)",
    *("tháng", "quý"),
)
_HEADING = re.compile(rf"\W*(?:trong |các nội dung )?{_MONTH}\W*", re.IGNORECASE)
_CELL_MONTH = re.compile(
    rf"\W*(?:{_VERB}\s+|trước\s+|trong\s+|hết\s+)*(?:{_MONTH}|(?P<bare>1[0-2]|0?[1-9])"
    r"(?:/(?P<of>[0-9]{4}))?)\W*",
    re.IGNORECASE,
)
_CELL_LEAD = re.compile(
    rf"(?:{_VERB}\s*:?\s*|trước\s+|là\s+|vào\s+|dự kiến:?\s+|đến\s+|hết\s+)*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Deadline:
    """`day` is None where the words are there but what they mean is not plain."""

    day: Day | None
    rest: str
    #: The last day of a month, where only the month is named.
    month: date | None = None


def deadline_in(text: str, desk: Desk) -> Deadline | None:
    """The printed due day and the text without it."""
    for met in reversed(list(_BEFORE.finditer(text))):
        when = when_at(text, met.end())
        if when is None or not when.days:
            continue
        place = _place(text, met.start(), when.end)
        apart = text[: met.start()].rstrip().endswith((")", "-", "–", ",", ";"))
        if place is None or (place == "end" and not (met["verb"] or apart)):
            continue
        if len(when.days) > 1:
            return Deadline(None, text)
        return Deadline(when.days[0], _without(text, met.start(), when.end))
    on = _on_day(text) or due_beside(text, desk.registry)
    return on or _labelled(text, desk) or _month_in(text, desk) or _no_day(text)


def due_beside(text: str, registry: Registry) -> Deadline | None:
    """A day alone beside who prepares: "(Sở A; 15/5)", "- Sở A (15/5)"."""
    ends = text.rstrip(" .;")
    met = _BESIDE.search(text) if ends[-1:] == ")" and ends[-2:-1].isdigit() else None
    when = when_at(text, met.start("day")) if met else None
    if met is None or when is None or len(when.days) != 1:
        return None
    closed = ")" if met["inside"] else ""
    rest = f"{text[: met.start()].rstrip()}{closed}"
    return Deadline(when.days[0], rest) if clauses(rest, registry) else None


def _on_day(text: str) -> Deadline | None:
    for met in _ON.finditer(text):
        when = when_at(text, met.end())
        if when is None or len(when.days) != 1:
            continue
        if _place(text, met.start(), when.end) is not None:
            return Deadline(when.days[0], _without(text, met.start(), when.end))
    return None


def _labelled(text: str, desk: Desk) -> Deadline | None:
    """Below a matter, never at its head: there it is when something happens."""
    for met in _LABELLED.finditer(text):
        if not met.start():
            continue
        rest = f"{text[: met.start()]} {text[met.end() :]}".strip()
        month = _CELL_MONTH.fullmatch(met["words"])
        if month is not None:
            last = None if month["bare"] else month_end(month, desk)
            return Deadline(None, rest, last)
        lead = _CELL_LEAD.match(met["words"])
        when = when_at(met["words"], lead.end() if lead else 0)
        days = when.days if when else ()
        return Deadline(days[0] if len(days) == 1 else None, rest)
    return None


def _no_day(text: str) -> Deadline | None:
    for met in _NO_DAY.finditer(text):
        if _place(text, met.start("words"), met.end()) is not None:
            return Deadline(None, _without(text, met.start("words"), met.end()))
    return None


def _month_in(text: str, desk: Desk) -> Deadline | None:
    for met in _IN_MONTH.finditer(text):
        said = met[0].lower()
        place = _place(text, met.start(), met.end())
        beside = place == "bracket" and text[met.start() - 1] in ",;"
        if place is None or not (beside or re.search(rf"{_VERB}|trong", said)):
            continue
        month = month_end(met, desk)
        return Deadline(None, _without(text, met.start(), met.end()), month)
    return None


def month_end(met: re.Match[str], desk: Desk) -> date | None:
    """The last day of the month or the quarter that the words name."""
    year = int(met["year"]) if met["year"] else desk.first.year
    if met["quarter"]:
        quarter = met["quarter"].lower()
        return last_of_month(year, 3 * (_QUARTERS.get(quarter) or int(quarter)))
    return last_of_month(year, int(met["month"])) if met["month"] else None


def month_named(heading: str, desk: Desk) -> date | None:
    """ "Tháng 7", "THÁNG 7/2020:" as a heading of its own."""
    met = _HEADING.fullmatch(heading)
    return month_end(met, desk) if met else None


def due_in_cell(words: str, line: int, text: str, desk: Desk) -> date | None:
    """The due day in a column of its own."""
    said = " ".join(words.split())
    month = _CELL_MONTH.fullmatch(said)
    if month is not None:
        return _due_month(month, line, f"{text} | {said}", desk)
    lead = _CELL_LEAD.match(said)
    when = when_at(said, lead.end() if lead else 0)
    days = when.days if when else ()
    known = days[0].in_period(desk.period) if len(days) == 1 else None
    if known is None or (when and said[when.end :].strip(" .;,)")):
        desk.doubts.add("due-unclear", line, f"{text} | {said}")
    return known


def _due_month(met: re.Match[str], line: int, text: str, desk: Desk) -> date | None:
    if met["bare"]:
        of = int(met["of"]) if met["of"] else desk.first.year
        last: date | None = last_of_month(of, int(met["bare"]))
    else:
        last = month_end(met, desk)
    return due_by_month(last, line, text, desk)


def due_by_month(last: date | None, line: int, text: str, desk: Desk) -> date | None:
    """Only the month is known: its last day, doubted; a month's own is no news."""
    if last is None or last == desk.last:
        return (
            None if last is None or desk.is_month else _doubted(last, line, text, desk)
        )
    return _doubted(last, line, text, desk)


def _doubted(last: date, line: int, text: str, desk: Desk) -> date:
    desk.doubts.add("month-only", line, text, day=f"{last:%d/%m/%Y}")
    return last


def _place(text: str, start: int, end: int) -> str | None:
    """Inside a bracket or at the very end; elsewhere it belongs to the title."""
    opened = text.rfind("(", 0, start)
    closed = text.rfind(")", 0, start)
    if opened > closed:
        return "bracket"
    return "end" if not text[end:].strip(" .;,/)") else None


def _without(text: str, start: int, end: int) -> str:
    before = text[:start].rstrip(" ,;-–")
    behind = text[end:].lstrip()
    if before.endswith("(") and behind.startswith(")"):
        return f"{before[:-1].rstrip()} {behind[1:].lstrip()}".strip()
    if before.endswith("("):
        return f"{before}{behind.lstrip(' ,;-–')}"
    return f"{before}{behind}" if behind[:1] in ");.," else f"{before} {behind}".strip()
