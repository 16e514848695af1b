"""Reading: the bytes of a document → Draft and doubts.

A format only delivers lines; what they mean is found here, the same way for all.
The only room that knows document libraries.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import PurePath

from programme.agencies import Registry, registry_on
from programme.document import Draft
from programme.errors import Fault, Unreadable
from programme.reading.clauses import clauses
from programme.reading.desk import Desk
from programme.reading.doubts import Doubts
from programme.reading.head import head_of, refuse_secrets
from programme.reading.lines import Line, without_pages
from programme.reading.outline import Unit, outline
from programme.reading.period import period_of
from programme.reading.sections import read_sections
from programme.reading.tail import split_tail, tail_of, without_closing
from programme.reading.text import read_text

__all__ = ["FORMATS", "LARGEST", "read"]

#: Each format by its ending. A new one is a file beside `text.py` and a line here.
FORMATS: Mapping[str, Callable[[bytes], list[Line]]] = {
    ".txt": read_text,
}
LARGEST = 10_000_000
_LONGEST_HEAD = 6000


def read(
    data: bytes,
    *,
    name: str,
    period: str | None = None,
    registry: Registry | None = None,
) -> Draft:
    """Reads a document called `name`; raises Unreadable where it must be refused.

    `period` is YYYY-MM where the office says it; `registry` the office's own
    agencies, otherwise those of the first fill that lived in the period.
    """
    if len(data) > LARGEST:
        raise Unreadable(Fault.TOO_LARGE, str(len(data)))
    if not data.strip():
        raise Unreadable(Fault.EMPTY)
    ending = PurePath(name).suffix.lower()
    if ending not in FORMATS:
        raise Unreadable(Fault.FORMAT, ending.removeprefix(".") or name)
    return _draft(FORMATS[ending](data), period, registry)


def _draft(
    lines: Sequence[Line], given: str | None, registry: Registry | None
) -> Draft:
    doubts = Doubts()
    said = without_pages(lines, doubts)
    if not said:
        raise Unreadable(Fault.EMPTY)
    refuse_secrets(said)
    body, tail = split_tail(said)
    before, units = _outline(body, doubts)
    head = head_of([line for line in said if line.number < units[0].line])
    period = period_of(given, head.period, units, doubts)
    first = date(int(period[:4]), int(period[5:]), 1)
    desk = Desk(registry or registry_on(first), doubts, period)
    if clauses(before[-_LONGEST_HEAD:], desk.registry):
        doubts.add("outside-sections", said[0].number, before)
    read_ = read_sections(units, desk)
    if read_.is_empty:
        raise Unreadable(Fault.NO_ITEMS)
    ends = tail_of(tail)
    return Draft(
        kind="month",
        period=period,
        issuer=head.issuer,
        number=head.number,
        issued_on=head.issued_on,
        sections=tuple(read_.sections),
        key_tasks=tuple(read_.key_tasks),
        meetings=tuple(read_.meetings),
        submissions=tuple(read_.submissions),
        recurring=tuple(read_.recurring),
        recipients=ends.recipients,
        signer=ends.signer,
        doubts=doubts.in_order(),
    )


def _outline(body: Sequence[Line], doubts: Doubts) -> tuple[str, list[Unit]]:
    """The outline of the body; the sentence that closes it belongs to no entry."""
    _, found = outline(body, Doubts())
    if not found:
        raise Unreadable(Fault.NO_ITEMS)
    return outline(without_closing(body, _last_line(found[-1])), doubts)


def _last_line(unit: Unit) -> int:
    return _last_line(unit.parts[-1]) if unit.parts else unit.line
