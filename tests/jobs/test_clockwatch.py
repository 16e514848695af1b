"""A clock that somebody set is not believed at once; one that differs is told of."""

import logging
from datetime import UTC, datetime, timedelta

import pytest

from jobs.clockwatch import ClockWatch, Hold

START = datetime(2026, 7, 1, tzinfo=UTC)


def looked(jump: timedelta, *, looks: int, skew: timedelta | None = None) -> list[Hold]:
    """Five quiet looks, then the clock jumps, then it goes on as before."""
    watch = ClockWatch()
    seen = []
    for number in range(5 + looks):
        wall = START + timedelta(seconds=5 * number)
        if number >= 5:
            wall += jump
        seen.append(watch.look(wall, 5.0 * number, skew))
    return seen[5:]


@pytest.mark.parametrize("hours", [1, -1, 72, -72])
def test_after_a_jump_three_looks_must_agree(hours: int) -> None:
    held = looked(timedelta(hours=hours), looks=5)
    assert held == [Hold.ALL] * 3 + [Hold.NOTHING] * 2


def test_a_clock_that_is_put_right_by_seconds_stops_nothing() -> None:
    assert set(looked(timedelta(seconds=100), looks=3)) == {Hold.NOTHING}


def test_a_jump_there_and_back_ends_where_it_began() -> None:
    watch, hour = ClockWatch(), timedelta(hours=1)
    jumps = [timedelta(), hour, timedelta(), timedelta(), timedelta(), timedelta()]
    held = [
        watch.look(START + timedelta(seconds=5 * n) + jump, 5.0 * n, None)
        for n, jump in enumerate(jumps)
    ]
    assert held == [Hold.NOTHING] + [Hold.ALL] * 4 + [Hold.NOTHING]


def test_a_clock_minutes_away_from_the_messengers_sends_what_is_urgent() -> None:
    wrong, odd = timedelta(minutes=11), timedelta(minutes=2)
    assert set(looked(timedelta(), looks=2, skew=-wrong)) == {Hold.WHAT_CAN_WAIT}
    assert set(looked(timedelta(), looks=2, skew=odd)) == {Hold.NOTHING}


def test_a_difference_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    looked(timedelta(), looks=2, skew=timedelta(minutes=2))
    told = [one for one in caplog.records if one.levelno >= logging.ERROR]
    assert len(told) == 1
