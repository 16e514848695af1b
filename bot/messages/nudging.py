"""A reminder by the office's own word: to the agency, and what the office is told."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.errors import NotPossible
from bot.messages import due as due_words
from bot.messages.duties import by_occasion, heading, left_of, line
from bot.messages.words import closing, fitted, lines
from programme.duties import Duty
from programme.office import Office
from programme.programme import InForce
from programme.speech import STATES, say_moment


def to_agency(
    duties: Sequence[Duty], forces: Sequence[InForce], *, now: datetime, office: Office
) -> Markup:
    by_id = {force.programme.id: force for force in forces}

    def build(length: int) -> Markup:
        parts = [
            Markup("<b>Văn phòng nhắc chuẩn bị hồ sơ</b>\nKính gửi {agency},").format(
                agency=duties[0].agency
            )
        ]
        for group in by_occasion(duties):
            parts.append(
                Markup(
                    "\n<b>{heading}</b>\n<i>Hạn gửi hồ sơ: {due}, {left}</i>"
                ).format(
                    heading=heading(group[0], by_id.get(group[0].programme)),
                    due=due_words.due(group[0].due),
                    left=left_of(group, now, office.calendar),
                )
            )
            parts += [line(duty, now, length) for duty in group]
        parts.append(
            Markup(
                "\nĐề nghị trả lời tin này, ví dụ “mục {ref} đang lấy ý kiến”, "
                "hoặc bấm nút bên dưới."
            ).format(ref=duties[0].ordinal or duties[0].ref)
        )
        return lines(parts) + closing(office)

    return fitted(build, longest=220)


def done(
    going: Sequence[Duty], passed: Sequence[Duty], goes_at: datetime | None
) -> Markup:
    when = f"sẽ đi lúc {say_moment(goes_at)}" if goes_at else "đi trong ít phút"
    said = Markup("Đã ghi tin nhắc {agency}, mục {refs}: {when}.").format(
        agency=going[0].agency, refs=_refs(going), when=when
    )
    if goes_at:
        said += Markup(" Ngoài giờ làm việc trợ lý không gửi tin.")
    if passed:
        said += Markup("\nHôm nay đã nhắc riêng: {refs}.").format(refs=_refs(passed))
    return said


def nudged_today(duties: Sequence[Duty]) -> Markup:
    return Markup(
        "Hôm nay đã nhắc riêng {agency} mục {refs}; mỗi ngày chỉ nhắc một lần."
    ).format(agency=duties[0].agency, refs=_refs(duties))


def nothing_awaited(duties: Sequence[Duty]) -> Markup:
    """Nobody is asked for what is there."""
    said = "; ".join(f"{duty.ref} {_state(duty)}" for duty in duties)
    return Markup("Không phải nhắc {agency}: {said}.").format(
        agency=duties[0].agency, said=said
    )


def _state(duty: Duty) -> str:
    return "đang hoãn" if duty.is_on_hold else STATES[duty.state].lower()


def nothing_of(name: str) -> NotPossible:
    return NotPossible(f"{name} không còn nội dung nào phải gửi.")


def not_linked(name: str) -> Markup:
    return Markup(
        "{name} chưa liên kết nhóm chat nên chưa nhắc được; "
        "đề nghị báo trực tiếp, hoặc cấp mã: /link {name}"
    ).format(name=name)


def _refs(duties: Sequence[Duty]) -> str:
    return ", ".join(duty.ref for duty in duties)
