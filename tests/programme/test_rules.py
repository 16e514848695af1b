"""The office's numbers, and its zone."""

from dataclasses import FrozenInstanceError, replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from programme.office import Office
from programme.rules import OfficeRules
from tests.programme.makers import RULES


def test_the_defaults_are_those_of_the_design() -> None:
    assert (RULES.session_lead, RULES.due_time) == (5, time(17))
    assert (RULES.steps, RULES.support_step) == ((10, 5, 2, 1, 0), 5)
    assert (RULES.late_days, RULES.late_every) == ((1, 2), 3)
    assert (RULES.return_days, RULES.close_call) == (2, 3)
    assert (RULES.morning_at, RULES.office_at) == (time(7), time(7, 30))
    assert (RULES.digest_at, RULES.eve_at) == (time(8), time(15))
    assert RULES.briefing_weekday == date(2020, 7, 3).weekday()  # a Friday


def test_hours_are_those_of_the_office() -> None:
    moment = RULES.moment(date(2020, 7, 14), time(17))

    assert moment == datetime(2020, 7, 14, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("utc", "day"),
    [
        (datetime(2020, 7, 13, 16, 59, tzinfo=UTC), date(2020, 7, 13)),
        (datetime(2020, 7, 13, 17, 0, tzinfo=UTC), date(2020, 7, 14)),
    ],
)
def test_a_day_begins_at_the_offices_midnight(utc: datetime, day: date) -> None:
    assert RULES.day_of(utc) == day


def test_another_zone_has_another_midnight() -> None:
    rules = replace(RULES, zone=ZoneInfo("UTC"))

    assert rules.day_of(datetime(2020, 7, 13, 17, 0, tzinfo=UTC)) == date(2020, 7, 13)


def test_an_office_begins_with_the_defaults() -> None:
    office = Office()

    assert office.rules == OfficeRules()
    assert office.calendar.is_worked(date(2020, 7, 14))
    with pytest.raises(FrozenInstanceError):
        office.name = "Khác"  # type: ignore[misc] # what is tried is forbidden
