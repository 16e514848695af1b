"""Coverage: nothing a document says is lost in silence.

Every line that carries meaning is in what was read or in a doubt. Here the document is
gone through once more, line by line: words that neither answers for, and that are not
on the closed list of those without meaning, become a doubt of their own.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from programme.agencies import Registry, first_fill
from programme.document import Draft
from programme.reading.columns import column_of
from programme.reading.doubts import LONGEST, Doubts
from programme.reading.evidence import Said, evidence_of
from programme.reading.lines import Line, Row
from programme.reading.preface import CITED, CLOSING, OF_HEAD, days_in, formulae
from programme.reading.stretches import BAR, Spelled, Stretch, Token, as_said
from programme.reading.titles import is_secret

_COUNTED = re.compile(r"\(?(?:[0-9]{1,2}|[A-Z])\)?")
_ENDED = (".", ";", ":", ")", "/")
_CLAUSE = re.compile(r"[;.](?=\s)|\|")
#: Shown whole, even where one of its numbers is also that of an hour that was read.
_HOUR = re.compile(
    r"[0-9]{1,2}\s?(?:h|g|giờ|[:/])\s?[0-9]{0,4}(?:/[0-9]{4})?", re.IGNORECASE
)
_SHOWN = 80
#: A blank line may stand between the lines of one sentence.
_WRAPS = 2


@dataclass(frozen=True)
class _Left:
    """What is left of one line, and the words to show beside it."""

    line: int
    text: str
    words: str
    #: Whether the line may go on from the one above, and into the one below.
    opens: bool
    closes: bool
    until: int = 0


def doubt_left_over(
    source: Sequence[Line | Row],
    draft: Draft,
    registry: Registry | None,
    doubts: Doubts,
) -> None:
    known = Spelled(registry.known) if registry else _first()
    for stretch in _stretches(source, draft, doubts):
        for left in _wrapped(_left(stretch, known, draft.kind)):
            doubts.add("left-over", left.line, left.text, words=_short(left.words))


@cache
def _first() -> Spelled:
    return Spelled(first_fill(rooms=True))


def _stretches(
    source: Sequence[Line | Row], draft: Draft, doubts: Doubts
) -> Iterator[Stretch]:
    """The lines of each entry, with what the doubts about them show."""
    every = evidence_of(draft)
    numbers = [one.number for one in source]
    begins = [said.line for said in every]
    unread: list[str] = []
    for doubt in doubts.in_order():
        if doubt.code == "unread-column":
            unread += filter(None, [doubt.text.split(": ")[0].strip()])
        said = every[max(0, bisect_right(begins, doubt.line) - 1)]
        said.add(*doubt.text.removesuffix("…").split(BAR))
    for line, text in doubts.aside:
        every[max(0, bisect_right(begins, line) - 1)].add(text)
    tasks = [task.text for task in draft.key_tasks]
    for at, said in enumerate(every):
        after = every[at + 1] if at + 1 < len(every) else None
        said.elsewhere += unread
        first = bisect_right(numbers, said.line - 1)
        last = bisect_right(numbers, after.line - 1) if after else len(source)
        if after is not None and draft.kind == "week":
            _look_ahead(said, after)
        if draft.kind in {"agenda", "invitation"} and at == 1:
            said.groups.add("head")
        stretch = Stretch(said, source[first:last])
        while tasks and tasks[0] in stretch.text:
            said.add(tasks.pop(0))
        yield stretch


def _look_ahead(said: Said, after: Said) -> None:
    """The day, the half and the official over an event stand above its line."""
    said.numbers |= after.numbers
    said.groups |= after.groups & {"dated"}
    said.add(*after.ahead)


def _left(stretch: Stretch, known: Spelled, kind: str) -> Iterator[_Left]:
    if not stretch.lines or stretch.said.hidden or is_secret(stretch.text):
        return
    above = "head" in stretch.said.groups
    tokens = stretch.unclaimed(known, OF_HEAD if above else ())
    if not tokens:
        return
    lines = [stretch.words_of(at) for at in range(len(stretch.lines))]
    passed = formulae([words for _, words in lines]) if above else {}
    for group, among in _kinds_of_lines(stretch, [words for _, words in lines]):
        tokens = _said_there(stretch, known, tokens, group, among)
    for at, found in groupby(tokens, key=lambda one: stretch.line_at(one.start)):
        start, words = lines[at]
        spans = [(one.start - start, one.end - start) for one in found]
        if kind == "week":
            days = days_in(words)
            spans = [s for s in spans if not any(a <= s[0] < b for a, b in days)]
        spans = [one for one in spans if one[0] >= passed.get(at, 0)]
        if spans:
            yield _shown(stretch.lines[at], words, spans)


def _kinds_of_lines(
    stretch: Stretch, lines: Sequence[str]
) -> Iterator[tuple[str, set[int]]]:
    """Lines of a form in which more words than elsewhere say nothing."""
    closes = next((n for n, words in enumerate(lines) if CLOSING.match(words)), None)
    if closes is not None:
        yield "closing", set(range(closes, len(lines)))
    unread = frozenset(stretch.said.elsewhere)
    heads = {n for n, line in enumerate(stretch.lines) if _is_head(line, unread)}
    if heads:
        yield "heads", heads


def _said_there(
    stretch: Stretch,
    known: Spelled,
    tokens: list[Token],
    group: str,
    among: set[int],
) -> list[Token]:
    stretch.said.groups.add(group)
    again = stretch.unclaimed(known, (CITED,) if group == "closing" else ())
    stretch.said.groups.discard(group)
    kept = [one for one in tokens if stretch.line_at(one.start) not in among]
    if group == "heads":  # their columns may be counted: "(1) | (2) | (3)"
        again = [one for one in again if not stretch.text[one.start].isdecimal()]
    kept += [one for one in again if stretch.line_at(one.start) in among]
    return sorted(kept, key=lambda one: one.start)


def _is_head(line: Line | Row, unread: Collection[str]) -> bool:
    """The head of a table, also repeated or counted below."""
    cells = line.cells if isinstance(line, Row) else as_said(line).split(BAR)
    said = [" ".join(cell.split()) for cell in cells if cell.strip()]
    return len(said) > 1 and all(
        column_of(cell) is not None or cell in unread or _COUNTED.fullmatch(cell)
        for cell in said
    )


def _shown(line: Line | Row, words: str, spans: Sequence[tuple[int, int]]) -> _Left:
    """The whole line if it is short, else the cells or clauses that are in question."""
    first, last = spans[0][0], spans[-1][1]
    hours = [met.span() for met in _HOUR.finditer(words)]
    first = min([first, *(a for a, b in hours if a <= first < b)])
    last = max([last, *(b for a, b in hours if a < last <= b)])
    row = BAR in words
    text = words if len(words) <= LONGEST and not row else _around(words, spans)
    return _Left(
        line=line.number,
        text=text,
        words=words[first:last],
        opens=not row and not any(c.isalnum() for c in words[:first]),
        closes=not row and not words.endswith(_ENDED),
        until=line.number,
    )


def _around(words: str, spans: Sequence[tuple[int, int]]) -> str:
    ends = [met.end() for met in _CLAUSE.finditer(words)]
    cuts = [0, *ends, len(words)]
    clauses: dict[str, None] = {}
    for start, _ in spans:
        at = bisect_right(cuts, start)
        clause = words[cuts[at - 1] : cuts[min(at, len(cuts) - 1)]]
        clauses[clause.strip(" |")] = None
    return BAR.join(clauses)


def _wrapped(found: Iterable[_Left]) -> Iterator[_Left]:
    """A sentence that goes on in the next line is shown once, while there is room."""
    held: _Left | None = None
    for left in found:
        if held is not None and _goes_on(held, left):
            text = f"{held.text} {left.text}"
            held = replace(held, text=text, closes=left.closes, until=left.line)
            continue
        if held is not None:
            yield held
        held = left
    if held is not None:
        yield held


def _goes_on(held: _Left, left: _Left) -> bool:
    near = held.closes and left.opens and left.line <= held.until + _WRAPS
    return near and len(held.text) + len(left.text) < LONGEST


def _short(words: str) -> str:
    said = " ".join(words.split())
    return said if len(said) <= _SHOWN else f"{said[: _SHOWN - 1]}…"
