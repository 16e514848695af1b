"""Agencies: official names, aliases, a life, and how a text names them.

The data files `data/agencies-*.toml` are the first fill; an office adds its own.
A name is found by longest match, because names contain commas, dashes and "và".
"""

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from programme.words import fold


@dataclass(frozen=True, kw_only=True)
class Agency:
    """A body that can owe something. `name` is official, in full, and unique."""

    name: str
    short: str
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = ()
    source: str | None = None

    def lives_on(self, day: date) -> bool:
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Mention:
    """A known agency at [start, end) of a text."""

    agency: Agency
    start: int
    end: int


@dataclass(frozen=True)
class Word:
    """One word at [start, end) of a text, folded, so that names can be compared."""

    folded: str
    start: int
    end: int


class Registry:
    """The agencies known on one day, and every way of writing them."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self.agencies = tuple(agencies)
        self._by_words: dict[tuple[str, ...], Agency] = {}
        for agency in self.agencies:
            for written in (agency.name, agency.short, *agency.aliases):
                self._by_words.setdefault(_folded(written), agency)
        # How long the names are that begin with a word, the longest first.
        self._lengths: dict[str, list[int]] = {}
        for first, length in sorted({(w[0], len(w)) for w in self._by_words if w}):
            self._lengths.setdefault(first, []).insert(0, length)

    def __iter__(self) -> Iterator[Agency]:
        return iter(self.agencies)

    def get(self, name: str) -> Agency:
        """By official name; a name nobody registered stands for itself."""
        found = self.find(name)
        return found or Agency(name=name, short=name)

    def find(self, written: str) -> Agency | None:
        """The agency that is written exactly so, folded; None if none is."""
        return self._by_words.get(_folded(written))

    def mentions(self, text: str) -> list[Mention]:
        """Every known agency in `text`, longest match first at each place."""
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
        for length in self._lengths.get(folded[at], ()):
            agency = self._by_words.get(tuple(folded[at : at + length]))
            if agency is not None and at + length <= len(folded):
                return agency, length
        return None

    def near(self, written: str) -> tuple[Agency, ...]:
        """At most three agencies whose names look like `written`: for a question."""
        spelled = {" ".join(name): agency for name, agency in self._by_words.items()}
        close = difflib.get_close_matches(
            " ".join(_folded(written)), spelled, n=6, cutoff=0.7
        )
        return tuple(dict.fromkeys(spelled[name] for name in close))[:3]


def words(text: str) -> list[Word]:
    """The words of a text, folded, without what stands between them."""
    return [Word(fold(m[0]), m.start(), m.end()) for m in _WORD.finditer(text)]


_WORD = re.compile(r"[^\W_]+")


def _folded(written: str) -> tuple[str, ...]:
    return tuple(word.folded for word in words(written))


@cache
def first_fill() -> tuple[Agency, ...]:
    """Every agency of the data files, living or not."""
    folder = resources.files("programme") / "data"
    files = sorted(
        (f for f in folder.iterdir() if f.name.startswith("agencies-")),
        key=lambda f: f.name,
    )
    return tuple(
        _to_agency(entry)
        for file in files
        for entry in tomllib.loads(file.read_text("utf-8"))["agency"]
    )


@cache
def registry_on(day: date) -> Registry:
    """The first fill, as it stands on one day."""
    return Registry(agency for agency in first_fill() if agency.lives_on(day))


def _to_agency(entry: dict[str, Any]) -> Agency:
    lists = {key: tuple(entry.get(key, ())) for key in ("aliases", "successors")}
    return Agency(**{**entry, **lists})
