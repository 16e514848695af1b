"""After an outage: the newest is said once, at an hour of work; the rest put aside."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from programme.document import Meeting
from programme.occasions import CatchUp, Occasion, catch_up
from programme.programme import InForce
from programme.reminders import LEADERS, OFFICE, Kind, Reminder, agency
from tests.programme.makers import (
    CIVIL,
    CONFERENCE,
    DUTY,
    INTERIOR,
    JULY,
    JUSTICE,
    PUBLISHED,
    RULES,
    SESSION,
    a_day,
    a_moment,
    said,
    wanted,
    with_duties,
    with_meetings,
)

ONE_DUTY = replace(with_duties(DUTY), meetings=())
SATURDAYS: Meeting = replace(CONFERENCE, starts_on=a_day("4/7"))


def _woken(force: InForce, asleep_since: str, now: str) -> CatchUp:
    """What a service says that slept from one moment to the other."""
    missed = wanted(force, a_moment(asleep_since), a_moment(now))
    return catch_up(missed, a_moment(now), rules=RULES, calendar=CIVIL)


def _slots(reminders: Sequence[Reminder]) -> list[str]:
    return [reminder.key.rpartition(":")[2] for reminder in reminders]


def _of_agencies(found: CatchUp) -> list[Occasion]:
    return [occasion for occasion in found.said if occasion.to.agency]


def _duty_slots(found: CatchUp) -> list[str]:
    return [
        f"{said(occasion.at)} {slot}"
        for occasion in _of_agencies(found)
        for slot in _slots(occasion.reminders)
    ]


@pytest.mark.parametrize(
    ("asleep_since", "now", "spoken", "superseded", "expired"),
    [
        # On time: as planned, at its own hour.
        ("07:59 10/7", "08:00 10/7", ["08:00 10/7 T-2"], [], []),
        ("07:59 10/7", "08:14 10/7", ["08:00 10/7 T-2"], [], []),
        # Behind time: at the hour it is.
        ("07:59 10/7", "08:15 10/7", ["08:15 10/7 T-2"], [], []),
        ("07:59 10/7", "16:59 10/7", ["16:59 10/7 T-2"], [], []),
        # Not in the evening, at night, on a day off: it waits.
        ("07:59 10/7", "17:00 10/7", [], [], []),
        ("07:59 10/7", "23:00 10/7", [], [], []),
        ("07:59 10/7", "10:00 11/7", [], [], []),
        ("07:59 10/7", "10:00 12/7", [], [], []),
        ("07:59 10/7", "06:59 13/7", [], [], []),
        # Switched on early on Monday: what Friday left waits for Monday's own.
        ("07:59 10/7", "07:30 13/7", [], [], []),
        ("07:59 10/7", "08:00 13/7", ["08:00 13/7 T-1"], ["T-2"], []),
        # Slept for long: the newest only.
        ("23:00 29/6", "09:30 13/7", ["09:30 13/7 T-1"], ["T-10", "T-5", "T-2"], []),
        # What was before the due moment is not said after it.
        (
            "23:00 29/6",
            "17:01 14/7",
            [],
            [],
            ["T-10", "T-5", "T-2", "T-1", "T-0"],
        ),
        ("23:00 13/7", "09:00 16/7", ["09:00 16/7 L+2"], ["L+1"], ["T-0"]),
        # Once the session has begun there is nothing to say.
        ("23:00 14/7", "09:00 21/7", [], [], ["L+1", "L+2"]),
    ],
)
def test_a_service_that_slept(
    asleep_since: str,
    now: str,
    spoken: list[str],
    superseded: list[str],
    expired: list[str],
) -> None:
    found = _woken(ONE_DUTY, asleep_since, now)

    assert _duty_slots(found) == spoken
    assert _slots([r for r in found.superseded if r.duty]) == superseded
    assert _slots([r for r in found.expired if r.duty]) == expired


@pytest.mark.parametrize(
    ("now", "slots"), [("13:59 16/7", ["L+2"]), ("14:00 16/7", [])]
)
def test_as_the_session_begins_it_is_too_late_to_call_anybody_late(
    now: str, slots: list[str]
) -> None:
    duty = replace(DUTY, session_begins=a_moment("14:00 16/7"))

    found = _woken(replace(with_duties(duty), meetings=()), "07:00 16/7", now)

    assert [slot.split()[-1] for slot in _duty_slots(found)] == slots


@pytest.mark.parametrize(
    ("now", "at"),
    [
        ("16:00 24/6", "16:00 24/6"),
        ("16:10 24/6", "16:00 24/6"),
        ("19:00 24/6", "19:00 24/6"),  # the office publishes in the evening
        ("20:59 24/6", "20:59 24/6"),
        ("21:00 24/6", None),
        ("03:00 25/6", None),  # nobody is woken for a programme
        ("07:30 25/6", None),
        ("08:00 25/6", "08:00 25/6"),
        ("10:00 27/6", None),  # a Saturday
        ("08:00 29/6", "08:00 29/6"),
    ],
)
def test_a_publication_is_told_until_nine_in_the_evening_and_not_at_night(
    now: str, at: str | None
) -> None:
    force = with_meetings(SESSION)

    found = _woken(force, "15:59 24/6", now)

    assert {said(occasion.at) for occasion in _of_agencies(found)} == (
        {at} if at else set()
    )


def test_after_a_month_a_publication_is_not_told_any_more() -> None:
    found = _woken(ONE_DUTY, "15:59 24/6", "16:01 25/7")

    assert "publication" in {r.kind for r in found.expired}
    assert _of_agencies(found) == []


@pytest.mark.parametrize(
    ("now", "steps"),
    [
        ("15:00 3/7", ["15:00 3/7 eve"]),
        ("16:30 3/7", ["16:30 3/7 eve"]),
        ("18:00 3/7", []),  # after work; the morning will say it
        ("07:00 4/7", ["07:00 4/7 morning"]),
        ("09:00 4/7", ["09:00 4/7 morning"]),  # a Saturday, and today
        ("17:01 4/7", []),
    ],
)
def test_a_missed_notice_is_said_as_long_as_it_helps(
    now: str, steps: list[str]
) -> None:
    found = _woken(with_meetings(SATURDAYS), "14:59 3/7", now)

    notices = [o for o in found.said if o.to == agency(JUSTICE)]
    assert [f"{said(o.at)} {o.reminders[0].step}" for o in notices] == steps


def test_the_digest_of_a_day_that_is_over_is_not_said_the_next() -> None:
    found = _woken(ONE_DUTY, "20:00 2/7", "10:00 7/7")

    standing = [
        (o.to, r.key)
        for o in found.said
        for r in o.reminders
        if r.kind in {Kind.OFFICE, Kind.BRIEFING}
    ]
    assert standing == [(OFFICE, "office:2020-07-07")]
    expired = {r.key for r in found.expired}
    assert expired == {"briefing:2020-07-03", "office:2020-07-03", "office:2020-07-06"}


def test_what_is_on_time_goes_along_with_what_is_late_in_one_message() -> None:
    chairmans = replace(DUTY, id=8, ref="II.1", meeting=None, session_begins=None)
    behind = replace(
        chairmans, due=replace(DUTY.due, at=a_moment("17:00 15/7"), version=2)
    )
    force = with_duties(DUTY, behind)

    found = _woken(force, "20:00 12/7", "08:00 14/7")

    (message,) = [o for o in found.said if o.to == agency(INTERIOR)]
    assert said(message.at) == "08:00 14/7"
    assert sorted(_slots(message.reminders)) == ["T-0", "T-1"]
    assert _slots([r for r in found.superseded if r.duty]) == ["T-1", "T-2"]


def test_late_and_on_time_together_are_one_message_now() -> None:
    day = replace(DUTY, id=8, ref="I.1", agency=INTERIOR)
    force = replace(with_meetings(SESSION), duties=(DUTY, day))
    now = a_moment("08:10 14/7")
    late = [r for r in wanted(force, a_moment("07:00 13/7"), now) if r.duty == 7][:1]
    on_time = [r for r in wanted(force, a_moment("07:00 14/7"), now) if r.duty == 8]

    found = catch_up([*late, *on_time], now, rules=RULES, calendar=CIVIL)

    (message,) = found.said
    assert said(message.at) == "08:10 14/7"
    assert sorted(_slots(message.reminders)) == ["T-0", "T-1"]


def test_each_addressee_has_one_message_after_a_sleep() -> None:
    found = _woken(JULY, "15:00 24/6", "10:00 15/7")

    to = [occasion.to for occasion in found.said]
    assert len(set(to)) == len(to)
    assert {said(occasion.at) for occasion in found.said} == {"10:00 15/7"}
    assert OFFICE in to
    assert LEADERS not in to  # last Friday's picture is no picture of today


def test_what_was_said_is_not_said_again() -> None:
    missed = wanted(ONE_DUTY, PUBLISHED, a_moment("09:30 13/7"))
    now = a_moment("09:30 13/7")
    first = catch_up(missed, now, rules=RULES, calendar=CIVIL)
    spoken = [reminder for occasion in first.said for reminder in occasion.reminders]
    settled = {r.key for r in (*spoken, *first.superseded, *first.expired)}

    left = [reminder for reminder in missed if reminder.key not in settled]
    again = catch_up(left, now, rules=RULES, calendar=CIVIL)

    assert again == CatchUp(said=(), superseded=(), expired=())
