"""From which day to which: "từ 20/7 đến 25/7", "tuần sau", "3 ngày từ mai"."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from programme.calendar import A_DAY
from programme.replies.dates import day_at, towards
from programme.replies.phrasebook import listed, valued
from programme.replies.spelling import bare_key, plain_key
from programme.replies.times import Today, number_at, phrase
from programme.replies.tokens import Shape, Token

_A_WEEK = timedelta(weeks=1)
_DASHES = frozenset({"-", "–", "—"})


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """[start, end) of the tokens. `is_vague`: days are named that cannot be meant."""

    start: int
    end: int
    first: date | None = None
    last: date | None = None
    is_vague: bool = False


def stretch_at(tokens: Sequence[Token], at: int, today: Today) -> Stretch | None:
    """The stretch of days that begins at token `at`, if one does."""
    for read in (_open_ended, _until, _from, _counted, _whole, _from_to, _one_day):
        found = read(tokens, at, today)
        if found is not None:
            return replace(found, start=at)
    return None


def _open_ended(tokens: Sequence[Token], at: int, today: Today) -> Stretch | None:
    """ "đến khi có thông báo mới": nobody knows till when."""
    del today
    if not listed("open_end", tokens, at):
        return None
    return Stretch(start=at, end=len(tokens))


def _until(tokens: Sequence[Token], at: int, today: Today) -> Stretch | None:
    """ "đến 25/7", "hết tuần sau"."""
    behind = listed("until", tokens, at)
    return _ending(tokens, behind, today) if behind else None


def _ending(tokens: Sequence[Token], at: int, today: Today) -> Stretch | None:
    week = valued("to_weeks", tokens, at)
    if week is not None:
        last = _friday(today, int(week[0]))
        return Stretch(start=at, end=week[1], last=last)
    month = valued("to_months", tokens, at)
    if month is not None and number_at(tokens, month[1]) is None:
        _, last = _month(today.day, int(month[0]))
        return Stretch(start=at, end=month[1], last=last)
    if at >= len(tokens):
        return None
    said = day_at(tokens, at, today) or towards(tokens, at, today)
    if said is None or said.end <= at:
        return None
    day = None if said.more is not None else said.day
    return Stretch(start=at, end=said.end, last=day, is_vague=day is None)


def _from(tokens: Sequence[Token], at: int, today: Today) -> Stretch | None:
    """ "từ 20/7 đến 25/7", "từ mai"; "từ 20 đến 25/7"."""
    behind = listed("from", tokens, at)
    if not behind:
        return None
    both = _from_to(tokens, behind, today)
    if both is not None:
        return both
    start = _one_day(tokens, behind, today)
    if start is None:
        return None
    counted = _counted(tokens, start.end, today)
    if counted is not None and start.first is not None:
        return _moved(counted, start.first)
    return replace(start, last=None)


def _from_to(tokens: Sequence[Token], at: int, today: Today) -> Stretch | None:
    """Two days and what lies between them."""
    short = _short_first(tokens, at, today)
    if short is not None:
        return short
    first = _one_day(tokens, at, today)
    if first is None:
        return None
    middle = first.end
    if middle < len(tokens) and tokens[middle].key == ",":
        middle += 1
    behind = listed("until", tokens, middle)
    if not behind and middle < len(tokens) and tokens[middle].key in _DASHES:
        behind = middle + 1
    last = _ending(tokens, behind, today) if behind else None
    if last is None:
        return None
    began = _in_the_week_of(first, last, tokens) or first.first
    return Stretch(
        start=at,
        end=last.end,
        first=began,
        last=last.last,
        is_vague=last.is_vague or began is None,
    )


def _short_first(tokens: Sequence[Token], at: int, today: Today) -> Stretch | None:
    """ "20-25/7", "20 đến 25/7": the first day has its month from the last."""
    start = at
    if at < len(tokens) and plain_key(tokens[at].raw) in {"ngày", "mùng"}:
        start = at + 1
    if start + 1 >= len(tokens) or tokens[start].shape is not Shape.NUMBER:
        return None
    behind = listed("until", tokens, start + 1)
    if not behind and tokens[start + 1].key in _DASHES:
        behind = start + 2
    last = _ending(tokens, behind, today) if behind else None
    if last is None or last.last is None:
        return None
    try:
        first = last.last.replace(day=int(tokens[start].raw))
    except ValueError:
        return replace(last, is_vague=True)
    return Stretch(start=at, end=last.end, first=first, last=last.last)


def _in_the_week_of(
    first: Stretch, last: Stretch, tokens: Sequence[Token]
) -> date | None:
    """ "thứ 2 đến thứ 5 tuần sau": both are of that week."""
    if last.last is None or first.end - first.start > 2:
        return None
    if phrase("weekday", tokens, first.start, 2) is None:
        return None
    words = [bare_key(token.key) for token in tokens[last.start : last.end]]
    if "tuan" not in words:
        return None
    number = phrase("weekday", tokens, first.start, 2)
    monday = last.last - last.last.weekday() * A_DAY
    return monday + int(number[0]) * A_DAY if number else None


def _counted(tokens: Sequence[Token], at: int, today: Today) -> Stretch | None:
    """ "3 ngày", "trong 2 tuần", "nửa tháng"; from a day that may stand behind it."""
    at = _behind_word(tokens, at, {"trong", "khoảng", "vòng"})
    count = number_at(tokens, at)
    unit = None if count is None else phrase("unit", tokens, at + 1, 3)
    if count is None or unit is None or not 0 < count <= 60:
        return None
    found = Stretch(
        start=at,
        end=_behind_word(tokens, unit[1], {"tới", "nữa", "liền", "sau"}),
        first=today.day,
        last=_last_of(today.day, count, unit[0], today),
    )
    behind = listed("from", tokens, found.end)
    if not behind:
        return found
    start = _one_day(tokens, behind, today)
    if start is None or start.first is None:
        return replace(found, end=start.end if start else behind, is_vague=True)
    last = _last_of(start.first, count, unit[0], today)
    return replace(found, end=start.end, first=start.first, last=last)


def _moved(counted: Stretch, first: date) -> Stretch:
    """As many days, from that day on."""
    if counted.first is None or counted.last is None:
        return counted
    return replace(counted, first=first, last=first + (counted.last - counted.first))


def _last_of(first: date, count: int, unit: str, today: Today) -> date:
    if unit == "working":
        return today.calendar.workday_after(first - A_DAY, count)
    if unit == "months":
        years, month = divmod(first.month - 1 + count, 12)
        year = first.year + years
        day = min(first.day, monthrange(year, month + 1)[1])
        return date(year, month + 1, day) - A_DAY
    return first + (count * int(unit) - 1) * A_DAY


def _whole(tokens: Sequence[Token], at: int, today: Today) -> Stretch | None:
    """ "tuần sau", "cả tháng tới"."""
    week = valued("weeks", tokens, at)
    if week is not None:
        monday = today.day - today.day.weekday() * A_DAY + int(week[0]) * _A_WEEK
        last = _friday(today, int(week[0]))
        first = max(monday, today.day)
        return Stretch(start=at, end=week[1], first=first, last=max(first, last))
    month = valued("months", tokens, at)
    if month is None:
        return None
    first, last = _month(today.day, int(month[0]))
    return Stretch(start=at, end=month[1], first=max(first, today.day), last=last)


def _one_day(tokens: Sequence[Token], at: int, today: Today) -> Stretch | None:
    said = day_at(tokens, at, today) if at < len(tokens) else None
    if said is None or said.more is not None:
        return None
    vague = said.day is None
    return Stretch(
        start=at, end=said.end, first=said.day, last=said.day, is_vague=vague
    )


def _friday(today: Today, weeks: int) -> date:
    """The last worked day of that week."""
    monday = today.day - today.day.weekday() * A_DAY + weeks * _A_WEEK
    return today.calendar.last_workday(first=monday, last=monday + 6 * A_DAY)


def _month(today: date, ahead: int) -> tuple[date, date]:
    years, month = divmod(today.month - 1 + ahead, 12)
    first = date(today.year + years, month + 1, 1)
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def _behind_word(tokens: Sequence[Token], at: int, words: set[str]) -> int:
    known = {plain_key(word) for word in words}
    known |= {bare_key(word) for word in known}
    while at < len(tokens) and plain_key(tokens[at].raw) in known:
        at += 1
    return at
