"""A due moment explains itself: counted from which day, over which days off."""

from collections.abc import Sequence
from datetime import date, timedelta

from programme.duties import Due, DueRule
from programme.speech import say_moment


def due(value: Due) -> str:
    """17:00 Thứ Ba 14/7 (5 ngày làm việc trước 21/7, trừ 18-19/7)"""
    if value.rule is DueRule.ON_HOLD:
        return why(value)
    return f"{say_moment(value.at)} ({why(value)})"


def why(value: Due) -> str:
    match value.rule:
        case DueRule.BEFORE_SESSION if value.anchor is not None:
            anchor = f"{value.anchor.day}/{value.anchor.month}"
            counted = f"{value.workdays} ngày làm việc trước {anchor}"
            off = say_days(value.skipped)
            return f"{counted}, trừ {off}" if off else counted
        case DueRule.DECIDED if value.anchor is not None and value.workdays:
            anchor = f"{value.anchor.day}/{value.anchor.month}"
            return f"{value.workdays} ngày làm việc kể từ {anchor}"
        case DueRule.PERIOD_END:
            return "ngày làm việc cuối cùng của tháng"
        case DueRule.ON_HOLD:
            return "tạm hoãn, chờ lịch mới"
        case DueRule.PRINTED:
            return "ngày ghi trong chương trình"
        case _:
            return "theo đề nghị của Văn phòng"


def say_days(days: Sequence[date]) -> str:
    """18-19/7, 25/7: runs of days off, month said once a run"""
    runs: list[list[date]] = []
    for day in sorted(days):
        if runs and day - runs[-1][-1] == timedelta(days=1):
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
