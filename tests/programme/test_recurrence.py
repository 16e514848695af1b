"""What comes back: inside its programme's period, never on a day off."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.calendar import WorkCalendar, days
from programme.recurrence import falls_on
from tests.programme.makers import CIVIL, FRIDAYS, JULY, a_day, days_said

JULY_2020 = JULY.programme
A_YEAR = (a_day("1/1/2020"), a_day("31/12/2020"))


def _held(rrule: str, period: str = "2020-07", off: str | None = None) -> list[str]:
    rule = replace(FRIDAYS, rrule=rrule)
    head = replace(JULY_2020, period=period)
    calendar = (
        replace(CIVIL, off=CIVIL.off | {a_day(off)}) if off is not None else CIVIL
    )
    held = [day for day in days(*A_YEAR) if falls_on(rule, day, head, calendar)]
    return days_said(held)


@pytest.mark.parametrize(
    ("rrule", "held"),
    [
        ("FREQ=WEEKLY;BYDAY=FR", ["3/7", "10/7", "17/7", "24/7", "31/7"]),
        ("FREQ=WEEKLY;BYDAY=MO", ["6/7", "13/7", "20/7", "27/7"]),
        ("FREQ=WEEKLY;BYDAY=SA", []),  # never on a day off
        ("FREQ=MONTHLY;BYMONTHDAY=15", ["15/7"]),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", ["1/7", "15/7"]),
        ("FREQ=MONTHLY;BYMONTHDAY=5,20", ["20/7"]),  # the 5th is a Sunday
        ("FREQ=MONTHLY;BYDAY=1TU", ["7/7"]),
    ],
)
def test_what_comes_back_in_july(rrule: str, held: list[str]) -> None:
    assert _held(rrule) == held


def test_a_friday_that_is_off_is_skipped() -> None:
    held = _held("FREQ=WEEKLY;BYDAY=FR", off="17/7")

    assert held == ["3/7", "10/7", "24/7", "31/7"]


def test_a_friday_that_is_a_public_holiday_is_skipped() -> None:
    held = _held("FREQ=WEEKLY;BYDAY=FR", period="2020-05")

    assert held == ["8/5", "15/5", "22/5", "29/5"]  # 1/5 is off


def test_a_saturday_that_is_worked_may_hold_it() -> None:
    worked = replace(CIVIL, worked=frozenset({a_day("11/7")}))
    saturdays = replace(FRIDAYS, rrule="FREQ=WEEKLY;BYDAY=SA")

    assert falls_on(saturdays, a_day("11/7"), JULY_2020, worked)


@given(
    day=st.dates(*A_YEAR),
    off=st.frozensets(st.dates(a_day("1/7"), a_day("31/7")), max_size=10),
)
def test_it_falls_on_the_worked_fridays_of_its_month_and_no_other_day(
    day: date, off: frozenset[date]
) -> None:
    falls = falls_on(FRIDAYS, day, JULY_2020, WorkCalendar(off=off))

    assert falls is (day.month == 7 and day.weekday() == 4 and day not in off)
