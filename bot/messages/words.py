"""The words that all messages share: days, states, names, the closing line."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from markupsafe import Markup

from programme.duties import Duty, DutyState
from programme.office import Office
from programme.reminders import Step

WEEKDAYS = (
    "Thứ Hai",
    "Thứ Ba",
    "Thứ Tư",
    "Thứ Năm",
    "Thứ Sáu",
    "Thứ Bảy",
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

OPENING: Mapping[Step, str] = {
    Step.PUBLISHED: "Nội dung cần chuẩn bị",
    Step.COMING: "Nhắc chuẩn bị hồ sơ",
    Step.TODAY: "Hôm nay là hạn gửi hồ sơ",
    Step.LATE: "Hồ sơ đã quá hạn",
    Step.EVE: "Nhắc lịch họp",
    Step.MORNING: "Lịch họp hôm nay",
    Step.DAILY: "Tổng hợp trong ngày",
}

#: Telegram's limit is 4,096 after entities; some is kept for what an edit adds.
LONGEST = 3800


def say_day(day: date) -> str:
    """Thứ Ba 14/7"""
    return f"{WEEKDAYS[day.weekday()]} {day.day}/{day.month}"


def say_date(day: date) -> str:
    """Thứ Ba, ngày 21/7/2020"""
    return f"{WEEKDAYS[day.weekday()]}, ngày {day.day}/{day.month}/{day.year}"


def say_moment(moment: datetime) -> str:
    """17:00 Thứ Ba 14/7"""
    return f"{moment:%H:%M} {say_day(moment.date())}"


def say_period(period: str) -> str:
    """tháng 7/2020"""
    year, month = period.split("-")
    return f"tháng {int(month)}/{year}"


def say_days_left(count: int) -> str:
    if count == 0:
        return "hôm nay"
    if count > 0:
        return f"còn {count} ngày làm việc"
    return f"quá hạn {-count} ngày làm việc"


def title_of(duty: Duty, length: int = 4000) -> str:
    """A secret item is named by its ref alone (design §6.10)."""
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


def closing(office: Office) -> Markup:
    """Who sends it, that it is no invitation, and whom to call."""
    return Markup(
        "\n\n<i>Tin nhắc của {name}, không thay giấy mời. Liên hệ: {contact}.</i>"
    ).format(name=office.name, contact=office.contact)


def lines(parts: list[Markup]) -> Markup:
    return Markup("\n").join(parts)


def fitted(build: Callable[[int], Markup], *, longest: int = 400) -> Markup:
    """The message with titles as long as fit into one message, `longest` at most."""
    for length in (longest, 220, 140, 90, 50, 24):
        text = build(min(length, longest))
        if utf16_length(text.striptags()) <= LONGEST:
            return text
    return _cut(build(24))


def _cut(text: Markup) -> Markup:
    """Whole lines only, so that no tag is left open."""
    kept: list[Markup] = []
    room = LONGEST - 80
    for line in text.split("\n"):
        room -= utf16_length(line.striptags()) + 1
        if room < 0:
            kept.append(Markup("… (còn nữa, đề nghị xem từng mục bằng /item)"))
            break
        kept.append(line)
    return lines(kept)


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def plain(text: str) -> str:
    """A message without its tags, its lines kept: for a terminal."""
    lines_of = Markup(text).split("\n")  # noqa: S704 - ours, escaped when it was built
    return "\n".join(line.striptags() for line in lines_of)
