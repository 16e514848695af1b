"""The ruled lines of a page → its tables.

Lines that touch are one table; where no line parts two places, they are one cell.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from programme.reading.formats.layout import Piece, in_cell

_NEAR = 3.0
_SHORTEST = 8.0
_MOST_LINES = 600
_MOST_PLACES = 6_000


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line: at `at` of its own axis, from `start` to `end` of the other."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Rules:
    across: tuple[Rule, ...] = ()
    down: tuple[Rule, ...] = ()


@dataclass(frozen=True)
class Table:
    top: float
    bottom: float
    edges: tuple[float, ...]  # where its columns begin and end
    rows: tuple[tuple[str, ...], ...]
    cells: tuple[tuple[int, ...], ...] = ()  # which cell each place belongs to


def straight(lines: Iterable[tuple[float, float, float, float]]) -> Rules:
    """The lines and thin bars that run straight, pieced together."""
    across: list[Rule] = []
    down: list[Rule] = []
    for left, top, right, bottom in lines:
        wide, high = right - left, bottom - top
        if high <= _NEAR and wide >= _SHORTEST:
            across.append(Rule((top + bottom) / 2, left, right))
        elif wide <= _NEAR and high >= _SHORTEST:
            down.append(Rule((left + right) / 2, top, bottom))
    return Rules(_pieced(across), _pieced(down))


def _pieced(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The borders of single cells, end to end, are one line."""
    whole: list[Rule] = []
    for lane in _lanes(rules):
        at = sum(rule.at for rule in lane) / len(lane)
        for rule in sorted(lane, key=lambda rule: rule.start):
            if whole and whole[-1].at == at and rule.start <= whole[-1].end + _NEAR:
                end = max(whole[-1].end, rule.end)
                whole[-1] = Rule(at, whole[-1].start, end)
            else:
                whole.append(Rule(at, rule.start, rule.end))
    return tuple(whole)


def _lanes(rules: Sequence[Rule]) -> list[list[Rule]]:
    lanes: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if lanes and rule.at - lanes[-1][-1].at <= _NEAR / 2:
            lanes[-1].append(rule)
        else:
            lanes.append([rule])
    return lanes


def tables(rules: Rules, pieces: Sequence[Piece]) -> tuple[list[Table], list[Piece]]:
    """The tables of a page from the top, and what stands outside them."""
    outside = list(pieces)
    found: list[Table] = []
    if len(rules.across) + len(rules.down) > _MOST_LINES:
        return found, outside
    for across, down in _touching(rules):
        table, inside = _table(across, down, outside)
        if table is not None:
            found.append(table)
            taken = set(map(id, inside))
            outside = [piece for piece in outside if id(piece) not in taken]
    return sorted(found, key=lambda table: table.top), outside


def _touching(rules: Rules) -> list[tuple[list[Rule], list[Rule]]]:
    groups: list[tuple[list[Rule], list[Rule]]] = []
    for rule in rules.across:
        meets = [g for g in groups if any(_cross(rule, other) for other in g[1])]
        verticals = [d for d in rules.down if _cross(rule, d)]
        merged = ([rule], verticals)
        for group in meets:
            merged[0].extend(group[0])
            merged[1].extend(d for d in group[1] if d not in verticals)
            groups.remove(group)
        groups.append(merged)
    return [group for group in groups if len(group[0]) > 1 and group[1]]


def _cross(across: Rule, down: Rule) -> bool:
    return (
        across.start - _NEAR <= down.at <= across.end + _NEAR
        and down.start - _NEAR <= across.at <= down.end + _NEAR
    )


def _table(
    across: Sequence[Rule], down: Sequence[Rule], pieces: Sequence[Piece]
) -> tuple[Table | None, list[Piece]]:
    columns = _edges(
        [r.at for r in down] + [r.start for r in across] + [r.end for r in across]
    )
    rows = _edges(
        [r.at for r in across] + [r.start for r in down] + [r.end for r in down]
    )
    places = (len(columns) - 1) * (len(rows) - 1)
    if len(columns) < 3 or len(rows) < 2 or places > _MOST_PLACES:
        return None, []
    cells = _cells(columns, rows, across, down)
    held: dict[int, list[Piece]] = {}
    inside: list[Piece] = []
    for piece in pieces:
        column = _slot(columns, (piece.left + piece.right) / 2)
        row = _slot(rows, piece.middle)
        if column is not None and row is not None:
            held.setdefault(cells[row][column], []).append(piece)
            inside.append(piece)
    said = {cell: in_cell(those) for cell, those in held.items()}
    texts = tuple(tuple(said.get(cell, "") for cell in row) for row in cells)
    return Table(
        rows[0], rows[-1], tuple(columns), texts, tuple(map(tuple, cells))
    ), inside


def _edges(found: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for at in sorted(found):
        if not edges or at - edges[-1] > _NEAR:
            edges.append(at)
    return edges


def _slot(edges: Sequence[float], at: float) -> int | None:
    if not edges[0] - _NEAR <= at <= edges[-1] + _NEAR:
        return None
    return sum(edge <= at for edge in edges[1:-1])


def _cells(
    columns: Sequence[float],
    rows: Sequence[float],
    across: Sequence[Rule],
    down: Sequence[Rule],
) -> list[list[int]]:
    """For each place of the grid, the cell it belongs to."""
    width = len(columns) - 1
    heights = [(a + b) / 2 for a, b in pairwise(rows)]
    middles = [(a + b) / 2 for a, b in pairwise(columns)]
    cells: list[list[int]] = []
    for row, height in enumerate(heights):
        here: list[int] = []
        for column, middle in enumerate(middles):
            if column and not _ruled(down, columns[column], height):
                here.append(here[-1])
            elif row and not _ruled(across, rows[row], middle):
                here.append(cells[-1][column])
            else:
                here.append(row * width + column)
        cells.append(here)
    return cells


def _ruled(rules: Iterable[Rule], at: float, crossing: float) -> bool:
    return any(
        abs(rule.at - at) <= _NEAR and rule.start <= crossing <= rule.end
        for rule in rules
    )
