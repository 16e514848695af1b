"""When a letter may go: each side of each edge of the quiet hours and of days off."""

from dataclasses import replace
from datetime import date, time

import pytest

from programme.letters import Letter, Priority
from programme.reminders import OFFICE, Kind, Reminder, Step
from programme.rules import OfficeRules
from programme.sending_hours import SendingHours
from tests.programme.makers import CIVIL, RULES, a_moment, said

HOURS = SendingHours(rules=RULES, calendar=CIVIL)


def _news(at: str, **more: object) -> Letter:
    told = {"key": "a", "kind": Kind.CHANGE, "at": a_moment(at), "text": "Đổi"}
    return Letter(**{**told, "to": OFFICE, **more})  # type: ignore[arg-type] # a test's own fields


def _wanted(at: str, step: Step) -> Reminder:
    return Reminder(
        key="r",
        to=OFFICE,
        kind=Kind.DIGEST,
        at=a_moment(at),
        step=step,
        not_after=a_moment("00:00 1/9"),
    )


def _goes(at: str, *, hours: SendingHours = HOURS, step: Step | None = None) -> str:
    says = [_wanted(at, step)] if step else []
    when = hours.may_go_from(_news(at), says)
    return said(when) if when else "at once"


@pytest.mark.parametrize(
    ("at", "goes"),
    [
        # A minute is waited for what else may come.
        ("10:00 14/7", "10:01 14/7"),
        # Each side of 21:00, the minute counted.
        ("20:58 14/7", "20:59 14/7"),
        ("20:59 14/7", "06:30 15/7"),
        ("21:00 14/7", "06:30 15/7"),
        ("23:59 14/7", "06:30 15/7"),
        # Each side of 06:30.
        ("00:00 15/7", "06:30 15/7"),
        ("06:28 15/7", "06:30 15/7"),
        ("06:29 15/7", "06:30 15/7"),
        ("06:30 15/7", "06:31 15/7"),
        # Friday night, Saturday and Sunday wait for Monday.
        ("20:58 17/7", "20:59 17/7"),
        ("21:00 17/7", "06:30 20/7"),
        ("10:00 18/7", "06:30 20/7"),
        ("23:30 19/7", "06:30 20/7"),
    ],
)
def test_news_waits_for_the_next_open_moment(at: str, goes: str) -> None:
    assert _goes(at) == goes


def test_news_of_the_last_working_day_waits_over_tet() -> None:
    # Tết of 2027: 4 to 10 February are off.
    assert _goes("21:05 3/2/2027") == "06:30 11/2"


def test_a_made_up_saturday_is_a_day_like_others() -> None:
    assert _goes("10:00 22/8/2026") == "10:01 22/8"
    assert _goes("21:00 21/8/2026") == "06:30 22/8"


def test_a_digest_goes_at_its_own_moment_and_not_a_minute_later() -> None:
    assert _goes("08:00 14/7", step=Step.COMING) == "at once"
    assert _goes("22:00 24/6", step=Step.PUBLISHED) == "06:30 25/6"


def test_the_notice_of_the_same_morning_goes_on_a_day_off_too() -> None:
    assert _goes("07:00 18/7", step=Step.MORNING) == "at once"
    assert _goes("05:00 18/7", step=Step.MORNING) == "06:30 18/7"
    assert _goes("15:00 18/7", step=Step.EVE) == "06:30 20/7"


def test_answers_edits_and_what_is_urgent_go_at_any_hour() -> None:
    at = "23:00 18/7"
    assert HOURS.may_go_from(_news(at, priority=Priority.ANSWER)) is None
    assert HOURS.may_go_from(_news(at, priority=Priority.URGENT)) is None
    assert HOURS.may_go_from(_news(at, edits="7")) is None


def test_an_office_may_have_other_hours_or_none() -> None:
    by_day = OfficeRules(quiet_from=time(12), quiet_to=time(13, 30), merge_seconds=0)
    noon = replace(HOURS, rules=by_day)
    never = replace(HOURS, rules=OfficeRules(quiet_from=time(0), quiet_to=time(0)))

    assert _goes("11:59 14/7", hours=noon) == "11:59 14/7"
    assert _goes("12:00 14/7", hours=noon) == "13:30 14/7"
    assert _goes("23:00 14/7", hours=noon) == "23:00 14/7"
    assert _goes("23:00 14/7", hours=never) == "23:01 14/7"
    # Its days off stay days off.
    assert _goes("10:00 18/7", hours=never) == "00:00 20/7"


def test_what_was_to_go_before_the_night_is_over_in_the_morning() -> None:
    found = {
        at: said(HOURS.over_before(a_moment(at)))
        for at in ("20:59 14/7", "21:00 14/7", "06:29 15/7", "06:30 15/7", "08:00 15/7")
    }

    assert found == {
        "20:59 14/7": "06:30 14/7",
        "21:00 14/7": "21:00 14/7",
        "06:29 15/7": "06:29 15/7",
        "06:30 15/7": "06:30 15/7",
        "08:00 15/7": "06:30 15/7",
    }


def test_a_calendar_without_an_end_is_not_looked_for() -> None:
    off = frozenset({date(2020, 7, day) for day in range(1, 32)})
    closed = replace(HOURS, calendar=replace(CIVIL, off=off | CIVIL.off))

    assert _goes("10:00 1/7", hours=closed) == "06:30 3/8"
