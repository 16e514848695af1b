"""Agencies as one day knows them: who is meant by a name, and who no more or not yet.

The data files `data/agencies-*.toml` are the first fill; an office adds its own.
A name is found by longest match, because names contain commas, dashes and "và".
"""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from programme.agency import Agency, Successor
from programme.lineage import Heir, Lineage, main_heir
from programme.naming import Key, Names, Word, key_of, nearest, words

__all__ = [
    "Agency",
    "Mention",
    "Registry",
    "Resolved",
    "Successor",
    "Word",
    "first_fill",
    "is_provincial",
    "key_of",
    "registry_for",
    "registry_on",
    "words",
]

_MOST_NEAR = 3


@dataclass(frozen=True)
class Mention:
    """A known agency at [start, end) of a text."""

    agency: Agency
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Resolved:
    """What a name means on the registry's day; `agency` only where one can be meant.

    A `former` or `future` name needs a person's look even then. Without a sure answer
    `candidates` are what to choose from; `heirs` say which part each took over.
    """

    agency: Agency | None = None
    former: Agency | None = None
    future: Agency | None = None
    candidates: tuple[Agency, ...] = ()
    heirs: tuple[Heir, ...] = ()

    @property
    def untimely(self) -> Agency | None:
        """Whom the text names, though not of this day."""
        return self.former or self.future


class Registry:
    """The agencies known, and every way of writing them.

    `on` is the day for which names are read: who does not live then is found by
    `resolve` alone. Without a day all are taken as living.
    """

    def __init__(self, agencies: Iterable[Agency], *, on: date | None = None) -> None:
        self.known = tuple(agencies)
        self.day = on
        self.agencies = tuple(a for a in self.known if on is None or a.lives_on(on))
        self._living = Names(self.agencies)
        self._gone = Names(a for a in self.known if on and not a.lives_on(on))
        self._lineage = Lineage(self.known)

    def __iter__(self) -> Iterator[Agency]:
        return iter(self.agencies)

    def on(self, day: date) -> "Registry":
        """The same agencies, as another day knows them."""
        return Registry(self.known, on=day)

    def get(self, name: str) -> Agency:
        """By official name; a name nobody registered stands for itself."""
        found = self.find(name)
        return found or Agency(name=name, short=name)

    def find(self, written: str) -> Agency | None:
        """The agency of the day that is written exactly so, folded, and no other."""
        return _only(self._living.owners(key_of(written)))

    def resolve(self, written: str) -> Resolved:
        """What the name means, certain or not."""
        key = key_of(written)
        met = self._living.owners(key)
        if not met:
            gone = self._gone.owners(key)
            return (
                self._untimely(gone) if gone else Resolved(candidates=self._near(key))
            )
        return Resolved(agency=_only(met), candidates=met if len(met) > 1 else ())

    def mentions(self, text: str) -> list[Mention]:
        """Every agency of the day in `text`, longest match first at each place."""
        marks = words(text)
        folded = [word.folded for word in marks]
        found: list[Mention] = []
        at = 0
        while at < len(marks):
            met = self.longest(folded, at)
            if met is None:
                at += 1
                continue
            agency, length = met
            end = marks[at + length - 1].end
            found.append(Mention(agency, marks[at].start, end))
            at += length
        return found

    def longest(self, folded: Sequence[str], at: int = 0) -> tuple[Agency, int] | None:
        """The longest name that the folded words say from `at`, and its length."""
        met = self._living.longest(folded, at)
        agency = _only(met[0]) if met else None
        return (agency, met[1]) if met and agency else None

    def longest_ever(
        self, folded: Sequence[str], at: int = 0
    ) -> tuple[Resolved, int] | None:
        """The same, with those that are no more or not yet; None where two share it."""
        met, gone = self._living.longest(folded, at), self._gone.longest(folded, at)
        if gone is not None and (met is None or gone[1] > met[1]):
            return self._untimely(gone[0]), gone[1]
        agency = _only(met[0]) if met else None
        return (Resolved(agency=agency), met[1]) if met and agency else None

    def near(self, written: str) -> tuple[Agency, ...]:
        """At most three agencies whose names look like `written`: for a question."""
        return self._near(key_of(written))

    def _near(self, key: Key) -> tuple[Agency, ...]:
        every = [*self._living.spelled, *self._gone.spelled]
        found: dict[str, Agency] = {}
        for agency in nearest(key, every):
            for one in self._of_the_day(agency):
                found.setdefault(one.name, one)
        return tuple(found.values())[:_MOST_NEAR]

    def _of_the_day(self, agency: Agency) -> tuple[Agency, ...]:
        if self.day is None or agency.lives_on(self.day):
            return (agency,)
        return self._untimely((agency,)).candidates

    def _untimely(self, named: Sequence[Agency]) -> Resolved:
        """The last that was called so; if there was none, the first that will be."""
        day = self.day or date.max
        ended = [agency for agency in named if agency.ended_before(day)]
        if not ended:
            future = min(named, key=lambda agency: agency.valid_from or date.min)
            candidates = self._lineage.forebears(future, day)
            return Resolved(future=future, candidates=candidates)
        former = max(ended, key=lambda agency: agency.valid_to or date.max)
        taught = _only(self._living.owners(key_of(former.name)))
        if taught is not None:
            return Resolved(agency=taught)
        heirs = self._lineage.heirs(former, day)
        return Resolved(
            agency=main_heir(heirs),
            former=former,
            candidates=tuple(heir.agency for heir in heirs),
            heirs=heirs,
        )


def _only(agencies: Sequence[Agency]) -> Agency | None:
    return agencies[0] if len(agencies) == 1 else None


@cache
def first_fill(*, rooms: bool = False) -> tuple[Agency, ...]:
    """What an office begins with, living or not: the bodies of a province, and below
    the province the rooms of a district or a commune."""
    bodies = (*_in_file("agencies-2020.toml"), *_in_file("agencies-2025.toml"))
    return (*bodies, *_in_file("agencies-rooms.toml")) if rooms else bodies


@cache
def registry_on(day: date, *, rooms: bool = True) -> Registry:
    """The first fill, as it stands on one day."""
    return Registry(first_fill(rooms=rooms), on=day)


def registry_for(day: date, own: Registry | None, issuer: str | None) -> Registry:
    """For reading what `issuer` wrote about that day: the office's own agencies win
    over the first fill."""
    return own.on(day) if own else registry_on(day, rooms=not is_provincial(issuer))


def is_provincial(issuer: str | None) -> bool:
    """ "UBND tỉnh Bắc Ninh" is; "UBND phường A, tỉnh Bắc Ninh" is not; of a "thành
    phố" one cannot say."""
    said = set(key_of(issuer or ""))
    return _PROVINCE in said and said.isdisjoint(_BELOW)


_PROVINCE, *_BELOW = key_of("tỉnh huyện quận thị xã phường đặc khu")


def _in_file(name: str) -> Iterator[Agency]:
    file = resources.files("programme") / "data" / name
    for entry in tomllib.loads(file.read_text("utf-8"))["agency"]:
        yield _to_agency(entry)


def _to_agency(entry: dict[str, Any]) -> Agency:
    aliases = tuple(entry.pop("aliases", ()))
    successors = tuple(
        Successor(name=said) if isinstance(said, str) else Successor(**said)
        for said in entry.pop("successors", ())
    )
    return Agency(**entry, aliases=aliases, successors=successors)
