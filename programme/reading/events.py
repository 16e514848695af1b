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
from programme.reading.fields import Label, fields_of
from programme.reading.preparers import preparers_of
from programme.reading.remarks import status_in
from programme.reading.titles import title_of
from programme.reading.when import When, after, when_at

CLOCK = r"[0-9]{1,2}\s?(?:h|g|giờ|:(?=[0-9]{2}))\s?(?:[0-9]{2}(?![0-9/]))?"
#: Longer than any event ever seen: not one, and not worth the time.
LONGEST = 6000
PERSON = (
    r"(?:(?:các )?(?:đồng chí|đ/c)|ông|bà|chủ tịch|phó chủ tịch|thường trực|bí thư"
    r"|phó bí thư|chánh văn phòng|phó chánh văn phòng|lãnh đạo|(?:P?CT|P?CVP|PCTTT|LĐVP"
    r"|UVBTV|BT|PBT|TT|GĐ|PGĐ)(?![a-zà-ỹ]))"
)
_CHAIR = re.compile(rf"(?P<chair>{PERSON}[^:;]{{0,120}}?)\s*:\s*", re.IGNORECASE)
_NEXT = re.compile(
    rf"(?<=[.;)])\s+(?=\(?(?:(?:[Ll]úc|[Tt]ừ|[Vv]ào|[Hh]ồi)\s+)?{CLOCK}"
    r"|(?:Sáng|Chiều|Tối)\s+(?:làm việc|họp|dự|tiếp|đi|kiểm tra))"
)
_NO_EVENT = re.compile(
    r"\W*(?:(?:sáng|chiều|tối|cả ngày)\W+)?(?:làm việc tại (?:cơ quan|trụ sở|phòng"
    r"|UBND)\b"
    r"|nghỉ|trực (?:cơ quan|ban)|giải quyết công việc|xử lý (?:văn bản|công việc)"
    r"|không có lịch|\(?trống\)?).{0,40}",
    re.IGNORECASE,
)
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


Event = Meeting | Recurring


def events_of(told: Told, desk: Desk) -> Iterator[Event]:
    """Without refs: they are given in the order of the day."""
    if len(told.text) > LONGEST:
        desk.doubts.add("not-understood", told.line, told.text)
        return
    chair, text = chair_of(told.text)
    told = replace(told, chair=chair or told.chair, text=text)
    pieces = [p for p in _NEXT.split(told.text) if p and not _NO_EVENT.fullmatch(p)]
    if len(pieces) > 1:
        desk.doubts.add("several-times", told.line, told.text)
    for piece in pieces:
        event = _event(replace(told, text=piece), desk)
        if event is not None:
            yield event


def chair_of(text: str) -> tuple[str | None, str]:
    """ "PCT.KT: 7 giờ 30’, …" """
    met = _CHAIR.match(text)
    if met is None or re.search(CLOCK, met["chair"]):
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
    if _EVERY_DAY.search(told.text):
        return _again(told, when, text, desk)
    if day is None:
        desk.doubts.add("no-date", told.line, told.text)
        return None
    return _meeting(replace(told, day=day, text=text), day, when, desk)


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
    preparers = preparers_of(text, told.cells, told.line, desk)
    fields = fields_of(f"{preparers.text}. {preparers.behind}")
    place, behind = _without_beside(fields.place or "")
    title = title_of(fields.text)
    if not title:
        desk.doubts.add("not-understood", told.line, told.text)
        return None
    if when is not None and (when.faulty or len(when.times) > 2):
        desk.doubts.add("impossible-time", told.line, told.text)
    begins, ends = hours_of(when) if when else (None, None)
    audience = named_in(fields, desk.registry) or audience_in(told.cells, desk)
    return Meeting(
        ref="",
        title=title,
        starts_on=day,
        time=begins or told.hour,
        ends_at=ends,
        session=(when.session if when else None) or told.session,
        place=title_of(place) or in_cell(told.cells, Column.PLACE),
        chair=told.chair or fields.chair or in_cell(told.cells, Column.CHAIR),
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


def _again(told: Told, when: When | None, text: str, desk: Desk) -> Recurring:
    preparers = preparers_of(text, told.cells, told.line, desk)
    fields = fields_of(f"{preparers.text}. {preparers.behind}")
    return Recurring(
        ref="",
        title=title_of(_EVERY_DAY.sub("", fields.text)),
        rrule=_WORKDAYS,
        time=when.times[0] if when and when.times else None,
        session=told.session,
        lead=preparers.roles.lead,
        line=told.line,
    )
