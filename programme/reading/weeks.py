"""Weekly calendars, as prose under the names of days and as tables."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from programme.document import Draft, Meeting, Recurring
from programme.errors import Fault, Unreadable
from programme.periods import is_period, week_of
from programme.reading.cells import Cells
from programme.reading.columns import Column
from programme.reading.doubts import Doubts
from programme.reading.events import Event
from programme.reading.grids import Table
from programme.reading.lines import Line
from programme.reading.parts import Parts
from programme.reading.week_rows import CalendarRows
from programme.reading.week_walk import BULLETS, DAY_ALONE, Walk
from programme.reading.when import WEEKDAY, when_at


def read_week(parts: Parts, doubts: Doubts) -> Draft:
    period = _period(parts, doubts)
    desk = parts.desk(period, doubts)
    walk = Walk(desk)
    for block in parts.body:
        if isinstance(block, Table):
            walk.close()
            CalendarRows(walk, block).read()
        else:
            walk.line(block)
    walk.close()
    if not walk.events:
        raise Unreadable(Fault.NO_ITEMS)
    events = list(_named(walk.events))
    return replace(
        parts.draft(period),
        meetings=tuple(one for one in events if isinstance(one, Meeting)),
        recurring=tuple(one for one in events if isinstance(one, Recurring)),
    )


def _period(parts: Parts, doubts: Doubts) -> str:
    given, found = parts.given, parts.found.period
    if given is not None and not is_period(given):
        raise Unreadable(Fault.NO_PERIOD, given)
    issued = parts.head.issued_on
    year = int(given[:4]) if given else issued.year if issued else None
    found = found or _by_days(parts.body, year)
    if given and found and given != found:
        doubts.add("period", 1, found, given=given, found=found)
    period = given if given and "W" in given else found
    if period is None:
        raise Unreadable(Fault.NO_PERIOD)
    return period


def _by_days(body: Sequence[Line | Table], year: int | None) -> str | None:
    """The week of the first full day listed."""
    for words in _days_listed(body):
        when = when_at(words)
        for day in when.days if when else ():
            written = day.year or year
            if written and day.month and 1 <= day.month <= 12:
                met = replace(day, year=written).in_period(f"{written:04}")
                return week_of(met) if met else None
    return None


def _days_listed(body: Sequence[Line | Table]) -> Iterator[str]:
    for block in body:
        if isinstance(block, Line):
            words = block.words.strip(BULLETS)
            if WEEKDAY.match(words) or DAY_ALONE.match(words):
                yield words
            continue
        for row in block.rows:
            cells = Cells(block.head, row.cells)
            yield " ".join(f"{cells.get(Column.DAY)} {cells.get(Column.WHEN)}".split())


def _named(events: Sequence[Event]) -> Iterator[Event]:
    """T2.1 is the first event of Monday; what comes back each day is under HN."""
    counts: dict[str, int] = {}
    for event in events:
        counts[event.ref] = counts.get(event.ref, 0) + 1
        yield replace(event, ref=f"{event.ref}.{counts[event.ref]}")
