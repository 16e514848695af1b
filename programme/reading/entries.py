"""Entries: a unit of the outline → a meeting, an agenda item, or what comes back."""

import re
from collections.abc import Iterator
from datetime import date, time

from programme.document import AgendaItem, Audience, Meeting, Recurring, Status
from programme.reading.audience import named_in
from programme.reading.dating import Dated, dated_at_head, span_of
from programme.reading.desk import Desk
from programme.reading.due import Deadline, deadline_in
from programme.reading.fields import fields_of
from programme.reading.outline import Unit
from programme.reading.preparers import Preparers, take_preparers
from programme.reading.recurrence import Recurrence, without
from programme.reading.titles import is_secret, status_of, title_of
from programme.reading.when import When


def item_of(unit: Unit, desk: Desk) -> AgendaItem:
    deadline = deadline_in(unit.text)
    due_on = _due_on(deadline, unit, desk) if deadline else None
    text = deadline.rest if deadline else unit.text
    preparers = take_preparers(text, unit.line, desk)
    if not preparers.found:
        desk.doubts.add("no-agency", unit.line, unit.text)
    title = title_of(_whole(preparers, unit, desk))
    if not title:
        desk.doubts.add("not-understood", unit.line, unit.ref)
    if is_secret(unit.text):
        desk.doubts.add("secret-item", unit.line, unit.ref)
    return AgendaItem(
        ref=unit.ref,
        ordinal=unit.ordinal,
        title=title,
        lead=preparers.roles.lead,
        support=preparers.roles.support,
        due_on=due_on,
        status=status_of(unit.text),
        line=unit.line,
    )


def _due_on(deadline: Deadline, unit: Unit, desk: Desk) -> date | None:
    due_on = deadline.day.in_period(desk.period) if deadline.day else None
    if due_on is None:
        desk.doubts.add("due-unclear", unit.line, unit.text)
    return due_on


def _whole(preparers: Preparers, unit: Unit, desk: Desk) -> str:
    """A remark in brackets behind the clause is the title's; more is a doubt."""
    behind = preparers.behind
    if behind and not behind.startswith("("):
        desk.doubts.add("words-after-agency", unit.line, unit.text)
    return f"{preparers.text} {behind}"


def meeting_of(
    unit: Unit, dated: Dated, hint: tuple[Audience, ...], desk: Desk
) -> Meeting | None:
    """None where its day cannot be: the doubt keeps the text."""
    span = span_of(dated.when, unit.line, unit.text, desk)
    if span is None:
        return None
    preparers = take_preparers(dated.text, unit.line, desk)
    if _ANOTHER_DAY.search(dated.text):
        desk.doubts.add("several-days", unit.line, unit.text)
    fields = fields_of(f"{preparers.text}. {preparers.behind}")
    begins, ends = _hours(dated.when)
    status = Status.TENTATIVE if dated.tentative else status_of(unit.text)
    return Meeting(
        ref=unit.ref,
        title=title_of(fields.text),
        starts_on=span.starts_on,
        ends_on=span.ends_on,
        time=begins,
        ends_at=ends,
        session=dated.when.session,
        place=fields.place,
        chair=fields.chair,
        status=status,
        lead=preparers.roles.lead,
        support=preparers.roles.support,
        audience=named_in(fields, desk.registry) or hint,
        items=tuple(_agenda(unit, desk)),
        line=unit.line,
    )


def _agenda(unit: Unit, desk: Desk) -> Iterator[AgendaItem]:
    for part in unit.parts:
        if dated_at_head(part.text):
            desk.doubts.add("several-days", part.line, part.text)
        yield item_of(part, desk)


def _hours(when: When) -> tuple[time | None, time | None]:
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
)
_IF = re.compile(r"\b(?:nếu trùng|trường hợp trùng)\b", re.IGNORECASE)
