"""Which entry of one document is which of another, however they are numbered.

Titles decide, number and lead agency break ties, and one entry is never matched twice.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz

from programme.document import AgendaItem, Draft, Meeting, Recurring, Status
from programme.words import fold

#: How alike two titles are from which on they may be one matter (0 to 100): with the
#: same lead agency, and without.
SAME_LEAD, ANY_LEAD = 70, 85
#: From here on the office is asked whether they are.
MAYBE = 55
#: What a number that differs takes away: another decision, another year.
_OTHER_NUMBERS = 10
_WORD = re.compile(r"[^\W_]+")
#: Where several titles are equally alike: what counts, and how much.
_SAME_DAY, _LEADS, _SAME_REF = 4.0, 2.0, 1.0

Said = Meeting | Recurring | AgendaItem


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What a document says of one thing; an item with the meeting it is for."""

    said: Said
    meeting: Meeting | None = None

    @property
    def ref(self) -> str:
        return self.said.ref

    @property
    def title(self) -> str:
        return self.said.title

    @property
    def lead(self) -> tuple[str, ...]:
        return self.said.lead

    @property
    def support(self) -> tuple[str, ...]:
        return () if isinstance(self.said, Recurring) else self.said.support

    @property
    def status(self) -> Status:
        return Status.PLANNED if isinstance(self.said, Recurring) else self.said.status

    @property
    def day(self) -> date | None:
        """On which it is held, or for which it is prepared."""
        if isinstance(self.said, Meeting):
            return self.said.starts_on
        return self.meeting.starts_on if self.meeting else None

    @property
    def is_item(self) -> bool:
        return isinstance(self.said, AgendaItem)

    @property
    def is_held_up(self) -> bool:
        """Postponed itself, or with the meeting it is for."""
        of_meeting = self.meeting is not None and (
            self.meeting.status is Status.POSTPONED
        )
        return self.status is Status.POSTPONED or of_meeting

    @property
    def is_withdrawn(self) -> bool:
        of_meeting = self.meeting is not None and (
            self.meeting.status is Status.WITHDRAWN
        )
        return self.status is Status.WITHDRAWN or of_meeting


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One thing in two documents; None where one of them does not have it."""

    was: Entry | None = None
    now: Entry | None = None
    alike: float = 100.0


def entries_of(draft: Draft) -> list[Entry]:
    """Meetings, then those that come back, then items in the order of the document."""
    meetings = [Entry(said=meeting) for meeting in draft.meetings]
    recurring = [Entry(said=again) for again in draft.recurring]
    items = [
        Entry(said=item, meeting=meeting)
        for meeting in draft.meetings
        for item in meeting.items
    ]
    submitted = [Entry(said=item) for item in draft.submissions]
    return [*meetings, *recurring, *items, *submitted]


def pairs_of(was: Draft, now: Draft) -> list[Pair]:
    """Every entry of either document once: in the order of `now`, then what is gone.

    What was withdrawn before is not there any more. Where a notice was applied, an
    entry keeps its number whatever else changes.
    """
    by_ref = (_is_same_ref,) if now.changes else ()
    judges = (*by_ref, _is_same_title, _is_alike, _is_untold)
    before = [entry for entry in entries_of(was) if not entry.is_withdrawn]
    after = entries_of(now)
    found: dict[int, Pair] = {}
    used: set[int] = set()
    for kind in (Meeting, Recurring, AgendaItem):
        old = [n for n, entry in enumerate(before) if isinstance(entry.said, kind)]
        new = [n for n, entry in enumerate(after) if isinstance(entry.said, kind)]
        for i, j, alike in _matched(before, old, after, new, judges):
            found[j] = Pair(was=before[i], now=after[j], alike=alike)
            used.add(i)
    pairs = [
        found.get(j, Pair(now=entry))
        for j, entry in enumerate(after)
        if j in found or not entry.is_withdrawn
    ]
    gone = [Pair(was=entry) for i, entry in enumerate(before) if i not in used]
    return [*pairs, *gone]


def _matched(
    before: Sequence[Entry],
    old: list[int],
    after: Sequence[Entry],
    new: list[int],
    judges: Sequence["Judge"],
) -> Iterator[tuple[int, int, float]]:
    """What the first judge takes for the same, then the next; each entry once."""
    left, right = set(old), set(new)
    for may_be in judges:
        wanted = sorted(
            (
                (-rank, i, j, alike)
                for rank, i, j, alike in _ranked(before, left, after, right, may_be)
            ),
        )
        for _, i, j, alike in wanted:
            if i in left and j in right:
                left.discard(i)
                right.discard(j)
                yield i, j, alike


Judge = Callable[[Entry, Entry], float | None]


def _ranked(
    before: Sequence[Entry],
    left: Iterable[int],
    after: Sequence[Entry],
    right: Iterable[int],
    may_be: Judge,
) -> Iterator[tuple[float, int, int, float]]:
    others = sorted(right)
    for i in sorted(left):
        for j in others:
            alike = may_be(before[i], after[j])
            if alike is not None:
                yield alike + _agreement(before[i], after[j]), i, j, alike


def _is_same_ref(was: Entry, now: Entry) -> float | None:
    return 100.0 if was.ref == now.ref else None


def _is_same_title(was: Entry, now: Entry) -> float | None:
    """A title that is not told (a secret item has none) says nothing by itself."""
    said = _words(was.title)
    is_same = said == _words(now.title) and (bool(said) or shares_lead(was, now))
    return 100.0 if is_same else None


def _is_untold(was: Entry, now: Entry) -> float | None:
    """A secret item of which a title is told, or no more: by its place and its lead."""
    is_secret = was.is_item and bool(was.title) != bool(now.title)
    is_same = is_secret and was.ref == now.ref and shares_lead(was, now)
    return 100.0 if is_same else None


def _is_alike(was: Entry, now: Entry) -> float | None:
    alike = likeness(was.title, now.title)
    return (
        alike if alike >= (SAME_LEAD if shares_lead(was, now) else ANY_LEAD) else None
    )


def _agreement(was: Entry, now: Entry) -> float:
    same_day = was.day == now.day
    return (
        _SAME_DAY * same_day
        + _LEADS * shares_lead(was, now)
        + _SAME_REF * (was.ref == now.ref)
    )


def shares_lead(was: Entry, now: Entry) -> bool:
    """Whether one agency leads both; or, for meetings, nobody is named."""
    return bool(set(was.lead) & set(now.lead)) or (not was.lead and not now.lead)


def likeness(one: str, other: str) -> float:
    """0 to 100, folded, without punctuation; less if their numbers differ."""
    left, right = " ".join(_words(one)), " ".join(_words(other))
    alike = fuzz.ratio(left, right)
    if alike >= MAYBE and numbers_of(one) != numbers_of(other):
        alike -= _OTHER_NUMBERS
    return max(alike, 0.0)


def numbers_of(title: str) -> list[str]:
    """The words of a title that have a digit in them."""
    return sorted(word for word in _words(title) if any(map(str.isdigit, word)))


@lru_cache(maxsize=8192)
def _words(title: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(title)))
