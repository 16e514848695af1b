"""What was recorded, said back; and what the office decided."""

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from bot.messages import due as due_words
from bot.messages.words import closing, fitted, lines
from programme.duties import Duty, DutyState, Mover
from programme.moves import Move
from programme.office import Office
from programme.requests import Request, RequestKind
from programme.speech import MARKS, STATES, say_day, shorten, title_of

REQUESTS: Mapping[RequestKind, str] = {
    RequestKind.EXTENSION: "gia hạn",
    RequestKind.DEFERRAL: "chuyển sang kỳ họp sau",
    RequestKind.WITHDRAWAL: "rút nội dung",
}


HOW_TO_UNDO = Markup(
    "<i>Nếu chưa đúng, trong 10 phút có thể trả lời tin này “hoàn tác”.</i>"
)


def recorded(
    moves: Sequence[Move], requests: Sequence[tuple[Request, Duty]] = ()
) -> Markup:
    """Đã ghi nhận, a line a duty, and how to take it back."""

    def build(length: int) -> Markup:
        parts = [Markup("<b>Đã ghi nhận</b>")]
        parts += [_line(move.now, length) for move in moves]
        parts += [
            Markup("• {ref}: đề nghị {what}, chờ Văn phòng quyết định").format(
                ref=duty.ref, what=say_request(request)
            )
            for request, duty in requests
        ]
        if len(several := unexplained(moves)) > 1:
            parts.append(
                Markup(
                    "Đề nghị trả lời tin này, nêu ngắn gọn lý do vướng mắc từng mục, "
                    "ví dụ “mục {ref} vướng do …”, để Văn phòng phối hợp tháo gỡ."
                ).format(ref=several[0].ref)
            )
        if moves or requests:
            parts.append(HOW_TO_UNDO)
        return lines(parts)

    return fitted(build, longest=200)


def _line(duty: Duty, length: int) -> Markup:
    note = f": {shorten(duty.note, length)}" if duty.note else ""
    return Markup("• <b>{ref}</b> {mark} {state}{note}").format(
        ref=duty.ref, mark=MARKS[duty.state], state=STATES[duty.state], note=note
    )


def unexplained(moves: Sequence[Move]) -> list[Duty]:
    """What is blocked now, and nobody has said by what."""
    now = [move.now for move in moves]
    return [duty for duty in now if duty.state is DutyState.BLOCKED and not duty.note]


def undone(
    moves: Sequence[Move], requests: Sequence[tuple[Request, Duty]] = ()
) -> Markup:
    def build(length: int) -> Markup:
        parts = [Markup("<b>Đã hoàn tác</b>")]
        parts += [_line(move.was, length) for move in moves]
        parts += [
            Markup("• {ref}: không còn đề nghị {what}").format(
                ref=duty.ref, what=say_request(request)
            )
            for request, duty in requests
        ]
        return lines(parts)

    return fitted(build, longest=200)


def nothing_to_undo() -> Markup:
    return Markup(
        "Không còn thay đổi nào hoàn tác được (chỉ trong 10 phút, "
        "khi chưa có cập nhật mới hơn). Cần sửa thì nhắn lại tình hình đúng, "
        "hoặc trao đổi với Văn phòng."
    )


def below(moves: Sequence[Move]) -> Markup:
    """Under a message whose button was pressed: what was recorded last, by whom."""
    parts = [
        Markup("<i>{at:%H:%M %d/%m} – {ref}: {state}, {who}</i>").format(
            at=move.at,
            ref=move.now.ref,
            state=STATES[move.now.state].lower(),
            who=shorten(move.who.rpartition(" (")[0] or move.who, 40),
        )
        for move in moves[-3:]
    ]
    return lines(parts)


def ask_reason(duty: Duty) -> Markup:
    return Markup(
        "Đã ghi nhận mục <b>{ref}</b> có vướng mắc. Đề nghị trả lời tin này, "
        "nêu ngắn gọn lý do để Văn phòng phối hợp tháo gỡ."
    ).format(ref=duty.ref)


def reason_noted(duty: Duty) -> Markup:
    return Markup("Đã ghi lý do vướng mắc của mục <b>{ref}</b>: {note}").format(
        ref=duty.ref, note=shorten(duty.note or "", 300)
    )


def retracted_to_office(agency: str, request: Request, duty: Duty) -> Markup:
    return Markup("<b>{agency}</b> rút lại đề nghị {what} mục <b>{ref}</b>.").format(
        agency=agency, what=say_request(request), ref=duty.ref
    )


def say_request(request: Request) -> str:
    """gia hạn đến Thứ Sáu 17/7"""
    words = REQUESTS[request.kind]
    return f"{words} đến {_day(request.until)}" if request.until else words


def _day(day: date | None) -> str:
    return say_day(day) if day else ""


def by_office(move: Move, *, office: Office) -> Markup:
    """To the agency, at once: what the office decided of its duty."""
    duty = move.now
    match duty.state:
        case DutyState.ACCEPTED:
            text = Markup(
                "{office} đã tiếp nhận hồ sơ mục <b>{ref}</b>: {title}. "
                "Trân trọng cảm ơn Quý cơ quan."
            )
        case DutyState.RETURNED:
            text = Markup(
                "{office} đề nghị hoàn thiện mục <b>{ref}</b>: {title}\n"
                "Nội dung: {note}\nHạn gửi lại: {due}"
            )
        case _ if move.now.moved_by is Mover.ON_BEHALF:
            text = Markup(
                "{office} ghi nhận thay Quý cơ quan, mục <b>{ref}</b>: {title}\n"
                "Trạng thái: {state}{said}"
            )
        case _:
            text = Markup(
                "{office} ghi nhận mục <b>{ref}</b>: {title}\nTrạng thái: {state}{said}"
            )
    filled = text.format(
        office=office.name,
        ref=duty.ref,
        title=title_of(duty, 220),
        note=shorten(duty.note or "", 1500),
        due=due_words.due(duty.due),
        state=STATES[duty.state].lower(),
        said=f" ({shorten(duty.note, 1500)})" if duty.note else "",
    )
    return filled + closing(office)


def done_by_office(move: Move, *, is_told: bool) -> Markup:
    """To the office, what it just did; and whether the agency can be told of it."""
    duty = move.now
    said = Markup("Mục <b>{ref}</b> ({agency}): {was} → <b>{now}</b>").format(
        ref=duty.ref,
        agency=duty.agency,
        was=STATES[move.was.state].lower(),
        now=STATES[duty.state].lower(),
    )
    if duty.state is DutyState.RETURNED:
        said += Markup("\nHạn gửi lại: {due}").format(due=due_words.due(duty.due))
    if is_told:
        return said + Markup("\n<i>Đã báo cho cơ quan.</i>")
    return said + Markup("\n<i>Cơ quan chưa liên kết nhóm chat nên chưa được báo.</i>")
