"""The civil calendar: which days are worked, and counting over them.

Weekends are off, public holidays are off, some Saturdays are worked to make up for
a swap, some days are worked by half. Three layers, the later winning day by day: what
the law and the first fill say (programme/civil.py), the settings, and what the office
has entered itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from programme.civil import TET, civil_days
from programme.days import CalendarDay, DayKind, NamedDay

A_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True)
class OfficeHours:
    """From when to when the office works, before and after noon."""

    morning: tuple[time, time] = (time(7, 30), time(11, 30))
    afternoon: tuple[time, time] = (time(13, 30), time(17, 0))

    def hold(self, at: time) -> bool:
        """Whether somebody is at work then; the closing hour still counts."""
        return any(
            first <= at <= last for first, last in (self.morning, self.afternoon)
        )


@dataclass(frozen=True)
class WorkCalendar:
    """Days that differ from the week: `off` on a weekday, `worked` on a weekend.

    Of `mornings` and `afternoons` only that half is worked; they count as worked.
    `given` are the days with their sources as the fill and the settings have them,
    `own` as the office entered them; what is off or worked does not depend on either.
    """

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    mornings: frozenset[date] = frozenset()
    afternoons: frozenset[date] = frozenset()
    hours: OfficeHours = field(default_factory=OfficeHours)
    given: tuple[CalendarDay, ...] = field(default=(), compare=False, repr=False)
    own: tuple[CalendarDay, ...] = field(default=(), compare=False, repr=False)
    _known: dict[date, CalendarDay] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    @property
    def known(self) -> Mapping[date, CalendarDay]:
        """Every day that was ever named, as it stands."""
        if not self._known:
            self._known.update({one.day: one for one in (*self._below(), *self.own)})
        return self._known

    def with_own(self, own: Iterable[CalendarDay]) -> "WorkCalendar":
        """The same, with these as all that the office has entered itself."""
        return calendar_of(self._below(), own, hours=self.hours)

    def is_worked(self, day: date) -> bool:
        if day in self.worked or self.is_half(day):
            return True
        return day.weekday() < _SATURDAY and day not in self.off

    def is_half(self, day: date) -> bool:
        return day in self.mornings or day in self.afternoons

    def latest(self, day: date, at: time) -> time:
        """That hour, or the closing hour of a day on which only the morning is worked
        (docs/decisions/0028)."""
        return min(at, self.hours.morning[1]) if day in self.mornings else at

    def workday_before(self, day: date, count: int) -> date:
        """The day with exactly `count` worked days from it up to, not with, `day`."""
        return self._walk(day, count, -A_DAY)

    def workday_after(self, day: date, count: int) -> date:
        """The `count`-th worked day after `day`."""
        return self._walk(day, count, A_DAY)

    def last_workday(self, *, first: date, last: date) -> date:
        """The last worked day of a span, or its last day if none is worked."""
        day = last
        while day >= first:
            if self.is_worked(day):
                return day
            day -= A_DAY
        return last

    def workdays_between(self, first: date, last: date) -> int:
        """How many worked days lie in (first, last]; negative if last comes first."""
        if last < first:
            return -self.workdays_between(last, first)
        return sum(self.is_worked(day) for day in days(first + A_DAY, last))

    def off_between(self, first: date, last: date) -> tuple[date, ...]:
        """The days off in [first, last], for a due date that explains itself."""
        return tuple(day for day in days(first, last) if not self.is_worked(day))

    def named_between(self, first: date, last: date) -> tuple[NamedDay, ...]:
        """The days of [first, last] that have a reason: off with a name, or made up."""
        found = (self.known.get(day) for day in days(first, last))
        return tuple(
            NamedDay(one.day, one.kind, one.name)
            for one in found
            if one is not None and _has_reason(one)
        )

    def half_of(self, day: date) -> tuple[NamedDay, ...]:
        """Of a day whose half ends its due moment early: what it is called."""
        one = self.known.get(day)
        if one is None or day not in self.mornings:
            return ()
        return (NamedDay(day, one.kind, one.name),)

    def known_until(self, today: date) -> date:
        """The last day of the last year whose Tết is more than presumed.

        The year that has begun counts as known: its days are warned of one by one.
        """
        year = today.year
        while self._is_announced(year + 1):
            year += 1
        return date(year, 12, 31)

    def _is_announced(self, year: int) -> bool:
        of_it = [one for day, one in self.known.items() if day.year == year]
        tet = (one for one in of_it if one.name == TET and one.differs)
        return bool(of_it) and not any(one.presumed for one in tet)

    def _below(self) -> tuple[CalendarDay, ...]:
        if self.given or self.own:
            return self.given
        return tuple(
            CalendarDay(day=day, kind=kind)
            for kind, found in (
                (DayKind.OFF, self.off),
                (DayKind.MORNING, self.mornings),
                (DayKind.AFTERNOON, self.afternoons),
                (DayKind.WORKED, self.worked),
            )
            for day in sorted(found)
        )

    def _walk(self, day: date, count: int, step: timedelta) -> date:
        while count > 0:
            day += step
            count -= self.is_worked(day)
        return day


def _has_reason(one: CalendarDay) -> bool:
    is_off = one.kind is DayKind.OFF and bool(one.name)
    return is_off or (one.kind is DayKind.WORKED and one.differs)


def days(first: date, last: date) -> Iterator[date]:
    """Every day of [first, last]."""
    day = first
    while day <= last:
        yield day
        day += A_DAY


def calendar_of(
    given: Iterable[CalendarDay],
    own: Iterable[CalendarDay] = (),
    *,
    hours: OfficeHours | None = None,
) -> WorkCalendar:
    """Of several entries for one day the last one counts."""
    below, above = tuple(given), tuple(own)
    found = {one.day: one.kind for one in (*below, *above)}

    def of(kind: DayKind) -> frozenset[date]:
        return frozenset(day for day, its in found.items() if its is kind)

    return WorkCalendar(
        off=of(DayKind.OFF),
        worked=of(DayKind.WORKED),
        mornings=of(DayKind.MORNING),
        afternoons=of(DayKind.AFTERNOON),
        hours=hours or OfficeHours(),
        given=below,
        own=above,
    )


def civil_calendar(
    years: Iterable[int],
    *,
    off: Iterable[date] = (),
    worked: Iterable[date] = (),
) -> WorkCalendar:
    """Viet Nam's public holidays, corrected by the office's own list."""
    settled = [CalendarDay(day=day, kind=DayKind.OFF) for day in off]
    settled += [CalendarDay(day=day, kind=DayKind.WORKED) for day in worked]
    return calendar_of((*civil_days(years), *settled))
