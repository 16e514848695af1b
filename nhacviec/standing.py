"""The office as it stands: its settings, and the days it has entered since."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from nhacviec.timing import timing_of
from programme.office import Office
from storage import Store, Unit


async def as_it_stands(unit: Unit, office: Office) -> Office:
    """With the days that the office has entered by now."""
    return replace(office, calendar=await unit.calendar.onto(office.calendar))


@dataclass(kw_only=True)
class Standing:
    """Read anew when an edit was made, by this process or another, and when a year
    has begun: its settings reach as far as the day they are asked for."""

    store: Store
    settled: Callable[[date], Office]
    _seen: tuple[int, int] | None = field(default=None, init=False)
    _office: Office | None = field(default=None, init=False)

    async def office(self, today: date) -> Office:
        async with self.store.read() as unit:
            seen = (await unit.calendar.version(), today.year)
            if self._office is None or seen != self._seen:
                self._office = await as_it_stands(unit, self.settled(today))
                self.store.timing = timing_of(self._office)
                self._seen = seen
        return self._office
