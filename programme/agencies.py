"""Agencies: official names, aliases, a life, and how a text names them.

The data files in `agencies/` are the first fill; an office adds its own. A name is
found by longest match, because names contain commas, dashes and "và".
"""

import tomllib
from collections.abc import Iterable, Iterator
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


class Registry:
    """The agencies known on one day, and every way of writing them."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self.agencies = tuple(agencies)
        self._by_words: dict[tuple[str, ...], Agency] = {}
        for agency in self.agencies:
            for written in (agency.name, agency.short, *agency.aliases):
                self._by_words.setdefault(_words(written), agency)
        self._longest = max(map(len, self._by_words), default=0)

    def __iter__(self) -> Iterator[Agency]:
        return iter(self.agencies)

    def get(self, name: str) -> Agency:
        """By official name; a name nobody registered stands for itself."""
        found = self.find(name)
        return found or Agency(name=name, short=name)

    def find(self, written: str) -> Agency | None:
        """The agency that is written exactly so, folded; None if none is."""
        return self._by_words.get(_words(written))

    def mentions(self, text: str) -> list[Mention]:
        """Every known agency in `text`, longest match first at each place."""
        marks = list(_tokens(text))
        found: list[Mention] = []
        at = 0
        while at < len(marks):
            mention = self._longest_at(marks, at)
            if mention is None:
                at += 1
                continue
            found.append(mention)
            at = next(
                (n for n, mark in enumerate(marks) if mark[1] >= mention.end),
                len(marks),
            )
        return found

    def _longest_at(self, marks: list[tuple[str, int, int]], at: int) -> Mention | None:
        for length in range(min(self._longest, len(marks) - at), 0, -1):
            span = marks[at : at + length]
            agency = self._by_words.get(tuple(word for word, _, _ in span))
            if agency is not None:
                return Mention(agency, span[0][1], span[-1][2])
        return None


def _tokens(text: str) -> Iterator[tuple[str, int, int]]:
    start = -1
    for at, letter in enumerate(text):
        if letter.isalnum():
            start = at if start < 0 else start
        elif start >= 0:
            yield fold(text[start:at]), start, at
            start = -1
    if start >= 0:
        yield fold(text[start:]), start, len(text)


def _words(written: str) -> tuple[str, ...]:
    return tuple(word for word, _, _ in _tokens(written))


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
    lists = {key: tuple(entry.pop(key, ())) for key in ("aliases", "successors")}
    return Agency(**entry, **lists)
