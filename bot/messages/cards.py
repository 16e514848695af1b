"""One item whole; and the help of each kind of chat."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.messages import due as due_words
from bot.messages.duties import days_left, heading
from bot.messages.words import lines
from programme.duties import Duty, DutyRole, DutyState
from programme.moves import Move
from programme.office import Office
from programme.programme import InForce
from programme.speech import MARKS, STATES, shorten, state_of, title_of


def item(
    duty: Duty,
    force: InForce | None,
    moves: Sequence[Move],
    *,
    now: datetime,
    office: Office,
    note: str = "",
) -> Markup:
    """Title, agency, state, due moment with its reason, and what happened so far.

    `note`: the office's own, for its own chats alone.
    """
    part = "phối hợp" if duty.role is DutyRole.SUPPORT else "chủ trì"
    parts = [
        Markup("<b>{ref}.</b> {title}").format(ref=duty.ref, title=title_of(duty, 900)),
        Markup("{heading}").format(heading=heading(duty, force)),
        Markup("Cơ quan {part}: {agency}").format(part=part, agency=duty.agency),
        Markup("Trạng thái: {mark} {state}").format(
            mark=MARKS[duty.state], state=state_of(duty, late=duty.is_late(now))
        ),
        Markup("Hạn gửi hồ sơ: {due} – {left}").format(
            due=due_words.due(duty.due), left=days_left(duty, now, office.calendar)
        ),
    ]
    if duty.note:
        said = "Căn cứ" if duty.state is DutyState.READY else "Nội dung báo"
        parts.append(
            Markup("{said}: {note}").format(said=said, note=shorten(duty.note, 500))
        )
    if note:
        parts.append(Markup("Ghi chú của Văn phòng: {note}").format(note=note))
    return lines([*parts, *_happened(moves)])


def _happened(moves: Sequence[Move]) -> list[Markup]:
    said = [
        Markup("• {at:%H:%M %d/%m}: {was} → {now}{undone}").format(
            at=move.at,
            was=STATES[move.was.state].lower(),
            now=STATES[move.now.state].lower(),
            undone=" (đã hoàn tác)" if move.undone else "",
        )
        for move in moves[-8:]
    ]
    return [Markup("\n<b>Diễn biến</b>"), *said] if said else []


def no_items(agency: str) -> Markup:
    return Markup(
        "Hiện {agency} không có nội dung nào phải chuẩn bị trong chương trình."
    ).format(agency=agency)


def relayed(agency: str, who: str, words: str) -> Markup:
    """To the office: a question from an agency."""
    return Markup("<b>{agency}</b> hỏi Văn phòng ({who}):\n“{words}”").format(
        agency=agency, who=shorten(who, 80), words=shorten(words, 1500)
    )


def passed_on() -> Markup:
    return Markup("Đã chuyển câu hỏi tới Văn phòng.")


def help_text(summary: str, commands: Sequence[tuple[str, str]]) -> Markup:
    parts = [Markup("{summary}").format(summary=summary)]
    parts += [
        Markup("{usage} – {what}").format(usage=usage, what=what)
        for usage, what in commands
    ]
    return lines(parts)


def one_help(usage: str, what: str, conversation: str) -> Markup:
    """One command: what it is for, how it is written, and how it goes."""
    said = Markup("<b>{usage}</b> – {what}").format(usage=usage, what=what)
    if not conversation:
        return said
    return said + Markup("\n\nVí dụ:\n<pre>{conversation}</pre>").format(
        conversation=conversation
    )
