"""Agendas and invitations: one meeting, when and where it is, and its matters."""

import re
from dataclasses import replace

from programme.document import Audience, Draft, Meeting
from programme.errors import Fault, Unreadable
from programme.periods import is_period, month_of
from programme.reading.agenda_head import Header, headed, title_said
from programme.reading.agenda_items import items_under
from programme.reading.dating import span_of
from programme.reading.desk import Desk
from programme.reading.doubts import Doubts
from programme.reading.entries import hours_of
from programme.reading.fields import Label
from programme.reading.parts import Parts
from programme.reading.roles import names_in
from programme.reading.titles import title_of
from programme.reading.untimely import doubt_untimely
from programme.reading.when import When, when_at

_SAID = re.compile(
    r"\b(?:vào|lúc|hồi|ngày|thứ|sáng|chiều|từ|[0-9]{1,2}\s?(?:h|g|giờ))", re.IGNORECASE
)
_PLACE = re.compile(r"\btại\s+([^.;()]{3,160})", re.IGNORECASE)


def read_agenda(parts: Parts, doubts: Doubts) -> Draft:
    header, body = headed(parts.body)
    when, words = _when(header)
    period = _period(when, parts, doubts)
    desk = parts.desk(period, doubts)
    found = list(items_under(body, header.prefix, desk))
    items = tuple(item for item, _ in found)
    meeting = _meeting(header, when, words, parts, desk)
    if meeting is None:
        if not items:
            raise Unreadable(Fault.NO_ITEMS)
        return replace(parts.draft(period), submissions=items)
    invited = tuple(one for _, audience in found for one in audience)
    meeting = replace(meeting, items=items, audience=(*meeting.audience, *invited))
    return replace(parts.draft(period), meetings=(meeting,))


def _when(header: Header) -> tuple[When | None, str]:
    labelled = header.said.get(Label.WHEN, "")
    for words in (labelled, *header.preamble):
        for met in _SAID.finditer(words):
            when = when_at(words, met.start())
            opens = met.start() == 0 or labelled == words
            if when is not None and when.days and (when.times or opens):
                return when, words
    return None, labelled


def _period(when: When | None, parts: Parts, doubts: Doubts) -> str:
    given = parts.given
    if given is not None and not is_period(given):
        raise Unreadable(Fault.NO_PERIOD, given)
    issued = parts.head.issued_on
    day = when.days[0] if when and when.days else None
    around = given or (month_of(issued) if issued else None)
    if day is not None and day.month and (day.year or around):
        known = day.in_period(around or f"{day.year:04}-{min(day.month, 12) or 1:02}")
        if known is not None:
            found = month_of(known)
            if given and given != found:
                doubts.add("period", 1, found, given=given, found=found)
            return given or found
    period = around or parts.found.period
    if period is None:
        raise Unreadable(Fault.NO_PERIOD)
    return period


def _meeting(
    header: Header, when: When | None, words: str, parts: Parts, desk: Desk
) -> Meeting | None:
    line = header.lines.get(Label.WHEN, header.line)
    title = title_said(parts.lines) or header.said.get(Label.CONTENT, "")
    if when is None:
        desk.doubts.add("no-date", line, words or title)
        return None
    span = span_of(when, line, words, desk)
    if span is None:
        return None
    begins, ends = hours_of(when)
    return Meeting(
        ref=header.prefix or "I",
        title=title_of(title) or "Cuộc họp",
        starts_on=span.starts_on,
        ends_on=span.ends_on,
        time=begins,
        ends_at=ends,
        session=when.session,
        place=_place(header, words, when),
        chair=title_of(header.said.get(Label.CHAIR, "")) or None,
        audience=_audience(header, desk),
        line=header.line,
    )


def _place(header: Header, words: str, when: When) -> str | None:
    labelled = header.said.get(Label.PLACE)
    if labelled:
        return title_of(re.sub(r"^tại\s+", "", labelled, flags=re.IGNORECASE))
    inline = _PLACE.search(words, when.end)
    return title_of(inline[1]) if inline else None


def _audience(header: Header, desk: Desk) -> tuple[Audience, ...]:
    words = title_of(header.said.get(Label.AUDIENCE, ""))
    if not words:
        return ()
    agencies = names_in(words, desk.registry)
    doubt_untimely(words, header.line, desk)
    return (Audience(words=words, agencies=agencies, certain=True),)
