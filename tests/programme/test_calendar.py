"""The civil calendar: what is off, what is worked, and counting over both."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.calendar import WorkCalendar, civil_calendar, days
from tests.programme.makers import CIVIL, a_day, days_said

A_YEAR = st.dates(date(2020, 1, 1), date(2020, 12, 31))
SOME_DAYS = st.frozensets(A_YEAR, max_size=25)
CALENDARS = st.builds(WorkCalendar, off=SOME_DAYS, worked=SOME_DAYS)
COUNTS = st.integers(0, 15)


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        ("3/7/2020", True),  # a Friday
        ("4/7/2020", False),  # a Saturday
        ("5/7/2020", False),
        ("2/9/2020", False),  # Quốc khánh
        ("27/1/2020", False),  # Tết
        ("31/8/2026", False),  # a Monday, swapped
        ("2/9/2026", False),
        ("22/8/2026", True),  # the Saturday worked for it
        ("29/8/2026", False),  # any other Saturday
        ("4/2/2027", False),  # Tết from here
        ("10/2/2027", False),  # to here
        ("3/2/2027", True),
        ("11/2/2027", True),
    ],
)
def test_a_civil_day_is_worked_or_off(day: str, is_worked: bool) -> None:
    assert CIVIL.is_worked(a_day(day)) is is_worked


def test_the_offices_own_list_wins_over_the_first_fill() -> None:
    storm, national_day, swapped = a_day("9/7"), a_day("2/9"), a_day("22/8/2026")

    calendar = civil_calendar(
        [2020, 2026], off=[storm, swapped], worked=[national_day, a_day("11/7")]
    )

    assert not calendar.is_worked(storm)
    assert not calendar.is_worked(swapped)
    assert calendar.is_worked(national_day)
    assert calendar.is_worked(a_day("11/7"))


@pytest.mark.parametrize(
    ("day", "count", "before", "after"),
    [
        ("21/7/2020", 0, "21/7/2020", "21/7/2020"),
        ("21/7/2020", 1, "20/7/2020", "22/7/2020"),
        ("21/7/2020", 5, "14/7/2020", "28/7/2020"),
        ("14/7/2020", 10, "30/6/2020", "28/7/2020"),
        ("5/7/2020", 1, "3/7/2020", "6/7/2020"),  # from a Sunday
        ("4/7/2020", 2, "2/7/2020", "7/7/2020"),
        ("3/9/2026", 5, "24/8/2026", "10/9/2026"),  # over Quốc khánh
        ("24/8/2026", 1, "22/8/2026", "25/8/2026"),  # the Saturday that is worked
        ("18/2/2027", 5, "11/2/2027", "25/2/2027"),
        ("11/2/2027", 1, "3/2/2027", "12/2/2027"),  # over Tết
    ],
)
def test_working_days_are_counted_over_days_off(
    day: str, count: int, before: str, after: str
) -> None:
    assert CIVIL.workday_before(a_day(day), count) == a_day(before)
    assert CIVIL.workday_after(a_day(day), count) == a_day(after)


@given(calendar=CALENDARS, day=A_YEAR, count=COUNTS)
def test_exactly_so_many_workdays_lie_between(
    calendar: WorkCalendar, day: date, count: int
) -> None:
    before = calendar.workday_before(day, count)
    after = calendar.workday_after(day, count)

    up_to = days(before, day - timedelta(days=1))
    assert sum(calendar.is_worked(each) for each in up_to) == count
    assert calendar.workdays_between(day, after) == count
    if count:
        assert calendar.is_worked(before)
        assert calendar.is_worked(after)


@given(calendar=CALENDARS, first=A_YEAR, last=A_YEAR)
def test_counting_back_is_counting_on_with_a_minus(
    calendar: WorkCalendar, first: date, last: date
) -> None:
    there = calendar.workdays_between(first, last)
    back = calendar.workdays_between(last, first)

    assert there == -back
    assert (there >= 0) or last < first


@given(calendar=CALENDARS, first=A_YEAR, last=A_YEAR)
def test_every_day_of_a_span_is_either_worked_or_off(
    calendar: WorkCalendar, first: date, last: date
) -> None:
    off = calendar.off_between(first, last)

    worked = [day for day in days(first, last) if calendar.is_worked(day)]
    assert sorted([*off, *worked]) == list(days(first, last))


@pytest.mark.parametrize(
    ("first", "last", "wanted"),
    [
        ("1/7/2020", "31/7/2020", "31/7/2020"),  # a Friday
        ("1/5/2020", "31/5/2020", "29/5/2020"),  # ends on a Sunday
        ("1/8/2026", "31/8/2026", "28/8/2026"),  # ends on a day off, a Sunday before
        ("4/7/2020", "5/7/2020", "5/7/2020"),  # nothing is worked: its last day
        ("4/7/2020", "6/7/2020", "6/7/2020"),
    ],
)
def test_the_last_working_day_of_a_span(first: str, last: str, wanted: str) -> None:
    found = CIVIL.last_workday(first=a_day(first), last=a_day(last))

    assert found == a_day(wanted)


def test_a_span_names_its_days_off() -> None:
    off = CIVIL.off_between(a_day("24/8/2026"), a_day("3/9/2026"))

    assert days_said(off) == ["29/8", "30/8", "31/8", "1/9", "2/9"]
