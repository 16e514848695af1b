"""Days counted: "sau 3 ngày làm việc", "thêm 1 tuần", "cách đây 2 hôm"."""

from collections.abc import Sequence
from dataclasses import replace

from programme.calendar import A_DAY
from programme.replies.times import Said, Today, after, number_at, phrase
from programme.replies.tokens import Token


def span(tokens: Sequence[Token], at: int, today: Today) -> Said | None:
    """ "sau 3 ngày làm việc", "2 tuần nữa", "thêm 3 ngày"."""
    opening = phrase("before_span", tokens, at, 2)
    start = opening[1] if opening else at
    count = number_at(tokens, start)
    unit = None if count is None else phrase("unit", tokens, start + 1, 3)
    if count is None or unit is None or phrase("relative", tokens, start + 1):
        return None  # the last: "9 ngày mai nộp"
    closing = phrase("after_span", tokens, unit[1], 1)
    end = closing[1] if closing else unit[1]
    added = opening is not None and opening[0] == "due"
    from_today = not added and (opening is not None or closing is not None)
    if unit[0] == "months" and not (added or closing or opening):
        return None  # "7 tháng đầu năm"
    working, months = unit[0] == "working", unit[0] == "months"
    many = count if working or months else count * int(unit[0])
    if many > 366 or (months and many > 12):
        return Said(start=at, end=end)
    said = Said(start=at, end=end, more=many, working=working, months=months)
    if not from_today:
        return said
    return replace(said, day=after(said, today.day, today.calendar), more=None)


def ago(tokens: Sequence[Token], at: int, today: Today) -> Said | None:
    """ "cách đây 2 hôm", "2 hôm trước": over and done."""
    opening = phrase("before_ago", tokens, at, 2)
    start = opening[1] if opening else at
    count = number_at(tokens, start)
    unit = None if count is None else phrase("unit", tokens, start + 1, 3)
    if count is None or unit is None or not unit[0].isdecimal() or count > 366:
        return None
    closing = phrase("after_ago", tokens, unit[1], 2)
    if opening is None and closing is None:
        return None
    end = closing[1] if closing else unit[1]
    return Said(start=at, end=end, day=today.day - count * int(unit[0]) * A_DAY)
