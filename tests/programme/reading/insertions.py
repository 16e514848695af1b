"""Words that no reader has seen, put wherever a clerk might put them in a document."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from programme.reading.lines import Line, Row

#: What is put in, and those of its words that occur in no document.
UNSEEN = (
    ("ông Trịnh Bạo Khắc theo sát", ("Trịnh", "Bạo", "Khắc")),
    ("khung giá Zê điện gió", ("Zê", "gió")),
    ("Ban Gương Kính Lùn", ("Gương", "Kính", "Lùn")),
    ("xe Vọng Nguyệt Đạo 947", ("Vọng", "Nguyệt", "Đạo", "947")),
)
_AFTER = re.compile(r"[;.,)](?=\s)")
_RULER = re.compile(r"[\s|:=+-]*")


@dataclass(frozen=True)
class Insertion:
    """The lines of a document, one of them changed, and the words put into it."""

    lines: tuple[Line | Row, ...]
    line: int
    words: tuple[str, ...]


def insertions(lines: Sequence[Line | Row]) -> Iterator[Insertion]:
    """One at every place: before, in and behind each line, in each cell, between."""
    count = 0
    for at, line in enumerate(lines):
        for n in range(len(list(_with(line, "")))):
            said, words = UNSEEN[count % len(UNSEEN)]
            count += 1
            changed = list(_with(line, said))[n]
            every = (*lines[:at], changed, *lines[at + 1 :])
            yield Insertion(every, line.number, words)


def _with(line: Line | Row, said: str) -> Iterator[Line | Row]:
    if isinstance(line, Row):
        yield from _in_row(line, said)
        return
    for text in _in_text(line.text, said):
        yield Line(line.number, text)


def _in_row(row: Row, said: str) -> Iterator[Row]:
    """A merged cell stands in several places, and changes in all of them."""
    for cell in dict.fromkeys(row.cells):
        more = f"{cell}; {said}" if cell else said
        places = [n for n, other in enumerate(row.cells) if other == cell]
        for some in [places] if cell else [[n] for n in places]:
            cells = (more if n in some else c for n, c in enumerate(row.cells))
            yield Row(row.number, tuple(cells))


def _in_text(text: str, said: str) -> Iterator[str]:
    sign = "|" if text.count("|") >= 2 else "\t" if text.count("\t") >= 2 else ""
    if not text.strip():
        yield f"{said}."
    elif sign:
        yield from _in_cells(text.split(sign), sign, said)
    else:
        yield f"{text.rstrip()} {said}."
        yield f"{said}; {text.lstrip()}"
        for met in _AFTER.finditer(text):
            stop = met[0].replace(")", ",")
            yield f"{text[: met.end()]} {said}{stop}{text[met.end() :]}"


def _in_cells(cells: list[str], sign: str, said: str) -> Iterator[str]:
    if all(_RULER.fullmatch(cell) for cell in cells):
        return
    inner = range(1, len(cells) - 1) if sign == "|" else range(len(cells))
    for at in inner:
        more = f"{cells[at].rstrip()}; {said} " if cells[at].strip() else f" {said} "
        yield sign.join([*cells[:at], more, *cells[at + 1 :]])
