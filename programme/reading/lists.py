"""Lists: lines that open entries though no plain number does, "-", "a)", "1.1.".

Which of them a document uses is only plain from its own sections: a dash below an
item that has a number belongs to that item. They are given the sign of a number, and
keep what they are called.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from programme.reading.fields import LABELLED
from programme.reading.lines import Line
from programme.reading.marks import CALLED, LETTERS, ROMANS

_HEADING = re.compile(
    r"(?i:(?:phần|mục)\s+)?(?:[IVX]{1,6}|[A-EGHĐ])\s?(?:\.[-/]|[.)/:]|[-–](?=\s))\s*"
)
_NUMBER = re.compile(r"[0-9]{1,3}\s?(?:[.)/]|[-–](?=\s)|-(?=[^\d\s]))\s*(?=[^\d\s])")
_DASH = re.compile(r"[-+*•–·]\s*(?=[^\s\d-]|\d{1,2}\s?[h/.:-])")
_LETTER = re.compile(r"(?P<letter>[a-zđ])\s?[).]\s*(?=\S)")
_BELOW = re.compile(
    r"(?P<first>[0-9]{1,2})\.(?P<second>[0-9]{1,2})(?:[.)/-]|\s[-–](?=\s))?\s+(?=\S)"
)
_ABOVE = re.compile(r"(?P<first>[0-9]{1,2})\s?[.)/]\s*(?=[^\d\s])")
_PART = re.compile(
    r"(?i:phần)\s+(?P<name>[IVX]{1,4}|[0-9])\s*(?:[.:–-]\s*|(?=[^\W\d_])|$)"
)
_ALPHABET = "abcdđeghiklmnopqrstuvxy"
_ROMAN = {ordinal: name for name, ordinal in ROMANS.items()}


@dataclass
class _Section:
    """A heading and the lines below it, up to the next."""

    lines: list[Line] = field(default_factory=list)
    headed: bool = False

    @property
    def below(self) -> list[Line]:
        return self.lines[1:] if self.headed else self.lines


def numbered(lines: Sequence[Line]) -> list[Line]:
    """The lines with a number where the document opens entries with other marks."""
    lines = _parts_above(lines)
    by_points = _by_points(lines) or _by_letters(lines)
    if by_points is not None:
        return by_points
    return [line for section in _sections(lines) for line in _listed(section)]


def labels_apart(lines: Sequence[Line]) -> list[Line]:
    """ "Địa điểm: …" on a line of its own goes on with no sentence above it."""
    found: list[Line] = []
    for line in lines:
        if LABELLED.match(line.words) and found and _is_open(found[-1].words):
            above = found.pop()
            found.append(Line(above.number, f"{above.words}."))
        found.append(line)
    return found


def _is_open(words: str) -> bool:
    return bool(words) and words[-1] not in ".;,:/" and not words.endswith("\ue000")


def _is_heading(words: str) -> bool:
    """ "I/ Phiên họp", and not "Đ/c Chủ tịch"."""
    met = _HEADING.match(words)
    return met is not None and words[met.end() : met.end() + 1].isupper()


def _sections(lines: Sequence[Line]) -> Iterator[_Section]:
    held = _Section()
    for line in lines:
        if _is_heading(line.words):
            yield held
            held = _Section(headed=True)
        held.lines.append(line)
    yield held


def _listed(section: _Section) -> Iterator[Line]:
    below = section.below
    free = section.headed and not any(_NUMBER.match(one.words) for one in below)
    if free and any(_BELOW.match(one.words) for one in below):
        yield from map(_point, section.lines)
        return
    dashed = [one for one in below if _opens_dash(one)]
    lettered = _letters(below)
    if free and len(lettered) > 0 and not _before(lettered[0], dashed):
        yield from _called(section.lines, lettered)
    elif free and dashed:
        yield from _dashes(section.lines, dashed)
    else:
        yield from section.lines


def _opens_dash(line: Line) -> bool:
    return _DASH.match(line.words) is not None and not LABELLED.match(line.words)


def _before(first: Line, dashed: Sequence[Line]) -> bool:
    """Whether a dash stands above the first letter: then letters are below dashes."""
    return any(one.number < first.number for one in dashed)


def _letters(below: Sequence[Line]) -> list[Line]:
    """a), b), c) in their order, each on a line of its own."""
    found: list[Line] = []
    for line in below:
        met = _LETTER.match(line.words)
        if met and met["letter"] == _ALPHABET[len(found) : len(found) + 1]:
            found.append(line)
    return found


def _called(lines: Sequence[Line], lettered: Sequence[Line]) -> Iterator[Line]:
    ordinal = {line.number: n for n, line in enumerate(lettered, start=1)}
    for line in lines:
        met = _LETTER.match(line.words) if line.number in ordinal else None
        if met is None:
            yield line
            continue
        words = line.words[met.end() :]
        yield _marked(line, f"{ordinal[line.number]}{CALLED}{met['letter']}", words)


def _dashes(lines: Sequence[Line], dashed: Sequence[Line]) -> Iterator[Line]:
    ordinal = {line.number: n for n, line in enumerate(dashed, start=1)}
    for line in lines:
        met = _DASH.match(line.words) if line.number in ordinal else None
        if met is None:
            yield line
            continue
        yield _marked(line, str(ordinal[line.number]), line.words[met.end() :])


def _by_points(lines: Sequence[Line]) -> list[Line] | None:
    """ "1." over "1.1.", "1.2.": the first is a section, the second its entries."""
    points = [met for one in lines if (met := _BELOW.match(one.words))]
    if len(points) < 2 or any(_is_heading(one.words) for one in lines):
        return None
    firsts = {met["first"] for met in points}
    met_above = [met for one in lines if (met := _ABOVE.match(one.words))]
    if {met["first"] for met in met_above} < firsts:
        return None
    return [_pointed(line) for line in lines]


def _by_letters(lines: Sequence[Line]) -> list[Line] | None:
    """ "1." over "a)", "b)", and no heading above: the first is a section."""
    if any(_is_heading(one.words) for one in lines):
        return None
    heads = [n for n, one in enumerate(lines) if _ABOVE.match(one.words)]
    ends = [*heads[1:], len(lines)]
    below = [
        _letters(lines[n + 1 : end]) for n, end in zip(heads, ends, strict=bool(heads))
    ]
    if len(heads) < 2 or not all(below):
        return None
    found = list(lines[: heads[0]])
    for n, end, lettered in zip(heads, ends, below, strict=True):
        found.append(_pointed(lines[n]))
        found += _called(lines[n + 1 : end], lettered)
    return found


def pointed_below(lines: Sequence[Line]) -> list[Line]:
    """ "4.1.", "4.2." below the one heading "4. Nội dung:"."""
    firsts = {met["first"] for one in lines if (met := _BELOW.match(one.words))}
    alone = len(firsts) == 1 and not any(_NUMBER.match(one.words) for one in lines)
    return [_point(line) for line in lines] if alone else list(lines)


def _parts_above(lines: Sequence[Line]) -> list[Line]:
    """ "Phần I" above sections that are themselves I., II.: a letter's rank."""
    met = [_PART.match(line.words) for line in lines]
    romans = any(
        part is None and _is_heading(line.words)
        for line, part in zip(lines, met, strict=True)
    )
    if sum(one is not None for one in met) < 2 or not romans:
        return list(lines)
    found: list[Line] = []
    for line, part in zip(lines, met, strict=True):
        n = _ordinal(part["name"]) if part else 0
        if part is None or not 0 < n <= len(LETTERS):
            found.append(line)
            continue
        mark = f"{LETTERS[n - 1]}{CALLED}{part['name']}"
        found.append(_marked(line, mark, line.words[part.end() :]))
    return found


def _ordinal(name: str) -> int:
    return int(name) if name.isdigit() else ROMANS.get(name, 0)


def _point(line: Line) -> Line:
    """ "1.2. Đề án" as the second entry of its section."""
    below = _BELOW.match(line.words)
    if below is None:
        return line
    called = f"{int(below['second'])}{CALLED}{below['second']}"
    return _marked(line, called, line.words[below.end() :])


def _pointed(line: Line) -> Line:
    if _BELOW.match(line.words):
        return _point(line)
    above = _ABOVE.match(line.words)
    roman = _ROMAN.get(int(above["first"])) if above else None
    if above is None or roman is None:
        return line
    return _marked(line, f"{roman}{CALLED}{above['first']}", line.words[above.end() :])


def _marked(line: Line, mark: str, words: str) -> Line:
    return Line(line.number, f"{mark}. {words}")
