"""How the office says days, states and titles; in every message, page and paper."""

from collections.abc import Mapping
from datetime import date, datetime

from programme.duties import Duty, DutyState

WEEKDAYS = (
    "thứ Hai",
    "thứ Ba",
    "thứ Tư",
    "thứ Năm",
    "thứ Sáu",
    "thứ Bảy",
    "Chủ nhật",
)

STATES: Mapping[DutyState, str] = {
    DutyState.ASSIGNED: "Chưa báo cáo",
    DutyState.PREPARING: "Đang chuẩn bị",
    DutyState.BLOCKED: "Vướng mắc",
    DutyState.READY: "Đã sẵn sàng",
    DutyState.ACCEPTED: "Đã tiếp nhận",
    DutyState.RETURNED: "Đề nghị hoàn thiện",
    DutyState.WITHDRAWN: "Đã rút",
    DutyState.DEFERRED: "Chuyển kỳ họp sau",
}

MARKS: Mapping[DutyState, str] = {
    DutyState.ASSIGNED: "○",
    DutyState.PREPARING: "◐",
    DutyState.BLOCKED: "▲",
    DutyState.READY: "●",
    DutyState.ACCEPTED: "✓",
    DutyState.RETURNED: "↩",
    DutyState.WITHDRAWN: "–",
    DutyState.DEFERRED: "→",
}


def say_day(day: date) -> str:
    """thứ Ba 14/7"""
    return f"{WEEKDAYS[day.weekday()]} {day.day}/{day.month}"


def say_date(day: date) -> str:
    """thứ Ba, ngày 21/7/2020"""
    return f"{WEEKDAYS[day.weekday()]}, ngày {day.day}/{day.month}/{day.year}"


def opening(words: str) -> str:
    """The same words where they open a line."""
    return words[:1].upper() + words[1:]


def say_moment(moment: datetime) -> str:
    """17:00 thứ Ba 14/7"""
    return f"{moment:%H:%M} {say_day(moment.date())}"


def say_period(period: str) -> str:
    """tháng 7/2020, quý III/2020, năm 2020, tuần 29/2020"""
    year, _, part = period.partition("-")
    if not part:
        return f"năm {year}"
    if part.startswith("Q"):
        return f"quý {_QUARTERS[int(part[1:]) - 1]}/{year}"
    if part.startswith("W"):
        return f"tuần {int(part[1:])}/{year}"
    return f"tháng {int(part)}/{year}"


_QUARTERS = ("I", "II", "III", "IV")


def say_days_left(count: int) -> str:
    if count == 0:
        return "hôm nay"
    if count > 0:
        return f"còn {count} ngày làm việc"
    return f"quá hạn {-count} ngày làm việc"


def title_of(duty: Duty, length: int = 4000) -> str:
    """A secret item is named by its ref alone (docs/decisions/0010)."""
    return "(nội dung mật)" if duty.secret else shorten(duty.title, length)


def shorten(text: str, length: int) -> str:
    """At most `length` letters, cut between words."""
    if len(text) <= length:
        return text
    head = text[: max(length - 1, 0)]
    return f"{head.rpartition(' ')[0] or head}…"


def state_of(duty: Duty, *, late: bool = False) -> str:
    """Đang chuẩn bị; quá hạn — with the note that goes with it."""
    words = STATES[duty.state]
    if late:
        words = f"{words}, quá hạn"
    return f"{words}: {shorten(duty.note, 160)}" if duty.note else words


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
