"""What comes back: "sáng thứ 6 hằng tuần" → a rule of RFC 5545."""

import re
from dataclasses import dataclass
from datetime import time as clock_time

from programme.document import Session
from programme.reading.when import SESSIONS, SUNDAY, WEEKDAY_WORDS, when_at

_BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ANCHOR = re.compile(r"\b(?:hằng|hàng) (tuần|tháng)\b", re.IGNORECASE)
_WEEKDAY = r"(?:thứ ?(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])(?!\w)|chủ nhật)"
_HOUR = r"[0-9]{1,2} ?(?:h|g|giờ)(?: ?[0-9]{2}(?: ?phút|['’′])?)?(?!\w)"
_DATES = r"ngày [0-9]{1,2}(?:(?:,| và) ?[0-9]{1,2}(?![0-9/]))*(?![0-9/])"
_PIECE = (
    rf"(?:vào|lúc|các|mỗi|buổi|sáng|chiều|tối|{_DATES}|{_WEEKDAY}|{_HOUR}"
    r"|(?:hằng|hàng) (?:tuần|tháng))(?!\w)"
)
_RUN = re.compile(rf"(?<!\w){_PIECE}(?:,? (?:và )?{_PIECE})*", re.IGNORECASE)

_HOUR_BEHIND = re.compile(
    rf",?\s*(?:bắt đầu\s+)?(?:từ|lúc|hồi|vào lúc)\s+{_HOUR}", re.IGNORECASE
)


@dataclass(frozen=True)
class Recurrence:
    """The rule, None where it is not clear; and the words that said so."""

    rrule: str | None
    session: Session | None
    time: clock_time | None
    start: int
    end: int


def recurrence_in(text: str) -> Recurrence | None:
    """The first run of words around "hằng tuần" or "hằng tháng"."""
    for run in _RUN.finditer(text) if _ANCHOR.search(text) else ():
        anchor = _ANCHOR.search(run[0])
        if anchor is not None:
            rule = _rule(run[0].lower(), anchor[1].lower())
            session, hour = _hours(run[0])
            behind = _HOUR_BEHIND.match(text, run.end()) if hour is None else None
            end = behind.end() if behind else run.end()
            hour = _hours(behind[0])[1] if behind else hour
            return Recurrence(rule, session, hour, run.start(), end)
    return None


def _rule(words: str, unit: str) -> str | None:
    if unit == "tuần":
        named = [_weekday(word) for word in re.findall(_WEEKDAY, words)]
        by_day = ",".join(_BYDAY[day] for day in sorted(set(named)))
        return f"FREQ=WEEKLY;BYDAY={by_day}" if named else None
    days = {int(n) for met in re.findall(_DATES, words) for n in _numbers(met)}
    if not days or min(days) < 1 or max(days) > 31:
        return None
    return f"FREQ=MONTHLY;BYMONTHDAY={','.join(map(str, sorted(days)))}"


def _weekday(word: str) -> int:
    return WEEKDAY_WORDS.get(word.removeprefix("thứ").strip(), SUNDAY)


def _numbers(words: str) -> list[str]:
    return re.findall(r"[0-9]+", words)


def _hours(words: str) -> tuple[Session | None, clock_time | None]:
    half = re.search(r"\b(sáng|chiều|tối)\b", words, re.IGNORECASE)
    hour = re.search(_HOUR, words, re.IGNORECASE)
    met = when_at(hour[0]) if hour else None
    session = SESSIONS[half[1].lower()] if half else None
    return session, met.times[0] if met and met.times else None


def without(text: str, met: Recurrence) -> str:
    """The text without the words of recurrence, its punctuation in place."""
    before, behind = text[: met.start].rstrip(), text[met.end :].lstrip()
    if before and (not behind or behind[0] in ",;.:"):
        return f"{before.rstrip(',')}{behind}"
    return f"{before} {behind}".lstrip(" ,;:")
