"""What a format has met so far, in order: lines and rows, before they are numbered.

A line is a string, a row of a table a tuple of its cells.
"""

from collections.abc import Iterable, Sequence

from programme.errors import Fault, Unreadable
from programme.reading.lines import MOST_LETTERS, Line, Row, normal

Found = str | tuple[str, ...]
_MOST_LINES = 50_000


def numbered(found: Iterable[Found]) -> list[Line | Row]:
    """Numbers what says something: a line or a row that is empty counts for nothing."""
    said: list[Line | Row] = []
    left = MOST_LETTERS
    for one in _without_repeats(found):
        at = len(said) + 1
        said.append(Line(at, one) if isinstance(one, str) else Row(at, one))
        left -= len(one) if isinstance(one, str) else sum(map(len, one))
        if left < 0 or at >= _MOST_LINES:
            raise Unreadable(Fault.TOO_LARGE)
    return said


def _without_repeats(found: Iterable[Found]) -> Iterable[Found]:
    """A table's head stands again on each page: once is enough."""
    head: tuple[str, ...] | None = None
    for one in found:
        if isinstance(one, str):
            for line in normal(one).splitlines():
                if line.strip():
                    head = None
                    yield line
            continue
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
