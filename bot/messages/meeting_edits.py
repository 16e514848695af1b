"""A meeting's day, hour, place, chair and audience, changed by the office's word."""

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from bot.messages.looking import facts_of
from bot.messages.meetings import day_of, when
from bot.messages.words import lines
from programme.document import Meeting
from programme.meeting_words import MeetingPart
from programme.speech import opening, say_date, shorten

QUESTIONS: Mapping[MeetingPart, str] = {
    MeetingPart.HOUR: "họp lúc mấy giờ?",
    MeetingPart.PLACE: "họp ở đâu?",
    MeetingPart.CHAIR: "ai chủ trì?",
    MeetingPart.AUDIENCE: "thành phần gồm những cơ quan nào?",
}


def move(meeting: Meeting, day: date, *, is_worked: bool) -> Markup:
    said = Markup(
        "Dời <b>{ref}. {title}</b>: {was} → <b>{now}</b>? "
        "Hạn hồ sơ tính lại theo ngày mới, các cơ quan liên quan sẽ được báo."
    ).format(
        ref=meeting.ref,
        title=shorten(meeting.title, 200),
        was=day_of(meeting),
        now=say_date(day),
    )
    if is_worked:
        return said
    return said + Markup("\n<i>Lưu ý: ngày mới là ngày nghỉ.</i>")


def ask(meeting: Meeting, part: MeetingPart) -> str:
    """The next thing that is missing, one at a time."""
    return (
        f"{meeting.ref}. {shorten(meeting.title, 120)}: {QUESTIONS[part]} "
        "(“bỏ qua” nếu chưa biết, “thôi” để dừng)"
    )


def preview(now: Meeting, names: Mapping[str, str]) -> Markup:
    """The meeting as a notice would say it."""
    head = Markup("<b>{ref}. {title}</b>\n{day}{when}").format(
        ref=now.ref,
        title=shorten(now.title, 200),
        day=opening(day_of(now)),
        when=when(now),
    )
    parts: Sequence[Markup] = [head, *facts_of(now, names)]
    tail = Markup("\nGhi như trên và báo các cơ quan liên quan?")
    return lines([*parts, tail])


def nothing_new(meeting: Meeting) -> str:
    return f"Cuộc họp {meeting.ref} đã ghi đúng như vậy."


def whom() -> str:
    return (
        "Chưa nhận ra cơ quan nào trong thành phần; xin ghi tên cơ quan, "
        "ví dụ: thành phần: Sở Nội vụ, Sở Tài chính"
    )


def misread(words: str) -> str:
    return (
        f"Chưa rõ “{shorten(words, 80)}”. Ví dụ: 14h, phòng họp A, "
        "chủ trì: Phó Chủ tịch thường trực, thành phần: Sở Nội vụ, Sở Tài chính"
    )
