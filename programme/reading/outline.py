"""The outline of a programme: A. → I. → 1., found in the joined text.

A mark opens a unit only where it continues the running sequence. What is missing in
the sequence is looked for among the weaker marks met on the way, because lines are
joined, split and lose their stops; what cannot be settled becomes a doubt.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from programme.reading.cells import Cells
from programme.reading.dating import Dated, own_date
from programme.reading.doubts import Doubts
from programme.reading.lines import Line
from programme.reading.marks import PLACE, Level, Mark, Surety, marks

_CHUNK = re.compile(f"{PLACE}([0-9]+){PLACE}")


@dataclass
class Unit:
    """A marked piece of the text, or a row of a table, with what lies below it."""

    ref: str
    ordinal: int
    level: Level
    line: int
    text: str
    parts: list["Unit"] = field(default_factory=list)
    label: str = ""
    cells: Cells | None = None
    #: What it was cut from, and where.
    cut: "tuple[Joined, int, int] | None" = field(default=None, repr=False)
    #: The lines that were added to it one by one.
    added: list[tuple[int, int]] = field(default_factory=list)

    @property
    def wraps(self) -> list[tuple[int, int]]:
        """Where in `text` each further line of the document begins, its number."""
        return self.cut[0].wraps(*self.cut[1:]) if self.cut else self.added

    @cached_property
    def dated(self) -> Dated | None:
        """Its own date: asked for the period first, and again when it is read."""
        return own_date(self.text)

    def line_at(self, place: int) -> int:
        """The line of the document in which this place of the text stands."""
        return next((n for at, n in reversed(self.wraps) if at <= place), self.line)


@dataclass
class Joined:
    """The lines as one text, in which every place still knows its line."""

    text: str
    starts: list[int]
    numbers: list[int]

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "Joined":
        starts, at = [], 0
        for line in lines:
            starts.append(at)
            at += len(line.words) + 1
        text = "\n".join(line.words for line in lines)
        return cls(text, starts, [line.number for line in lines])

    def line_at(self, place: int) -> int:
        return self.numbers[bisect_right(self.starts, place) - 1]

    def words(self, start: int, end: int | None = None) -> str:
        return " ".join(self.text[start:end].split())

    def wraps(self, start: int, end: int) -> list[tuple[int, int]]:
        """Where in `words(start, end)` each line but the first begins."""
        found: list[tuple[int, int]] = []
        first = bisect_right(self.starts, start)
        begins = self.starts[first : bisect_left(self.starts, end, first)]
        at = 0
        for n, (here, there) in enumerate(pairwise([start, *begins]), start=first):
            said = len(self.words(here, there))
            at += said + 1 if said else 0
            found.append((at, self.numbers[n]))
        return found


class _Numbering:
    """Where the numbering stands, and which marks would go on from there."""

    def __init__(self) -> None:
        self._at = dict.fromkeys(Level, 0)
        self._before = dict.fromkeys(Level, 0)

    def wanted(self, level: Level) -> int:
        return self._at[level] + 1

    def fits(self, mark: Mark) -> bool:
        """The next of its kind, the first below a new heading, or running through."""
        at = self._at[mark.level]
        runs_through = at == 0 and mark.ordinal == self._before[mark.level] + 1
        without_stroke = mark.label == "E" and at == "ABCD".index("D") + 1
        return mark.ordinal == at + 1 or runs_through or without_stroke

    def begin_again(self) -> None:
        at = self._at[Level.NUMBER]
        if at:
            self._before[Level.NUMBER], self._at[Level.NUMBER] = at, 0

    def open(self, mark: Mark) -> None:
        self._at[mark.level] = mark.ordinal
        for below in Level:
            if below > mark.level and self._at[below]:
                self._before[below], self._at[below] = self._at[below], 0


class _Finder:
    """One walk over the marks, from the first to the last."""

    def __init__(self, joined: Joined, doubts: Doubts) -> None:
        self.joined = joined
        self.doubts = doubts
        self.numbering = _Numbering()
        self.opened: list[Mark] = []
        self.stops: dict[Level, str] = {}
        self.weak: dict[tuple[Level, int], list[Mark]] = {}
        #: Where lines begin that open an entry: no doubt quotes beyond the next.
        self.firm: list[int] = []

    def walk(self, met: Sequence[Mark], rows: Sequence[int] = ()) -> list[Mark]:
        """`rows` are the places of tables: below one, numbers may begin again."""
        below = list(reversed(rows))
        firm = [m for m in met if m.surety is Surety.LINE]
        later = {(m.level, m.ordinal): m.start for m in firm}
        self.firm = [m.start for m in firm]
        for mark in met:
            while below and below[-1] < mark.start:
                below.pop()
                self.numbering.begin_again()
            self._meet(mark, later)
        self._leave(below=None)
        return sorted(self.opened, key=lambda mark: mark.start)

    def _meet(self, mark: Mark, later: dict[tuple[Level, int], int]) -> None:
        if self.numbering.fits(mark):
            self._meet_fitting(mark)
        elif mark.surety is not Surety.LINE:
            return
        elif self._mend(mark) or self._skip(mark, later):
            self._open(mark)
        else:
            self._doubt("stray-mark", mark)

    def _meet_fitting(self, mark: Mark) -> None:
        alike = self.stops.get(mark.level, mark.stop) == mark.stop
        if mark.surety is Surety.LINE or (mark.surety is Surety.INLINE and alike):
            self._open(mark)
        elif mark.surety is Surety.BARE:
            self._doubt("mark-without-stop", mark)
            self._open(mark)
        else:
            self.weak.setdefault((mark.level, mark.ordinal), []).append(mark)

    def _open(self, mark: Mark) -> None:
        self.weak.pop((mark.level, mark.ordinal), None)
        self._leave(below=mark.level)
        self.numbering.open(mark)
        self.opened.append(mark)
        if mark.stop:
            self.stops.setdefault(mark.level, mark.stop)

    def _mend(self, mark: Mark) -> bool:
        """Opens the one weak mark that is missing before `mark`, if there is one."""
        for level in Level:
            if level > mark.level:
                break
            missing = self.weak.get((level, self.numbering.wanted(level)))
            if not missing:
                continue
            goes_on = level is mark.level and mark.ordinal == missing[0].ordinal + 1
            if goes_on or (level < mark.level and mark.ordinal == 1):
                self._mend_with(missing)
                return True
        return False

    def _mend_with(self, missing: list[Mark]) -> None:
        for other in missing[1:]:
            self._doubt("possible-mark", other)
        found = missing[0]
        self.weak.pop((found.level, found.ordinal))
        inside = [m for m in self.opened if m.start > found.start]
        for mark in (found, *inside):
            self.numbering.open(mark)
        self.opened.append(found)

    def _skip(self, mark: Mark, later: dict[tuple[Level, int], int]) -> bool:
        """Numbering that jumps is followed, unless the next number is yet to come."""
        wanted = self.numbering.wanted(mark.level)
        comes = later.get((mark.level, wanted), -1) > mark.start
        far = mark.ordinal < wanted or mark.ordinal > wanted + 3
        stray = mark.level is Level.NUMBER and not self.opened
        if comes or far or stray:
            return False
        self._doubt("numbering-gap", mark)
        return True

    def _leave(self, *, below: Level | None) -> None:
        """What was weak below a unit that ends stays a question."""
        left = [key for key in self.weak if below is None or key[0] > below]
        for key in left:
            for mark in self.weak.pop(key):
                if mark.stop:
                    self._doubt("possible-mark", mark)

    def _doubt(self, code: str, mark: Mark) -> None:
        shown = f"{mark.label}{mark.stop}"
        following = bisect_right(self.firm, mark.start)
        ends = [mark.start + 200, *self.firm[following : following + 1]]
        text = self.joined.words(mark.start, min(ends))
        self.doubts.add(code, self.joined.line_at(mark.start), text, mark=shown)


def outline(
    lines: Sequence[Line], doubts: Doubts, chunks: Sequence[Sequence[Unit]] = ()
) -> tuple[str, list[Unit]]:
    """What stands before the first mark, and the units as a tree.

    Where a line is the sign of a chunk, the rows of that table stand in its place.
    """
    joined = Joined.of(lines)
    rows = list(_CHUNK.finditer(joined.text))
    places = [met.start() for met in rows]
    opened = _Finder(joined, doubts).walk(list(marks(joined.text)), places)
    starts = sorted([m.start for m in opened] + [met.start() for met in rows])
    ends = dict(zip(starts, [*starts[1:], len(joined.text)], strict=bool(starts)))
    placed = [(m.start, [_unit(joined, m, ends[m.start])]) for m in opened]
    for met in rows:
        placed.append((met.start(), list(chunks[int(met[1])])))
        _doubt_rest(joined, met.end(), ends[met.start()], doubts)
    placed.sort(key=lambda one: one[0])
    before = joined.words(0, starts[0] if starts else None)
    return before, _tree([unit for _, units in placed for unit in units])


def _doubt_rest(joined: Joined, start: int, end: int, doubts: Doubts) -> None:
    """Words below a table that no mark opens."""
    words = joined.words(start, end)
    if words:
        doubts.add("outside-sections", joined.line_at(start), words)


def _unit(joined: Joined, mark: Mark, end: int) -> Unit:
    line, text = joined.line_at(mark.start), joined.words(mark.end, end)
    cut = (joined, mark.end, end)
    level = mark.level
    return Unit("", mark.ordinal, level, line, text, label=mark.label, cut=cut)


def _tree(flat: Sequence[Unit]) -> list[Unit]:
    romans = [unit.label for unit in flat if unit.level is Level.ROMAN]
    repeated = len(romans) != len(set(romans))
    roots: list[Unit] = []
    open_units: list[Unit] = []
    for unit in flat:
        while open_units and open_units[-1].level >= unit.level:
            open_units.pop()
        above = open_units[-1] if open_units else None
        unit.parts.clear()
        unit.ref = _ref(unit, above, repeated=repeated)
        (above.parts if above else roots).append(unit)
        open_units.append(unit)
    return roots


def _ref(unit: Unit, above: Unit | None, *, repeated: bool) -> str:
    named = unit.level >= Level.NUMBER or (repeated and unit.level is Level.ROMAN)
    if unit.level is Level.HEADING:
        named = bool(unit.label)
    if above is None or not (named and above.ref):
        inherited = above.ref if above and unit.level is Level.HEADING else ""
        return unit.label or inherited
    return f"{above.ref}.{unit.label}" if unit.label else above.ref


def leaves(units: Sequence[Unit]) -> Iterator[Unit]:
    """The units that have nothing below them, in order."""
    for unit in units:
        if unit.parts:
            yield from leaves(unit.parts)
        else:
            yield unit
