"""What July 2020 wants said, to whom, when: rule by rule."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programme.duties import Duty, DutyRole, DutyState
from programme.reminders import (
    Kind,
    Reminder,
    Step,
    agency,
)
from programme.timetable import RULES as ALL_RULES
from programme.timetable import Rule, reminders_between
from tests.programme.makers import (
    AFTER_ALL,
    BEFORE_ALL,
    CHAIRMANS,
    CIVIL,
    DUTY,
    FINANCE,
    INTERIOR,
    JULY,
    PLANNING,
    PUBLISHED,
    RULES,
    a_moment,
    due_on,
    in_force,
    of_duties,
    said,
    wanted,
    with_duties,
)

SUPPORT = replace(DUTY, id=8, agency=FINANCE, role=DutyRole.SUPPORT)
STEPS = ["08:00 30/6 T-10", "08:00 7/7 T-5", "08:00 10/7 T-2", "08:00 13/7 T-1"]
WHOLE = [*STEPS, "08:00 14/7 T-0", "08:00 15/7 L+1", "08:00 16/7 L+2"]


def _of(kind: Kind, reminders: list[Reminder]) -> list[Reminder]:
    return [reminder for reminder in reminders if reminder.kind is kind]


def test_each_agency_is_told_at_publication_what_it_prepares_and_supports() -> None:
    told = _of(Kind.PUBLICATION, wanted())

    assert [(reminder.refs, reminder.to.agency) for reminder in told] == [
        (("I.1",), PLANNING),
        (("I.1",), FINANCE),
        (("I.3",), PLANNING),
        (("I.10",), INTERIOR),
        (("II.1",), INTERIOR),
    ]
    assert {reminder.at for reminder in told} == {PUBLISHED}
    assert {reminder.step for reminder in told} == {Step.PUBLISHED}


@pytest.mark.parametrize(
    ("after", "until", "is_told"),
    [
        ("15:59 24/6", "16:00 24/6", True),
        ("16:00 24/6", "16:01 24/6", False),
        ("15:00 24/6", "15:59 24/6", False),
    ],
)
def test_publication_is_said_in_its_own_minute_only(
    after: str, until: str, is_told: bool
) -> None:
    told = wanted(JULY, a_moment(after), a_moment(until))

    assert bool(told) is is_told


@pytest.mark.parametrize(
    ("duty", "slots"),
    [
        (DUTY, WHOLE),
        (
            CHAIRMANS,
            [
                "08:00 17/7 T-10",
                "08:00 24/7 T-5",
                "08:00 29/7 T-2",
                "08:00 30/7 T-1",
                "08:00 31/7 T-0",
                "08:00 3/8 L+1",
                "08:00 4/8 L+2",
                "08:00 7/8 L+5",
                "08:00 12/8 L+8",
                "08:00 17/8 L+11",
                "08:00 20/8 L+14",
                "08:00 25/8 L+17",
                "08:00 28/8 L+20",
            ],
        ),
        (SUPPORT, ["08:00 7/7 T-5"]),
        (replace(DUTY, state=DutyState.PREPARING), WHOLE),
        (replace(DUTY, state=DutyState.BLOCKED), WHOLE),
        (replace(DUTY, state=DutyState.RETURNED), WHOLE),
        (replace(DUTY, state=DutyState.READY), []),
        (replace(DUTY, state=DutyState.ACCEPTED), []),
        (replace(DUTY, state=DutyState.WITHDRAWN), []),
        (replace(DUTY, state=DutyState.DEFERRED), []),
        (replace(SUPPORT, state=DutyState.READY), []),
    ],
)
def test_what_is_said_of_a_duty(duty: Duty, slots: list[str]) -> None:
    assert of_duties(with_duties(duty)) == slots


@pytest.mark.parametrize(
    ("begins", "late"),
    [
        ("00:00 16/7", ["15/7"]),
        ("08:00 16/7", ["15/7"]),
        ("14:00 16/7", ["15/7", "16/7"]),
        ("00:00 21/7", ["15/7", "16/7"]),
        ("00:00 22/7", ["15/7", "16/7", "21/7"]),
    ],
)
def test_nobody_is_called_late_once_the_session_has_begun(
    begins: str, late: list[str]
) -> None:
    duty = replace(DUTY, session_begins=a_moment(begins))

    slots = of_duties(with_duties(duty))

    assert [slot for slot in slots if "L+" in slot] == [
        f"08:00 {day} L+{count}" for day, count in zip(late, (1, 2, 5), strict=False)
    ]


def test_steps_know_what_they_are_and_until_when_they_are_worth_saying() -> None:
    found = wanted(with_duties(DUTY), PUBLISHED)
    steps = [reminder for reminder in found if reminder.duty]

    coming = {(r.step, said(r.not_after)) for r in steps if r.step is not Step.LATE}
    assert coming == {(Step.COMING, "17:00 14/7"), (Step.TODAY, "17:00 14/7")}
    late = [(r.count, said(r.not_after)) for r in steps if r.step is Step.LATE]
    assert late == [(1, "00:00 21/7"), (2, "00:00 21/7")]
    assert {(r.to, r.refs, r.programme) for r in steps} == {
        (agency(INTERIOR), ("I.10",), 1)
    }


def test_late_for_the_chairman_is_worth_saying_for_a_month() -> None:
    found = wanted(with_duties(CHAIRMANS), a_moment("00:00 3/8"), a_moment("09:00 3/8"))

    (late,) = [reminder for reminder in found if reminder.step is Step.LATE]
    assert late.not_after == late.at + timedelta(days=31)


@pytest.mark.parametrize(
    ("spoke", "slots"),
    [
        ("07:59 7/7", WHOLE[1:]),
        ("08:00 7/7", WHOLE[2:]),  # as the message went out
        ("08:01 7/7", WHOLE[2:]),
        ("07:59 10/7", WHOLE[2:]),
        ("20:00 15/7", WHOLE[6:]),
        ("09:00 16/7", []),
    ],
)
def test_who_has_spoken_since_a_step_is_not_asked_again_before_the_next(
    spoke: str, slots: list[str]
) -> None:
    duty = replace(DUTY, spoke_at=a_moment(spoke))

    assert of_duties(with_duties(duty)) == slots


def test_a_printed_day_off_is_said_the_day_before_and_late_a_working_day_later() -> (
    None
):
    sunday = due_on("12/7", told="16:00 24/6")

    slots = of_duties(with_duties(replace(DUTY, due=sunday)))

    assert slots == [
        "08:00 29/6 T-10",
        "08:00 6/7 T-5",
        "08:00 9/7 T-2",
        "08:00 10/7 T-1",
        "08:00 14/7 L+1",
        "08:00 15/7 L+2",
        "08:00 20/7 L+5",
    ]


@pytest.mark.parametrize(
    ("told", "slots"),
    [
        ("16:00 14/7", ["08:00 15/7 L+1", "08:00 16/7 L+2"]),
        ("07:00 15/7", ["08:00 16/7 L+2"]),
        ("16:00 15/7", ["08:00 16/7 L+2"]),
        ("16:00 16/7", []),
        ("16:00 20/7", []),
    ],
)
def test_nobody_is_called_late_for_what_passed_before_they_were_told(
    told: str, slots: list[str]
) -> None:
    due = replace(DUTY.due, since=a_moment(told))

    assert of_duties(with_duties(replace(DUTY, due=due))) == slots


def test_a_reminder_has_one_key_for_ever() -> None:
    whole = wanted()

    again = wanted()
    later = wanted(JULY, PUBLISHED, a_moment("12:00 10/7"))
    moved = wanted(replace(JULY, duties=tuple(map(_spoken, JULY.duties))))

    keys = {reminder.key for reminder in whole}
    assert again == whole
    assert {reminder.key for reminder in later} < keys
    assert {reminder.key for reminder in moved} < keys


def _spoken(duty: Duty) -> Duty:
    return duty.report(DutyState.PREPARING, at=a_moment("09:00 7/7"))


def test_a_new_due_moment_makes_new_keys() -> None:
    new = due_on("16/7", told="09:00 14/7")
    returned = DUTY.send_back(at=a_moment("09:00 14/7"), reason="thiếu", due=new)

    before = _due_keys(DUTY)
    after = _due_keys(returned)

    assert before[-1] == "due:7:v1:L+2"
    assert after == ["due:7:v2:T-1", "due:7:v2:T-0", "due:7:v2:L+1", "due:7:v2:L+2"]


def _due_keys(duty: Duty) -> list[str]:
    return [r.key for r in wanted(with_duties(duty), PUBLISHED) if r.duty]


def test_two_programmes_never_share_a_key_but_that_of_the_day() -> None:
    same = in_force(programme=2)
    renumbered = tuple(replace(duty, id=duty.id + 100) for duty in same.duties)
    second = replace(same, duties=renumbered)

    shared = {r.key for r in wanted()} & {r.key for r in wanted(second)}
    both = reminders_between(
        (JULY, second), BEFORE_ALL, AFTER_ALL, rules=RULES, calendar=CIVIL
    )

    assert {key.partition(":")[0] for key in shared} == {"office", "briefing"}
    assert len({reminder.key for reminder in both}) == len(both)


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.__name__)
def test_no_rule_gives_one_key_to_two_reminders(rule: Rule) -> None:
    found = list(rule(JULY, BEFORE_ALL, AFTER_ALL, RULES, CIVIL))

    assert found
    assert len({reminder.key for reminder in found}) == len(found)


MOMENTS = st.integers(0, 92 * 24 * 60).map(
    lambda minute: BEFORE_ALL + timedelta(minutes=minute)
)


@settings(deadline=None)
@given(moments=st.lists(MOMENTS, min_size=1, max_size=6))
def test_however_time_is_cut_every_rule_says_the_same(moments: list[datetime]) -> None:
    cuts = [BEFORE_ALL, *sorted(moments), AFTER_ALL]

    for rule in ALL_RULES:
        pieces = [
            reminder
            for after, until in pairwise(cuts)
            for reminder in rule(JULY, after, until, RULES, CIVIL)
        ]
        whole = list(rule(JULY, BEFORE_ALL, AFTER_ALL, RULES, CIVIL))
        assert sorted(r.key for r in pieces) == sorted(r.key for r in whole)


def test_everything_comes_in_order_of_time() -> None:
    found = wanted()

    assert found == sorted(found, key=lambda reminder: (reminder.at, reminder.key))
