"""Where a weekly calendar stands: its day, its half, whom a paragraph is about."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from datetime import time as clock_time

from programme.document import Session
from programme.reading.capitals import UPPER
from programme.reading.dating import span_of
from programme.reading.desk import Desk
from programme.reading.events import (
    CLOCK,
    LONGEST,
    PERSON,
    Event,
    Told,
    chair_of,
    events_of,
    name_of,
)
from programme.reading.lines import Line
from programme.reading.when import SESSIONS, WEEKDAY, When, after, when_at

BULLETS = " *-+•–·"
_HALF = re.compile(
    rf"[\s*+•–-]*(?:buổi\s+)?(?P<half>sáng|chiều|tối|cả ngày)\s*"
    rf"(?:[:.]|,\s*(?P<hour>{CLOCK}[^:]{{0,8}}):|$)\s*",
    re.IGNORECASE,
)
DAY_ALONE = re.compile(
    r"ngày\s+[0-9]{1,2}\s?[/.-]\s?[0-9]{1,2}[^:]{0,10}(?::|$)", re.IGNORECASE
)
MARK = re.compile(r"\s*(?:[-+*•–·]\s*|[0-9]{1,2}\s?[.)/-](?![0-9])\s*)+")
TIMED = re.compile(rf"\(?(?:(?:từ|lúc)\s+)?{CLOCK}", re.IGNORECASE)
OPENED = re.compile(rf"{PERSON}[^:;.]{{0,80}}:", re.IGNORECASE)
#: "1. THỨ HAI (11/8)"
_NUMBERED = re.compile(
    r"(?:[0-9]{1,2}|[IVX]{1,4}|[A-EGH])\s?[.)/-]\s*(?=thứ|chủ nhật|ngày)", re.IGNORECASE
)
#: "1. Giám đốc Sở" over the days of one official: names and offices, nothing done.
_OFFICIAL = re.compile(
    rf"(?:[0-9]{{1,2}}|[IVX]{{1,4}}|[a-zđ])\s?[.)/-]\s*(?P<who>{PERSON}"
    rf"(?:\s+(?:(?-i:[{UPPER}])\w*\.?|tỉnh|huyện|xã|phường|thành phố|quận|thị xã"
    r"|đặc khu|thường trực|phụ trách))*)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?:\b(?:lúc|từ|đến|hồi|vào|ngày|và)|,)$", re.IGNORECASE)
_FOOT = re.compile(
    r"\W*(?:ghi chú|lưu ý|lịch (?:làm việc |công tác )?này|\(lịch)", re.IGNORECASE
)


@dataclass
class Walk:
    """Where the calendar stands: its day, its half, who the paragraph is about."""

    desk: Desk
    events: list[Event] = field(default_factory=list)
    day: date | None = None
    begun: bool = False
    session: Session | None = None
    hour: clock_time | None = None
    chair: str | None = None
    named: str = ""
    held: Told | None = None
    official: str | None = None

    def line(self, line: Line) -> None:
        words = line.words
        if self._is_day(words, line.number) or self._is_official(words):
            return
        if not self.begun:
            return
        half = _HALF.match(words)
        if half is not None:
            self._half(half)
            words = words[half.end() :]
            if words:
                self._open(words, line.number)
            return
        if _FOOT.match(words) and (self.held is None or self._ended()):
            self.close()
            self.begun = self.begun and not words.lower().startswith("(lịch")
            self.desk.doubts.add("remark", line.number, words)
            return
        full = self.held is not None and len(self.held.text) > LONGEST
        if self.held is None or full or self._begins(words):
            self._open(words, line.number)
        else:
            self._append(words)

    def close(self) -> None:
        if self.held is not None:
            self.tell(self.held)
        self.held = None

    def tell(self, told: Told) -> None:
        """A paragraph is whole: an official alone opens what follows."""
        marked = MARK.match(told.text)
        text = told.text[marked.end() :] if marked else told.text
        chair, rest = chair_of(text)
        if chair is not None and not rest.strip():
            self.chair = chair
            return
        told = replace(told, text=text, chair=chair_of(text)[0] or told.chair)
        self.events += events_of(told, self.desk)

    def heading(self, words: str, line: int) -> str | None:
        """Sets the day; the words behind it, or None where it is no heading."""
        text = words.lstrip(BULLETS)
        numbered = _NUMBERED.match(text)
        text = text[numbered.end() :] if numbered else text
        if not (WEEKDAY.match(text) or DAY_ALONE.match(text)):
            return None
        when = when_at(text)
        if when is None or not (when.days or when.weekdays):
            return None
        behind = text[when.end :].strip(" )")
        parted = behind[:1] in ":.,;–-/(" or ":" in text[: when.end]
        if behind and not parted:
            return None
        self.close()
        self.set_day(when, line, words)
        clock = re.search(CLOCK, text) if when.times and behind else None
        if clock is None:
            return after(text, when)
        self.hour = None  # it is that of the one event behind it
        return text[clock.start() :]

    def _is_day(self, words: str, line: int) -> bool:
        rest = self.heading(words, line)
        if rest is None:
            return False
        rest = rest.lstrip(" :.)")
        half = _HALF.match(rest)
        if half is not None:
            self._half(half)
            rest = rest[half.end() :]
        if rest:
            self._open(rest, line)
        return True

    def _is_official(self, words: str) -> bool:
        """An official alone, whose days stand below."""
        met = _OFFICIAL.fullmatch(words)
        if met is None:
            return False
        self.close()
        self.chair = self.official = met["who"]
        return True

    def set_day(self, when: When, line: int, words: str) -> None:
        self.begun = True
        self.day = None
        self.chair = self.official
        self.session = when.session
        self.hour = when.times[0] if when.times else None
        if when.days:
            span = span_of(when, line, words, self.desk)
            self.day = span.starts_on if span else None
        elif when.weekdays:
            self.day = self.desk.first + timedelta(days=when.weekdays[0])
        self.named = name_of(when, self.day) if self.day else ""

    def _half(self, half: re.Match[str]) -> None:
        self.close()
        self.session = SESSIONS[half["half"].lower()]
        met = when_at(half["hour"]) if half["hour"] else None
        self.hour = met.times[0] if met and met.times else None
        self.chair = self.official

    def _begins(self, words: str) -> bool:
        held = self.held.text if self.held else ""
        if TIMED.match(words):
            return _GOES_ON.search(held) is None
        return MARK.match(words) is not None or OPENED.match(words) is not None

    def _ended(self) -> bool:
        return self.held is not None and self.held.text.endswith((".", ";", ")"))

    def _open(self, words: str, line: int) -> None:
        self.close()
        if MARK.match(words) or OPENED.match(words):
            self.chair = self.official
        told = Told(line, words, self.day, self.session, self.hour, self.chair)
        self.held = replace(told, named=self.named)

    def _append(self, words: str) -> None:
        if self.held is not None:
            text = self.held.text
            apart = ". " if _LABELLED.match(words) and text[-1:] not in ".;,:" else " "
            self.held = replace(self.held, text=f"{text}{apart}{words}")


_LABELLED = re.compile(
    r"(?:thành phần|địa điểm|điểm|thời gian|chủ trì|nội dung|chuẩn bị|đơn vị|cơ quan"
    r"|mời)\b",
    re.IGNORECASE,
)
