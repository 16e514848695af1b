"""Grids: tables found among the lines, with a head that says what each column holds.

A table without such a head is a letterhead, a signature, or unread: its cells are
given back as lines. A run of rows that has no head of its own, after one that has,
goes on with it, as tables do from page to page.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from programme.reading.columns import Column, Head, head_of_rows, settled
from programme.reading.crosswise import upright
from programme.reading.doubts import Doubts
from programme.reading.lines import Line, Row

_RULER = re.compile(r"[\s|+:=_-]*[-=_]{3,}[\s|+:=_-]*")
_COUNTED = re.compile(r"\(?(?:[0-9]{1,2}|[A-Z])\)?")


@dataclass(frozen=True)
class Table:
    """Rows below a head, cells without needless spaces; line breaks stay."""

    head: Head
    rows: tuple[Row, ...]

    @property
    def line(self) -> int:
        return self.rows[0].number if self.rows else 0


Block = Line | Table


def blocks_of(said: Sequence[Line | Row], doubts: Doubts) -> list[Block]:
    """The lines and the tables of a document, in order."""
    blocks: list[Block] = []
    head: Head | None = None
    for kind, group in groupby(said, key=_kind):
        run = list(group)
        table = _found(run, kind, head) if kind != "line" else None
        if table is not None:
            head = table.head
            blocks += [*_above(run, table), table]
        elif kind == "rows":
            blocks += _as_lines(_rows_of(run, kind), doubts)
        else:
            blocks += [one for one in run if isinstance(one, Line)]
            _doubt_bars(blocks[-len(run) :] if kind == "pipes" else [], doubts)
    return blocks


def _doubt_bars(said: Sequence[Block], doubts: Doubts) -> None:
    """Cells between bars below no head: which is which is not plain."""
    for one in said:
        cells = one.text.split("|") if isinstance(one, Line) else []
        if (
            isinstance(one, Line)
            and sum(bool(cell.strip(" -=+")) for cell in cells) > 2
        ):
            doubts.add("unread-row", one.number, one.words)


def _found(run: Sequence[Line | Row], kind: str, above: Head | None) -> Table | None:
    """With a head of its own, or as wide as the table before."""
    rows = _rows_of(run, kind)
    crosswise = upright(rows)
    if crosswise is not None:
        return Table(crosswise[0], tuple(crosswise[1]))
    found = head_of_rows([row.cells for row in rows])
    if found is not None:
        head, taken = found
        return _table(head, rows[taken:])
    if above is not None and rows and len(rows[0].cells) == len(above.columns):
        return _table(above, rows)
    return None


def _above(run: Sequence[Line | Row], table: Table) -> list[Block]:
    """What a table says over its head: its title."""
    rows = [one for one in run if isinstance(one, Row)]
    words = frozenset(table.head.words)
    titles: list[Block] = []
    for row in rows[:3]:
        if words & frozenset(_tidy(row).cells) or (
            table.rows and row.number >= table.line
        ):
            break
        titles.append(
            Line(row.number, " ".join(dict.fromkeys(filter(None, row.cells))))
        )
    return titles


def _kind(one: Line | Row) -> str:
    if isinstance(one, Row):
        return "rows"
    if one.text.count("|") >= 2 or ("+" in one.text and _RULER.fullmatch(one.text)):
        return "pipes"
    tabs = "\t" in one.text and one.text.strip().count("\t") >= 2
    return "tabs" if tabs else "line"


def _rows_of(run: Sequence[Line | Row], kind: str) -> list[Row]:
    if kind == "rows":
        return [_tidy(one) for one in run if isinstance(one, Row)]
    lines = [one for one in run if isinstance(one, Line)]
    if kind == "tabs":
        return _squared(
            [Row(one.number, tuple(one.text.rstrip("\n").split("\t"))) for one in lines]
        )
    return _squared(list(_piped(lines)))


def _piped(lines: Sequence[Line]) -> Iterator[Row]:
    """Rows between bars; what stands between two rulers is one row."""
    ruled = sum(_RULER.fullmatch(one.text) is not None for one in lines) > 3
    held: list[Row] = []
    for one in lines:
        if _RULER.fullmatch(one.text):
            yield from _merged(held) if ruled else held
            held = []
            continue
        inside = one.text.strip().removeprefix("|").removesuffix("|")
        cells = tuple(cell.strip() for cell in inside.split("|"))
        held.append(Row(one.number, cells))
    yield from _merged(held) if ruled else held


def _merged(held: list[Row]) -> list[Row]:
    if len({len(row.cells) for row in held}) != 1:
        return held
    columns = zip(*(row.cells for row in held), strict=True)
    cells = tuple("\n".join(filter(None, column)) for column in columns)
    return [Row(held[0].number, cells)]


def _squared(rows: Sequence[Row]) -> list[Row]:
    """Every row as wide as the widest: what is missing is empty."""
    width = max((len(row.cells) for row in rows), default=0)
    return [
        _tidy(Row(row.number, row.cells + ("",) * (width - len(row.cells))))
        for row in rows
    ]


def _tidy(row: Row) -> Row:
    cells = (
        "\n".join(" ".join(piece.split()) for piece in cell.splitlines())
        for cell in row.cells
    )
    return Row(row.number, tuple(cell.strip() for cell in cells))


def _table(head: Head, rows: Sequence[Row]) -> Table:
    matter = list(_matter(rows, head))
    if head.at(Column.NUMBER) is not None:
        matter = list(_continued(matter, head))
    below = {at: [row.cells[at] for row in matter] for at in range(len(head.columns))}
    return Table(settled(head, below), tuple(matter))


def _matter(rows: Sequence[Row], head: Head) -> Iterator[Row]:
    """Without repeated heads, counted columns and empty rows."""
    title = tuple(" ".join(words.split()).lower() for words in head.words)
    for at, row in enumerate(rows):
        if len(row.cells) != len(head.columns):
            cells = (*row.cells, *("" for _ in head.columns))[: len(head.columns)]
            row = Row(row.number, cells)  # noqa: PLW2901 - the same row, squared
        words = tuple(" ".join(cell.split()).lower() for cell in row.cells)
        if words == title or not any(words):
            continue
        if at == 0 and all(_COUNTED.fullmatch(w.upper()) for w in words if w):
            continue
        yield row


def _continued(rows: Sequence[Row], head: Head) -> Iterator[Row]:
    """A row that has no number and begins in mid-sentence belongs to the one above."""
    held: Row | None = None
    for row in rows:
        if held is not None and _goes_on(held, row, head):
            pairs = zip(held.cells, row.cells, strict=True)
            cells = tuple(a if a == b else f"{a}\n{b}".strip() for a, b in pairs)
            held = Row(held.number, cells)
            continue
        if held is not None:
            yield held
        held = row
    if held is not None:
        yield held


def _goes_on(above: Row, row: Row, head: Head) -> bool:
    number = head.at(Column.NUMBER)
    content = head.at(Column.CONTENT)
    if number is None or content is None or row.cells[number]:
        return False
    said = [cell for cell in row.cells if cell]
    words = row.cells[content]
    if not words:
        return bool(above.cells[number]) and len(said) < 3
    return words[:1].islower() and not above.cells[content].endswith((".", ";"))


def _as_lines(rows: Sequence[Row], doubts: Doubts) -> list[Block]:
    """A letterhead or a signature, column by column; a wider table is a doubt."""
    width = max((len(row.cells) for row in rows), default=0)
    square = [(*row.cells, *("",) * (width - len(row.cells))) for row in rows]
    columns = [_down(column) for column in zip(*square, strict=True)]
    said = list(dict.fromkeys(column for column in columns if column))
    if len(said) > 2 and len(rows) > 2:
        for row in rows:
            text = " | ".join(dict.fromkeys(filter(None, row.cells)))
            doubts.add("unread-row", row.number, text)
        return []
    first = rows[0].number if rows else 0
    return [
        Line(first, piece)
        for column in said
        for cell in column
        for piece in cell.splitlines()
        if piece
    ]


def _down(cells: Sequence[str]) -> tuple[str, ...]:
    """The cells of a column, one that was merged downwards once."""
    return tuple(cell for cell, _ in groupby(cells) if cell)
