"""A weekly calendar as a table: a day, an hour, what happens, who, where."""

from dataclasses import dataclass, replace

from programme.document import Session
from programme.reading.cells import Cells
from programme.reading.columns import Column
from programme.reading.events import Told
from programme.reading.grids import Table
from programme.reading.week_walk import MARK, OPENED, TIMED, Walk
from programme.reading.when import SESSIONS, when_at


@dataclass
class CalendarRows:
    """A calendar as a table: a day, an hour, what happens, who, where."""

    walk: Walk
    table: Table
    above: Cells | None = None
    said: str = ""

    def read(self) -> None:
        for row in self.table.rows:
            cells = Cells(self.table.head, row.cells)
            if len(cells.apart) == 1 and self._is_day(cells.apart[0], row.number):
                continue
            cells = cells.unmerged().repeating(self.above)
            self.above = cells
            self._set(cells, row.number)
            self._tell(cells, row.number)

    def _is_day(self, words: str, line: int) -> bool:
        rest = self.walk.heading(" ".join(words.split()), line)
        return rest is not None and not rest.strip(" .:()")

    def _set(self, cells: Cells, line: int) -> None:
        """The day and the half stay until others are named; the hour does not."""
        self.walk.hour = None
        words = " ".join(cells.get(Column.DAY).split())
        if words and words != self.said:
            self.said = words
            when = when_at(words) or when_at(f"thứ {words}") or when_at(f"ngày {words}")
            known = when is not None and (when.days or when.weekdays)
            if when is not None and known:
                self.walk.set_day(when, line, words)
            else:
                self.walk.day = None
        at = when_at(" ".join(cells.get(Column.WHEN).split()))
        if at is not None and at.session:
            self.walk.session = at.session

    def _tell(self, cells: Cells, line: int) -> None:
        told = False
        for column, head, words in zip(
            cells.head.columns, cells.head.words, cells.words, strict=True
        ):
            if column not in {Column.CONTENT, Column.SESSION} or not words.strip(" -–"):
                continue
            half = self.walk.session
            if column is Column.SESSION:
                half = _half_of(head) or half
            told = True
            for text in _paragraphs(words):
                one = Told(line, text, self.walk.day, half, cells=cells)
                self.walk.tell(replace(one, named=self.walk.named))
        if not told and any(cells.get(c) for c in (Column.CHAIR, Column.PLACE)):
            self.walk.desk.doubts.add("unread-row", line, " | ".join(cells.apart))


def _half_of(head: str) -> Session | None:
    """The half day a column's head names, whatever stands around the word."""
    lowered = " ".join(head.lower().split())
    return next((half for word, half in SESSIONS.items() if word in lowered), None)


def _paragraphs(words: str) -> list[str]:
    """The lines of a cell, those that only go on joined to the one before."""
    found: list[str] = []
    for line in words.splitlines():
        begins = MARK.match(line) or TIMED.match(line) or OPENED.match(line)
        if found and not begins:
            found[-1] += f" {line}"
        else:
            found.append(line)
    return found
