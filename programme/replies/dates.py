"""Days as people write them: "thứ 6 tuần sau", "hết ngày 15/7", "mùng 10".

A day that is past, impossible or vague is read as such: the caller asks.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from programme.calendar import A_DAY
from programme.replies.data import kept
from programme.replies.spans import ago, span
from programme.replies.times import Said, Today, after, number_at, phrase, words
from programme.replies.tokens import Shape, Token

__all__ = ["Said", "Today", "after", "day_at", "towards"]

A_WEEK = timedelta(weeks=1)
_HALF_A_YEAR = timedelta(days=183)
#: A token of figures may begin a time without any word before it.
_FIGURES = frozenset({Shape.NUMBER, Shape.SLASHED, Shape.DOTTED, Shape.MONTH})
#: The tables with which a time in words may begin.
_FIRST = (
    *("before_ago", "before_span", "before_day", "relative", "bygone", "weekday"),
    *("month_end", "numbers"),
)
_A_WHILE = timedelta(days=31)


def day_at(tokens: Sequence[Token], at: int, today: Today) -> Said | None:
    """The time that begins at token `at`, if one does."""
    if tokens[at].key not in _openings() and tokens[at].shape not in _FIGURES:
        return None
    if tokens[at].key in _words_of("part_of_day") and at + 1 < len(tokens):
        said = _in_part(tokens, at, today)
        if said is not None:
            return said
    for read in (ago, span, _relative, _weekday, _month_end, _numbered, _slashed):
        said = read(tokens, at, today)
        if said is not None:
            return _in_its_calendar(said, tokens)
    return None


@kept
def _openings() -> frozenset[str]:
    """The first words of whatever is read here: most tokens are none of them."""
    first = frozenset(spelling[0] for name in _FIRST for spelling in words(name))
    return first | _words_of("part_of_day")


def _in_its_calendar(said: Said, tokens: Sequence[Token]) -> Said:
    """ "mùng 10 âm lịch": a moon's day is none we reckon with; "15 tây" is plain."""
    named = phrase("moon_or_sun", tokens, said.end, 2)
    if named is None:
        return said
    day = said.day if named[0] == "sun" else None
    return replace(said, end=named[1], day=day, written=False)


def _in_part(tokens: Sequence[Token], at: int, today: Today) -> Said | None:
    """ "chiều thứ 6", "sáng 17/7": the day is what counts."""
    for read in (_weekday, _numbered, _slashed):
        said = read(tokens, at + 1, today)
        if said is not None:
            return replace(said, start=at)
    return None


def _relative(tokens: Sequence[Token], at: int, today: Today) -> Said | None:
    found = phrase("relative", tokens, at)
    if found is None:
        return None
    value, end = found
    if value == "vague":
        return Said(start=at, end=end)
    if value == "later":
        return Said(start=at, end=end, day=today.day, later=True)
    return Said(start=at, end=end, day=today.day + int(value) * A_DAY)


def _weekday(tokens: Sequence[Token], at: int, today: Today) -> Said | None:
    bygone = phrase("bygone", tokens, at, 2)
    found = phrase("weekday", tokens, bygone[1] if bygone else at, 2)
    if found is None:
        return None
    wanted, end = int(found[0]), found[1]
    monday = today.day - today.day.weekday() * A_DAY
    week = phrase("week", tokens, end, 3)
    if week is not None:
        day: date | None = monday + int(week[0]) * A_WEEK + wanted * A_DAY
        end = week[1]
    elif bygone:  # "hôm thứ sáu": the last there was
        day = today.day - ((today.day.weekday() - wanted - 1) % 7 + 1) * A_DAY
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
    found = phrase("month_end", tokens, at, 3)
    if found is None:
        return None
    end, month = found[1], today.day.month
    number = number_at(tokens, end)
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


def towards(tokens: Sequence[Token], at: int, today: Today) -> Said | None:
    """After "lùi đến" a bare number is a day: "24.7", "24-7", "20"."""
    token = tokens[at]
    if token.shape is Shape.DOTTED:
        return Said(start=at, end=at + 1, day=_written(token.raw, today.day))
    if token.shape is not Shape.NUMBER or int(token.raw) > 31:
        return None
    if phrase("unit", tokens, at + 1, 3):
        return None
    month, end = _month(tokens, at + 1, dashed=True)
    if month is None:
        said = Said(start=at, end=end, day=_this_month(int(token.raw), today.day))
        return _in_its_calendar(said, tokens)
    year, end = _year(tokens, end)
    return Said(start=at, end=end, day=_day_of(int(token.raw), month, year, today.day))


def _numbered(tokens: Sequence[Token], at: int, today: Today) -> Said | None:
    """ "ngày 17 tháng 7 năm 2020", "mùng 10", "17 tháng 7", "ngày 17/7"."""
    opening = phrase("before_day", tokens, at, 2)
    start = opening[1] if opening else at
    if start >= len(tokens):
        return None
    if opening and tokens[start].shape in (Shape.SLASHED, Shape.DOTTED):
        return Said(start=at, end=start + 1, day=_written(tokens[start].raw, today.day))
    day = int(tokens[start].raw) if tokens[start].shape is Shape.NUMBER else None
    day = number_at(tokens, start) if opening and day is None else day
    if day is None:
        return None
    month, end = _month(tokens, start + 1, dashed=opening is not None)
    if month is None:
        named = phrase("moon_or_sun", tokens, end, 2)
        if opening is None and named is None:
            return None
        return Said(start=at, end=end, day=_this_month(day, today.day))
    year, end = _year(tokens, end)
    return Said(start=at, end=end, day=_day_of(day, month, year, today.day))


def _month(tokens: Sequence[Token], at: int, *, dashed: bool) -> tuple[int | None, int]:
    if at < len(tokens) and (
        tokens[at].key in _words_of("month") or (dashed and tokens[at].key == "-")
    ):
        month = number_at(tokens, at + 1)
        if month is None and at + 1 < len(tokens):
            month = _month_of_year(tokens[at + 1])
        if month is not None:
            return month, at + 2
    return None, at


def _month_of_year(token: Token) -> int | None:
    """ "8/2020"; the year is this one, or it is far off and the caller asks."""
    if token.shape is not Shape.MONTH:
        return None
    return int(token.raw.partition("/")[0])


def _year(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    if at + 1 < len(tokens) and tokens[at].key in _words_of("year") | {"-"}:
        year = number_at(tokens, at + 1)
        if year is not None and year > 99:
            return year, at + 2
    return None, at


@kept
def _words_of(value: str) -> frozenset[str]:
    names = words("names")
    return frozenset(key[0] for key, named in names.items() if named == value)


def _slashed(tokens: Sequence[Token], at: int, today: Today) -> Said | None:
    if at >= len(tokens) or tokens[at].shape is not Shape.SLASHED:
        return None
    day = _written(tokens[at].raw, today.day)
    fraction = tokens[at].raw.count("/") == 1 and not _is_lately(
        tokens[at].raw, day, today
    )
    return Said(start=at, end=at + 1, day=day, written=fraction)


def _is_lately(raw: str, day: date | None, today: Today) -> bool:
    """ "10/7" on 14 July: more than one is no fraction, and the day is just past."""
    above, below = (int(part) for part in raw.split("/")[:2])
    past = day is not None and timedelta(0) <= today.day - day <= _A_WHILE
    return above > below and past


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
