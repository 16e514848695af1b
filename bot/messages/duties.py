"""Duties in a message: a line each, gathered under the meeting they are for."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from markupsafe import Markup

from bot.messages import due as due_words
from bot.messages.meetings import day_of
from bot.messages.words import lines
from programme.calendar import WorkCalendar
from programme.duties import Duty, DutyRole
from programme.office import Office
from programme.programme import InForce
from programme.refs import in_order
from programme.speech import (
    MARKS,
    say_days_left,
    say_period,
    state_of,
    title_of,
)


def line(duty: Duty, now: datetime, length: int) -> Markup:
    """• I.3. Title — ◐ Đang chuẩn bị (of who supports, no report is asked)"""
    if duty.role is DutyRole.SUPPORT:
        return plain_line(duty, length)
    return Markup("• <b>{ref}.</b> {title} — {mark} {state}").format(
        ref=duty.ref,
        title=title_of(duty, length),
        mark=MARKS[duty.state],
        state=state_of(duty, late=duty.is_late(now)),
    )


def plain_line(duty: Duty, length: int) -> Markup:
    """• I.3. Title (phối hợp), with no state"""
    part = " (phối hợp)" if duty.role is DutyRole.SUPPORT else ""
    return Markup("• <b>{ref}.</b> {title}{part}").format(
        ref=duty.ref, title=title_of(duty, length), part=part
    )


def heading(duty: Duty, force: InForce | None) -> str:
    """For what it is prepared: a meeting and its day, or the chairman."""
    meeting = force.meeting(duty.meeting) if force and duty.meeting else None
    if meeting is None:
        return "Trình Chủ tịch UBND"
    return f"{meeting.title}, {day_of(meeting)}"


def by_occasion(duties: Iterable[Duty]) -> list[list[Duty]]:
    """Duties of one programme, one meeting and one due moment together, in order."""
    groups: dict[tuple[object, ...], list[Duty]] = {}
    for duty in sorted(duties, key=lambda duty: (-duty.programme, in_order(duty.ref))):
        key = (duty.programme, duty.meeting, duty.due.at, duty.due.rule)
        groups.setdefault(key, []).append(duty)
    return list(groups.values())


def days_left(duty: Duty, now: datetime, calendar: WorkCalendar) -> str:
    """còn 3 ngày làm việc; hôm nay; quá hạn 1 ngày làm việc"""
    today = now.astimezone(duty.due.at.tzinfo).date()
    if duty.is_on_hold:
        return "chưa có hạn"
    if not duty.is_late(now):
        left = calendar.workdays_between(today, duty.due.at.date())
        return say_days_left(max(left, 0)) if now <= duty.due.at else "đã đến hạn"
    behind = calendar.workdays_between(duty.due.late_after.date(), today)
    return say_days_left(-behind) if behind > 0 else "đã quá hạn"


def my_items(
    agency: str,
    duties: Sequence[Duty],
    forces: Sequence[InForce],
    *,
    now: datetime,
    office: Office,
    length: int,
) -> Markup:
    """All duties of one agency: ref, title, state, due day and days left."""
    by_id = {force.programme.id: force for force in forces}
    parts = [Markup("<b>Nội dung {agency} chuẩn bị</b>").format(agency=agency)]
    for group in by_occasion(duties):
        force = by_id.get(group[0].programme)
        period = f" – {say_period(force.programme.period)}" if force else ""
        parts.append(
            Markup("\n<b>{heading}</b>{period}\n<i>Hạn: {due}, {left}</i>").format(
                heading=heading(group[0], force),
                period=period,
                due=due_words.due(group[0].due),
                left=left_of(group, now, office.calendar),
            )
        )
        parts += [line(duty, now, length) for duty in group]
    return lines(parts)


def left_of(group: Sequence[Duty], now: datetime, calendar: WorkCalendar) -> str:
    """How long a group that is due together still has."""
    late = next((duty for duty in group if duty.is_late(now)), None)
    return days_left(late or group[0], now, calendar)
