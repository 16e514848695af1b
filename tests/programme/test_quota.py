"""What a month bears, what gives way, and whether the programme fits."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from programme.forecast import Coming, Forecast, forecasts, share_of
from programme.letters import Letter, Priority
from programme.quota import NOTHING, Need, Quota, Spent, need_of
from programme.reminders import OFFICE, Kind, Reminder, Step
from programme.rules import OFFICE_ZONE

NOON = datetime(2020, 7, 1, 12, tzinfo=UTC)


def a_quota(most: int) -> Quota:
    return Quota(channel="zalo", bot="7", most=most, zone=OFFICE_ZONE)


def a_letter(kind: Kind | None, priority: Priority = Priority.REMINDER) -> Letter:
    return Letter(key="k", kind=kind, at=NOON, text="x", priority=priority)


def says(step: Step, count: int = 0) -> Reminder:
    return Reminder(
        key=f"{step}{count}",
        to=OFFICE,
        kind=Kind.DIGEST,
        at=NOON,
        step=step,
        not_after=NOON,
        count=count,
    )


@pytest.mark.parametrize(
    ("letter", "said", "need"),
    [
        (a_letter(None, Priority.ANSWER), [], Need.NOW),
        (a_letter(Kind.CHANGE, Priority.URGENT), [], Need.NOW),
        (a_letter(Kind.MEETING), [says(Step.EVE)], Need.TODAY),
        (a_letter(Kind.CHANGE), [], Need.TODAY),
        (a_letter(Kind.OFFICE, Priority.STANDING), [says(Step.DAILY)], Need.TODAY),
        (a_letter(Kind.BRIEFING, Priority.STANDING), [says(Step.DAILY)], Need.SOON),
        (a_letter(Kind.ESCALATION), [], Need.SOON),
        (a_letter(Kind.DIGEST), [says(Step.TODAY)], Need.TODAY),
        (a_letter(Kind.DIGEST), [says(Step.COMING, 1)], Need.TODAY),
        (a_letter(Kind.DIGEST), [says(Step.COMING, 2)], Need.SOON),
        (a_letter(Kind.DIGEST), [says(Step.COMING, 10)], Need.LATER),
        (a_letter(Kind.DIGEST), [says(Step.LATE, 1)], Need.SOON),
        (
            a_letter(Kind.DIGEST),
            [says(Step.COMING, 10), says(Step.COMING, 1)],
            Need.TODAY,
        ),
    ],
)
def test_a_message_is_as_pressing_as_the_soonest_thing_it_says(
    letter: Letter, said: list[Reminder], need: Need
) -> None:
    assert need_of(letter, said) is need


@pytest.mark.parametrize(
    ("used", "goes", "mark"),
    [
        (0, Need.LATER, 0),
        (2399, Need.LATER, 0),
        (2400, Need.LATER, 80),
        (2699, Need.LATER, 80),
        (2700, Need.SOON, 80),
        (2849, Need.SOON, 80),
        (2850, Need.TODAY, 95),
        (2999, Need.TODAY, 95),
        (3000, NOTHING, 100),
        (3005, NOTHING, 100),
    ],
)
def test_the_marks_of_the_basic_plan(used: int, goes: int, mark: int) -> None:
    quota = a_quota(3000)
    assert (quota.goes(used), quota.reached(used)) == (goes, mark)


def test_a_mark_is_told_once_and_the_month_is_the_offices() -> None:
    quota = a_quota(10)
    assert Spent(quota=quota, month="2020-07", used=8, told=0).untold == 80
    assert Spent(quota=quota, month="2020-07", used=9, told=80).untold == 0
    assert quota.month_of(datetime(2020, 7, 31, 17, tzinfo=UTC)) == "2020-08"
    assert quota.tomorrow(datetime(2020, 7, 31, 16, tzinfo=UTC)) == datetime(
        2020, 7, 31, 17, tzinfo=UTC
    )


def a_month(count: int, most: int, used: int = 0) -> Forecast:
    coming = [
        Coming(
            month="2020-07",
            channel="zalo",
            need=Need.LATER if number % 4 == 0 else Need.SOON,
            agency=f"Sở {number % 3}" if number % 5 else None,
        )
        for number in range(count)
    ]
    (found,) = forecasts(
        coming,
        {"zalo": a_quota(most)},
        used={("zalo", "2020-07"): used},
        shares={"zalo": Fraction(1, 2)},
    )
    return found


def test_a_month_fits_or_says_by_how_much_it_does_not() -> None:
    fits, close, over = (a_month(100, most) for most in (200, 160, 140))
    assert (fits.whole, fits.over, fits.is_close) == (150, 0, False)
    assert (close.over, close.is_close) == (0, True)
    assert (over.over, over.is_close) == (10, False)
    assert over.early == 25
    assert sum(count for _, count in over.by_agency) == 80
    assert a_month(100, 200, used=60).over == 10


def test_how_many_answers_come_is_what_was_counted_once_enough_was() -> None:
    assert share_of(0, 0) == share_of(40, 49) == Fraction(1, 2)
    assert share_of(20, 100) == Fraction(1, 5)


def test_every_kind_and_every_step_has_a_need() -> None:
    for kind in (None, *Kind):
        for step in Step:
            assert need_of(a_letter(kind), [says(step, 3)]) in Need
