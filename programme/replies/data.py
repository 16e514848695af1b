"""The data files in `lexicon/`, which an office may extend."""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

_FOLDER = resources.files("programme.replies") / "lexicon"


@cache
def tables(name: str) -> dict[str, Any]:
    """One data file, as it stands."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))


def phrases() -> Iterator[str]:
    """Every phrase of every file but the misspellings."""
    for file in _FOLDER.iterdir():
        name = file.name.removesuffix(".toml")
        if name != "typos":
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
