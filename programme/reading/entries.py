"""Entries: a unit of the outline → a meeting, an agenda item, or what comes back."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time

from programme.agencies import Registry
from programme.document import AgendaItem, Audience, Meeting, Recurring, Status
from programme.reading.audience import named_in
from programme.reading.cells import Cells
from programme.reading.clauses import clauses
from programme.reading.columns import Column
from programme.reading.dating import (
    Dated,
    dated_at_end,
    dated_at_head,
    hour_aside,
    span_of,
)
from programme.reading.desk import Desk
from programme.reading.due import Deadline, deadline_in, due_by_month, due_in_cell
from programme.reading.fields import fields_of
from programme.reading.heard import doubt_heard
from programme.reading.outline import Unit
from programme.reading.preparers import (
    Preparers,
    preparers_of,
    preparers_of_meeting,
    take_preparers,
)
from programme.reading.recurrence import Recurrence, without
from programme.reading.remarks import doubt_remark, due_in_remark, status_in
from programme.reading.subitems import parted
from programme.reading.titles import is_secret, title_of, without_status
from programme.reading.unread import OF_ITEM, OF_MEETING, doubt_unread
from programme.reading.when import When, when_at

_SECRET_TEXT = "nội dung mật"  # noqa: S105 - what a doubt shows in place of a title


def items_of(unit: Unit, desk: Desk) -> Iterator[AgendaItem]:
    """One matter, or those it lists as a), b) with an agency each."""
    parts = parted(unit, desk.registry)
    if not parts:
        yield item_of(unit, desk)
    for part in parts:
        yield item_of(part, desk)


def item_of(unit: Unit, desk: Desk) -> AgendaItem:
    secret = is_secret(_said(unit))
    shown = _SECRET_TEXT if secret else unit.text
    deadline = deadline_in(unit.text, desk)
    due_on = _due_on(deadline, unit, shown, desk)
    text = deadline.rest if deadline else unit.text
    preparers = _preparers(text, unit, desk, secret=secret)
    if not preparers.found or (secret and not preparers.roles.lead):
        desk.doubts.add("no-agency", unit.line, shown)
    title = title_of(_whole(preparers, unit, desk))
    doubt_unread(None if secret else unit.cells, OF_ITEM, unit.line, desk)
    if secret:
        title = ""
        desk.doubts.add("secret-item", unit.line, unit.ref)
    elif not title:
        title = unit.ref
        desk.doubts.add("not-understood", unit.line, unit.ref)
    return AgendaItem(
        ref=unit.ref,
        ordinal=unit.ordinal,
        title=title,
        lead=preparers.roles.lead,
        support=preparers.roles.support,
        due_on=due_on,
        status=status_in(unit.text, unit.cells),
        line=unit.line,
    )


def _said(unit: Unit) -> str:
    remark = unit.cells.get(Column.NOTE) if unit.cells else ""
    return f"{unit.text} ({remark})" if remark else unit.text


def _preparers(text: str, unit: Unit, desk: Desk, *, secret: bool) -> Preparers:
    """Doubts show the words they are about: of a secret, only that it is one."""
    if not secret:
        return preparers_of(text, unit.cells, unit.line, desk)
    quiet = desk.quiet()
    return preparers_of(text, unit.cells, unit.line, quiet)


def _due_on(
    deadline: Deadline | None, unit: Unit, shown: str, desk: Desk
) -> date | None:
    if deadline is not None:
        return _printed(deadline, unit, shown, desk)
    if unit.cells is not None:
        by_remark = due_in_remark(unit.cells, unit.line, desk)
        words = unit.cells.get(Column.DUE) or unit.cells.get(Column.WHEN)
        words = words or unit.cells.get(Column.DAY)
        if words and not _is_session_day(words, desk):
            return due_in_cell(words, unit.line, shown, desk)
        return by_remark or _crossed(unit.cells, unit.line, shown, desk)
    return desk.month


def _printed(deadline: Deadline, unit: Unit, shown: str, desk: Desk) -> date | None:
    if deadline.month is not None:
        return due_by_month(deadline.month, unit.line, shown, desk)
    due_on = deadline.day.in_period(desk.period) if deadline.day else None
    if due_on is None:
        desk.doubts.add("due-unclear", unit.line, shown)
    return due_on


def _is_session_day(words: str, desk: Desk) -> bool:
    """The day of the session itself, repeated beside each of its matters."""
    when = when_at(" ".join(words.split()))
    days = [day.in_period(desk.period) for day in when.days] if when else []
    return desk.session is not None and days == [desk.session]


def _crossed(cells: Cells, line: int, text: str, desk: Desk) -> date | None:
    """The last month that is crossed in a table with a column for each."""
    met = [
        head
        for head, column, word in zip(
            cells.head.words, cells.head.columns, cells.words, strict=True
        )
        if column is Column.MONTH and word.strip()
    ]
    if len(met) > 1:
        desk.doubts.add("due-unclear", line, text)
        return None
    if not met:
        return desk.month
    named = re.search(r"quý|tháng", met[0], re.IGNORECASE)
    words = met[0] if named or "q" in met[0].lower() else re.sub(r"\D", "", met[0])
    return due_in_cell(words, line, text, desk)


def _whole(preparers: Preparers, unit: Unit, desk: Desk) -> str:
    """A remark in brackets behind the clause is the title's; more is a doubt."""
    behind = preparers.behind
    if behind and not behind.startswith("("):
        desk.doubts.add("words-after-agency", unit.line, unit.text)
    return f"{preparers.text} {behind}"


