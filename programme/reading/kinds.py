"""Kinds: what sort of document it is, and its period, by its title.

Only lines above the first numbered one are a title; a matter may speak of any
programme it likes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from programme.periods import week_of
from programme.reading.lines import Line
from programme.reading.when import WEEKDAY, when_at


class Kind(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    WEEK = "week"
    AGENDA = "agenda"
    INVITATION = "invitation"
    CHANGE = "change"


_TITLE_LINES = 40
_PLAN = r"(?:chương trình|lịch|kế hoạch)"
_WORKS = r"(?:công tác|làm việc|hoạt động|trọng tâm)"
_MONTH = re.compile(
    r"(?<!\d )\btháng\s+([0-9]{1,2})\s*(?:năm\s+|[/-]\s*)([0-9]{4})\b", re.IGNORECASE
)
_QUARTER = re.compile(
    r"\bquý\s+(IV|I{1,3}|[1-4])\s*(?:năm\s+|[/-]\s*)([0-9]{4})\b", re.IGNORECASE
)
_YEAR = re.compile(r"\bnăm\s+([0-9]{4})\b", re.IGNORECASE)
_WEEK = re.compile(
    r"\btuần\s+(?:thứ\s+|lễ\s+)?([0-9]{1,2})(?:\s*(?:,|năm|/|-|\()\s*(?:năm\s+)?([0-9]{4}))?",
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    r"\btừ\b.{0,30}?(?=\b(?:ngày|thứ|[0-9]{1,2}[/.-]))", re.IGNORECASE
)
_IS_PLAN = re.compile(rf"\b{_PLAN}\b", re.IGNORECASE)
_IS_WEEKLY = re.compile(rf"\b{_PLAN}\b.*\btuần\b|^\W*lịch {_WORKS}", re.IGNORECASE)
_IS_INVITATION = re.compile(r"\W*giấy mời\b(?! riêng)|\W*thư mời\b", re.IGNORECASE)
_IS_AGENDA = re.compile(
    r"\W*(?:chương trình|nội dung|kịch bản|chương trình và nội dung)\s+(?:các\s+"
    r"|buổi\s+)?"
    r"(?:chi tiết\s+)?(?:họp|phiên|hội nghị|cuộc họp|kỳ họp|giao ban|buổi họp|làm việc"
    r"(?! (?:tuần|tháng|quý|năm|của|từ)))\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\b(?:thông báo|v/v|về việc|công văn)\b", re.IGNORECASE)
_CHANGES = re.compile(
    r"\b(?:hoãn|tạm hoãn|dời|chuyển|lùi|điều chỉnh|bổ sung|thay đổi|rút)\b"
    r".{0,80}?\b(?:chương trình|lịch|phiên họp|hội nghị|cuộc họp|kỳ họp|nội dung"
    r"|thời gian"
    r"|ngày|giao ban|buổi họp|họp)\b",
    re.IGNORECASE,
)
_MARKED = re.compile(r"(?!V/v\b|Đ/c\b)(?:[0-9]{1,2}|[IVX]+|[A-EĐ])\s?[.)/]\s?\S")
_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4}


@dataclass(frozen=True)
class Found:
    """The period is None where the title does not say it."""

    kind: Kind
    period: str | None


def kind_of(
    lines: Sequence[Line], issued_on: date | None, *, calendar: bool = False
) -> Found:
    """`calendar`: there is a table with a column of days."""
    titles = _titles(lines)
    whole = " ".join(titles)
    kind = _kind(titles, lines, calendar=calendar and not month_said(whole))
    if kind is Kind.WEEK:
        return Found(kind, _week(titles, lines, issued_on))
    at = next((n for n, title in enumerate(titles) if _IS_PLAN.search(title)), None)
    said = " ".join(titles[at : at + 3]) if at is not None else ""
    if kind is not None:
        return Found(kind, month_said(said) or month_said(whole))
    alone = _by_span(titles[at]) if at is not None else None
    return alone if alone and alone.period else _by_span(said)


def _titles(lines: Sequence[Line]) -> list[str]:
    found: list[str] = []
    for line in lines[:_TITLE_LINES]:
        if _MARKED.match(line.words) and found:
            break
        found += line.columns
    return found


def _kind(
    titles: Sequence[str], lines: Sequence[Line], *, calendar: bool
) -> Kind | None:
    for at, title in enumerate(titles):
        near = " ".join(titles[at : at + 4])
        if _IS_INVITATION.match(title) and (title.isupper() or len(title) < 40):
            return Kind.INVITATION
        if _ABOUT.match(title.lstrip(" *-(")) and _CHANGES.search(near):
            return Kind.CHANGE
        weekly = _is_title(title) and _IS_WEEKLY.search(near)
        if weekly and (calendar or _is_week(titles, lines)):
            return Kind.WEEK
        if _is_title(title) and _IS_AGENDA.match(near) and not _MONTH_PLAN.search(near):
            return Kind.AGENDA
    return Kind.WEEK if calendar or days_named(lines) > 1 else None


_MONTH_PLAN = re.compile(
    r"\b(?:công tác|trọng tâm) (?:tháng|quý|năm|tuần)\b", re.IGNORECASE
)


def _is_title(words: str) -> bool:
    return words.isupper() or words[:1].isupper()


def _is_week(titles: Sequence[str], lines: Sequence[Line]) -> bool:
    whole = " ".join(titles)
    said = _WEEK.search(whole) or re.search(r"\btuần\b", whole, re.IGNORECASE)
    return said is not None or days_named(lines) > 0


def days_named(lines: Sequence[Line]) -> int:
    """How many lines are headed by a weekday."""
    return sum(WEEKDAY.match(line.words.lstrip(" *-+•")) is not None for line in lines)


def month_said(words: str) -> str | None:
    met = _MONTH.search(words)
    good = met is not None and 1 <= int(met[1]) <= 12
    return f"{met[2]}-{int(met[1]):02}" if met and good else None


def _by_span(said: str) -> Found:
    """A programme for a month, a quarter or a year."""
    month = month_said(said)
    if month is not None or not said:
        return Found(Kind.MONTH, month)
    quarter = _QUARTER.search(said)
    if quarter is not None:
        n = _QUARTERS.get(quarter[1].upper()) or int(quarter[1])
        return Found(Kind.QUARTER, f"{quarter[2]}-Q{n}")
    year = _YEAR.search(said)
    if year is not None and not re.search(r"\btháng\s+[0-9]", said, re.IGNORECASE):
        return Found(Kind.YEAR, year[1])
    return Found(Kind.MONTH, None)


def _week(
    titles: Sequence[str], lines: Sequence[Line], issued_on: date | None
) -> str | None:
    """By the first full date of the title, or its number; else by the days listed."""
    whole = " ".join(titles)
    year = _year_said(whole) or (issued_on.year if issued_on else None)
    for met in _FROM_TO.finditer(whole):
        day = _first_day(whole, met.end(), year)
        if day is not None:
            return week_of(day)
    number = _WEEK.search(whole)
    if number is not None and year is not None and 1 <= int(number[1]) <= 53:
        return f"{year:04}-W{int(number[1]):02}"
    return _of_days(lines, year)


def _of_days(lines: Sequence[Line], year: int | None) -> str | None:
    for line in lines:
        words = line.words.lstrip(" *-+•")
        day = _first_day(words, 0, year) if WEEKDAY.match(words) else None
        if day is not None:
            return week_of(day)
    return None


def _first_day(text: str, at: int, year: int | None) -> date | None:
    """The first day of "từ ngày 26/01 - 01/02/2026", its year from the last."""
    when = when_at(text, at)
    days = when.days if when else ()
    if not days or days[0].month is None:
        return None
    first, last = days[0], days[-1]
    written = first.year or last.year or year
    if written is None:
        return None
    crosses = (
        first.year is None and last.month is not None and last.month < days[0].month
    )
    try:
        return date(
            written - (1 if crosses and last.year else 0), days[0].month, first.day
        )
    except ValueError:
        return None


def _year_said(whole: str) -> int | None:
    met = re.search(r"(?:năm\s+|[/.-])(20[0-9]{2})\b", whole, re.IGNORECASE)
    return int(met[1]) if met else None
