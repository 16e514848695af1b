"""Days as people write them: "thứ 6 tuần sau", "hết ngày 15/7", "mùng 10".

A day that is past, impossible or vague is read as such: the caller asks.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from programme.calendar import A_DAY, WorkCalendar
from programme.replies.data import tables
from programme.replies.spelling import bare_key, plain_key
from programme.replies.tokens import Shape, Token

A_WEEK = timedelta(weeks=1)
_HALF_A_YEAR = timedelta(days=183)


@dataclass(frozen=True, kw_only=True)
class Said:
    """A time that was read: [start, end) of the tokens.

    `day` is None where no single day can be meant. `more` counts days from the due
    day, not from today ("thêm 3 ngày"). `written` is a plain "8/10" without "ngày":
    it may as well be a fraction.
    """

    start: int
    end: int
    day: date | None = None
    more: int | None = None
    working: bool = False
    written: bool = False
    #: Later on the day it was said: "chiều nay".
    later: bool = False


@dataclass(frozen=True)
class Today:
    """What "mai" and "thứ sáu" are reckoned from."""

    day: date
    calendar: WorkCalendar


def day_at(tokens: Sequence[Token], at: int, today: Today) -> Said | None:
    """The time that begins at token `at`, if one does."""
    if tokens[at].key in _words_of("part_of_day") and at + 1 < len(tokens):
        said = _in_part(tokens, at, today)
        if said is not None:
            return said
    for read in (_span, _relative, _weekday, _month_end, _numbered, _slashed):
        said = read(tokens, at, today)
        if said is not None:
            return said
    return None


def _in_part(tokens: Sequence[Token], at: int, today: Today) -> Said | None:
    """ "chiều thứ 6", "sáng 17/7": the day is what counts."""
    for read in (_weekday, _numbered, _slashed):
        said = read(tokens, at + 1, today)
        if said is not None:
            return replace(said, start=at)
    return None


def after(said: Said, due: date | None, calendar: WorkCalendar) -> date | None:
    """The day an extension runs to; None if that cannot be said."""
    if said.more is None or due is None:
        return said.day
    if said.working:
        return calendar.workday_after(due, said.more)
    return due + said.more * A_DAY


@cache
def _words(name: str) -> dict[tuple[str, ...], str]:
    """A table of the data file: every spelling of a phrase, and its value."""
    return {
        spelling: value
        for phrase, value in tables("times")[name].items()
        for spelling in _spellings(phrase)
    }


def _spellings(phrase: str) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [()]
    for word in phrase.split():
        ways = {plain_key(word), bare_key(plain_key(word))}
        found = [(*before, way) for before in found for way in ways]
    return found


def _phrase(
    name: str, tokens: Sequence[Token], at: int, longest: int = 4
) -> tuple[str, int] | None:
    """The longest phrase of a table at `at`: its value, and where it ends."""
    words = _words(name)
    for length in range(min(longest, len(tokens) - at), 0, -1):
        key = tuple(token.key for token in tokens[at : at + length])
        if key in words:
            return words[key], at + length
    return None


def _relative(tokens: Sequence[Token], at: int, today: Today) -> Said | None:
    found = _phrase("relative", tokens, at)
    if found is None:
        return None
    value, end = found
    if value == "vague":
        return Said(start=at, end=end)
    if value == "later":
        return Said(start=at, end=end, day=today.day, later=True)
    return Said(start=at, end=end, day=today.day + int(value) * A_DAY)


def _weekday(tokens: Sequence[Token], at: int, today: Today) -> Said | None:
    found = _phrase("weekday", tokens, at, 2)
    if found is None:
        return None
    wanted, end = int(found[0]), found[1]
    monday = today.day - today.day.weekday() * A_DAY
    week = _phrase("week", tokens, end, 3)
    if week is not None:
        day: date | None = monday + int(week[0]) * A_WEEK + wanted * A_DAY
        end = week[1]
    elif wanted == today.day.weekday():
        day = None  # today, or in a week?
    else:
        day = today.day + ((wanted - today.day.weekday()) % 7) * A_DAY
    exact = _beside(tokens, end, today)
    if exact is None:
        return Said(start=at, end=end, day=day)
    agrees = exact.day is not None and exact.day.weekday() == wanted
    return Said(start=at, end=exact.end, day=exact.day if agrees else None)


def _beside(tokens: Sequence[Token], at: int, today: Today) -> Said | None:
    """The exact day that stands beside a weekday: "thứ sáu (17/7)"."""
    while at < len(tokens) and tokens[at].key in {"(", ","}:
        at += 1
    exact = _numbered(tokens, at, today) or _slashed(tokens, at, today)
    if exact is None:
        return None
    closed = exact.end < len(tokens) and tokens[exact.end].key == ")"
    return Said(start=at, end=exact.end + closed, day=exact.day)


def _month_end(tokens: Sequence[Token], at: int, today: Today) -> Said | None:
    found = _phrase("month_end", tokens, at, 3)
    if found is None:
        return None
    end, month = found[1], today.day.month
    number = _number(tokens, end)
    if found[0] == "named" and number is None:
        return None
    if number is not None:
        month, end = number, end + 1
    return Said(start=at, end=end, day=_last_of(today.day, month))


def _last_of(today: date, month: int) -> date | None:
    if not 1 <= month <= 12:
        return None
    year = today.year + (month < today.month)
    return date(year, month, monthrange(year, month)[1])


def _number(tokens: Sequence[Token], at: int) -> int | None:
    """A number in figures or, in a date, in words."""
    if at >= len(tokens):
        return None
    if tokens[at].shape is Shape.NUMBER:
        return int(tokens[at].raw)
    value = _words("numbers").get((tokens[at].key,))
    return None if value is None else int(value)


def _span(tokens: Sequence[Token], at: int, today: Today) -> Said | None:
    """ "sau 3 ngày làm việc", "2 tuần nữa", "thêm 3 ngày"."""
    opening = _phrase("before_span", tokens, at, 2)
    start = opening[1] if opening else at
    count = _number(tokens, start)
    unit = None if count is None else _phrase("unit", tokens, start + 1, 3)
    if count is None or unit is None or _phrase("relative", tokens, start + 1):
        return None  # the last: "9 ngày mai nộp"
    closing = _phrase("after_span", tokens, unit[1], 1)
    end = closing[1] if closing else unit[1]
    working = unit[0] == "working"
    many = count if working else count * int(unit[0])
    added = opening is not None and opening[0] == "due"
    from_today = not added and (opening is not None or closing is not None)
    if many > 366:
        return Said(start=at, end=end)
    if not from_today:
        return Said(start=at, end=end, more=many, working=working)
    if working:
        day = today.calendar.workday_after(today.day, many)
    else:
        day = today.day + many * A_DAY
    return Said(start=at, end=end, day=day)


def _numbered(tokens: Sequence[Token], at: int, today: Today) -> Said | None:
    """ "ngày 17 tháng 7 năm 2020", "mùng 10", "17 tháng 7", "ngày 17/7"."""
    opening = _phrase("before_day", tokens, at, 2)
    start = opening[1] if opening else at
    if start >= len(tokens):
        return None
    if opening and tokens[start].shape in (Shape.SLASHED, Shape.DOTTED):
        return Said(start=at, end=start + 1, day=_written(tokens[start].raw, today.day))
    day = int(tokens[start].raw) if tokens[start].shape is Shape.NUMBER else None
    day = _number(tokens, start) if opening and day is None else day
    if day is None:
        return None
    month, end = _month(tokens, start + 1, dashed=opening is not None)
    if month is None:
        if opening is None:
            return None
        return Said(start=at, end=end, day=_this_month(day, today.day))
    year, end = _year(tokens, end)
    return Said(start=at, end=end, day=_day_of(day, month, year, today.day))


def _month(tokens: Sequence[Token], at: int, *, dashed: bool) -> tuple[int | None, int]:
    if at < len(tokens) and (
        tokens[at].key in _words_of("month") or (dashed and tokens[at].key == "-")
    ):
        month = _number(tokens, at + 1)
        if month is not None:
            return month, at + 2
    return None, at


def _year(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    if at + 1 < len(tokens) and tokens[at].key in _words_of("year") | {"-"}:
        year = _number(tokens, at + 1)
        if year is not None and year > 99:
            return year, at + 2
    return None, at


@cache
def _words_of(value: str) -> frozenset[str]:
    names = _words("names")
    return frozenset(key[0] for key, named in names.items() if named == value)


def _slashed(tokens: Sequence[Token], at: int, today: Today) -> Said | None:
    if at >= len(tokens) or tokens[at].shape is not Shape.SLASHED:
        return None
    day = _written(tokens[at].raw, today.day)
    return Said(start=at, end=at + 1, day=day, written=tokens[at].raw.count("/") == 1)


def _written(raw: str, today: date) -> date | None:
    parts = [int(part) for part in raw.replace(".", "/").split("/")]
    year = parts[2] if len(parts) > 2 else None
    if year is not None and year < 100:
        year += 2000
    return _day_of(parts[0], parts[1], year, today)


def _day_of(day: int, month: int, year: int | None, today: date) -> date | None:
    """Without a year: this one, unless that lies more than half a year back."""
    try:
        found = date(year or today.year, month, day)
        if year is None and today - found > _HALF_A_YEAR:
            found = date(today.year + 1, month, day)
    except ValueError:
        return None
    return found


def _this_month(day: int, today: date) -> date | None:
    """ "ngày 17": of this month, or early in the next when this one is ending."""
    if day < today.day and day <= 10 and today.day >= 20:
        month = today.month % 12 + 1
        return _day_of(day, month, today.year + (month == 1), today)
    return _day_of(day, today.month, today.year, today)
