"""The data files in `lexicon/`, and the words an office adds to them.

The office's words lie beside ours, never in their place: see own_words.py.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any, TypeVar

_FOLDER = resources.files("programme.replies") / "lexicon"
#: What is no phrase of a report: slips, and who stands in for whom.
_APART = frozenset({"typos", "stand_ins"})
Found = TypeVar("Found")
#: What is remembered of the words, to be forgotten when an office adds its own.
_remembered: list[Callable[[], None]] = []
_own: dict[str, Mapping[str, Any]] = {}


def kept(function: Callable[..., Found]) -> Callable[..., Found]:
    """Worked out once from the words, and anew after an office has added some."""
    remembering = cache(function)
    _remembered.append(remembering.cache_clear)
    return remembering


def kept_of_many(most: int) -> Callable[[Callable[..., Found]], Callable[..., Found]]:
    """As `kept`, for what messages bring without end."""

    def keeping(function: Callable[..., Found]) -> Callable[..., Found]:
        remembering = lru_cache(maxsize=most)(function)
        _remembered.append(remembering.cache_clear)
        return remembering

    return keeping


@kept
def tables(name: str) -> dict[str, Any]:
    """One data file, with what the office adds to it."""
    found = tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))
    for key, added in _own.get(name, {}).items():
        ours = found.get(key, type(added)())
        found[key] = ours | added if isinstance(added, dict) else [*ours, *added]
    return found


def add(words: Mapping[str, Mapping[str, Any]]) -> None:
    """The office's own words, by file; in the place of those it added before."""
    _own.clear()
    _own.update(words)
    for forget in _remembered:
        forget()


def phrases() -> Iterator[str]:
    """Every phrase of the files that reports are made of."""
    for file in _FOLDER.iterdir():
        name = file.name.removesuffix(".toml")
        if name not in _APART:
            yield from _strings(tables(name))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value.removeprefix("=")
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
