"""Rows: a programme as a table → the same outline as in prose.

A row that spans the table, or is numbered A or I, is a heading and becomes a line of
the text, so that tables and prose number one outline together. The other rows become
units at the place where they stand.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from programme.reading.cells import Cells
from programme.reading.columns import Column
from programme.reading.doubts import Doubts
from programme.reading.grids import Table
from programme.reading.lines import Line
from programme.reading.marks import PLACE, Level
from programme.reading.outline import Unit
from programme.reading.when import when_at

#: "Phần thứ nhất: …" numbers as A does.
_PARTS = {"nhất": "A", "hai": "B", "ba": "C", "tư": "D"}
_PART = re.compile(r"phần thứ (nhất|hai|ba|tư)\s*[:.–-]?\s*", re.IGNORECASE)
_HEADING = re.compile(
    r"(?:(?:phần|mục)\s+)?(?:[IVX]+|[A-EGHĐ])\s*[.)/:-]\s*\S", re.IGNORECASE
)
_MARK = re.compile(r"([IVX]{1,6}|[A-EGHĐ])\s*[.)/:-]*")
_NUMBER = re.compile(r"(?:[0-9IVX]+\.)*([0-9]{1,3})\s*[.)/:-]*")
_BELOW = re.compile(r"(?:[0-9]+\.)+([0-9]{1,3})\.?|([a-zđ])\s*[.)]|[-+*•–]")
_MONTH = re.compile(
    r"\W*tháng\s+([0-9]{1,2})(?:\s*(?:/|năm)\s*[0-9]{4})?\W*", re.IGNORECASE
)
_INSIDE = re.compile(
    r"(?:(?P<label>[0-9]{1,2}|[a-zđ])\s?[.)]|(?P<dash>[-+*•–]))\s*(?=\S)"
)
#: A session has no deadline: what stands in that column is its day.
_SESSION = re.compile(r"(?:phiên họp|hội nghị|kỳ họp|họp)\b", re.IGNORECASE)
_DAY_SAID = re.compile(r"\bngày\b|\b[0-9]{1,2}/[0-9]{1,2}\b", re.IGNORECASE)


@dataclass
class Outlined:
    """The lines of a document; each of `chunks` stands where its sign is."""

    lines: list[Line] = field(default_factory=list)
    chunks: list[list[Unit]] = field(default_factory=list)


def outlined(blocks: Sequence[Line | Table], doubts: Doubts) -> Outlined:
    found = Outlined()
    for block in blocks:
        if isinstance(block, Line):
            found.lines.append(_plain(block))
            continue
        _Writer(found, doubts).write(block)
    return found


def _plain(line: Line) -> Line:
    """A text that holds our own sign would be taken for a table."""
    words = line.words
    part = _PART.match(words)
    if part is not None:
        words = f"Phần {_PARTS[part[1].lower()]}. {words[part.end() :]}"
    elif PLACE not in words:
        return line
    return Line(line.number, words.replace(PLACE, " "))


class _Writer:
    """Walks the rows of one table."""

    def __init__(self, found: Outlined, doubts: Doubts) -> None:
        self.found = found
        self.doubts = doubts
        self.chunk: list[Unit] = []
        self.above: Cells | None = None
        self.last = 0

    def write(self, table: Table) -> None:
        for row in table.rows:
            cells = Cells(table.head, row.cells)
            heading = _heading(cells)
            if heading is not None:
                self._close()
                self.last = 0
                self.found.lines.append(_plain(Line(row.number, heading)))
                continue
            cells = cells.unmerged().repeating(self.above)
            self.above = cells
            if cells.dittos:
                self.doubts.add("ditto", row.number, " | ".join(cells.apart))
            self._add(cells, row.number)
        self._close()

    def _close(self) -> None:
        if self.chunk:
            place = f"{PLACE}{len(self.found.chunks)}{PLACE}"
            self.found.lines.append(Line(self.chunk[0].line, place))
            self.found.chunks.append(self.chunk)
            self.chunk = []

    def _add(self, cells: Cells, line: int) -> None:
        month = _MONTH.fullmatch(" ".join(cells.apart))
        text = cells.content
        if month is not None or _is_bare_heading(cells):
            text = " ".join(cells.apart[0].split())
            label = f"T{int(month[1])}" if month else ""
            self.last = 0
            self.chunk.append(Unit("", 0, Level.HEADING, line, text, label=label))
            return
        if not text:
            self.doubts.add("unread-row", line, " | ".join(cells.apart))
            return
        met = _INSIDE.match(text) if self._lists(cells) else None
        if met is not None and (not met["dash"] or self._goes_below(cells)):
            self._below(met, cells, text, line)
            return
        level, ordinal, label = self._numbered(cells, line)
        unit = Unit("", ordinal, level, line, text, label=label, cells=cells)
        self.chunk.append(unit)

    def _lists(self, cells: Cells) -> bool:
        """ "1. Đề án …" in a table without numbers, below "Phiên họp …:"."""
        above = self.chunk[-1] if self.chunk else None
        unnumbered = cells.head.at(Column.NUMBER) is None
        opened = above is not None and (
            above.text[-1:] == ":"
            or above.level is Level.SUB
            or self._goes_below(cells)
        )
        return unnumbered and opened

    def _goes_below(self, cells: Cells) -> bool:
        """ "- Báo cáo …" without a day of its own, below what has one."""
        days = (Column.DAY, Column.WHEN, Column.DUE)
        dashed = bool(self.chunk) and cells.content[:1] in set("-+*•–")
        return dashed and not any(cells.get(one) for one in days)

    def _below(self, met: re.Match[str], cells: Cells, text: str, line: int) -> None:
        rest = text[met.end() :]
        content = cells.head.at(Column.CONTENT)
        words = (rest if at == content else said for at, said in enumerate(cells.words))
        cells = Cells(cells.head, tuple(words))
        n = self._subs() + 1
        label = met["label"] or str(n)
        self.chunk.append(Unit("", n, Level.SUB, line, rest, label=label, cells=cells))

    def _numbered(self, cells: Cells, line: int) -> tuple[Level, int, str]:
        said = cells.get(Column.NUMBER).strip()
        below = _BELOW.fullmatch(said)
        if below is not None and self.last:
            return self._sub(below)
        met = _NUMBER.fullmatch(said)
        if met is not None:
            self._doubt_gap(int(met[1]), line, cells)
            self.last = int(met[1])
        else:
            self.last += 1
            if cells.head.at(Column.NUMBER) is not None:
                self.doubts.add("no-number", line, cells.content, mark=str(self.last))
        return Level.NUMBER, self.last, str(self.last)

    def _sub(self, below: re.Match[str]) -> tuple[Level, int, str]:
        subs = self._subs()
        if below[1]:
            return Level.SUB, int(below[1]), below[1]
        return Level.SUB, subs + 1, below[2] or str(subs + 1)

    def _subs(self) -> int:
        """How many stand below the last that has a number."""
        subs = 0
        for unit in reversed(self.chunk):
            if unit.level is not Level.SUB:
                break
            subs += 1
        return subs

    def _doubt_gap(self, ordinal: int, line: int, cells: Cells) -> None:
        if ordinal not in {1, self.last + 1} and self.last:
            self.doubts.add("numbering-gap", line, cells.content, mark=str(ordinal))


def _heading(cells: Cells) -> str | None:
    """A row that is a section: as a line that the outline will read."""
    number = cells.get(Column.NUMBER).strip()
    said = cells.apart
    if len(said) == 1 and _HEADING.match(said[0]) and number in {"", said[0]}:
        return " ".join(said[0].split())
    met = _MARK.fullmatch(number)
    if met is None or not said:
        return None
    text = cells.content or " ".join(said[0].split())
    return f"{met[1]}. {text}{_dated(cells, text)}"


def _dated(cells: Cells, text: str) -> str:
    """The day of a session that stands in a column of its own heading."""
    meets = _SESSION.match(text)
    for column in (Column.WHEN, Column.DAY, *([Column.DUE] if meets else [])):
        said = " ".join(cells.get(column).split())
        when = when_at(said) if said and said != text else None
        if when is not None and when.days and not _DAY_SAID.search(text):
            return f": Ngày {said.removeprefix('Ngày ').removeprefix('ngày ')}"
    return ""


def _is_bare_heading(cells: Cells) -> bool:
    """One text across the whole row, without a number."""
    filled = [word for word in cells.words if word]
    across = len(filled) == len(cells.words) > 2 and len(set(filled)) == 1
    number = cells.head.at(Column.NUMBER)
    bare = number is not None and not cells.words[number] and len(filled) == 1
    return across or (bare and cells.content.isupper())


def units_in(chunks: Sequence[Sequence[Unit]]) -> Iterator[Unit]:
    for chunk in chunks:
        yield from chunk
