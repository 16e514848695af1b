"""The readiness board as a fragment of HTML, escaped by construction."""

from collections.abc import Mapping
from datetime import datetime

from markupsafe import Markup

from programme.board import Board, Part, Row
from programme.speech import STATES, say_day, say_moment, say_period, title_of


def fragment(board: Board, *, names: Mapping[str, str]) -> Markup:
    """Headings, progress and one row a duty. Carries no style of its own."""
    head = Markup("<h2>Chương trình {period}</h2><p class=quiet>{at}</p>").format(
        period=say_period(board.programme.period), at=say_moment(board.at)
    )
    parts = [_part(part, names, board.at) for part in board.parts]
    return head + Markup("").join([_summary(board, names), *parts])


def nothing() -> Markup:
    return Markup("<p class=quiet>Chưa có chương trình nào được phát hành.</p>")


def _summary(board: Board, names: Mapping[str, str]) -> Markup:
    """Who is late and who has not spoken, before any detail."""
    lines: list[Markup] = []
    late = [row for row in board.late if not row.duty.has_begun(board.at)]
    if late:
        refs = ", ".join(row.duty.ref for row in late)
        lines.append(
            Markup('<p><span class="state late">{n} quá hạn</span> {refs}</p>').format(
                n=len(late), refs=refs
            )
        )
    if board.silent:
        said = ", ".join(names.get(name, name) for name in board.silent)
        lines.append(
            Markup(
                '<p><span class="state assigned">{n} chưa phản hồi</span> {said}</p>'
            ).format(n=len(board.silent), said=said)
        )
    if board.unreached:
        said = ", ".join(names.get(name, name) for name in board.unreached)
        lines.append(
            Markup(
                '<p><span class="state late">{n} chưa gửi tin tới được</span> '
                "{said}</p>"
            ).format(n=len(board.unreached), said=said)
        )
    return Markup("").join(lines)


def _part(part: Part, names: Mapping[str, str], at: datetime) -> Markup:
    done = part.done
    if part.meeting is None:
        heading = "Trình Chủ tịch UBND"
    else:
        heading = f"{part.meeting.title}, {say_day(part.meeting.starts_on)}"
    head = Markup(
        "<h3>{heading}</h3>"
        "<p class=quiet>{done}/{all} nội dung đã sẵn sàng</p>"
        "<progress value={done} max={all}></progress>"
    ).format(heading=heading, done=done, all=len(part.rows))
    rows = Markup("").join(_row(row, names, at) for row in part.rows)
    return head + Markup("<table><tbody>{rows}</tbody></table>").format(rows=rows)


def _row(row: Row, names: Mapping[str, str], at: datetime) -> Markup:
    """Nobody is called late once the session has begun."""
    duty = row.duty
    note = Markup("")
    if duty.note:
        note = Markup("<br><small>{note}</small>").format(note=duty.note)
    late = Markup("")
    if row.late and not duty.has_begun(at):
        late = Markup(' <span class="state late">quá hạn</span>')
    return Markup(
        '<tr><td class=number title="{title}">{ref}</td>'
        "<td>{agency}{note}</td>"
        '<td><span class="state {state}">{words}</span>{late}</td></tr>'
    ).format(
        title=title_of(duty, 200),
        ref=duty.ref,
        agency=names.get(duty.agency, duty.agency),
        note=note,
        state=duty.state,
        words=STATES[duty.state],
        late=late,
    )
