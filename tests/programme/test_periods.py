"""Periods: a month, a quarter, a year, a week; what they span, how they are said."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.periods import (
    is_period,
    last_of_month,
    month_of,
    span_of_period,
    week_of,
)
from programme.speech import say_period
from tests.programme.makers import JULY, a_day


@pytest.mark.parametrize(
    ("period", "first", "last", "words"),
    [
        ("2020-07", "1/7/2020", "31/7/2020", "tháng 7/2020"),
        ("2020-02", "1/2/2020", "29/2/2020", "tháng 2/2020"),
        ("2021-02", "1/2/2021", "28/2/2021", "tháng 2/2021"),
        ("2020-12", "1/12/2020", "31/12/2020", "tháng 12/2020"),
        ("2020-Q1", "1/1/2020", "31/3/2020", "quý I/2020"),
        ("2020-Q2", "1/4/2020", "30/6/2020", "quý II/2020"),
        ("2020-Q3", "1/7/2020", "30/9/2020", "quý III/2020"),
        ("2020-Q4", "1/10/2020", "31/12/2020", "quý IV/2020"),
        ("2020", "1/1/2020", "31/12/2020", "năm 2020"),
        ("2020-W29", "13/7/2020", "19/7/2020", "tuần 29/2020"),
        ("2020-W01", "30/12/2019", "5/1/2020", "tuần 1/2020"),
        ("2020-W53", "28/12/2020", "3/1/2021", "tuần 53/2020"),
    ],
)
def test_a_period_spans_its_days_and_has_its_words(
    period: str, first: str, last: str, words: str
) -> None:
    head = replace(JULY.programme, period=period)

    assert is_period(period)
    assert span_of_period(period) == (a_day(first), a_day(last))
    assert (head.first_day, head.last_day) == (a_day(first), a_day(last))
    assert say_period(period) == words


@pytest.mark.parametrize(
    "written",
    [
        "",
        "2020-13",
        "2020-00",
        "2020-7",
        "2020-Q0",
        "2020-Q5",
        "2020-W00",
        "2021-W53",  # that year has 52 weeks
        "2020-W54",
        "0000",
        "0000-07",
        "7/2020",
        "2020-07 ",
        "２０２０",  # wide digits
    ],
)
def test_what_is_no_period(written: str) -> None:
    assert not is_period(written)


def test_what_is_no_period_spans_nothing() -> None:
    with pytest.raises(ValueError, match="not a period: 7/2020"):
        span_of_period("7/2020")


@given(day=st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_lies_in_its_month_and_its_week(day: date) -> None:
    for period in (month_of(day), week_of(day)):
        first, last = span_of_period(period)

        assert is_period(period)
        assert first <= day <= last
    assert span_of_period(month_of(day))[1] == last_of_month(day.year, day.month)
