"""When: dates, weekdays, hours and half days as programmes write them.

`when_at` reads a run of such words from one place; it takes no word of a title.
"""

import re
from dataclasses import dataclass
from datetime import date
from datetime import time as clock_time

from programme.document import Session
from programme.periods import span_of_period
from programme.reading.lunar import civil_days


@dataclass(frozen=True)
class Day:
    """A day as written: what is left out is None."""

    day: int
    month: int | None = None
    year: int | None = None
    lunar: bool = False

    def in_period(self, period: str) -> date | None:
        """The civil day, its missing parts from the period; None if there is none."""
        first, last = span_of_period(period)
        if self.lunar and self.month:
            years = (first.year - 1, first.year, last.year + 1)
            near = list(civil_days(self.day, self.month, years))
            return min(near, key=lambda day: _away(day, first, last), default=None)
        if self.month is None:
            return self._in_month(first, last)
        year = self.year or _year_of(self.month, first, last)
        return _civil(year, self.month, self.day)

    def _in_month(self, first: date, last: date) -> date | None:
        """A day alone: of the period's month; in a week, of one of its two."""
        if (last - first).days > 31:
            return None
        near = [_civil(one.year, one.month, self.day) for one in (first, last)]
        inside = [day for day in near if day and first <= day <= last]
        return inside[0] if inside else near[0]


def _away(day: date, first: date, last: date) -> int:
    return max((first - day).days, (day - last).days, 0)


def _year_of(month: int, first: date, last: date) -> int:
    """In a year or a quarter its own; else that of the nearest such month."""
    if (last - first).days > 31 or month in {first.month, last.month}:
        return last.year if month == last.month else first.year
    return first.year + _turn_of_year(first.month, month)


