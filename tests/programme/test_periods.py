"""Periods: the first and the last day of a month, a quarter, a year, a week."""

from datetime import date

import pytest

from programme.periods import is_period, month_of, span_of_period, week_of
from programme.speech import say_period


@pytest.mark.parametrize(
    ("period", "first", "last", "said"),
    [
        ("2020-07", date(2020, 7, 1), date(2020, 7, 31), "tháng 7/2020"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "tháng 2/2020"),
        ("2020-Q3", date(2020, 7, 1), date(2020, 9, 30), "quý III/2020"),
        ("2020", date(2020, 1, 1), date(2020, 12, 31), "năm 2020"),
        ("2020-W29", date(2020, 7, 13), date(2020, 7, 19), "tuần 29/2020"),
        ("2020-W53", date(2020, 12, 28), date(2021, 1, 3), "tuần 53/2020"),
    ],
)
def test_a_period_has_a_first_and_a_last_day(
    period: str, first: date, last: date, said: str
) -> None:
    assert is_period(period)
    assert span_of_period(period) == (first, last)
    assert say_period(period) == said


@pytest.mark.parametrize(
    "written", ["", "2020-13", "2020-7", "2020-Q5", "2021-W53", "2020-W00", "0000"]
)
def test_what_is_no_period(written: str) -> None:
    assert not is_period(written)


def test_a_span_of_what_is_no_period_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="not a period"):
        span_of_period("July")


def test_the_period_of_a_day() -> None:
    assert month_of(date(2020, 7, 4)) == "2020-07"
    assert week_of(date(2021, 1, 3)) == "2020-W53"
