"""Naming: every way of writing the agencies, found by folded words, longest first."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from programme.agency import Agency
from programme.provinces import province_at
from programme.words import bare, fold

Key = tuple[str, ...]

#: How alike two names must be, of 100, before one is offered for the other.
_ALIKE = 70
_BEGINS_SO = 90.0
#: What begins more names than these says nothing.
_TOO_MANY = 8
_HEADS = frozenset(map(fold, ("Sở", "Phòng")))
_WORD = re.compile(r"[^\W_]+")


class Word(NamedTuple):
    """One word at [start, end) of a text, folded, so that names can be compared."""

    folded: str
    start: int
    end: int


@dataclass(frozen=True)
class Spelled:
    """One way of writing, with and without diacritics, and who is written so."""

    folded: str
    bare: str
    owners: tuple[Agency, ...]


def words(text: str) -> list[Word]:
    """The words of a text, folded, without what stands between them."""
    return [Word(fold(m[0]), m.start(), m.end()) for m in _WORD.finditer(text)]


def each_folded(text: str) -> Iterator[str]:
    """The same words one by one, for whoever may stop at the first."""
    return (fold(m[0]) for m in _WORD.finditer(text))


def key_of(written: str) -> Key:
    return tuple(each_folded(written))


class Names:
    """Who is written how. What two agencies of one day share belongs to neither."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        known = tuple(agencies)
        self._owners: dict[Key, list[Agency]] = {}
        for agency in known:
            for written in (agency.name, agency.short, *agency.aliases):
                self._add(key_of(written), agency)
        self._learn(known)
        # How long the names are that begin with two words, the longest first.
        self._lengths: dict[Key, list[int]] = {}
        for first, length in sorted({(w[:2], len(w)) for w in self._owners if w}):
            self._lengths.setdefault(first, []).insert(0, length)

    def owners(self, key: Key) -> tuple[Agency, ...]:
        """Who is written so; "tỉnh Bắc Giang" behind a name is no part of it."""
        found = self._owners.get(key)
        if found is None:
            met = self.longest(key, 0) if key else None
            whole = met is not None and met[1] == len(key)
            return met[0] if met and whole else ()
        return tuple(found)

    def longest(
        self, folded: Sequence[str], at: int
    ) -> tuple[tuple[Agency, ...], int] | None:
        """The longest name that the words say from `at`, and how many words it is."""
        first = tuple(folded[at : at + 2])
        for begun in (first, first[:1]) if len(first) > 1 else (first,):
            for length in self._lengths.get(begun, ()):
                if at + length > len(folded):
                    continue
                found = self._owners.get(tuple(folded[at : at + length]))
                if found:
                    return tuple(found), length + province_at(folded, at + length)
        return None

    @cached_property
    def spelled(self) -> tuple["Spelled", ...]:
        """Each way of writing, also without the word that many names begin with."""
        return tuple(
            Spelled(" ".join(said), bare(" ".join(said)), tuple(owners))
            for key, owners in self._owners.items()
            for said in ((key, key[1:]) if key[:1] and key[0] in _HEADS else (key,))
        )

    def _add(self, key: Key, agency: Agency) -> None:
        owners = self._owners.setdefault(key, [])
        if not owners or (agency not in owners and agency.meets(owners[0])):
            owners.append(agency)

    def _learn(self, known: Sequence[Agency]) -> None:
        """What the office taught wins, but never over an official name."""
        official = {key_of(name): a for a in known for name in (a.name, a.short)}
        for agency in known:
            for alias in agency.taught:
                key = key_of(alias)
                if official.get(key, agency) == agency:
                    self._owners[key] = [agency]


def nearest(key: Key, spelled: Iterable[Spelled]) -> list[Agency]:
    """Whose names look like `key`, with or without diacritics, nearest first."""
    wanted = " ".join(key)
    if not wanted:
        return []
    every = tuple(spelled)
    scores: dict[str, float] = {}
    agencies: dict[str, Agency] = {}
    for score, name in [*_alike(wanted, every), *_beginning(wanted, every)]:
        for agency in name.owners:
            agencies.setdefault(agency.name, agency)
            scores[agency.name] = max(score, scores.get(agency.name, 0.0))
    return sorted(agencies.values(), key=lambda agency: -scores[agency.name])


def _alike(wanted: str, spelled: Sequence[Spelled]) -> Iterator[tuple[float, Spelled]]:
    # It takes as long to import as all the rest of the field; few readings need it.
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 - see above

    plain = bare(wanted)
    for name in spelled:
        score = max(
            ratio(wanted, name.folded, score_cutoff=_ALIKE),
            ratio(plain, name.bare, score_cutoff=_ALIKE),
        )
        if score:
            yield score, name


def _beginning(
    wanted: str, spelled: Sequence[Spelled]
) -> Iterator[tuple[float, Spelled]]:
    """ "Văn phòng" may be any of a few; "Sở" says nothing."""
    found = [name for name in spelled if name.folded.startswith(f"{wanted} ")]
    if len({agency.name for name in found for agency in name.owners}) <= _TOO_MANY:
        yield from ((_BEGINS_SO, name) for name in found)
