"""Headings: what a line above others tells of what stands below it."""

import re
from collections.abc import Iterator, Sequence

from programme.reading.dating import dated_at_head
from programme.reading.marks import Level
from programme.reading.outline import Unit

#: "Các hội nghị": many, each with a day of its own.
_PLURAL = re.compile(
    r"\W*(?:các|những|lịch)\s+(?:hội nghị|cuộc|buổi|họp)\b", re.IGNORECASE
)
_AT_SESSION = re.compile(r"\btại (?:phiên họp|cuộc họp|hội nghị)\b", re.IGNORECASE)
#: Groups that are no field of a session's matters.
_APART = re.compile(
    r"\btrình\b|\b(?:hội nghị|cuộc họp|phiên họp|lịch|tiếp công dân)\b", re.IGNORECASE
)


def is_of_many(heading: str) -> bool:
    return _PLURAL.match(heading) is not None


def is_at_session(heading: str) -> bool:
    """ "Nội dung trình UBND tỉnh tại phiên họp …" is a session's, not submitted."""
    return _AT_SESSION.search(heading) is not None


def is_apart(heading: str) -> bool:
    return _APART.search(heading) is not None


def is_broken_early(unit: Unit, head: str, said: str) -> bool:
    """Whether the first line ends though the next word would have found room."""
    ends = [at for at, _ in unit.wraps[1:2]] or [len(unit.text)]
    first, _, _ = said.partition(" ")
    room = ends[0] - len(head) - 1
    return bool(head) and said[:1].isupper() and len(head) + len(first) + 8 < room


def is_agenda(unit: Unit) -> bool:
    """Numbered matters below a dated heading, not meetings with days of their own."""
    numbered = all(part.level >= Level.NUMBER for part in unit.parts)
    return numbered and not all(dated_at_head(part.text) for part in unit.parts)


def headings_in(units: Sequence[Unit]) -> Iterator[Unit]:
    """The units that have others below them, in order."""
    for unit in units:
        if unit.parts:
            yield unit
            yield from headings_in(unit.parts)
