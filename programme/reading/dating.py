"""Dating: which of the dates in an entry are its own, and whether they can be.

A date at the head, or at the end behind a colon, is the meeting's. A date inside a
title, or behind the number of a document, never is.
"""

import re
from dataclasses import dataclass
from datetime import date

from programme.reading.desk import Desk
from programme.reading.fields import Label, fields_of
from programme.reading.when import SAY_WEEKDAY, When, after, may_say_day, when_at

_TAIL = 160
_MAY_BEGIN = re.compile(
    r"(?P<sep>[:,;(–-])?\s*(?P<tentative>\bdự kiến:?\s*(?:(?:tổ chức|họp)\s+)?)?"
    r"\b(?P<word>vào|lúc|hồi|từ|ngày|sáng|chiều|tối|buổi|thứ|chủ nhật"
    r"|[0-9]{1,2} ?(?:h|g|giờ|/|[-–] ?[0-9]{1,2} ?/))",
    re.IGNORECASE,
)
#: What makes a date behind it a document's or an anniversary's.
_CITED = re.compile(
    r"\b(?:số|quyết định|nghị quyết|nghị định|luật|thông tư|chỉ thị|kế hoạch|công văn"
    r"|văn bản|thông báo|kết luận|kỷ niệm|tờ trình|báo cáo|trước|sau|đến|năm)\b",
    re.IGNORECASE,
)
_EXPECTED = re.compile(r"dự kiến:?\s*", re.IGNORECASE)
_ASIDE = re.compile(
    r"\((?:(?P<expected>dự kiến)|0?[0-9] ngày)\)\s*[:.,-]\s*", re.IGNORECASE
)
_IN_SENTENCE = re.compile(
    r"[.;:]?\s+(?:(?:phiên họp|cuộc họp|hội nghị|kỳ họp)\s+)?(?:dự kiến\s+)?"
    r"(?:(?:được\s+)?(?:tổ chức|diễn ra)\s+(?:dự kiến\s+)?(?:vào\s+)?"
    r"|(?:ngày|thời gian)\s+(?:họp|tổ chức)(?:\s+dự kiến)?\s*:\s*)"
    r"(?=ngày|lúc|hồi|sáng|chiều|thứ|từ|[0-9])",
    re.IGNORECASE,
)
_HOUR_ASIDE = re.compile(
    r"\s*\((?P<said>(?:lúc |từ |vào )?[0-9]{1,2}\s?(?:h|g|giờ|:)[^()]{0,120})\)"
    r"[\s.;]*$",
    re.IGNORECASE,
)
_SITS = re.compile(
    r"\b(?:phiên họp|cuộc họp|hội nghị|kỳ họp)(?!\s+(?:hđnd|hội đồng|quốc hội))\b",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"[\s,;(]*(?:(?:dự kiến\s+)?(?:tổ chức|diễn ra)\s*|dự kiến\s+họp\s*)?(?:vào\s*)?$",
    re.IGNORECASE,
)
_REST = re.compile(r"[\s.;,:)/]*")
_GOES_ON = re.compile(r"[\s,;.:)]*(?:(?:địa điểm|điểm|tại)\b|\()", re.IGNORECASE)
_PLACE = re.compile(r"tại\s+", re.IGNORECASE)
_MEETS = re.compile(
    r"(?:dự |tổ chức |chủ trì )?(?:hội nghị|họp|phiên|giao ban|tiếp|lễ|làm việc|gặp mặt"
    r"|đối thoại|kỳ họp|hội thảo|khai mạc|bế mạc|đại hội)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Dated:
    """The text without its date."""

    text: str
    when: When
    tentative: bool = False  # dự kiến


def dated_at_head(text: str) -> Dated | None:
    expected = _EXPECTED.match(text)
    when = when_at(text, expected.end() if expected else 0)
    if when is None or not when.days:
        return None
    rest = after(text, when)
    aside = _ASIDE.match(rest)
    rest = rest[aside.end() :] if aside else rest
    tentative = expected is not None or bool(aside and aside["expected"])
    return Dated(rest, when, tentative=tentative)


def dated_at_end(text: str) -> Dated | None:
    """ "Hội nghị UBND tỉnh thường kỳ: Ngày 21/7/2020"; a place may follow."""
    begin = max(0, len(text) - _TAIL)
    if not may_say_day(text, begin):
        return None
    for met in _MAY_BEGIN.finditer(text, begin):
        start = met.start("word")
        when = when_at(text, start)
        if when is None or not when.days or not _ends(text, when):
            continue
        tentative = met["tentative"] is not None
        if met["sep"] or tentative or _plainly_its_own(text, met):
            rest = _around(text[: met.start()], text[when.end :])
            return Dated(rest, when, tentative=tentative)
    return None


def dated_heading(text: str) -> Dated | None:
    """Above numbered matters: "Nội dung phiên họp UBND tỉnh ngày 27/8/2025"."""
    if not may_say_day(text, 0):
        return None
    for met in _MAY_BEGIN.finditer(text):
        before = text[: met.start("word")]
        when = when_at(text, met.start("word"))
        if when is None or not when.days or not _ends(text, when):
            continue
        if _SITS.search(before) and not _CITED.search(before[-40:]):
            rest = _HELD.sub("", before.rstrip(" ,;:"))
            return Dated(_around(rest, text[when.end :]), when)
    return None


def dated_in_sentence(text: str) -> Dated | None:
    """Below its heading: "Tổ chức ngày 30/01", "Ngày họp: 18/12/2025, 8 giờ"."""
    for met in _IN_SENTENCE.finditer(text, 0, 600):
        when = when_at(text, met.end())
        before = text[: met.start()].strip()
        if when is None or not when.days or not before or not _ends(text, when):
            continue
        rest = _around(before, text[when.end :])
        return Dated(rest, when, tentative="dự kiến" in met[0].lower())
    return None


def hour_aside(text: str) -> tuple[str, When | None]:
    """ "… (8 giờ, tại Hội trường)" at the end: the hour, and the place labelled."""
    met = _HOUR_ASIDE.search(text)
    when = when_at(met["said"]) if met else None
    if met is None or when is None or when.days or not when.times:
        return text, None
    rest = met["said"][when.end :].lstrip(" ,;:")
    if rest and not _PLACE.match(rest):
        return text, None
    return _around(text[: met.start()], rest), when


def own_date(text: str) -> Dated | None:
    """The date of the entry itself, wherever it is plainly said."""
    labelled = fields_of(text).said.get(Label.WHEN)
    if labelled is not None:
        when = when_at(labelled)
        return Dated(text, when) if when and when.days else None
    return dated_at_head(text) or dated_at_end(text)


def _around(before: str, behind: str) -> str:
    if before.count("(") > before.count(")"):  # the day stood inside it
        before = f"{before.rstrip(' ,;(')})"
    rest = behind.lstrip(" ,;:).")
    place = _PLACE.match(rest)
    if place is not None:
        rest = f"Địa điểm: {rest[place.end() :]}"
    joint = " " if rest.startswith("(") else ". "
    return f"{before.rstrip()}{joint}{rest}" if rest else before.rstrip()


def _ends(text: str, when: When) -> bool:
    rest = _REST.match(text, when.end)
    at_end = rest is not None and rest.end() == len(text)
    return at_end or _GOES_ON.match(text, when.end) is not None


def _plainly_its_own(text: str, met: re.Match[str]) -> bool:
    """Without a colon, only what is a meeting by its first word has a date."""
    if _MEETS.match(text) is None:
        return False
    if met["word"].lower() in {"vào", "lúc", "hồi"} or met["word"][0] == "N":
        return True
    return _CITED.search(text[max(0, met.start() - 80) : met.start()]) is None


def begins_as_meeting(text: str) -> bool:
    return _MEETS.match(text) is not None


@dataclass(frozen=True)
class Span:
    starts_on: date
    ends_on: date | None


def span_of(when: When, line: int, text: str, desk: Desk) -> Span | None:
    """The civil days, doubted where they cannot be or do not agree."""
    days = [day.in_period(desk.period) for day in when.days]
    known = [day for day in days if day is not None]
    if len(known) < len(days):
        desk.doubts.add("impossible-date", line, text)
    if when.faulty or len(when.times) > 2:
        desk.doubts.add("impossible-time", line, text)
    if not known:
        return None
    first, last = known[0], known[-1]
    _doubt_days(first, when, line, text, desk)
    joined = when.ranged or (last - first).days == 1
    if last == first:
        return Span(first, None)
    if len(known) > 2 or not joined or last < first:
        desk.doubts.add("several-days", line, text)
        return Span(first, None)
    return Span(first, last)


def _doubt_days(first: date, when: When, line: int, text: str, desk: Desk) -> None:
    said = f"{first:%d/%m/%Y}"
    _doubt_lunar(first, when, line, text, desk)
    if not desk.first <= first <= desk.last:
        period = _said(desk)
        desk.doubts.add("date-outside-period", line, text, day=said, period=period)
    if when.weekdays and first.weekday() != when.weekdays[0]:
        weekday = SAY_WEEKDAY[first.weekday()]
        desk.doubts.add("weekday", line, text, day=said, weekday=weekday)


def _doubt_lunar(first: date, when: When, line: int, text: str, desk: Desk) -> None:
    """A lunar day alone is worked out; beside a civil day it is compared."""
    if when.days[0].lunar:
        words = f"{when.days[0].day}/{when.days[0].month}"
        desk.doubts.add("lunar-only", line, text, lunar=words, day=f"{first:%d/%m/%Y}")
    elif when.lunar is not None:
        day = when.lunar.in_period(desk.period)
        if day != first:
            words = f"{when.lunar.day}/{when.lunar.month}"
            desk.doubts.add("lunar", line, text, lunar=words, day=_shown(day))


def _said(desk: Desk) -> str:
    if desk.first.day == 1 and desk.first.month == desk.last.month:
        return f"{desk.first:%m/%Y}"
    return f"{desk.first:%d/%m}–{desk.last:%d/%m/%Y}"


def _shown(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "không có"
