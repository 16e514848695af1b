"""Agendas and invitations: one meeting, when and where it is, and its matters."""

import re
from collections.abc import Sequence
from dataclasses import replace

from programme.document import Audience, Draft, Meeting
from programme.errors import Fault, Unreadable
from programme.periods import is_period, month_of
from programme.reading.agenda_head import Header, headed, title_said
from programme.reading.agenda_hours import doubt_hours
from programme.reading.agenda_items import Matter, items_under
from programme.reading.dating import span_of
from programme.reading.desk import Desk
from programme.reading.doubts import Doubts
from programme.reading.entries import hours_of
from programme.reading.fields import Label
from programme.reading.heard import doubt_heard
from programme.reading.kinds import Kind
from programme.reading.lines import Line
from programme.reading.parts import Parts
from programme.reading.roles import names_in
from programme.reading.titles import title_of
from programme.reading.when import When, when_at

_SAID = re.compile(
    r"\b(?:vào|lúc|hồi|ngày|thứ|sáng|chiều|từ|[0-9]{1,2}\s?(?:h|g|giờ))", re.IGNORECASE
)
_AS_ABOVE = re.compile(r"như\s+(?:trên|kính gửi|danh sách)", re.IGNORECASE)
_INVITED_TO = re.compile(
    r"\b(?:tham dự|đến dự|dự)\s+(?P<what>(?:cuộc họp|hội nghị|buổi|phiên họp|lễ|họp"
    r"|hội thảo|kỳ họp|đại hội)\b[^.;:]{0,400}?)(?=\s*(?:[.;:,]?\s*\b(?:vào|lúc|hồi"
    r"|được tổ chức|tổ chức|như sau|cụ thể|theo)\b|[.;:]|$))",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\btại\s+([^.;()]{3,160})", re.IGNORECASE)


def read_agenda(parts: Parts, doubts: Doubts) -> Draft:
    header, body = headed(parts.body)
    when, words = _when(header)
    period = _period(when, parts, doubts)
    desk = parts.desk(period, doubts)
    found = list(items_under(body, header.prefix, desk)) or _beside(header, parts, desk)
    items = tuple(matter.item for matter in found)
    doubt_hours(found, desk)
    meeting = _meeting(header, when, words, parts, desk)
    if meeting is None:
        if not items:
            raise Unreadable(Fault.NO_ITEMS)
        return replace(parts.draft(period), submissions=items)
    invited = tuple(one for matter in found for one in matter.audience)
    meeting = replace(meeting, items=items, audience=(*meeting.audience, *invited))
    if meeting.time is None and meeting.ends_on is None:
        meeting = _timed(meeting, found)
    return replace(parts.draft(period), meetings=(meeting,))


def _when(header: Header) -> tuple[When | None, str]:
    labelled = header.said.get(Label.WHEN, "")
    for words in (labelled, *header.preamble):
        for met in _SAID.finditer(words):
            when = when_at(words, met.start())
            opens = not words[: met.start()].strip(" (*-–") or labelled == words
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
    title = title or _invited_to(header)
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
        audience=_audience(header, parts.found.kind, desk),
        line=header.line,
    )


def _beside(header: Header, parts: Parts, desk: Desk) -> list[Matter]:
    """What stands beside "Nội dung:", unless it is what the meeting is called."""
    words = header.said.get(Label.CONTENT, "")
    if not words or not title_said(parts.lines):
        return []
    told = [Line(header.lines[Label.CONTENT], words)]
    return list(items_under(told, header.prefix, desk))


def _timed(meeting: Meeting, matters: Sequence[Matter]) -> Meeting:
    """The head says the day alone: the hours are those of its matters."""
    first, last = (matters[0].when, matters[-1].when) if matters else (None, None)
    begins = hours_of(first)[0] if first else None
    ends = hours_of(last)[1] if last and begins else None
    return replace(meeting, time=begins, ends_at=ends)


def _invited_to(header: Header) -> str:
    """ "… trân trọng kính mời quý đại biểu tham dự Hội nghị trực tuyến …"."""
    met = next(filter(None, map(_INVITED_TO.search, header.preamble)), None)
    return met["what"] if met else ""


def _place(header: Header, words: str, when: When) -> str | None:
    labelled = header.said.get(Label.PLACE)
    if labelled:
        return title_of(re.sub(r"^tại\s+", "", labelled, flags=re.IGNORECASE))
    inline = _PLACE.search(words, when.end)
    return title_of(inline[1]) if inline else None


def _audience(header: Header, kind: Kind, desk: Desk) -> tuple[Audience, ...]:
    """As labelled; else an invitation invites those to whom it is addressed."""
    words = title_of(header.said.get(Label.AUDIENCE, ""))
    label = Label.AUDIENCE
    above = _AS_ABOVE.match(words)
    if kind is Kind.INVITATION and (not words or above):
        more = title_of(words[above.end() :].lstrip(" ;,.")) if above else ""
        addressed = title_of(header.said.get(Label.ADDRESSED, ""))
        if addressed:
            words = "; ".join(filter(None, (addressed, more)))
            label = label if more else Label.ADDRESSED
    if not words or _AS_ABOVE.match(words):
        return ()
    agencies = names_in(words, desk.registry)
    heard = (Audience(words=words, agencies=agencies, certain=True),)
    doubt_heard(heard, header.lines.get(label, header.line), desk)
    return heard