def dated_by_clause(text: str, registry: Registry) -> Dated | None:
    """The day beside a clause of who prepares: "…: sáng 12/6, Sở A chuẩn bị"."""
    found = clauses(text, registry)
    if not found:
        return None
    start = found[-1].start
    before, behind = text[:start].rstrip(" ,;"), text[start:]
    dated = dated_at_end(before)
    if dated is not None:
        return replace(dated, text=f"{dated.text}{behind}")
    when = when_at(behind, 1) if behind.startswith("(") else None
    if when is None or not when.days:
        return None
    return Dated(f"{before} ({behind[when.end :].lstrip(' ,;:')}", when)


def dated_in_cells(unit: Unit, *, due: bool = False) -> Dated | None:
    """The day that stands in a column of its own."""
    if unit.cells is None:
        return None
    columns = [Column.DAY, Column.WHEN, *([Column.DUE] if due else [])]
    pieces = [line for one in columns for line in unit.cells.get(one).splitlines()]
    said = " ".join(_named_days([" ".join(piece.split()) for piece in pieces]))
    expected = re.match(r"dự kiến:?\s*", said, re.IGNORECASE)
    when = when_at(said, expected.end() if expected else 0)
    if when is None or not when.days:
        return None
    return Dated(unit.text, when, tentative="dự kiến" in said.lower())


def _named_days(pieces: list[str]) -> list[str]:
    """ "Năm" in a column of weekdays is "thứ Năm"."""
    return [
        f"thứ {piece}" if not when_at(piece) and when_at(f"thứ {piece}") else piece
        for piece in pieces
        if piece
    ]


