"""The office's digest each working day, the leaders' picture each worked Friday."""

from dataclasses import replace

import pytest

from programme.calendar import WorkCalendar
from programme.duties import Duty, DutyState
from programme.programme import InForce
from programme.reminders import LEADERS, OFFICE, Kind, Step
from tests.programme.makers import (
    CHAIRMANS,
    CIVIL,
    DUTY,
    JULY,
    a_day,
    a_moment,
    said,
    wanted,
    with_duties,
)


def _daily(force: InForce, kind: Kind, calendar: WorkCalendar = CIVIL) -> list[str]:
    found = wanted(force, calendar=calendar)
    return [said(reminder.at) for reminder in found if reminder.kind is kind]


def test_the_office_has_its_digest_each_working_day_from_the_day_after() -> None:
    handed_in = replace(JULY, duties=())

    digests = _daily(handed_in, Kind.OFFICE)

    assert digests[:4] == ["07:30 25/6", "07:30 26/6", "07:30 29/6", "07:30 30/6"]
    assert digests[-1] == "07:30 31/7"
    assert len(digests) == 4 + 23


def test_the_leaders_have_one_message_each_worked_friday() -> None:
    handed_in = replace(JULY, duties=())
    no_friday = WorkCalendar(off=frozenset({a_day("10/7")}))

    assert _daily(handed_in, Kind.BRIEFING) == [
        "07:00 26/6",
        "07:00 3/7",
        "07:00 10/7",
        "07:00 17/7",
        "07:00 24/7",
        "07:00 31/7",
    ]
    assert "07:00 10/7" not in _daily(handed_in, Kind.BRIEFING, no_friday)
    assert "07:30 10/7" not in _daily(handed_in, Kind.OFFICE, no_friday)


def test_what_is_daily_is_worth_saying_until_the_day_is_over() -> None:
    found = [r for r in wanted() if r.step is Step.DAILY]

    assert {said(r.not_after) for r in found} == {
        f"17:00 {r.at.day}/{r.at.month}" for r in found
    }
    assert all(r.day == r.at.date() for r in found)


@pytest.mark.parametrize(
    ("duties", "last"),
    [
        ((), "31/7"),
        ((replace(DUTY, session_begins=a_moment("00:00 21/7")),), "31/7"),
        ((replace(DUTY, session_begins=a_moment("00:00 6/8")),), "5/8"),
        ((replace(DUTY, session_begins=a_moment("07:00 6/8")),), "5/8"),
        ((replace(DUTY, session_begins=a_moment("14:00 6/8")),), "6/8"),
        ((CHAIRMANS,), "31/8"),  # as long as it is awaited
        ((replace(CHAIRMANS, state=DutyState.READY),), "31/7"),
        ((replace(CHAIRMANS, state=DutyState.ACCEPTED),), "31/7"),
    ],
)
def test_the_digest_runs_as_long_as_the_month_or_what_is_awaited(
    duties: tuple[Duty, ...], last: str
) -> None:
    assert _daily(with_duties(*duties), Kind.OFFICE)[-1] == f"07:30 {last}"


def test_the_digest_goes_to_the_office_and_the_picture_to_the_leaders() -> None:
    found = [reminder for reminder in wanted() if reminder.step is Step.DAILY]

    assert {(reminder.kind, reminder.to) for reminder in found} == {
        (Kind.OFFICE, OFFICE),
        (Kind.BRIEFING, LEADERS),
    }
