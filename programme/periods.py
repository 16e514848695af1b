"""Periods: "2020-07" a month, "2020-Q3" a quarter, "2020" a year, "2020-W29" a week."""

import calendar
import re
from datetime import date
from functools import lru_cache

PERIOD = re.compile(
    r"(?P<year>[0-9]{4})"
    r"(?:-(?P<month>0[1-9]|1[0-2])|-Q(?P<quarter>[1-4])|-W(?P<week>[0-5][0-9]))?"
)


def is_period(written: str) -> bool:
    met = PERIOD.fullmatch(written)
    if met is None or int(met["year"]) == 0:
        return False
    return met["week"] is None or 1 <= int(met["week"]) <= _weeks_of(int(met["year"]))


@lru_cache(maxsize=256)  # rules ask it of every programme, for every day they look at
def span_of_period(period: str) -> tuple[date, date]:
    """The first and the last day; a week begins on Monday."""
    met = PERIOD.fullmatch(period)
    if met is None:
        message = f"not a period: {period}"
        raise ValueError(message)
    year = int(met["year"])
    if met["week"]:
        week = int(met["week"])
        return date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7)
    if met["quarter"]:
        last = int(met["quarter"]) * 3
        return date(year, last - 2, 1), last_of_month(year, last)
    if met["month"]:
        month = int(met["month"])
        return date(year, month, 1), last_of_month(year, month)
    return date(year, 1, 1), date(year, 12, 31)


def last_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def month_of(day: date) -> str:
    return f"{day:%Y-%m}"


def week_of(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def _weeks_of(year: int) -> int:
    return date(year, 12, 28).isocalendar().week
