"""The days on which a due moment is said: the steps before it, and when late."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programme.calendar import WorkCalendar
from programme.due import (
    due_as_named,
    due_for_session,
    late_days,
    steps_of,
)
from programme.duties import Due
from tests.programme.makers import (
    CIVIL,
    RULES,
    SESSION,
    a_day,
    days_said,
    due_at_months_end,
    due_before,
    due_on,
    said,
)


@pytest.mark.parametrize(
    ("due", "until", "late"),
    [
        (due_before("21/7"), "14/7", []),
        (due_before("21/7"), "15/7", ["15/7"]),
        (due_before("21/7"), "24/7", ["15/7", "16/7", "21/7", "24/7"]),
        (due_at_months_end(), "20/8", ["3/8", "4/8", "7/8", "12/8", "17/8", "20/8"]),
        (due_before("3/9/2026"), "4/9/2026", ["25/8", "26/8", "3/9"]),
        (due_on("12/7"), "20/7", ["14/7", "15/7", "20/7"]),  # a Sunday: one day later
        # Told on Monday 20/7 of what was due on 14/7: nobody is called late for that.
        (due_before("21/7", told="16:00 20/7"), "24/7", ["21/7", "24/7"]),
    ],
)
def test_late_is_said_the_first_the_second_then_every_third_day(
    due: Due, until: str, late: list[str]
) -> None:
    assert days_said(late_days(due, a_day(until), RULES, CIVIL)) == late


@pytest.mark.parametrize(
    ("first", "every", "late"),
    [
        ((1, 2), 3, [1, 2, 5, 8]),
        ((1,), 1, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        ((), 4, [4, 8]),
        ((2, 3), 5, [2, 3, 8]),
        ((1, 5), 2, [1, 5, 7, 9]),
    ],
)
def test_each_office_sets_how_often_late_is_said(
    first: tuple[int, ...], every: int, late: list[int]
) -> None:
    rules = replace(RULES, late_days=first, late_every=every)

    found = late_days(due_before("21/7"), a_day("27/7"), rules, CIVIL)

    assert list(found.values()) == late


@pytest.mark.parametrize(
    ("told", "steps"),
    [
        ("16:00 29/6", ["30/6", "7/7", "10/7", "13/7", "14/7"]),
        ("07:00 30/6", ["7/7", "10/7", "13/7", "14/7"]),  # that morning counts as said
        ("16:00 30/6", ["7/7", "10/7", "13/7", "14/7"]),
        ("16:00 8/7", ["10/7", "13/7", "14/7"]),
        ("16:00 13/7", ["14/7"]),
        ("16:00 14/7", []),
        ("16:00 20/7", []),
    ],
)
def test_steps_up_to_publication_count_as_said(told: str, steps: list[str]) -> None:
    due = due_before("21/7", told=told)

    assert days_said(steps_of(due, RULES, CIVIL)) == steps


def test_a_printed_day_that_is_off_stays_and_is_said_the_working_day_before() -> None:
    due = due_on("12/7")  # a Sunday

    assert said(due.at) == "17:00 12/7"
    assert said(due.late_after) == "17:00 13/7"
    assert days_said(steps_of(due, RULES, CIVIL)) == ["29/6", "6/7", "9/7", "10/7"]


def test_the_day_before_a_printed_day_off_is_never_called_the_due_day() -> None:
    rules = replace(RULES, steps=(5, 0))

    steps = steps_of(due_on("12/7"), rules, CIVIL)

    assert steps == {a_day("6/7"): 5, a_day("10/7"): 1}


@settings(deadline=None)
@given(
    day=st.dates(date(2020, 2, 1), date(2020, 12, 1)),
    told=st.integers(0, 40),
    off=st.frozensets(st.dates(date(2020, 1, 1), date(2020, 12, 31)), max_size=30),
    printed=st.booleans(),
)
def test_whatever_the_calendar_steps_and_late_days_are_worked_and_in_order(
    day: date, told: int, off: frozenset[date], printed: bool
) -> None:
    calendar = WorkCalendar(off=off)
    since = RULES.moment(day - timedelta(days=told), time(16, 0))
    meeting = replace(SESSION, starts_on=day)
    due = (
        due_as_named(day, since=since, rules=RULES, calendar=calendar)
        if printed
        else due_for_session(meeting, since=since, rules=RULES, calendar=calendar)
    )

    steps = list(steps_of(due, RULES, calendar))
    late = list(late_days(due, day + timedelta(days=30), RULES, calendar))

    assert all(calendar.is_worked(said_on) for said_on in [*steps, *late])
    assert [*steps, *late] == sorted({*steps, *late})
    assert all(said_on > since.date() for said_on in [*steps, *late])
    assert all(said_on <= due.at.date() for said_on in steps)
    assert all(said_on > due.late_after.date() for said_on in late)
