"""Events: one paragraph of a weekly calendar → the meetings it tells.

An official may open it, "PCT.KT: 7 giờ 30’, …"; the next hour in it is the next event.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from datetime import time as clock_time

from programme.document import Audience, Meeting, Recurring, Session
from programme.reading.audience import named_in
from programme.reading.cells import Cells
from programme.reading.columns import Column
from programme.reading.desk import Desk
from programme.reading.entries import audience_in, hours_of, in_cell
from programme.reading.fields import Fields, Label, fields_of
from programme.reading.heard import doubt_heard
from programme.reading.preparers import preparers_of, preparers_of_meeting
from programme.reading.remarks import doubt_remark, status_in
from programme.reading.titles import title_of, without_status
from programme.reading.unread import OF_EVENT, doubt_unread
from programme.reading.when import When, after, when_at
from programme.reading.wordless import is_idle

DAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
EVERY_DAY = "HN"

CLOCK = r"[0-9]{1,2}\s?(?:h|g|giờ|:(?=[0-9]{2}))\s?(?:[0-9]{2}(?![0-9/]))?"
#: Longer than any event ever seen: not one, and not worth the time.
LONGEST = 6000
PERSON = (
    r"(?:(?:các )?(?:đồng chí|đ/c)|ông|bà|chủ tịch|phó chủ tịch|thường trực|bí thư"
    r"|phó bí thư|chánh văn phòng|phó chánh văn phòng|(?:phó )?giám đốc|lãnh đạo"
    r"|(?:P?CT|P?CVP|PCTTT|LĐVP"
    r"|UVBTV|BT|PBT|TT|GĐ|PGĐ)(?![a-zà-ỹ]))"
)
#: What has a label of its own behind the official is not who chairs.
_LABEL = r"(?:địa điểm|điểm|thời gian|thành phần|nội dung|chủ trì|chuẩn bị|ĐĐ|TP)"
_CHAIR = re.compile(
    rf"(?P<chair>{PERSON}(?:(?![.,;]\s*{_LABEL}\s*:)[^:;]){{0,120}}?)\s*:\s*",
    re.IGNORECASE,
)
_NEXT = re.compile(
    rf"(?<=[.;)])\s+(?=\(?(?:(?:[Ll]úc|[Tt]ừ|[Vv]ào|[Hh]ồi)\s+)?{CLOCK}"
    r"|(?:Sáng|Chiều|Tối)\s+(?:làm việc|họp|dự|tiếp|đi|kiểm tra)"
    r"|(?:Sáng|Chiều|Tối)\s?:)"
)
#: A duty roster, a day off: no event, whatever else is said of it.
_NO_EVENT = re.compile(
    r"\W*(?:(?:sáng|chiều|tối|cả ngày)\W+)?(?:nghỉ|trực (?:cơ quan|ban|UBND))\b",
    re.IGNORECASE,
)
_LONGEST_OFFICIAL = 7
_BESIDE = re.compile(
    r"[\s,;]*\((?P<who>(?:LĐVP|LĐ VP|CVP|PCVP|CV|VP|Phục vụ"
    r"|NCTH)\b[^()]{0,80})\)[\s.;]*$"
)
_AT_HOUR = re.compile(rf"\b(?:vào lúc|lúc|hồi|bắt đầu từ)\s+(?={CLOCK})", re.IGNORECASE)
_EVERY_DAY = re.compile(
    r"\b(?:tất cả )?các ngày làm việc trong tuần|\bhằng ngày|\bhàng ngày", re.IGNORECASE
)
_WORKDAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
_TIMED = re.compile(r"thời gian,?\s*(?:và\s+)?địa điểm\s*:", re.IGNORECASE)


@dataclass(frozen=True)
class Told:
    """A paragraph, and what the headings above it and the row around it say."""

    line: int
    text: str
    day: date | None
    session: Session | None = None
    hour: clock_time | None = None
    chair: str | None = None
    cells: Cells | None = None
    #: What the day is called there, though its date be another weekday's.
    named: str = ""


Event = Meeting | Recurring


def events_of(told: Told, desk: Desk) -> Iterator[Event]:
    """Their refs are names of days: numbers are given in the order of the day."""
    if len(told.text) > LONGEST:
        desk.doubts.add("not-understood", told.line, told.text)
        return
    chair, text = chair_of(told.text)
    told = replace(told, chair=chair or told.chair, text=text)
    pieces = _pieces(told, chair, desk)
    if len(pieces) > 1:
        desk.doubts.add("several-times", told.line, told.text)
    for piece in pieces:
        event = _event(replace(told, text=piece), desk)
        if event is not None:
            yield event


def _pieces(told: Told, chair: str | None, desk: Desk) -> list[str]:
    """The events told; what tells of none is set aside, or left to be doubted."""
    every = [piece for piece in _NEXT.split(told.text) if piece]
    idle = [piece for piece in every if is_idle(piece)]
    official = chair or told.chair or ""
    beside = [official] if len(official.split()) <= _LONGEST_OFFICIAL else []
    for said in [*idle, *beside] if idle else ():
        desk.doubts.set_aside(told.line, said)
    return [p for p in every if p not in idle and not _NO_EVENT.match(p)]


def chair_of(text: str) -> tuple[str | None, str]:
    """ "PCT.KT: 7 giờ 30’, …" """
    met = _CHAIR.match(text)
    open_ = met is not None and met["chair"].count("(") > met["chair"].count(")")
    if met is None or open_ or re.search(CLOCK, met["chair"]):
        return None, text
    return met["chair"], text[met.end() :]


def _event(told: Told, desk: Desk) -> Event | None:
    text = _TIMED.sub("Thời gian: ", told.text)
    when, text = _when(text)
    chair, text = chair_of(text) if when else (None, text)
    told = replace(told, chair=chair or told.chair)
    if told.cells is not None:
        beside = when_at(" ".join(told.cells.get(Column.WHEN).split()))
        when = when or beside
    day = told.day
    if when is not None and when.days:
        day = when.days[0].in_period(desk.period)
        told = replace(told, named=name_of(when, day) if day else "")
    if _EVERY_DAY.search(told.text):
        return _again(told, when, text, desk)
    if day is None:
        desk.doubts.add("no-date", told.line, told.text)
        return None
    return _meeting(replace(told, day=day, text=text), day, when, desk)


def name_of(when: When, day: date) -> str:
    """As printed; a clerk finds it there even where weekday and date differ."""
    return DAYS[when.weekdays[0] if when.weekdays else day.weekday()]


def _when(text: str) -> tuple[When | None, str]:
    """At the head, behind its label, or behind "lúc"."""
    head = when_at(text)
    if head and (head.times or head.session or head.days or head.faulty):
        return head, after(text, head)
    labelled = fields_of(text).said.get(Label.WHEN)
    if labelled:
        return when_at(labelled), text
    inside = _AT_HOUR.search(text)
    return (when_at(text, inside.end()) if inside else None), text


def _meeting(told: Told, day: date, when: When | None, desk: Desk) -> Meeting | None:
    text, beside = _without_beside(told.text)
    preparers = preparers_of_meeting(text, told.cells, told.line, desk)
    fields = fields_of(preparers.whole)
    if fields.said and not (preparers.found or preparers.roles.lead):
        preparers = preparers_of_meeting(fields.text, told.cells, told.line, desk)
        fields = replace(fields, text=preparers.whole)
    place, behind = _without_beside(fields.place or "")
    title = title_of(without_status(fields.text))
    if not title:
        desk.doubts.add("not-understood", told.line, told.text)
        return None
    if when is not None and (when.faulty or len(when.times) > 2):
        desk.doubts.add("impossible-time", told.line, told.text)
    begins, ends = hours_of(when) if when else (None, None)
    doubt_remark(told.cells, told.line, desk)
    doubt_unread(told.cells, OF_EVENT, told.line, desk)
    audience = named_in(fields, desk.registry) + audience_in(told.cells, desk)
    doubt_heard(audience, told.line, desk)
    return Meeting(
        ref=told.named or DAYS[day.weekday()],
        title=title,
        starts_on=day,
        time=begins or told.hour,
        ends_at=ends,
        session=(when.session if when else None) or told.session,
        place=title_of(place) or in_cell(told.cells, Column.PLACE),
        chair=told.chair or in_cell(told.cells, Column.CHAIR) or fields.chair,
        status=status_in(told.text, told.cells),
        lead=preparers.roles.lead,
        support=preparers.roles.support,
        audience=(*audience, *beside, *behind),
        line=told.line,
    )


def _without_beside(text: str) -> tuple[str, tuple[Audience, ...]]:
    """Who comes along, in a bracket at the very end: "(LĐVP: Đ/c …)"."""
    met = _BESIDE.search(text)
    if met is None:
        return text, ()
    return text[: met.start()], (Audience(words=met["who"].strip(), certain=True),)


def _told_of(told: Told, title: str, fields: Fields) -> str:
    """What comes back has no field for who and where: its title keeps them."""
    chair = told.chair or in_cell(told.cells, Column.CHAIR)
    who = f"{chair}: " if chair else ""
    place = fields.place or in_cell(told.cells, Column.PLACE)
    inside = place is None or place in title
    return f"{who}{title}" if inside else f"{who}{title} tại {place}"


def _again(told: Told, when: When | None, text: str, desk: Desk) -> Recurring:
    preparers = preparers_of(text, told.cells, told.line, desk)
    fields = fields_of(preparers.whole)
    return Recurring(
        ref=EVERY_DAY,
        title=_told_of(told, title_of(_EVERY_DAY.sub("", fields.text)), fields),
        rrule=_WORKDAYS,
        time=when.times[0] if when and when.times else None,
        session=told.session,
        lead=preparers.roles.lead,
        line=told.line,
    )
