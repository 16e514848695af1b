"""The standing messages: the office's digest, the leaders' picture."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from markupsafe import Markup

from bot.messages.board import (
    ShortNames,
    heading_of,
    of_part,
    refs_by_agency,
    tail,
)
from bot.messages.meetings import FATES, SESSIONS, notice
from bot.messages.meetings import short as short_meeting
from bot.messages.words import closing, fitted, lines
from programme.board import Board
from programme.document import Meeting, Recurring
from programme.duties import DutyState
from programme.moves import Move
from programme.office import Office
from programme.programme import InForce
from programme.reminders import Reminder
from programme.speech import STATES, say_date, say_day, shorten


@dataclass(frozen=True, kw_only=True)
class Day:
    """What a standing message is made of. `unlinked`: agencies without a chat."""

    day: date
    boards: tuple[Board, ...]
    forces: tuple[InForce, ...]
    notices: tuple[Reminder, ...] = ()
    recurring: tuple[Recurring, ...] = ()
    moves: tuple[Move, ...] = ()
    requests: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    unlinked: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    escalations: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    deputies: tuple[str, ...] = ()
    names: ShortNames = field(default_factory=dict)


def office_digest(day: Day, *, office: Office) -> Markup:
    """What moved, who is late, what waits for the office."""

    def build(length: int) -> Markup:
        parts = [Markup("<b>Tổng hợp sáng {day}</b>").format(day=say_date(day.day))]
        parts += [notice(reminder, day.forces, length) for reminder in day.notices]
        parts += _listed("Lịch làm việc", day.warnings)
        parts += _listed("Kết quả phiên họp", day.outcomes)
        parts += _listed("Dự thảo đôn đốc chờ Văn phòng cho gửi", day.escalations)
        parts += _moved(day, length)
        for board in day.boards:
            parts += _progress(board, day.day)
            parts += _waiting(board, day.names)
            parts += tail(board, names=day.names)
        parts += _listed("Đề nghị chờ Văn phòng quyết định", day.requests)
        parts += _listed("Chưa gửi được", day.failures)
        parts += _listed("Chưa liên kết nhóm chat", day.unlinked)
        if len(parts) == 1:
            parts.append(Markup("Không có thay đổi; không có hồ sơ quá hạn."))
        parts += _listed("Đang trực thay", day.deputies)
        return lines(parts) + closing(office)

    return fitted(build)


def briefing(day: Day, *, office: Office) -> Markup:
    """The leaders' one picture: the boards, and the week ahead."""

    def build(length: int) -> Markup:
        parts = [Markup("<b>Báo cáo nhanh {day}</b>").format(day=say_date(day.day))]
        parts += [_held_today(rule, length) for rule in day.recurring]
        parts += [notice(reminder, day.forces, length) for reminder in day.notices]
        for board in day.boards:
            coming = [part for part in board.parts if _is_coming(part.meeting, day.day)]
            parts += [of_part(part, names=day.names, length=length) for part in coming]
            parts += tail(board, names=day.names)
        ahead = _ahead(day, length)
        if ahead:
            parts += [Markup("\n<b>Bảy ngày tới</b>"), *ahead]
        return lines(parts) + closing(office)

    return fitted(build)


def before_session(day: Day, *, office: Office) -> Markup:
    """To the leaders, the working day before a session: the session and its board."""

    def build(length: int) -> Markup:
        parts = [Markup("<b>Chuẩn bị phiên họp</b>")]
        parts += [notice(reminder, day.forces, length) for reminder in day.notices]
        said = {reminder.meeting for reminder in day.notices}
        for board in day.boards:
            parts += [
                of_part(part, names=day.names, length=length)
                for part in board.parts
                if part.meeting and part.meeting.ref in said
            ]
            parts += tail(board, names=day.names)
        return lines(parts) + closing(office)

    return fitted(build)


def _held_today(rule: Recurring, length: int) -> Markup:
    hour = f"{rule.time:%H:%M}" if rule.time else "Hôm nay"
    if rule.time is None and rule.session:
        hour = f"Hôm nay, {SESSIONS[rule.session]}"
    return Markup("{hour}: {title}").format(
        hour=hour, title=shorten(rule.title, length)
    )


def _is_coming(meeting: Meeting | None, day: date) -> bool:
    if meeting is None:
        return True
    return meeting.starts_on >= day and meeting.status not in FATES


def _ahead(day: Day, length: int) -> list[Markup]:
    """The meetings of the next seven days, in order of their days."""
    last = day.day + timedelta(days=7)
    meetings = [
        meeting
        for force in day.forces
        for meeting in force.meetings
        if day.day < meeting.starts_on <= last and meeting.status not in FATES
    ]
    meetings.sort(key=lambda meeting: meeting.starts_on)
    return [short_meeting(meeting, length) for meeting in meetings]


def _progress(board: Board, day: date) -> list[Markup]:
    """A line for each meeting to come: how many are ready, and until when."""
    said = [
        Markup("• {heading}: {done}/{all} sẵn sàng, hạn {due}").format(
            heading=heading_of(part),
            done=part.done,
            all=len(part.standing),
            due=say_day(min(row.duty.due.at for row in part.standing).date()),
        )
        for part in board.parts
        if part.standing and _is_coming(part.meeting, day)
    ]
    return [Markup("\n<b>Tiến độ</b>"), *said] if said else []


def _moved(day: Day, length: int) -> list[Markup]:
    moves = [move for move in day.moves if not move.undone]
    if not moves:
        return []
    newest = {move.now.id: move for move in moves}
    parts = [
        Markup("\n<b>Thay đổi từ bản tổng hợp trước ({n})</b>").format(n=len(newest))
    ]
    for move in newest.values():
        duty = move.now
        note = f" – {shorten(duty.note, min(length, 120))}" if duty.note else ""
        parts.append(
            Markup("• {ref} {agency}: {was} → {now}{note}").format(
                ref=duty.ref,
                agency=day.names.get(duty.agency, duty.agency),
                was=STATES[move.was.state].lower(),
                now=STATES[duty.state].lower(),
                note=note,
            )
        )
    return parts


def _waiting(board: Board, names: ShortNames) -> list[Markup]:
    """Dossiers said to be ready that the office has not taken yet."""
    ready = [row for row in board.rows if row.duty.state is DutyState.READY]
    said = (refs_by_agency(ready, names),) if ready else ()
    return _listed("Chờ Văn phòng tiếp nhận (/accept)", said)


def _listed(heading: str, said: Sequence[str]) -> list[Markup]:
    if not said:
        return []
    return [
        Markup("\n<b>{heading}</b>").format(heading=heading),
        *[Markup("• {line}").format(line=line) for line in said],
    ]
