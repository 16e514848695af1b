"""Who is late, who has not spoken, what the next meeting is: short, for a question."""

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from bot.messages.board import ShortNames
from bot.messages.duties import days_left
from bot.messages.meetings import SESSIONS, when
from bot.messages.words import fitted, lines
from programme.amending import Altered
from programme.board import Board, Row
from programme.document import Meeting, Recurring
from programme.duties import DutyRole, DutyState
from programme.office import Office
from programme.programme import InForce
from programme.speech import (
    MARKS,
    STATES,
    say_date,
    say_day,
    say_period,
    shorten,
    title_of,
)


def late(boards: Sequence[Board], names: ShortNames, office: Office) -> Markup:
    """Each late dossier, the longest late first; nobody once its session has begun."""
    rows = [(row, board) for board in boards for row in late_rows(board)]
    if not rows:
        return Markup("Không có hồ sơ nào quá hạn.")
    rows.sort(key=lambda found: found[0].duty.due.late_after)

    def build(length: int) -> Markup:
        parts = [Markup("<b>Quá hạn ({n})</b>").format(n=len(rows))]
        parts += [_late(row, board, names, office, length) for row, board in rows]
        return lines(parts)

    return fitted(build, longest=120)


def late_rows(board: Board) -> list[Row]:
    return [row for row in board.late if not row.duty.has_begun(board.at)]


def _late(
    row: Row, board: Board, names: ShortNames, office: Office, length: int
) -> Markup:
    duty = row.duty
    note = f" – {shorten(duty.note, min(length, 90))}" if duty.note else ""
    return Markup(
        "• <b>{ref}</b> {agency}: {mark} {state}{note}; hạn {due}, {left}\n  {title}"
    ).format(
        ref=duty.ref,
        agency=names.get(duty.agency, duty.agency),
        mark=MARKS[duty.state],
        state=STATES[duty.state].lower(),
        note=note,
        due=say_day(duty.due.at.date()),
        left=days_left(duty, board.at, office.calendar),
        title=title_of(duty, length),
    )


def silent(boards: Sequence[Board], names: ShortNames) -> Markup:
    """The agencies that have said nothing at all, and what they are asked for."""
    told = [board for board in boards if board.silent]
    if not told:
        return Markup("Cơ quan nào cũng đã phản hồi.")
    parts: list[Markup] = []
    for board in told:
        parts.append(
            Markup("<b>Chưa phản hồi – chương trình {period} ({n})</b>").format(
                period=say_period(board.programme.period), n=len(board.silent)
            )
        )
        parts += [_silent(name, board, names) for name in board.silent]
    return lines(parts)


def _silent(name: str, board: Board, names: ShortNames) -> Markup:
    own = [
        row.duty for row in board.rows if row.duty.agency == name and row.duty.is_open
    ]
    first = min((duty.due.at for duty in own), default=None)
    return Markup("• {agency}: {refs}{due}").format(
        agency=names.get(name, name),
        refs=", ".join(duty.ref for duty in own) or "không còn nội dung nào phải gửi",
        due=f"; hạn {say_day(first.date())}" if first else "",
    )


def no_meeting() -> Markup:
    return Markup("Chưa có cuộc họp nào sắp tới trong các chương trình đang thực hiện.")


def agenda(
    found: Sequence[tuple[InForce, Meeting]],
    recurring: Sequence[Recurring],
    day: date,
    names: ShortNames,
    *,
    is_office: bool,
) -> Markup:
    """All that is held on one day: hour, place, chair, audience, items and states."""

    def build(length: int) -> Markup:
        parts = [
            Markup("<b>Lịch họp {day}</b>").format(day=say_date(day)),
            *[_recurring(rule, length) for rule in recurring],
        ]
        for force, meeting in found:
            parts += _meeting(force, meeting, names, length)
            missing = missing_of(meeting)
            if is_office and missing:
                parts.append(
                    Markup("<i>Chưa có {what}. Bổ sung: /meeting {ref}</i>").format(
                        what=", ".join(missing), ref=meeting.ref
                    )
                )
        return lines(parts)

    return fitted(build, longest=140)


def missing_of(meeting: Meeting) -> list[str]:
    """What a notice of it cannot say."""
    said = {
        "giờ họp": meeting.time or meeting.session,
        "địa điểm": meeting.place,
        "người chủ trì": meeting.chair,
        "thành phần": meeting.audience or meeting.items or meeting.lead,
    }
    return [what for what, is_known in said.items() if not is_known]


def _recurring(rule: Recurring, length: int) -> Markup:
    hour = f"{rule.time:%H:%M}" if rule.time else ""
    hour = hour or (SESSIONS[rule.session] if rule.session else "")
    return Markup("\n<b>{title}</b>{hour}").format(
        title=shorten(rule.title, length), hour=f", {hour}" if hour else ""
    )


def _meeting(
    force: InForce, meeting: Meeting, names: ShortNames, length: int
) -> list[Markup]:
    head = Markup("\n<b>{ref}. {title}</b>{when}").format(
        ref=meeting.ref, title=shorten(meeting.title, length), when=when(meeting)
    )
    return [head, *facts_of(meeting, names), *_items(force, meeting, names, length)]


def facts_of(meeting: Meeting, names: Mapping[str, str]) -> list[Markup]:
    """Where, who chairs, who attends: what is known of it."""
    invited = [
        ", ".join(names.get(name, name) for name in part.agencies)
        if part.certain
        else part.words
        for part in meeting.audience
    ]
    said = (
        ("Địa điểm", meeting.place),
        ("Chủ trì", meeting.chair),
        ("Thành phần", "; ".join(invited)),
    )
    return [
        Markup("{what}: {value}").format(what=what, value=shorten(value, 300))
        for what, value in said
        if value
    ]


def _items(
    force: InForce, meeting: Meeting, names: ShortNames, length: int
) -> list[Markup]:
    gone = {DutyState.WITHDRAWN, DutyState.DEFERRED}
    told = [
        duty
        for duty in force.duties
        if duty.meeting == meeting.ref and duty.role is DutyRole.LEAD
    ]
    return [
        Markup("{mark} <b>{ref}.</b> {title} ({agency}): {state}").format(
            mark=MARKS[duty.state],
            ref=duty.ref,
            title=title_of(duty, min(length, 90)),
            agency=names.get(duty.agency, duty.agency),
            state=STATES[duty.state].lower(),
        )
        for duty in told
        if duty.state not in gone
    ]


def redated(
    moved: Sequence[Altered], told: Sequence[str], unlinked: Sequence[str]
) -> Markup:
    """To the office: what it has just moved, and who hears of it."""
    one = moved[0]
    said = Markup("Đã chuyển hạn mục <b>{ref}</b>: {was} → {now}.").format(
        ref=one.now.ref,
        was=say_day(one.was.due.at.date()),
        now=say_day(one.now.due.at.date()),
    )
    said += Markup(" Đã báo: {names}.").format(names=", ".join(told))
    if unlinked:
        said += Markup("\nChưa có nhóm chat, đề nghị báo cách khác: {names}.").format(
            names=", ".join(unlinked)
        )
    return said
