"""When a dossier is due, and why then."""

from dataclasses import replace
from datetime import time

import pytest

from programme.due import (
    due_as_named,
    due_at_period_end,
    due_for_session,
    due_of,
    is_close_call,
    session_begins,
    steps_of,
)
from programme.duties import Due, DueRule
from tests.programme.makers import (
    CIVIL,
    PUBLISHED,
    RULES,
    SESSION,
    SUBMISSION,
    a_day,
    a_moment,
    days_said,
    due_at_months_end,
    due_before,
    due_on,
    said,
)

JULY_DAYS = (a_day("1/7"), a_day("31/7"))
LONG_AGO = a_moment("16:00 1/1/2020")


@pytest.mark.parametrize(
    ("session", "due", "steps"),
    [
        ("21/7/2020", "17:00 14/7", ["30/6", "7/7", "10/7", "13/7", "14/7"]),
        # 31/8-2/9 are off; Saturday 22/8 is worked.
        ("3/9/2026", "17:00 24/8", ["11/8", "18/8", "21/8", "22/8", "24/8"]),
        # Tết is 4-10/2.
        ("18/2/2027", "17:00 11/2", ["21/1", "28/1", "2/2", "3/2", "11/2"]),
        # On a Saturday: the five days before it.
        ("4/7/2020", "17:00 29/6", ["15/6", "22/6", "25/6", "26/6", "29/6"]),
    ],
)
def test_a_session_is_prepared_five_working_days_before(
    session: str, due: str, steps: list[str]
) -> None:
    found = due_before(session)

    assert said(found.at) == due
    assert days_said(steps_of(found, RULES, CIVIL)) == steps
    assert list(steps_of(found, RULES, CIVIL).values()) == [10, 5, 2, 1, 0]


def test_what_goes_to_the_chairman_is_due_on_the_periods_last_working_day() -> None:
    due = due_at_months_end()

    assert said(due.at) == "17:00 31/7"
    assert days_said(steps_of(due, RULES, CIVIL)) == [
        "17/7",
        "24/7",
        "29/7",
        "30/7",
        "31/7",
    ]


def test_a_printed_day_that_is_worked_is_late_from_its_own_hour() -> None:
    due = due_on("10/7")

    assert due.grace is None
    assert due.late_after == due.at == a_moment("17:00 10/7")


@pytest.mark.parametrize(
    ("due", "rule", "anchor", "workdays", "skipped"),
    [
        (due_before("21/7"), DueRule.BEFORE_SESSION, "21/7", 5, ["18/7", "19/7"]),
        (
            due_before("3/9/2026"),
            DueRule.BEFORE_SESSION,
            "3/9/2026",
            5,
            ["29/8", "30/8", "31/8", "1/9", "2/9"],
        ),
        # The session's own day is what is counted from, not what is counted over.
        (due_before("4/7"), DueRule.BEFORE_SESSION, "4/7", 5, []),
        (due_before("5/7"), DueRule.BEFORE_SESSION, "5/7", 5, ["4/7"]),
        (due_at_months_end(), DueRule.PERIOD_END, "31/7", 0, []),
        (
            due_at_period_end(
                a_day("1/5"),
                a_day("31/5"),
                since=LONG_AGO,
                rules=RULES,
                calendar=CIVIL,
            ),
            DueRule.PERIOD_END,
            "31/5",
            0,
            ["30/5", "31/5"],
        ),
        (due_on("12/7"), DueRule.PRINTED, "12/7", 0, []),
    ],
)
def test_a_due_moment_explains_itself(
    due: Due, rule: DueRule, anchor: str, workdays: int, skipped: list[str]
) -> None:
    assert (due.rule, due.anchor, due.workdays) == (rule, a_day(anchor), workdays)
    assert days_said(due.skipped) == skipped


def test_a_day_that_the_office_names_says_so() -> None:
    due = due_as_named(
        a_day("16/7"),
        since=PUBLISHED,
        rules=RULES,
        calendar=CIVIL,
        rule=DueRule.DECIDED,
    )

    assert (due.rule, due.version, due.since) == (DueRule.DECIDED, 1, PUBLISHED)


@pytest.mark.parametrize(
    ("printed", "of_session", "rule", "at"),
    [
        ("10/7", True, DueRule.PRINTED, "17:00 10/7"),
        ("10/7", False, DueRule.PRINTED, "17:00 10/7"),
        (None, True, DueRule.BEFORE_SESSION, "17:00 14/7"),
        (None, False, DueRule.PERIOD_END, "17:00 31/7"),
    ],
)
def test_a_printed_day_beats_the_session_and_the_session_the_period(
    printed: str | None, of_session: bool, rule: DueRule, at: str
) -> None:
    item = replace(SUBMISSION, due_on=a_day(printed) if printed else None)

    due = due_of(
        item,
        SESSION if of_session else None,
        period=JULY_DAYS,
        since=PUBLISHED,
        rules=RULES,
        calendar=CIVIL,
    )

    assert (due.rule, said(due.at)) == (rule, at)


@pytest.mark.parametrize(
    ("told", "is_close"),
    [
        ("16:00 8/7", False),  # Thu, Fri, Mon, Tue
        ("16:00 9/7", False),  # Fri, Mon, Tue: three
        ("16:00 10/7", True),  # Mon, Tue
        ("16:00 11/7", True),  # the Saturday after
        ("16:00 14/7", True),
        ("16:00 20/7", True),  # it has passed
    ],
)
def test_less_than_three_working_days_are_a_close_call(
    told: str, is_close: bool
) -> None:
    due = due_before("21/7", told=told)

    assert is_close_call(due, RULES, CIVIL) is is_close


@pytest.mark.parametrize(
    ("hour", "begins"), [(None, "00:00 21/7"), (time(13, 30), "13:30 21/7")]
)
def test_a_session_without_an_hour_begins_with_its_day(
    hour: time | None, begins: str
) -> None:
    meeting = replace(SESSION, time=hour)

    assert session_begins(meeting, RULES) == a_moment(begins)


def test_each_office_sets_its_own_numbers() -> None:
    rules = replace(RULES, session_lead=3, due_time=time(11, 0), steps=(1,))

    due = due_for_session(SESSION, since=PUBLISHED, rules=rules, calendar=CIVIL)

    assert said(due.at) == "11:00 16/7"
    assert days_said(steps_of(due, rules, CIVIL)) == ["15/7"]
