"""After a session: the question to the office, item by item; and what each is told."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from markupsafe import Markup

from bot.messages import due as due_words
from bot.messages.buttons import Act, pack
from bot.messages.words import closing, fitted, lines
from programme.calendar import A_DAY, WorkCalendar
from programme.duties import Duty, DutyRole, DutyState
from programme.letters import Button, Buttons
from programme.office import Office
from programme.outcomes import Held, Matter, Outcome, is_asked
from programme.speech import shorten, title_of

SAID: Mapping[Outcome, str] = {
    Outcome.PASSED: "thông qua",
    Outcome.REVISE: "bổ sung, hoàn thiện",
    Outcome.NEXT: "chuyển kỳ sau",
    Outcome.WITHDRAWN: "rút",
}
LABELS: Mapping[Outcome, str] = {
    Outcome.PASSED: "Thông qua",
    Outcome.REVISE: "Bổ sung",
    Outcome.NEXT: "Chuyển kỳ sau",
    Outcome.WITHDRAWN: "Rút",
}
SHOW, PICK, ALL, WRITE, UNDO = "o", "p", "a", "w", "u"
_EXAMPLE = "mục {ref} bổ sung, còn lại thông qua"


def session_of(held: Held) -> str:
    """Hội nghị UBND tỉnh thường kỳ, 21/7"""
    return named(held.meeting.title, held.on)


def named(title: str, day: date) -> str:
    return f"{shorten(title, 120)}, {day.day}/{day.month}"


def asked(held: Held, today: date, calendar: WorkCalendar) -> str:
    """In the office's digest: asked once, then only what is left of it."""
    said = f"{session_of(held)}: {len(held.open)} nội dung chờ ghi kết quả"
    if is_asked(held, today - A_DAY, calendar):
        return said
    return f"{said}. Bấm nút bên dưới, hoặc trả lời tin này, ví dụ “{_example(held)}”."


def buttons_of(sessions: Sequence[Held]) -> Buttons:
    """Under the office's digest."""
    return tuple(
        (
            Button(
                f"Ghi kết quả phiên họp {one.on.day}/{one.on.month}",
                pack(Act.OUTCOME, SHOW, number_of(one)),
            ),
        )
        for one in sessions
    )


def number_of(held: Held) -> int:
    """By which a button names the session: a duty of its first item."""
    return held.open[0].duties[0].id


def question(held: Held, picked: Mapping[str, Outcome]) -> Markup:
    """Every item with what was chosen; the first one left is asked about."""
    left = next((one for one in held.open if one.ref not in picked), None)

    def build(length: int) -> Markup:
        parts = [Markup("<b>Kết quả {session}</b>").format(session=session_of(held))]
        parts += [_matter(one, picked.get(one.ref), length) for one in held.open]
        if left is not None:
            parts.append(
                Markup(
                    "\n<b>Mục {ref}: kết quả thế nào?</b>\n<i>Chưa ghi, chưa báo cơ "
                    "quan nào. Có thể trả lời tin này, ví dụ “{example}”.</i>"
                ).format(ref=left.ref, example=_example(held))
            )
        return lines(parts)

    return fitted(build, longest=120)


def question_buttons(held: Held, picked: Mapping[str, Outcome]) -> Buttons:
    """Of the item that is asked about; and what is done of all at once."""
    left = [one for one in held.open if one.ref not in picked]
    number = number_of(held)
    picks = [
        Button(label, pack(Act.OUTCOME, PICK, left[0].duties[0].id, outcome))
        for outcome, label in LABELS.items()
    ]
    rest = "Còn lại thông qua" if picked else "Tất cả thông qua"
    below = [(Button(f"{rest} ({len(left)})", pack(Act.OUTCOME, ALL, number)),)]
    if picked:
        write = f"Ghi và báo {len(picked)} mục đã chọn"
        below.append((Button(write, pack(Act.OUTCOME, WRITE, number)),))
    return (tuple(picks[:2]), tuple(picks[2:]), *below)


