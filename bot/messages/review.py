"""The preview of a document that the office sent, and its one question at a time."""

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from bot.messages.preview import passed, summary
from bot.messages.words import fitted, lines
from programme.document import Draft
from programme.letters import Button, Buttons
from programme.review import About, Question, Settled
from programme.speech import say_day, say_moment, say_period, shorten

KEEP: Mapping[About, str] = {
    About.DOUBT: "Đã xem, giữ nguyên",
    About.AGENCY: "Để trống",
    About.AUDIENCE: "Chỉ Văn phòng, Lãnh đạo",
    About.CLOSE_CALL: "Giữ hạn này",
}
#: How the question is answered without a button.
BY_REPLY: Mapping[About, str] = {
    About.DOUBT: "“giữ nguyên”",
    About.AGENCY: "bằng tên cơ quan",
    About.AUDIENCE: "bằng tên các cơ quan dự họp",
    About.CLOSE_CALL: "bằng một ngày khác, trước ngày họp",
}
_SHOWN_DOUBTS = 8


def preview(
    draft: Draft,
    questions: Sequence[Question],
    *,
    asked: Question | None,
    today: date,
    differences: Sequence[Markup] = (),
) -> Markup:
    """What was read, what changes, and the question that waits for an answer."""

    def build(length: int) -> Markup:
        parts = [
            Markup("<b>Đã đọc văn bản, chưa phát hành</b>\n{summary}").format(
                summary=summary(draft)
            )
        ]
        over = passed(draft, today)
        if over is not None:
            parts.append(Markup("<b>{over}</b>").format(over=over))
        if questions:
            parts.append(
                Markup("\n<b>Cần Văn phòng xác nhận: {n} chỗ</b>").format(
                    n=len(questions)
                )
            )
        if asked is not None:
            parts.append(question(asked, length))
        if differences:
            parts.append(Markup("\n<b>So với bản đang thực hiện</b>"))
            parts += list(differences)[:12]
        parts.append(
            Markup("\n<i>Chưa cơ quan nào được báo cho đến khi bấm “Phát hành”.</i>")
        )
        return lines(parts)

    return fitted(build, longest=220)


def question(asked: Question, length: int) -> Markup:
    """One sentence to the clerk."""
    hint = f"\nHoặc trả lời tin này {BY_REPLY[asked.about]}."
    if asked.doubt is not None:
        return Markup("Dòng {line}: {message}\n“{text}”{hint}").format(
            line=asked.doubt.line,
            message=asked.doubt.message,
            text=shorten(asked.doubt.text, length),
            hint=hint,
        )
    if asked.duty is not None:
        return Markup(
            "Hạn của mục <b>{ref}</b> là {due}, quá gần ngày phát hành. "
            "Giữ hạn này hay lùi?{hint}"
        ).format(ref=asked.duty.ref, due=say_moment(asked.duty.due.at), hint=hint)
    said = "; ".join(
        f"{meeting.ref} ({say_day(meeting.starts_on)})" for meeting in asked.meetings
    )
    words = asked.meetings[0].audience[0].words if asked.meetings else ""
    return Markup("Thành phần dự các hội nghị {said} là ai?\n“{words}”{hint}").format(
        said=said, words=shorten(words, length), hint=hint
    )


def choice(asked: Question, answer: str) -> str:
    """The label of one choice."""
    if answer == Settled.KEEP:
        return KEEP[asked.about]
    if answer == Settled.LEADING:
        return "Các cơ quan chủ trì nội dung"
    if answer == Settled.LATER and asked.later is not None:
        return f"Lùi đến {say_day(asked.later)}"
    return shorten(answer, 40)


def settle_buttons(rows: Sequence[tuple[str, str]]) -> Buttons:
    """One choice a row: label and data."""
    return tuple((Button(label, data),) for label, data in rows)


def dropped(name: str) -> Markup:
    return Markup("Đã bỏ văn bản «{name}». Không có gì được gửi.").format(
        name=shorten(name, 80)
    )


def already(period: str) -> Markup:
    return Markup(
        "Chương trình {period} đã được phát hành; văn bản này không có gì khác."
    ).format(period=period)


def not_for_agencies() -> Markup:
    return Markup(
        "Hồ sơ gửi theo hệ thống văn bản của tỉnh; tại đây chỉ cần báo tình hình, "
        "ví dụ “mục 3 đã trình, Tờ trình 66/TTr-SNV”."
    )


def surely(period: str) -> Markup:
    return Markup(
        "Thu hồi chương trình {period}? Việc nhắc sẽ dừng, và mỗi cơ quan đã được báo "
        "sẽ nhận một tin thu hồi."
    ).format(period=say_period(period))


def stays(period: str) -> Markup:
    return Markup("Chương trình {period} vẫn đang thực hiện.").format(
        period=say_period(period)
    )


def not_an_answer(asked: Question) -> Markup:
    return Markup(
        "Chưa rõ ý trả lời. Đề nghị bấm nút dưới tin xem lại, "
        "hoặc trả lời tin ấy {how}."
    ).format(how=BY_REPLY[asked.about])


def gone(period: str) -> Markup:
    return Markup("Chương trình {period} đã được thu hồi.").format(
        period=say_period(period)
    )
