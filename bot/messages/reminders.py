"""Messages to an agency: what it is to prepare, what is coming, what is late."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.messages import due as due_words
from bot.messages.duties import by_occasion, heading, left_of, line, plain_line
from bot.messages.meetings import notice
from bot.messages.words import OPENING, closing, fitted, lines
from programme.duties import Duty, DutyRole
from programme.office import Office
from programme.programme import InForce
from programme.reminders import Reminder, Step
from programme.speech import say_period

_HOW = "Đề nghị trả lời tin này, ví dụ “{example}”, hoặc bấm nút bên dưới."


def publication(
    agency: str,
    duties: Sequence[Duty],
    forces: Sequence[InForce],
    *,
    office: Office,
) -> Markup:
    """Once, when the programme is published: everything this agency prepares."""

    def build(length: int) -> Markup:
        parts = [
            Markup("<b>{period}: {opening}</b>\nKính gửi {agency},").format(
                period=_programme_of(duties[0], forces),
                opening=OPENING[Step.PUBLISHED].lower(),
                agency=agency,
            ),
            Markup("{office} đề nghị Quý cơ quan chuẩn bị:").format(office=office.name),
        ]
        for group in by_occasion(duties):
            parts.append(
                Markup("\n<b>{heading}</b>\n<i>Hạn gửi hồ sơ: {due}</i>").format(
                    heading=heading(group[0], _force_of(group[0], forces)),
                    due=due_words.due(group[0].due),
                )
            )
            parts += [plain_line(duty, length) for duty in group]
        parts += _how(duties)
        return lines(parts) + closing(office)

    return fitted(build)


def digest(
    agency: str,
    said: Sequence[tuple[Reminder, Duty]],
    meetings: Sequence[Reminder],
    forces: Sequence[InForce],
    *,
    now: datetime,
    office: Office,
) -> Markup:
    """One message a morning: meetings of the day, then dossiers, most urgent first."""

    def build(length: int) -> Markup:
        parts = [
            Markup("<b>{opening}</b>\nKính gửi {agency},").format(
                opening=_opening(said, meetings), agency=agency
            )
        ]
        parts += [notice(reminder, forces, length) for reminder in meetings]
        duties = [duty for _, duty in said]
        for group in by_occasion(duties):
            parts.append(
                Markup("\n<b>{heading}</b>\n<i>Hạn: {due} – {left}</i>").format(
                    heading=heading(group[0], _force_of(group[0], forces)),
                    due=due_words.fitting(group[0].due, length),
                    left=left_of(group, now, office.calendar),
                )
            )
            parts += [
                line(duty, now, length) + _support(duty, forces) for duty in group
            ]
        parts += _how(duties)
        return lines(parts) + closing(office)

    return fitted(build, longest=160)


#: What a message that says several things is called after.
_URGENCY = (
    Step.LATE,
    Step.TODAY,
    Step.MORNING,
    Step.COMING,
    Step.EVE,
    Step.PUBLISHED,
    Step.DAILY,
)


def _opening(
    said: Sequence[tuple[Reminder, Duty]], meetings: Sequence[Reminder]
) -> str:
    steps = {reminder.step for reminder, _ in said}
    steps |= {reminder.step for reminder in meetings}
    return OPENING[min(steps, key=_URGENCY.index)]


def _support(duty: Duty, forces: Sequence[InForce]) -> Markup:
    """Support duties are named in the lead's digest."""
    force = _force_of(duty, forces)
    if duty.role is DutyRole.SUPPORT:
        return Markup("")
    names = force.supporting(duty.ref) if force else ()
    if not names:
        return Markup("")
    return Markup("\n   <i>Phối hợp: {names}</i>").format(names=", ".join(names))


def _how(duties: Sequence[Duty]) -> list[Markup]:
    """How to answer; nothing for who only supports, of whom no report is asked."""
    refs = [d.ref for d in duties if d.is_open and d.role is DutyRole.LEAD]
    if not refs:
        return []
    example = f"{refs[0]} đã xong"
    if len(refs) > 1:
        example += f", {refs[1]} đang chuẩn bị"
    return [Markup("\n{how}").format(how=_HOW.format(example=example))]


def _programme_of(duty: Duty, forces: Sequence[InForce]) -> str:
    force = _force_of(duty, forces)
    when = f" {say_period(force.programme.period)}" if force else ""
    return f"Chương trình công tác{when}"


def _force_of(duty: Duty, forces: Sequence[InForce]) -> InForce | None:
    return next((f for f in forces if f.programme.id == duty.programme), None)
