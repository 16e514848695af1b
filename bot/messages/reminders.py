"""Messages to an agency: what it is to prepare, what is coming, what is late."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType

from markupsafe import Markup

from bot.messages import due as due_words
from bot.messages.duties import by_occasion, heading, left_of, line, plain_line
from bot.messages.meetings import notice
from bot.messages.requests import pending
from bot.messages.words import (
    NOTHING_AWAITED,
    OPENING,
    OPENING_OF_SOME,
    closing,
    fitted,
    lines,
)
from programme.duties import Duty, DutyRole, DutyState
from programme.office import Office
from programme.programme import InForce
from programme.reminders import Reminder, Step
from programme.requests import Request
from programme.speech import say_period

_HOW = "Đề nghị trả lời tin này, ví dụ “{example}”, hoặc bấm nút bên dưới."


def publication(
    agency: str,
    duties: Sequence[Duty],
    forces: Sequence[InForce],
    *,
    now: datetime,
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
            parts += [_published(duty, now, length) for duty in group]
        parts += _how(duties)
        return lines(parts) + closing(office)

    return fitted(build)


def _published(duty: Duty, now: datetime, length: int) -> Markup:
    """With its state, once there is anything to say of it."""
    if duty.state is DutyState.ASSIGNED and not duty.is_late(now):
        return plain_line(duty, length)
    return line(duty, now, length)


def digest(  # noqa: PLR0913 - all that one morning is made of
    agency: str,
    said: Sequence[tuple[Reminder, Duty]],
    meetings: Sequence[Reminder],
    forces: Sequence[InForce],
    *,
    now: datetime,
    office: Office,
    wishes: Mapping[int, Request] = MappingProxyType({}),
) -> Markup:
    """One message a morning: meetings of the day, then dossiers, most urgent first;
    with what is asked for and not decided."""

    def build(length: int) -> Markup:
        parts = [
            Markup("<b>{opening}</b>\nKính gửi {agency},").format(
                opening=_opening(said, meetings, now), agency=agency
            )
        ]
        parts += [notice(reminder, forces, length) for reminder in meetings]
        duties = [duty for _, duty in said]
        for group in by_occasion(duties):
            parts.append(
                Markup("\n<b>{heading}</b>\n<i>Hạn: {due}{left}</i>").format(
                    heading=heading(group[0], _force_of(group[0], forces)),
                    due=due_words.fitting(group[0].due, length),
                    left=_left(group, now, office),
                )
            )
            parts += [
                line(duty, now, length)
                + (pending(wishes[duty.id]) if duty.id in wishes else "")
                + _support(duty, forces)
                for duty in group
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
    said: Sequence[tuple[Reminder, Duty]],
    meetings: Sequence[Reminder],
    now: datetime,
) -> str:
    """By what is still asked for: of a message that is shown anew, as things stand."""
    of_duties = {step for one in said if (step := _step_of(*one, now)) is not None}
    steps = set(of_duties)
    for reminder in meetings:
        is_past = reminder.step is Step.MORNING and _day(reminder, now) < now.date()
        steps.add(Step.EVE if is_past else reminder.step)
    if not steps:
        return NOTHING_AWAITED
    first = min(steps, key=_URGENCY.index)
    return (OPENING_OF_SOME if len(of_duties) > 1 else OPENING).get(
        first, OPENING[first]
    )


def _step_of(reminder: Reminder, duty: Duty, now: datetime) -> Step | None:
    """What it says of this dossier by now; None if that is not awaited any more."""
    if reminder.step is Step.PUBLISHED:
        return Step.PUBLISHED
    if not duty.is_awaited:
        return None
    if duty.is_late(now):
        return Step.LATE
    is_today = duty.due.at.astimezone(now.tzinfo).date() == now.date()
    if reminder.step is Step.LATE or (reminder.step is Step.TODAY and not is_today):
        return Step.TODAY if is_today else Step.COMING
    return reminder.step


def _day(reminder: Reminder, now: datetime) -> date:
    return reminder.at.astimezone(now.tzinfo).date()


def _left(group: Sequence[Duty], now: datetime, office: Office) -> str:
    """How long there still is, for who is still waited for."""
    if not any(duty.is_awaited or duty.is_on_hold for duty in group):
        return ""
    return f" – {left_of(group, now, office.calendar)}"


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
    """How to answer; nothing where no report is asked: of who only supports, or has
    all ready."""
    refs = [d.ref for d in duties if d.is_awaited and d.role is DutyRole.LEAD]
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
