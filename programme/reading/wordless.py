"""Wordless: which words carry no meaning of their own, and beside what.

The closed lists are in `programme/data/wordless.toml`, each with its reason.
"""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib import resources

from programme.naming import key_of
from programme.reading.signs import SIGNS, Sign

Phrase = tuple[str, ...]


@cache
def _groups() -> Mapping[Phrase, frozenset[str]]:
    """Each phrase, folded, and in what surroundings it says nothing."""
    file = resources.files("programme") / "data" / "wordless.toml"
    found: dict[Phrase, frozenset[str]] = {
        phrase: frozenset({"roles"})
        for phrase, sign in SIGNS.items()
        if sign not in {Sign.INVITES, Sign.OTHER}
    }
    for group, lists in tomllib.loads(file.read_text("utf-8")).items():
        for said in ";".join(lists.values()).replace("\n", ";").split(";"):
            phrase = key_of(said)
            if phrase:
                found[phrase] = found.get(phrase, frozenset()) | {group}
    return found


@cache
def _lengths() -> Mapping[str, tuple[int, ...]]:
    """How long the phrases are that begin with a word, the longest first."""
    found: dict[str, set[int]] = {}
    for phrase in _groups():
        found.setdefault(phrase[0], set()).add(len(phrase))
    return {word: tuple(sorted(many, reverse=True)) for word, many in found.items()}


def wordless_at(folded: Sequence[str], at: int, groups: Collection[str]) -> int:
    """How many words from `at` say nothing in these surroundings."""
    known = _groups()
    for length in _lengths().get(folded[at], ()):
        phrase = tuple(folded[at : at + length])
        met = known.get(phrase) if len(phrase) == length else None
        if met is not None and not met.isdisjoint(groups):
            return length
    return 0


def is_idle(text: str) -> bool:
    """Whether all it says is that somebody is at the office, or away."""
    folded = key_of(text)
    at, known = 0, False
    while at < len(folded):
        idle = wordless_at(folded, at, {"idle"})
        length = idle or wordless_at(folded, at, {"idle_beside"})
        if not length:
            return False
        known = known or idle > 0
        at += length
    return known
