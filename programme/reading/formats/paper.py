"""What a format has met so far, in order: lines and rows, before they are numbered.

A line is a string, a row of a table a tuple of its cells.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from programme.errors import Fault, Unreadable
from programme.reading.lines import MOST_LETTERS, Line, Row, normal


@dataclass(frozen=True)
class At:
    """The number that a sheet gives what comes next."""

    number: int


Found = str | tuple[str, ...]
_MOST_LINES = 50_000


def numbered(found: Iterable[Found | At]) -> list[Line | Row]:
    """Numbers what says something: a line or a row that is empty counts for nothing.

    Where the sheet has numbers of its own, they are kept: a clerk looks there.
    """
    said: list[Line | Row] = []
    left, at = MOST_LETTERS, 0
    own: int | None = None
    for one in _without_repeats(found):
        if isinstance(one, At):
            own = one.number
            continue
        at, own = max(at + 1, own or 0), None
        said.append(Line(at, one) if isinstance(one, str) else Row(at, one))
        left -= len(one) if isinstance(one, str) else sum(map(len, one))
        if left < 0 or len(said) >= _MOST_LINES:
            raise Unreadable(Fault.TOO_LARGE)
    return said


def _without_repeats(found: Iterable[Found | At]) -> Iterable[Found | At]:
    """A table's head stands again on each page: once is enough."""
    head: tuple[str, ...] | None = None
    for one in found:
        if isinstance(one, At):
            yield one
        elif isinstance(one, str):
            for line in normal(one).splitlines():
                if line.strip():
                    head = None
                    yield line
        else:
            row = tuple(_cell(cell) for cell in one)
            if any(row) and row != head:
                head = head or row
                yield row


def _cell(text: str) -> str:
    """A cell's own lines stay, without the blank ones."""
    lines = (" ".join(line.split()) for line in normal(text).splitlines())
    return "\n".join(line for line in lines if line)


def texts(found: Sequence[Found]) -> str:
    return "\n".join(one if isinstance(one, str) else "\n".join(one) for one in found)
