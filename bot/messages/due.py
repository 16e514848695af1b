"""A due moment explains itself: counted from which day, over which days off and why."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from programme.days import DayKind
from programme.duties import GIVEN, Due, DueRule
from programme.speech import say_day, say_moment

_A_DAY = timedelta(days=1)
#: Letters of a title below which there is no room for reasons.
_ROOM = 50


def due(value: Due) -> str:
    """17:00 thứ Ba 14/7 (5 ngày làm việc trước 21/7, trừ 18-19/7)"""
    if value.rule is DueRule.ON_HOLD:
        return why(value)
    return f"{say_moment(value.at)} ({why(value)})"


def short(value: Due) -> str:
    """17:00 thứ Ba 14/7, where there is no room for more"""
    if value.rule is DueRule.ON_HOLD:
        return why(value)
    return say_moment(value.at)


def fitting(value: Due, length: int) -> str:
    """With its reasons, as long as titles of the message have room."""
    return due(value) if length >= _ROOM else short(value)


def why(value: Due) -> str:
    """5 ngày làm việc trước 3/9, trừ 29-30/8, nghỉ hoán đổi 31/8, nghỉ Quốc khánh
    1-2/9"""
    return ", ".join([_rule(value), *_whose(value), *_over(value), *_half(value)])


def _rule(value: Due) -> str:
    match value.rule:
        case DueRule.BEFORE_SESSION if value.anchor is not None:
            anchor = f"{value.anchor.day}/{value.anchor.month}"
            return f"{value.workdays} ngày làm việc trước {anchor}"
        case DueRule.DECIDED if value.anchor is not None and value.workdays:
            anchor = f"{value.anchor.day}/{value.anchor.month}"
            return f"{value.workdays} ngày làm việc kể từ {anchor}"
        case DueRule.PERIOD_END:
            before = f"{value.workdays} ngày làm việc trước " if value.workdays else ""
            return f"{before}ngày làm việc cuối cùng của tháng"
        case DueRule.EXTENDED if value.anchor is not None:
            anchor = f"{value.anchor.day}/{value.anchor.month}"
            return f"theo đề nghị gia hạn, Văn phòng đồng ý ngày {anchor}"
        case _:
            return _PLAIN.get(value.rule, "theo đề nghị của Văn phòng")


_PLAIN = {
    DueRule.ON_HOLD: "tạm hoãn, chờ lịch mới",
    DueRule.PRINTED: "ngày ghi trong chương trình",
}


def _whose(value: Due) -> Iterator[str]:
    """theo quy định riêng cho mục II; what the office named itself needs no rule"""
    if value.by and value.rule not in {*GIVEN, DueRule.ON_HOLD}:
        yield f"theo quy định riêng cho {value.by}"


def _over(value: Due) -> Iterator[str]:
    """The days off it was counted over, those with a reason apart; and made-up days."""
    if value.rule in {DueRule.PRINTED, DueRule.EXTENDED, DueRule.ON_HOLD}:
        return
    names = {one.day: one.name for one in value.named if one.kind is DayKind.OFF}
    plain, named = _parted(value.skipped, names)
    if plain and (value.rule is not DueRule.PERIOD_END or value.workdays):
        yield f"trừ {say_days(plain)}"
    for first, last in named:
        yield _off(names[first], _run(first, last))
    for one in value.named:
        if one.kind is DayKind.WORKED:
            yield f"kể cả {say_day(one.day)} làm bù"


def _off(name: str, days: str) -> str:
    """nghỉ Tết 4-10/2, nghỉ lễ 30/4, nghỉ bão số 3 ngày 15/7"""
    if name.endswith(days):
        return f"nghỉ {name}"
    has_number = any(letter.isdecimal() for letter in name)
    return f"nghỉ {name}{' ngày' if has_number else ''} {days}"


def _half(value: Due) -> Iterator[str]:
    if any(one.kind is DayKind.MORNING for one in value.named):
        yield "ngày này chỉ làm buổi sáng"


def _parted(
    off: Sequence[date], names: Mapping[date, str]
) -> tuple[list[date], list[tuple[date, date]]]:
    """Days without a reason, and runs of one reason with what lies inside them."""
    plain: list[date] = []
    runs: list[tuple[date, date]] = []
    between: list[date] = []
    for day in sorted(off):
        name = names.get(day)
        if not name:
            between.append(day)
            continue
        first, last = runs[-1] if runs else (day, day)
        whole = last + _A_DAY * (len(between) + 1) == day
        if runs and names[first] == name and whole:
            runs[-1] = (first, day)
        else:
            plain += between
            runs.append((day, day))
        between = []
    return plain + between, runs


def say_days(days: Sequence[date]) -> str:
    """18-19/7, 25/7: runs of days off, month said once a run"""
    runs: list[list[date]] = []
    for day in sorted(days):
        if runs and day - runs[-1][-1] == _A_DAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(_run(run[0], run[-1]) for run in runs)


def _run(first: date, last: date) -> str:
    end = f"{last.day}/{last.month}"
    if first == last:
        return end
    start = (
        f"{first.day}" if first.month == last.month else f"{first.day}/{first.month}"
    )
    return f"{start}-{end}"
