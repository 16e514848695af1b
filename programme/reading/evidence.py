"""Evidence: what a draft and its doubts say of each stretch of the document.

An entry answers for the lines from its own to the next entry's. What it says is its
words as printed, its agencies, and its numbers: days, hours, its own ref.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from programme.document import AgendaItem, Change, Draft, Meeting, Recurring, Status
from programme.periods import span_of_period

_NUMBER = re.compile(r"[0-9]+")
_WEEKDAYS = {"MO": 2, "TU": 3, "WE": 4, "TH": 5, "FR": 6, "SA": 7}


@dataclass(slots=True)
class Said:
    """What is said of the lines from `line` on. `hidden` is secret: never shown."""

    line: int
    texts: list[str] = field(default_factory=list)
    numbers: set[int] = field(default_factory=set)
    agencies: set[str] = field(default_factory=set)
    #: Beside what words may say nothing: see `wordless`.
    groups: set[str] = field(default_factory=lambda: {"always"})
    #: Whom or which half a heading above the entry names.
    ahead: list[str] = field(default_factory=list)
    #: Texts of other entries that may stand here: they answer where they are found.
    elsewhere: list[str] = field(default_factory=list)
    hidden: bool = False

    def add(self, *texts: str | None) -> None:
        self.texts += [text.strip() for text in texts if text and text.strip()]

    def count(self, text: str) -> None:
        self.numbers |= {int(number) for number in _NUMBER.findall(text)}

    def join(self, other: "Said") -> None:
        self.texts += other.texts
        self.ahead += other.ahead
        self.elsewhere += other.elsewhere
        self.numbers |= other.numbers
        self.agencies |= other.agencies
        self.groups |= other.groups
        self.hidden = self.hidden or other.hidden


def evidence_of(draft: Draft) -> list[Said]:
    """One for each line at which something begins, the head's first."""
    found: dict[int, Said] = {0: _head(draft)}
    for said in _entries(draft):
        if said.line in found:
            found[said.line].join(said)
        else:
            found[said.line] = said
    every = [found[line] for line in sorted(found)]
    every[-1].add(*draft.recipients, *_signed(draft))
    return every


def _head(draft: Draft) -> Said:
    head = Said(0, groups={"always", "head"})
    head.add(draft.issuer, draft.number)
    _date(head, draft.issued_on, *_days(draft.period))
    head.add(*(change.title for change in draft.changes))
    head.count(draft.period)
    for meeting in draft.meetings[:1]:
        _date(head, meeting.starts_on)
    return head


def _days(period: str) -> list[date]:
    """The first and the last; of a week, all."""
    first, last = span_of_period(period)
    week = (last - first).days == 6
    return [first + timedelta(days=n) for n in range(7)] if week else [first, last]


def _signed(draft: Draft) -> list[str | None]:
    signer = draft.signer
    return [signer.by, signer.title, signer.office, signer.name]


def _entries(draft: Draft) -> Iterator[Said]:
    for section in draft.sections:
        said = Said(section.line, [section.title])
        said.count(section.ref)
        yield said
    for meeting in draft.meetings:
        whole = _meeting(meeting)
        yield whole
        for item in meeting.items:
            said = _item(item)
            said.numbers |= whole.numbers
            said.groups |= whole.groups
            said.elsewhere += whole.texts[1:]
            said.elsewhere += [p for t in whole.texts[1:] for p in t.split("; ")]
            yield said
    yield from map(_item, draft.submissions)
    yield from map(_recurring, draft.recurring)
    yield from map(_change, draft.changes)


def _meeting(meeting: Meeting) -> Said:
    said = Said(meeting.line)
    heard = (audience.words for audience in meeting.audience)
    said.add(meeting.title, meeting.place, meeting.chair, *heard)
    said.ahead += [meeting.chair] if meeting.chair else []
    said.groups.add("dated")
    _date(said, meeting.starts_on, meeting.ends_on)
    _hour(said, meeting.time, meeting.ends_at)
    said.count(meeting.ref)
    _part(said, meeting.lead, meeting.support, meeting.status)
    for audience in meeting.audience:
        said.agencies |= set(audience.agencies)
    return said


def _item(item: AgendaItem) -> Said:
    said = Said(item.line, hidden=item.secret)
    said.add(item.title)
    said.count(item.ref)
    said.numbers.add(item.ordinal)
    if item.due_on is not None:
        said.groups.add("dated")
        _date(said, item.due_on)
    _part(said, item.lead, item.support, item.status)
    return said


def _recurring(again: Recurring) -> Said:
    said = Said(again.line, [again.title])
    said.groups.add("dated")
    said.count(f"{again.ref} {again.rrule}")
    said.numbers |= {n for day, n in _WEEKDAYS.items() if day in again.rrule}
    _hour(said, again.time)
    _part(said, again.lead, (), Status.PLANNED)
    return said


def _change(change: Change) -> Said:
    said = Said(change.line)
    said.add(change.words, change.title)
    said.groups.add("changed")
    _date(said, change.old_date, change.new_date)
    said.groups.add("dated")
    _part(said, change.lead, change.support, Status.PLANNED)
    return said


def _part(
    said: Said, lead: tuple[str, ...], support: tuple[str, ...], status: Status
) -> None:
    said.agencies |= {*lead, *support}
    said.groups |= {"roles"} if said.agencies else set()
    said.groups |= {"status"} if status is not Status.PLANNED else set()


def _date(said: Said, *days: date | None) -> None:
    for day in days:
        if day is not None:
            weekday = day.isoweekday() + 1  # "thứ 2" is a Monday
            said.numbers |= {day.day, day.month, day.year, day.year % 100, weekday}


def _hour(said: Said, *hours: time | None) -> None:
    for hour in hours:
        said.numbers |= {hour.hour, hour.minute} if hour else set()
