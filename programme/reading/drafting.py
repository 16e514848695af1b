"""Drafting: the lines of a document → Draft, by the shape the document has."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from programme.agencies import Registry
from programme.document import Draft
from programme.errors import Fault, Unreadable
from programme.reading.agendas import read_agenda
from programme.reading.coverage import doubt_left_over
from programme.reading.doubts import Doubts
from programme.reading.grids import Table, blocks_of
from programme.reading.head import head_of, is_urgent, refuse_secrets
from programme.reading.kinds import Kind, kind_of
from programme.reading.lines import Line, Row, without_pages
from programme.reading.notices import read_notice
from programme.reading.parts import Parts
from programme.reading.programmes import read_programme
from programme.reading.refs import with_refs
from programme.reading.tail import split_tail, tail_of
from programme.reading.weeks import read_week

#: Each kind of document and what reads it. A new one is a file and a line here.
READERS: Mapping[Kind, Callable[[Parts, Doubts], Draft]] = {
    Kind.MONTH: read_programme,
    Kind.QUARTER: read_programme,
    Kind.YEAR: read_programme,
    Kind.WEEK: read_week,
    Kind.AGENDA: read_agenda,
    Kind.INVITATION: read_agenda,
    Kind.CHANGE: read_notice,
}


def draft_of(
    lines: Sequence[Line | Row], given: str | None, registry: Registry | None
) -> Draft:
    """Raises Unreadable where there is nothing to read, or nothing to be read."""
    doubts = Doubts()
    said = without_pages(lines, doubts)
    if not said:
        raise Unreadable(Fault.EMPTY)
    blocks = blocks_of(said, doubts)
    refuse_secrets([block for block in blocks if isinstance(block, Line)])
    body, tail = split_tail(blocks)
    above = [block for block in body if isinstance(block, Line)]
    head = head_of(above)
    tables = [block for block in body if isinstance(block, Table)]
    calendar = any(table.head.is_calendar for table in tables)
    found = kind_of(above, head.issued_on, calendar=calendar)
    parts = Parts(body, tail_of(tail), head, found, given, registry)
    draft = with_refs(READERS[found.kind](parts, doubts), doubts)
    doubt_left_over(said, draft, registry, doubts)
    return replace(draft, doubts=doubts.in_order(), urgent=is_urgent(above))
