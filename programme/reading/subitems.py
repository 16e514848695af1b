"""Matters below a number: "a) … (Sở A chuẩn bị); b) … (Sở B chuẩn bị)"."""

import re

from programme.agencies import Registry
from programme.reading.clauses import clauses
from programme.reading.marks import Level
from programme.reading.outline import Unit
from programme.reading.roles import opening_agency

_MARK = re.compile(r"(?:^|(?<=\s))([a-zđ])\s?\)\s*(?=\S)")
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_LONGEST = 6000


def parted(unit: Unit, registry: Registry) -> list[Unit]:
    """The lettered parts, if more than one of them names who prepares it."""
    if unit.cells is not None or unit.text.count(")") < 2 or len(unit.text) > _LONGEST:
        return []
    found = _marks(unit.text)
    if len(found) < 2:
        return []
    ends = [met.start() for met in found[1:]] + [len(unit.text)]
    parts = [
        Unit(
            f"{unit.ref}.{met[1]}",
            n,
            Level.SUB,
            unit.line_at(met.start()),
            unit.text[met.end() : end].strip(),
            label=met[1],
        )
        for n, (met, end) in enumerate(zip(found, ends, strict=True), start=1)
    ]
    named = sum(_names(part.text, registry) for part in parts)
    before = unit.text[: found[0].start()]
    return parts if named > 1 and not clauses(before, registry) else []


def _marks(text: str) -> list[re.Match[str]]:
    """a), b), c) in their order; anything else is of the text."""
    found: list[re.Match[str]] = []
    for met in _MARK.finditer(text):
        if len(found) < len(_LETTERS) and met[1] == _LETTERS[len(found)]:
            found.append(met)
    return found


def _names(text: str, registry: Registry) -> bool:
    return bool(clauses(text, registry)) or opening_agency(text, registry) is not None
