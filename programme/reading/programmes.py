"""Programmes of a month, a quarter or a year: sections, sessions, matters."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from programme.document import Draft
from programme.errors import Fault, Unreadable
from programme.reading.clauses import clauses
from programme.reading.doubts import Doubts
from programme.reading.kinds import Kind
from programme.reading.lines import Line
from programme.reading.lists import labels_apart, numbered
from programme.reading.marks import CALLED, LETTERS, PLACE, Level
from programme.reading.outline import Unit, outline
from programme.reading.parts import Parts
from programme.reading.period import period_of
from programme.reading.rows import Outlined, outlined
from programme.reading.sections import read_sections
from programme.reading.tail import without_closing

_LONGEST_HEAD = 6000
#: More than any programme has; beyond, it is not worth the time.
_MOST_LINES = 20_000
_NAMES_A_DAY = re.compile(r"\b(?:ngày|trước)\s[^.;]{0,20}[0-9]", re.IGNORECASE)
_FIRST = re.compile(r"(?:mục\s+)?I\s?[.)/-]", re.IGNORECASE)
_MONTH = re.compile(
    r"\W*tháng\s+([0-9]{1,2})(?:\s*(?:/|năm)\s*[0-9]{4})?\s*[:.]?\W*", re.IGNORECASE
)


def read_programme(parts: Parts, doubts: Doubts) -> Draft:
    written = outlined(parts.body, doubts)
    if len(written.lines) < _MOST_LINES:
        written = replace(written, lines=numbered(labels_apart(written.lines)))
    if parts.found.kind is not Kind.MONTH:
        written = _with_months(written)
    before, units = _outline(written, doubts)
    period = period_of(parts.given, parts.found.period, units, doubts)
    desk = parts.desk(period, doubts)
    if clauses(before[-_LONGEST_HEAD:], desk.registry):
        doubts.add("outside-sections", written.lines[0].number, before)
    read = read_sections(units, desk)
    if read.is_empty:
        raise Unreadable(Fault.NO_ITEMS)
    return replace(
        parts.draft(period),
        sections=tuple(read.sections),
        key_tasks=tuple(read.key_tasks),
        meetings=tuple(read.meetings),
        submissions=tuple(read.submissions),
        recurring=tuple(read.recurring),
    )


def _outline(written: Outlined, doubts: Doubts) -> tuple[str, list[Unit]]:
    """The outline of the body; the sentence that closes it belongs to no entry."""
    may_close = len(without_closing(written.lines, 0)) < len(written.lines)
    first = Doubts() if may_close else doubts
    before, found = outline(written.lines, first, written.chunks)
    if not found:
        raise Unreadable(Fault.NO_ITEMS)
    if not may_close:
        return before, found
    body = without_closing(written.lines, _last_line(found[-1]))
    closing = written.lines[len(body) :]
    words = " ".join(line.words for line in closing)
    if _NAMES_A_DAY.search(words):
        doubts.add("closing-day", closing[0].number, words)
    return outline(body, doubts, written.chunks)


def _last_line(unit: Unit) -> int:
    return _last_line(unit.parts[-1]) if unit.parts else unit.line


def _with_months(written: Outlined) -> Outlined:
    """ "Tháng 7:" on a line of its own is a heading, as in a table."""
    if sum(_FIRST.match(line.words) is not None for line in written.lines) > 1:
        return Outlined(list(_months_above(written.lines)), written.chunks)
    lines: list[Line] = []
    chunks = list(written.chunks)
    for line in written.lines:
        met = None if _closes(line.words) else _MONTH.fullmatch(line.words)
        ended = line.words.endswith(":")
        if met is None or not (ended or _stands_alone(lines)):
            lines.append(line)
            continue
        lines.append(Line(line.number, f"{PLACE}{len(chunks)}{PLACE}"))
        label = f"T{int(met[1])}"
        unit = Unit("", 0, Level.HEADING, line.number, line.words.strip(" *:.-"))
        unit.label = label
        chunks.append([unit])
    return Outlined(lines, chunks)


def _months_above(lines: Sequence[Line]) -> Iterator[Line]:
    """Months over sections I., II.: they have a letter's rank, and their own name."""
    count = 0
    for line in lines:
        met = None if _closes(line.words) else _MONTH.fullmatch(line.words)
        if met is None or count == len(LETTERS):
            yield line
            continue
        mark = f"{LETTERS[count]}{CALLED}T{int(met[1])}"
        count += 1
        yield Line(line.number, f"{mark}. {line.words}")


def _closes(words: str) -> bool:
    """The end of a bracket that was wrapped: "tháng 01)."."""
    return words.count(")") > words.count("(")


def _stands_alone(above: Sequence[Line]) -> bool:
    """Not the end of a sentence that was wrapped before "tháng 7"."""
    last = above[-1].words if above else ""
    return not last or last.endswith((".", ";", ":", ")", PLACE)) or last.isupper()
