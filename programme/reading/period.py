"""The period: given, found in the title, or worked out from the dates of meetings."""

from collections import Counter
from collections.abc import Iterator, Sequence

from programme.errors import Fault, Unreadable
from programme.periods import is_period
from programme.reading.doubts import Doubts
from programme.reading.entries import dated_in_cells
from programme.reading.outline import Unit


def period_of(
    given: str | None, found: str | None, units: Sequence[Unit], doubts: Doubts
) -> str:
    """As given, as the title says, or where most of the full dates lie."""
    if given is not None and not is_period(given):
        raise Unreadable(Fault.NO_PERIOD, given)
    if given and found and given != found:
        doubts.add("period", 1, found, given=given, found=found)
    period = given or found or _of_most(units)
    if period is None:
        raise Unreadable(Fault.NO_PERIOD)
    return period


def _of_most(units: Sequence[Unit]) -> str | None:
    """The month in which more than half of the full dates lie."""
    months = Counter(_months(units))
    if not months:
        return None
    month, count = months.most_common(1)[0]
    return month if count * 2 > months.total() else None


def _months(units: Sequence[Unit]) -> Iterator[str]:
    for unit in units:
        dated = unit.dated or dated_in_cells(unit)
        for day in dated.when.days[:1] if dated else ():
            if day.year and day.month and 1 <= day.month <= 12:
                yield f"{day.year}-{day.month:02}"
        yield from _months(unit.parts)