def meeting_of(
    unit: Unit, dated: Dated, hint: tuple[Audience, ...], desk: Desk
) -> Meeting | None:
    """None where its day cannot be: the doubt keeps the text."""
    span = span_of(dated.when, unit.line, unit.text, desk)
    if span is None:
        return None
    told, aside = hour_aside(dated.text)
    preparers = preparers_of_meeting(told, unit.cells, unit.line, desk)
    if _ANOTHER_DAY.search(dated.text):
        desk.doubts.add("several-days", unit.line, unit.text)
    if _ANOTHER_HALF.search(dated.text):
        desk.doubts.add("several-halves", unit.line, unit.text)
    fields = fields_of(preparers.whole)
    begins, ends = hours_of(aside if aside and not dated.when.times else dated.when)
    status = Status.TENTATIVE if dated.tentative else status_in(unit.text, unit.cells)
    desk.session = span.starts_on
    _doubt_beside(unit, desk)
    named = named_in(fields, desk.registry) + audience_in(unit.cells, desk)
    audience = named or hint
    doubt_heard(audience, unit.line, desk)
    meeting = Meeting(
        ref=unit.ref,
        title=title_of(without_status(fields.text)),
        starts_on=span.starts_on,
        ends_on=span.ends_on,
        time=begins,
        ends_at=ends,
        session=dated.when.session,
        place=fields.place or in_cell(unit.cells, Column.PLACE),
        chair=in_cell(unit.cells, Column.CHAIR) or fields.chair,
        status=status,
        lead=preparers.roles.lead,
        support=preparers.roles.support,
        audience=audience,
        items=tuple(_agenda(unit, desk)),
        line=unit.line,
    )
    desk.session = None
    return meeting


def _doubt_beside(unit: Unit, desk: Desk) -> None:
    """What stands beside a meeting, and is no field of it."""
    doubt_remark(unit.cells, unit.line, desk)
    dated = unit.cells and (unit.cells.get(Column.DAY) or unit.cells.get(Column.WHEN))
    read = OF_MEETING if dated else OF_MEETING | {Column.DUE}
    doubt_unread(unit.cells, read, unit.line, desk)


def in_cell(cells: Cells | None, column: Column) -> str | None:
    words = cells.get(column) if cells else ""
    return "; ".join(title_of(line) for line in words.splitlines()) or None


def audience_in(cells: Cells | None, desk: Desk) -> tuple[Audience, ...]:
    words = cells.get(Column.AUDIENCE) if cells else ""
    if not words:
        return ()
    fields = fields_of(f". Thành phần: {'; '.join(words.splitlines())}")
    return named_in(fields, desk.registry)


def _agenda(unit: Unit, desk: Desk) -> Iterator[AgendaItem]:
    for part in unit.parts:
        if dated_at_head(part.text):
            desk.doubts.add("several-days", part.line, part.text)
        yield from items_of(part, desk)


def hours_of(when: When) -> tuple[time | None, time | None]:
    begins = when.times[0] if when.times else None
    ends = when.times[1] if len(when.times) == 2 else None
    return begins, ends


def recurring_of(unit: Unit, met: Recurrence, desk: Desk) -> Recurring | None:
    """None where the rule is not clear: the doubt keeps the text."""
    if met.rrule is None:
        desk.doubts.add("recurrence", unit.line, unit.text)
        return None
    if _IF.search(unit.text):
        desk.doubts.add("conditional", unit.line, unit.text)
    preparers = take_preparers(without(unit.text, met), unit.line, desk)
    return Recurring(
        ref=unit.ref,
        title=title_of(f"{preparers.text} {preparers.behind}"),
        rrule=met.rrule,
        time=met.time,
        session=met.session,
        lead=preparers.roles.lead,
        line=unit.line,
    )


#: A day that opens a sentence of its own: another meeting, its number lost.
_ANOTHER_DAY = re.compile(
    r"[.;)]\s(?:[Tt]hứ \w+,? )?(?:Ngày|ngày) [0-9]{1,2}[/.-][0-9]{1,2}[^:;.]{0,20}:"
    r"|\((?:[Nn]gày|sáng|chiều) [0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{4})?\)"
)
#: "sáng, họp …; chiều, kiểm tra …"
_ANOTHER_HALF = re.compile(r"[;.]\s+(?:[Bb]uổi )?(?:[Ss]áng|[Cc]hiều|[Tt]ối)\s?[,:]\s")
_IF = re.compile(
    r"\b(?:nếu trùng|trường hợp trùng|trùng (?:vào )?(?:các )?(?:ngày )?(?:nghỉ|lễ))\b",
    re.IGNORECASE,
)
