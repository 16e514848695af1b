"""Any month, any calendar, any sleep of the service: what never happens."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from programme.calendar import WorkCalendar
from programme.occasions import Occasion, catch_up, gather
from programme.programme import InForce
from programme.reminders import Reminder, Step
from tests.programme.makers import (
    CONFERENCE,
    JULY_DRAFT,
    RULES,
    SESSION,
    SUBMISSION,
    a_moment,
    in_force,
    wanted,
)

NEW_YEAR, AUTUMN = a_moment("00:00 1/1"), a_moment("00:00 1/10")
DAYS_OFF = st.frozensets(st.dates(date(2020, 1, 1), date(2020, 9, 30)), max_size=30)
UNHURRIED = settings(deadline=None, max_examples=60)


@dataclass(frozen=True)
class Month:
    """A programme somewhere in half a year, under some calendar."""

    force: InForce
    calendar: WorkCalendar

    def wanted(self, until: datetime = AUTUMN) -> list[Reminder]:
        return wanted(self.force, NEW_YEAR, until, calendar=self.calendar)

    def is_worked(self, moment: datetime) -> bool:
        return self.calendar.is_worked(RULES.day_of(moment))


@st.composite
def months(draw: st.DrawFn) -> Month:
    """February to July 2020: two meetings, a submission, where they happen to fall."""
    calendar = WorkCalendar(off=draw(DAYS_OFF), worked=draw(DAYS_OFF))
    month = draw(st.integers(2, 7))
    days = st.integers(1, 29).map(lambda day: date(2020, month, day))
    hours = st.none() | st.sampled_from([time(6, 0), time(8, 0), time(14, 0)])
    draft = replace(
        JULY_DRAFT,
        period=f"2020-{month:02}",
        meetings=(
            replace(SESSION, starts_on=draw(days), time=draw(hours)),
            replace(CONFERENCE, starts_on=draw(days), time=draw(hours)),
        ),
        submissions=(replace(SUBMISSION, due_on=draw(st.none() | days)),),
    )
    told = calendar.workday_before(date(2020, month, 1), draw(st.integers(1, 8)))
    at = RULES.moment(told, time(16, 0))
    return Month(in_force(draft, at=at, calendar=calendar), calendar)


@UNHURRIED
@given(month=months())
def test_nothing_is_said_on_a_day_off_but_the_same_mornings_notice(
    month: Month,
) -> None:
    for reminder in month.wanted():
        assert month.is_worked(reminder.at) or reminder.step is Step.MORNING


@UNHURRIED
@given(month=months())
def test_nothing_is_said_before_publication_nor_when_its_time_is_over(
    month: Month,
) -> None:
    for reminder in month.wanted():
        assert reminder.at >= month.force.programme.published_at
        assert reminder.at < reminder.not_after


@UNHURRIED
@given(month=months())
def test_no_two_messages_go_to_one_addressee_at_one_moment(month: Month) -> None:
    reminders = month.wanted()

    occasions = gather(reminders, RULES)

    places = [(occasion.to, occasion.at) for occasion in occasions]
    assert len(set(places)) == len(places)
    assert len({occasion.key for occasion in occasions}) == len(occasions)
    gathered = [r.key for occasion in occasions for r in occasion.reminders]
    assert sorted(gathered) == sorted(reminder.key for reminder in reminders)


@UNHURRIED
@given(month=months())
def test_no_agency_has_two_messages_in_one_morning(month: Month) -> None:
    mornings = Counter(
        (occasion.to, RULES.day_of(occasion.at))
        for occasion in gather(month.wanted(), RULES)
        if occasion.at.hour < 12
    )

    assert max(mornings.values(), default=0) <= 1


@dataclass
class House:
    """A service that wakes now and then, and remembers what it settled."""

    month: Month
    settled: list[str] = field(default_factory=list)
    said: list[tuple[datetime, Occasion]] = field(default_factory=list)

    def tick(self, now: datetime) -> None:
        unsaid = [r for r in self.month.wanted(now) if r.key not in self.settled]
        found = catch_up(unsaid, now, rules=RULES, calendar=self.month.calendar)
        aside = [*found.superseded, *found.expired]
        self.settled += [reminder.key for reminder in aside]
        for occasion in found.said:
            self.settled += [reminder.key for reminder in occasion.reminders]
            self.said.append((now, occasion))


TICKS = st.lists(
    st.integers(0, 120 * 24 * 4).map(lambda quarter: timedelta(minutes=15 * quarter)),
    min_size=1,
    max_size=25,
)


@UNHURRIED
@given(month=months(), ticks=TICKS)
def test_whenever_the_service_wakes_nothing_is_doubled_or_said_on_a_day_off(
    month: Month, ticks: list[timedelta]
) -> None:
    house, first = House(month), month.force.programme.published_at

    for tick in sorted(ticks):
        house.tick(first + tick)

    assert len(set(house.settled)) == len(house.settled)
    at_once = Counter((now, occasion.to) for now, occasion in house.said)
    assert max(at_once.values(), default=0) <= 1
    for now, occasion in house.said:
        steps = {reminder.step for reminder in occasion.reminders}
        assert month.is_worked(now) or steps == {Step.MORNING}
        assert now < occasion.not_after
        duties = [(r.duty, r.kind) for r in occasion.reminders if r.duty]
        assert len(set(duties)) == len(duties)


@UNHURRIED
@given(month=months(), sleep=st.integers(0, 30))
def test_after_any_sleep_every_duty_that_was_to_be_spoken_of_is(
    month: Month, sleep: int
) -> None:
    published = month.force.programme.published_at
    day = RULES.day_of(published) + timedelta(days=sleep)
    assume(sleep and month.calendar.is_worked(day))
    now = RULES.moment(day, time(9, 0))
    house = House(month)

    house.tick(now)

    alive = {
        (r.duty, r.kind) for r in month.wanted(now) if r.duty and now < r.not_after
    }
    spoken = {
        (r.duty, r.kind)
        for _, occasion in house.said
        for r in occasion.reminders
        if r.duty
    }
    assert spoken == alive