def _matter(matter: Matter, outcome: Outcome | None, length: int) -> Markup:
    said = SAID[outcome] if outcome else "chưa ghi"
    return Markup("• <b>{ref}.</b> {title} — {said}").format(
        ref=matter.ref, title=title_of(matter.duties[0], length), said=said
    )


def _example(held: Held) -> str:
    return _EXAMPLE.format(ref=held.open[0].ref)


def written(
    session: str,
    done: Sequence[tuple[Matter, Outcome]],
    *,
    untold: Sequence[str],
    who: str,
    at: datetime,
) -> Markup:
    """What the question becomes: what was recorded, who could not be told of it."""

    def build(length: int) -> Markup:
        parts = [Markup("<b>Đã ghi kết quả {session}</b>").format(session=session)]
        parts += [_matter(matter, outcome, length) for matter, outcome in done]
        told = "Đã báo mỗi cơ quan một tin."
        if untold:
            told = f"Chưa báo được (chưa liên kết nhóm chat): {', '.join(untold)}."
        parts.append(
            Markup(
                "<i>{told} {who}, {at:%H:%M %d/%m}; hoàn tác được trong 10 phút.</i>"
            ).format(told=told, who=who, at=at)
        )
        return lines(parts)

    return fitted(build, longest=120)


def undo_button(number: int) -> Buttons:
    return ((Button("Hoàn tác", pack(Act.OUTCOME, UNDO, number)),),)


def to_agency(
    session: str,
    agency: str,
    done: Sequence[tuple[Duty, Outcome]],
    *,
    office: Office,
) -> Markup:
    """One message with all that is theirs, and nothing of anybody else's."""

    def build(length: int) -> Markup:
        parts = [
            Markup(
                "<b>Kết quả {session}</b>\nKính gửi {agency},\n{office} trân trọng "
                "thông tin về các nội dung Quý cơ quan chuẩn bị:"
            ).format(session=session, agency=agency, office=office.name)
        ]
        parts += [_told(duty, outcome, length) for duty, outcome in done]
        parts.append(
            Markup("<i>Nội dung cụ thể theo thông báo kết luận của phiên họp.</i>")
        )
        return lines(parts) + closing(office)

    return fitted(build)


def _told(duty: Duty, outcome: Outcome, length: int) -> Markup:
    part = " (phối hợp)" if duty.role is DutyRole.SUPPORT else ""
    said = Markup("• <b>{ref}.</b> {title}{part} — {said}").format(
        ref=duty.ref, title=title_of(duty, length), part=part, said=SAID[outcome]
    )
    if duty.state is DutyState.RETURNED:
        said += Markup(", hạn gửi lại {due}").format(due=due_words.short(duty.due))
    return said


def taken_back(session: str, *, who: str, at: datetime) -> Markup:
    return Markup(
        "<b>Đã hoàn tác kết quả {session}</b>\n"
        "<i>Cơ quan đã nhận tin thì được báo lại. "
        "{who}, {at:%H:%M %d/%m}</i>"
    ).format(session=session, who=who, at=at)


def corrected(
    session: str, agency: str, refs: Sequence[str], *, office: Office
) -> Markup:
    """To an agency that was told: it does not hold any more."""
    return Markup(
        "<b>Đính chính</b>\nKính gửi {agency},\n{office} xin rút lại tin vừa gửi về "
        "kết quả {session}, mục {refs}; kết quả sẽ được thông tin lại sau."
    ).format(
        agency=agency, office=office.name, session=session, refs=", ".join(refs)
    ) + closing(office)


def misread(word: str) -> Markup:
    return Markup(
        "Chưa rõ “{word}”, nên chưa ghi gì. Ví dụ: “mục 3 bổ sung, còn lại thông qua”; "
        "kết quả: thông qua, bổ sung, chuyển kỳ sau, rút."
    ).format(word=shorten(word, 60))


def nothing() -> Markup:
    return Markup("Không có phiên họp nào chờ ghi kết quả.")


def settled() -> Markup:
    return Markup("Kết quả phiên họp này đã được ghi.")


def too_late() -> Markup:
    return Markup(
        "Không hoàn tác được nữa (chỉ trong 10 phút, khi chưa có cập nhật mới hơn)."
    )
