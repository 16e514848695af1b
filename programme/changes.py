"""What changed between two documents of one programme, entry by entry.

The first issue is never a change: there is nothing to compare it with.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from datetime import time as clock_time
from enum import StrEnum

from programme.document import (
    AgendaItem,
    Draft,
    Meeting,
    Recurring,
    Session,
    Status,
)
from programme.matching import Entry, Pair, pairs_of
from programme.notices import amended
from programme.words import fold, tidy

__all__ = ["Difference", "Facet", "Fact", "What", "amended", "compare"]


class What(StrEnum):
    """What became of an entry. One entry may have changed in several ways."""

    ADDED = "added"
    WITHDRAWN = "withdrawn"
    POSTPONED = "postponed"  # with no new day
    MOVED = "moved"  # another day, hour or place; or it has a day again
    REASSIGNED = "reassigned"
    REWORDED = "reworded"
    RENUMBERED = "renumbered"


class Facet(StrEnum):
    """Of what an old and a new value are told."""

    DAY = "day"
    LAST_DAY = "last_day"
    HOUR = "hour"
    ENDS_AT = "ends_at"
    PLACE = "place"
    CHAIR = "chair"
    DUE = "due"
    MEETING = "meeting"
    RULE = "rule"
    RESUMED = "resumed"
    LEAD = "lead"
    SUPPORT = "support"
    AUDIENCE = "audience"
    TITLE = "title"
    REF = "ref"


Value = date | clock_time | Session | str | tuple[str, ...] | None


@dataclass(frozen=True, kw_only=True)
class Fact:
    """old → new"""

    of: Facet
    was: Value
    now: Value


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One way in which one entry changed; None where it was not, or is not, there."""

    what: What
    was: Entry | None = None
    now: Entry | None = None
    facts: tuple[Fact, ...] = ()

    @property
    def entry(self) -> Entry:
        """As it stands, or as it stood."""
        found = self.now or self.was
        assert found is not None  # noqa: S101 - a difference is of something
        return found

    @property
    def agencies(self) -> tuple[str, ...]:
        """Everybody who had or has a part in it."""
        sides = [entry for entry in (self.was, self.now) if entry is not None]
        names = [n for entry in sides for n in (*entry.lead, *entry.support)]
        names += [name for entry in sides for name in _audience(entry)]
        return tuple(dict.fromkeys(names))


def compare(was: Draft, now: Draft) -> tuple[Difference, ...]:
    """In the order of the new document, then what it does not have any more."""
    pairs = pairs_of(was, now)
    renamed = _renamed(pairs)
    return tuple(found for pair in pairs for found in _differences(pair, renamed))


def _renamed(pairs: list[Pair]) -> dict[str, str]:
    """Which meeting of the new document is which of the old one."""
    return {
        pair.was.ref: pair.now.ref
        for pair in pairs
        if pair.was and pair.now and not pair.now.is_item
    }


def _differences(pair: Pair, renamed: Mapping[str, str]) -> Iterator[Difference]:
    was, now = pair.was, pair.now
    if was is None:
        yield Difference(what=What.ADDED, now=now)
    elif now is None or now.is_withdrawn:
        yield Difference(what=What.WITHDRAWN, was=was, now=now)
    else:
        yield from _changes(was, now, renamed)


def _changes(
    was: Entry, now: Entry, renamed: Mapping[str, str]
) -> Iterator[Difference]:
    is_held = now.status is Status.POSTPONED
    if is_held and was.status is not Status.POSTPONED:
        yield Difference(what=What.POSTPONED, was=was, now=now)
    for what, facets in _FACETS.items():
        facts = [fact for read in facets for fact in read(was, now)]
        if what is What.MOVED:
            facts += [] if is_held else _resumed(was)
            facts += _to_another_meeting(was, now, renamed)
        if facts:
            yield Difference(what=what, was=was, now=now, facts=tuple(facts))


def _resumed(was: Entry) -> list[Fact]:
    if was.status is not Status.POSTPONED:
        return []
    return [Fact(of=Facet.RESUMED, was=Status.POSTPONED, now=Status.PLANNED)]


def _to_another_meeting(
    was: Entry, now: Entry, renamed: Mapping[str, str]
) -> list[Fact]:
    before = was.meeting.ref if was.meeting else None
    after = now.meeting.ref if now.meeting else None
    if (renamed.get(before) if before else None) == after:
        return []
    return [
        Fact(
            of=Facet.MEETING,
            was=was.meeting.title if was.meeting else None,
            now=now.meeting.title if now.meeting else None,
        )
    ]


def _hour(entry: Entry) -> Value:
    said = entry.said
    return None if isinstance(said, AgendaItem) else said.time or said.session


def _audience(entry: Entry) -> tuple[str, ...]:
    """Who is named for certain to attend."""
    if not isinstance(entry.said, Meeting):
        return ()
    parts = (part for part in entry.said.audience if part.certain)
    return tuple(dict.fromkeys(name for part in parts for name in part.agencies))


def _of_meeting(read: Callable[[Meeting], Value]) -> Callable[[Entry], Value]:
    return lambda entry: read(entry.said) if isinstance(entry.said, Meeting) else None


Read = Callable[[Entry, Entry], Iterator[Fact]]


def _facet(of: Facet, read: Callable[[Entry], Value]) -> Read:
    def facts(was: Entry, now: Entry) -> Iterator[Fact]:
        if _plain(read(was)) != _plain(read(now)):
            yield Fact(of=of, was=read(was), now=read(now))

    return facts


def _plain(value: Value) -> object:
    """For comparing: letters' case, spaces and the order of names are moot."""
    if isinstance(value, tuple):
        return frozenset(value)
    if isinstance(value, str) and not isinstance(value, StrEnum):
        return fold(tidy(value)).rstrip(" .;,")
    return value


_FACETS: Mapping[What, tuple[Read, ...]] = {
    What.MOVED: (
        _facet(Facet.DAY, _of_meeting(lambda said: said.starts_on)),
        _facet(Facet.LAST_DAY, _of_meeting(lambda said: said.ends_on)),
        _facet(Facet.HOUR, _hour),
        _facet(Facet.ENDS_AT, _of_meeting(lambda said: said.ends_at)),
        _facet(Facet.PLACE, _of_meeting(lambda said: said.place)),
        _facet(Facet.CHAIR, _of_meeting(lambda said: said.chair)),
        _facet(
            Facet.DUE,
            lambda e: e.said.due_on if isinstance(e.said, AgendaItem) else None,
        ),
        _facet(
            Facet.RULE,
            lambda e: e.said.rrule if isinstance(e.said, Recurring) else None,
        ),
    ),
    What.REASSIGNED: (
        _facet(Facet.LEAD, lambda entry: entry.lead),
        _facet(Facet.SUPPORT, lambda entry: entry.support),
        _facet(Facet.AUDIENCE, _audience),
    ),
    What.REWORDED: (_facet(Facet.TITLE, lambda entry: entry.title),),
    What.RENUMBERED: (_facet(Facet.REF, lambda entry: entry.ref),),
}
