"""Unread: what stands in a column that an entry has no field for.

"Cấp trình", "Hình thức", "Lãnh đạo chủ trì" beside a matter: each different word of
such a column is shown once, in the line where it is first met.
"""

from collections.abc import Collection

from programme.reading.cells import Cells
from programme.reading.columns import Column
from programme.reading.desk import Desk

_PREPARED = {Column.NUMBER, Column.CONTENT, Column.LEAD, Column.BOTH, Column.SUPPORT}
_MEETS = {Column.DAY, Column.WHEN, Column.PLACE, Column.CHAIR, Column.AUDIENCE}
#: What is read of each kind of row; DAY dates the rows of a calendar.
OF_ITEM = frozenset(
    {*_PREPARED, Column.DUE, Column.WHEN, Column.MONTH, Column.DAY, Column.NOTE}
)
OF_MATTER = frozenset({*_PREPARED, Column.WHEN, Column.AUDIENCE, Column.NOTE})
OF_MEETING = frozenset({*_PREPARED, *_MEETS, Column.NOTE})
OF_EVENT = frozenset({*OF_MEETING, Column.SESSION})
OF_CHANGE = frozenset({*_PREPARED, Column.WHEN, Column.OLD_DAY, Column.NOTE})


def doubt_unread(
    cells: Cells | None, read: Collection[Column], line: int, desk: Desk
) -> None:
    for head, words in _unread(cells, read) if cells else ():
        if (head, words) in desk.shown or desk.heading_says(words):
            desk.doubts.set_aside(line, words)
            continue
        desk.shown.add((head, words))
        said = f"{head}: {words}" if head else words
        desk.doubts.add("unread-column", line, said, column=head or "không tên")


def _unread(cells: Cells, read: Collection[Column]) -> list[tuple[str, str]]:
    """Heads and words; a cell that is merged with one that is read is no other."""
    rows = list(zip(cells.head.columns, cells.head.words, cells.words, strict=True))
    taken = {_plain(words) for column, _, words in rows if column in read}
    return [
        (_plain(head), _plain(words))
        for column, head, words in rows
        if column not in read and _says(words) and _plain(words) not in taken
    ]


def _plain(words: str) -> str:
    return " ".join(words.split())


def _says(words: str) -> bool:
    return any(letter.isalnum() for letter in words)