def _civil(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _turn_of_year(month: int, written: int) -> int:
    if month - written > 6:
        return 1
    return -1 if written - month > 6 else 0


@dataclass(frozen=True)
class When:
    """What was read of [start, end)."""

    start: int
    end: int
    days: tuple[Day, ...] = ()
    times: tuple[clock_time, ...] = ()
    session: Session | None = None
    weekdays: tuple[int, ...] = ()
    faulty: bool = False  # an hour that no clock shows
    ranged: bool = False  # "14 đến 18", not "14 và 18"
    lunar: Day | None = None  # beside a civil day: "(nhằm 12/12 ÂL)"


SESSIONS = {
    "sáng": Session.MORNING,
    "chiều": Session.AFTERNOON,
    "tối": Session.EVENING,
    "cả ngày": Session.ALL_DAY,
}
WEEKDAY_WORDS = {
    word: n
    for n, written in enumerate(("hai 2", "ba 3", "tư 4", "năm 5", "sáu 6", "bảy 7"))
    for word in written.split()
} | {"bẩy": 5}
SUNDAY = 6
SAY_WEEKDAY = (
    "thứ Hai",
    "thứ Ba",
    "thứ Tư",
    "thứ Năm",
    "thứ Sáu",
    "thứ Bảy",
    "Chủ nhật",
)
_NUMBER = r"([0-9]{1,2})"
_END = r"(?![0-9]|[./-][0-9])"
_NEXT = r"(?=\s*(?:[,:;)/-]|$|ngày|thứ|chủ nhật|từ|lúc|[0-9]))"
_PATTERNS = {
    kind: re.compile(pattern, re.IGNORECASE)
    for kind, pattern in {
        "lunar": rf"(?:(?:nhằm|tức)(?: là)? )?(?:ngày |mùng )?{_NUMBER}"
        rf"(?:\s?[/.]\s?| tháng ){_NUMBER}(?:[/.][0-9]{{4}})?\s?\(?"
        r"(?:âl|a\.l|âm lịch)(?!\w)\)?",
        "lunar named": rf"(?:(?:nhằm|tức)(?: là)? )?(?:ngày |mùng )?{_NUMBER} tháng "
        r"(giêng|chạp)(?:\s?\(?(?:âl|a\.l|âm lịch)\)?)?(?!\w)",
        "lunar new year": r"(?:mùng ([1-9])|(?:ngày )?(2[3-9]|30)) (tết)(?!\w)",
        "lunar beside": rf"(?:nhằm|tức)(?: là)?(?: ngày)? {_NUMBER}\s?[/.]\s?{_NUMBER}"
        r"(?![0-9/])",
        "words": rf"ngày {_NUMBER} tháng {_NUMBER}(?:(?: năm |\s?/\s?)([0-9]{{4}}))?\b",
        "time": rf"{_NUMBER}\s?(?:h|g|giờ|:(?=[0-9]{{2}}))(?:\s?([0-9]{{2}})(?![0-9/])"
        r"(?:\s?(?:phút|['’′]))?)?(?!\w)",
        "span of months": rf"(?:ngày )?{_NUMBER}\s?/\s?{_NUMBER}"
        rf"(?:\s?/\s?([0-9]{{4}}))?\s?[-–]\s?{_NUMBER}\s?/\s?{_NUMBER}"
        rf"(?:\s?/\s?([0-9]{{4}}|[0-9]{{2}}))?{_END}",
        "span": rf"(?:ngày )?{_NUMBER}\s?(?:-|–|và|đến|,)\s?{_NUMBER}\s?/\s?{_NUMBER}"
        rf"(?:\s?/\s?([0-9]{{4}}|[0-9]{{2}}))?{_END}",
        "date": rf"(?:ngày )?{_NUMBER}\s?/\s?{_NUMBER}"
        rf"(?:\s?/\s?([0-9]{{4}}|[0-9]{{2}}))?{_END}",
        "dotted": rf"ngày {_NUMBER}\s?[.-]\s?{_NUMBER}"
        rf"(?:\s?[./-]\s?([0-9]{{4}}|[0-9]{{2}}))?{_END}",
        "dotted year": rf"{_NUMBER}[.-]{_NUMBER}[.-]([0-9]{{4}}){_END}",
        "day": rf"ngày {_NUMBER}(?=\s?(?:[:,;)]|$))",
        "weekday": r"(?:thứ ?(hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])(?!\w)|chủ nhật)",
        "session": rf"(?:buổi )?(sáng|chiều|tối|cả ngày){_NEXT}",
    }.items()
}
#: What is in each of them that says a day.
_IN_DAY = re.compile(r"[0-9]\s?(?:[/.-]|tháng|tết)|ngày [0-9]", re.IGNORECASE)
#: What each of them begins with: mostly there is nothing of the kind.
_BEGINS = re.compile(
    r"[0-9]|ngày|mùng|nhằm|tức|thứ|chủ|buổi|sáng|chiều|tối|cả", re.IGNORECASE
)
#: A weekday as a line begins with it.
WEEKDAY = re.compile(
    r"(?:thứ ?(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])(?!\w)|chủ nhật)", re.IGNORECASE
)
_FILLER = re.compile(
    r"(?:[\s,;()/–-]|\b(?:vào|lúc|hồi|từ|đến|hết|bắt đầu|trong|và)\b)*", re.IGNORECASE
)
_RANGE = re.compile(r"\bđến\b|[-–]", re.IGNORECASE)
_CLOSING = re.compile(r"\s*\)?\s*[:.,;–-]?\s*")


def when_at(text: str, start: int = 0) -> When | None:
    """The run of dates and hours that begins at `start`; None if none does."""
    found = _Run(start)
    at = start
    while True:
        place = _skip(text, at)
        if text.startswith(":", place) and found.end > start:
            place = _skip(text, place + 1)
            found.closed = bool(found.days)
        if not found.take(text, place):
            return found.done()
        at = found.end


def may_say_day(text: str, begin: int) -> bool:
    """False where no run of words from `begin` on can have a day in it."""
    return _IN_DAY.search(text, begin) is not None


def _skip(text: str, at: int) -> int:
    met = _FILLER.match(text, at)
    return met.end() if met else at


class _Run:
    """What has been read so far."""

    def __init__(self, start: int) -> None:
        self.start = self.end = start
        self.days: list[Day] = []
        self.times: list[clock_time] = []
        self.session: Session | None = None
        self.weekdays: list[int] = []
        self.faulty = False
        self.closed = False
        self.ranged = False
        self.lunar: Day | None = None

    def take(self, text: str, place: int) -> bool:
        """One more date, hour, weekday or half day; behind its colon no more dates."""
        if _BEGINS.match(text, place) is None:
            return False
        for kind, pattern in _PATTERNS.items():
            if self.closed and kind not in {"time", "session"}:
                continue
            met = pattern.match(text, place)
            if met is not None:
                between = text[self.end : met.start()]
                self.ranged = self.ranged or _RANGE.search(between) is not None
                self._keep(kind, met)
                self.end = met.end()
                return True
        return False

    def _keep(self, kind: str, met: re.Match[str]) -> None:
        match kind:
            case "time":
                self._keep_time(int(met[1]), int(met[2] or 0))
            case "weekday":
                word = met[1]
                self.weekdays.append(WEEKDAY_WORDS[word.lower()] if word else SUNDAY)
            case "session":
                self.session = SESSIONS[met[1].lower()]
            case "day":
                self.days.append(Day(int(met[1])))
            case "span":
                last = _day(met[2], met[3], met[4])
                self.days += [Day(int(met[1]), last.month, last.year), last]
                self.ranged = _RANGE.search(met[0]) is not None
            case "lunar" | "lunar named" | "lunar beside":
                self._keep_lunar(_lunar_day(met[1], met[2]))
            case "lunar new year":
                self._keep_lunar(_lunar_day(met[1] or met[2], met[3]))
            case _:  # "span of months" is two of them
                written = met.groups()
                self.days += [
                    _day(*written[n : n + 3]) for n in range(0, len(written), 3)
                ]
                self.ranged = self.ranged or len(written) > 3

    def _keep_lunar(self, day: Day) -> None:
        if self.days:
            self.lunar = day
        else:
            self.days.append(day)

    def _keep_time(self, hour: int, minute: int) -> None:
        if hour > 23 or minute > 59:
            self.faulty = True
        else:
            self.times.append(clock_time(hour, minute))

    def done(self) -> When | None:
        if self.end == self.start:
            return None
        return When(
            self.start,
            self.end,
            tuple(self.days),
            tuple(self.times),
            self.session,
            tuple(self.weekdays),
            faulty=self.faulty,
            ranged=self.ranged,
            lunar=self.lunar,
        )


def _lunar_day(day: str, month: str) -> Day:
    """ "11 tháng Giêng", "22 tháng Chạp", "mùng 6 Tết", "15/7"."""
    eve = 1 if int(day) < 15 else 12
    named = {"giêng": 1, "tết": eve, "chạp": 12}.get(month.lower())
    return Day(int(day), named or int(month), lunar=True)


def _day(day: str, month: str, year: str | None) -> Day:
    if year is None:
        return Day(int(day), int(month))
    return Day(int(day), int(month), int(year) + (2000 if len(year) == 2 else 0))


def after(text: str, when: When) -> str:
    """The text behind a date, without the colon or the comma in between."""
    closing = _CLOSING.match(text, when.end)
    return text[closing.end() if closing else when.end :]
