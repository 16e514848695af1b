"""The readiness board in words: what is ready, what is late, who has not spoken."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from markupsafe import Markup

from bot.messages.meetings import day_of
from bot.messages.words import fitted, lines
from programme.board import ORDER, Board, Part, Row
from programme.duties import DueRule
from programme.speech import MARKS, STATES, say_day, say_moment, say_period, shorten

ShortNames = dict[str, str]


def board(
    value: Board,
    *,
    names: ShortNames,
    notes: Mapping[int, str] = MappingProxyType({}),
    wishes: Mapping[int, str] = MappingProxyType({}),
) -> Markup:
    """One programme's board: a paragraph a meeting, a line a state; by duty, what its
    agency asks for, and the office's own notes."""

    def build(length: int) -> Markup:
        parts = [
            Markup("<b>Tình hình chuẩn bị – chương trình {period}</b>\n{at}").format(
                period=say_period(value.programme.period), at=say_moment(value.at)
            )
        ]
        parts += [of_part(part, names=names, length=length) for part in value.parts]
        parts += tail(value, names=names)
        parts += _wishes(value, wishes, names)
        parts += _notes(value, notes, length)
        return lines(parts)

    return fitted(build)


def _notes(value: Board, notes: Mapping[int, str], length: int) -> list[Markup]:
    noted = [row.duty for row in value.rows if row.duty.id in notes]
    said = [
        Markup("• {ref}: {note}").format(
            ref=duty.ref, note=shorten(notes[duty.id], min(length, 160))
        )
        for duty in noted
    ]
    return [Markup("\n<b>Ghi chú của Văn phòng</b>"), *said] if said else []


def _wishes(value: Board, wishes: Mapping[int, str], names: ShortNames) -> list[Markup]:
    """What waits for the office's word, and who was given more time."""
    parts: list[Markup] = []
    duties = [row.duty for row in value.rows]
    if waiting := [duty for duty in duties if duty.id in wishes]:
        said = Markup("\n<b>Đề nghị chờ Văn phòng quyết định ({n})</b>")
        parts.append(said.format(n=len(waiting)))
        parts += [
            Markup("• {ref} {agency}: {wish}").format(
                ref=duty.ref,
                agency=names.get(duty.agency, duty.agency),
                wish=wishes[duty.id],
            )
            for duty in waiting
        ]
    longer = [d for d in duties if d.is_open and d.due.rule is DueRule.EXTENDED]
    if longer:
        parts.append(Markup("\n<b>Được gia hạn ({n})</b>").format(n=len(longer)))
        parts += [
            Markup("• {ref} {agency}: đến {due}").format(
                ref=duty.ref,
                agency=names.get(duty.agency, duty.agency),
                due=say_moment(duty.due.at),
            )
            for duty in longer
        ]
    return parts


def tail(value: Board, *, names: ShortNames) -> list[Markup]:
    """Who is late and who has not spoken; nothing where nobody is.

    Once a session has begun nobody is called late for it any more.
    """
    parts: list[Markup] = []
    late = [row for row in value.late if not row.duty.has_begun(value.at)]
    if late:
        parts.append(Markup("\n<b>Quá hạn ({n})</b>").format(n=len(late)))
        parts += [_late(row, names) for row in late]
    held = [
        row for row in value.rows if row.duty.is_open and row.duty.has_begun(value.at)
    ]
    if held:
        parts.append(
            Markup("\n<b>Đã họp, chưa có kết quả ({n})</b>\n{who}").format(
                n=len(held), who=refs_by_agency(held, names)
            )
        )
    if value.silent:
        said = ", ".join(names.get(name, name) for name in value.silent)
        parts.append(
            Markup("\n<b>Chưa phản hồi ({n})</b>\n{said}").format(
                n=len(value.silent), said=said
            )
        )
    if value.unreached:
        said = ", ".join(names.get(name, name) for name in value.unreached)
        parts.append(
            Markup("\n<b>Chưa gửi tin tới được ({n})</b>\n{said}").format(
                n=len(value.unreached), said=said
            )
        )
    return parts


def of_part(part: Part, *, names: ShortNames, length: int = 140) -> Markup:
    """Heading, the count, then the refs of each state with their agencies."""
    parts = [
        Markup("\n<b>{heading}</b> – {done}/{all} sẵn sàng").format(
            heading=heading_of(part, length), done=part.done, all=len(part.standing)
        )
    ]
    for state in ORDER:
        rows = [row for row in part.rows if row.duty.state is state]
        if rows:
            parts.append(
                Markup("{mark} {state} ({n}): {who}").format(
                    mark=MARKS[state],
                    state=STATES[state],
                    n=len(rows),
                    who=refs_by_agency(rows, names),
                )
            )
    return lines(parts)


def heading_of(part: Part, length: int = 140) -> str:
    """For what the rows are prepared: a meeting and its day, or the chairman."""
    if part.meeting is None:
        return "Trình Chủ tịch UBND"
    title = shorten(part.meeting.title, length)
    return f"{title}, {day_of(part.meeting)}"


def refs_by_agency(rows: Sequence[Row], names: ShortNames) -> str:
    """I.1, I.2 Sở KH&ĐT; I.7 Sở KH&CN"""
    by_agency: dict[str, list[str]] = {}
    for row in rows:
        by_agency.setdefault(row.duty.agency, []).append(row.duty.ref)
    return "; ".join(
        f"{', '.join(refs)} {names.get(agency, agency)}"
        for agency, refs in by_agency.items()
    )


def _late(row: Row, names: ShortNames) -> Markup:
    note = f" – {shorten(row.duty.note, 90)}" if row.duty.note else ""
    return Markup("• {ref} {agency}: {state}{note}, hạn {due}").format(
        ref=row.duty.ref,
        agency=names.get(row.duty.agency, row.duty.agency),
        state=STATES[row.duty.state].lower(),
        note=note,
        due=say_day(row.duty.due.at.date()),
    )


def nothing() -> Markup:
    return Markup(
        "Chưa có chương trình nào được phát hành, nên chưa có nội dung để theo dõi."
    )
