"""A duty's states and moves, its lateness and its silence."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.due import due_as_named
from programme.duties import (
    AWAITED,
    MOVES,
    OPEN,
    DueRule,
    Duty,
    DutyRole,
    DutyState,
    MoveNotAllowed,
    Mover,
)
from programme.errors import ProgrammeError
from tests.programme.makers import (
    CIVIL,
    DUTY,
    RULES,
    a_day,
    a_moment,
    due_on,
)

S = DutyState
NOON = a_moment("12:00 10/7")
#: Design §2, written out: who → from where → to where.
OPEN_STATES = "assigned preparing blocked ready returned"
LAW = {
    "agency": {OPEN_STATES: "preparing blocked ready"},
    "on_behalf": {OPEN_STATES: "preparing blocked ready"},
    "office": {
        OPEN_STATES: "accepted returned withdrawn deferred",
        "accepted": "returned",
    },
}
ALLOWED = {
    (who, was, becomes)
    for who, moves in LAW.items()
    for froms, tos in moves.items()
    for was, becomes in product(froms.split(), tos.split())
}


def _move(duty: Duty, state: DutyState, by: Mover) -> Duty:
    """The move, by the door that `by` has for it."""
    if by is not Mover.OFFICE:
        return duty.report(state, at=NOON, note="vì", by=by)
    doors: dict[DutyState, Callable[[], Duty]] = {
        S.ACCEPTED: lambda: duty.accept(at=NOON),
        S.RETURNED: lambda: duty.send_back(at=NOON, reason="vì", due=duty.due),
    }
    return doors.get(state, lambda: duty.end(state, at=NOON, reason="vì"))()


@pytest.mark.parametrize("by", Mover)
@pytest.mark.parametrize("was", S)
@pytest.mark.parametrize("becomes", S)
def test_a_duty_moves_as_the_law_says(
    by: Mover, was: DutyState, becomes: DutyState
) -> None:
    duty = replace(DUTY, state=was)

    if (by, was, becomes) in ALLOWED:
        moved = _move(duty, becomes, by)
        assert (moved.state, moved.moved_at, moved.moved_by) == (becomes, NOON, by)
    else:
        with pytest.raises(MoveNotAllowed) as refused:
            _move(duty, becomes, by)
        assert refused.value.duty == duty
        assert (refused.value.asked, refused.value.by) == (becomes, by)


def test_the_table_of_moves_is_the_law() -> None:
    table = {
        (who, was, becomes)
        for who, moves in MOVES.items()
        for was, tos in moves.items()
        for becomes in tos
    }

    assert table == ALLOWED


@given(
    steps=st.lists(st.tuples(st.sampled_from(Mover), st.sampled_from(S)), max_size=12)
)
def test_however_a_duty_is_moved_what_has_ended_stays_ended(
    steps: list[tuple[Mover, DutyState]],
) -> None:
    duty, ended = DUTY, False

    for by, state in steps:
        with suppress(MoveNotAllowed):
            duty = _move(duty, state, by)
            assert not ended
        ended = ended or duty.state in {S.WITHDRAWN, S.DEFERRED}

    assert duty.is_open == (duty.state in OPEN)


def test_a_refused_move_is_an_error_of_the_field_and_says_its_facts() -> None:
    accepted = DUTY.accept(at=NOON)

    with pytest.raises(ProgrammeError, match="duty 7 is accepted: agency cannot make"):
        accepted.report(S.PREPARING, at=NOON)


@pytest.mark.parametrize("by", [Mover.AGENCY, Mover.ON_BEHALF])
def test_a_report_is_a_sign_of_life_and_keeps_its_reason(by: Mover) -> None:
    duty = DUTY.report(S.BLOCKED, at=NOON, note="chưa có ý kiến Sở Tài chính", by=by)

    assert duty.spoke_at == NOON
    assert duty.note == "chưa có ý kiến Sở Tài chính"


def test_what_the_office_decides_is_no_sign_of_life_of_the_agency() -> None:
    assert DUTY.accept(at=NOON).spoke_at is None
    assert DUTY.end(S.DEFERRED, at=NOON, reason=None).spoke_at is None


def test_a_new_report_forgets_the_reason_of_the_one_before() -> None:
    blocked = DUTY.report(S.BLOCKED, at=NOON, note="chờ ý kiến")

    assert blocked.report(S.READY, at=NOON).note is None
    assert blocked.accept(at=NOON).note is None


def test_what_is_sent_back_has_a_reason_and_a_new_version_of_its_due_moment() -> None:
    new = due_as_named(
        a_day("16/7"),
        since=a_moment("09:00 14/7"),
        rules=RULES,
        calendar=CIVIL,
        rule=DueRule.DECIDED,
    )

    once = DUTY.send_back(at=NOON, reason="thiếu tờ trình", due=new)
    twice = once.send_back(at=NOON, reason="vẫn thiếu", due=new)

    assert once.note == "thiếu tờ trình"
    assert (once.due.at, once.due.version) == (a_moment("17:00 16/7"), 2)
    assert twice.due.version == 3


@pytest.mark.parametrize(
    ("state", "is_open", "is_awaited"),
    [
        (S.ASSIGNED, True, True),
        (S.PREPARING, True, True),
        (S.BLOCKED, True, True),
        (S.RETURNED, True, True),
        (S.READY, True, False),
        (S.ACCEPTED, False, False),
        (S.WITHDRAWN, False, False),
        (S.DEFERRED, False, False),
    ],
)
def test_open_and_awaited(state: DutyState, is_open: bool, is_awaited: bool) -> None:
    duty = replace(DUTY, state=state)

    assert (duty.is_open, duty.is_awaited) == (is_open, is_awaited)
    assert is_awaited == (state in AWAITED)


@pytest.mark.parametrize(
    ("state", "role", "now", "is_late"),
    [
        (S.ASSIGNED, DutyRole.LEAD, "16:59 14/7", False),
        (S.ASSIGNED, DutyRole.LEAD, "17:00 14/7", False),  # on the stroke is in time
        (S.ASSIGNED, DutyRole.LEAD, "17:01 14/7", True),
        (S.PREPARING, DutyRole.LEAD, "08:00 15/7", True),
        (S.BLOCKED, DutyRole.LEAD, "08:00 15/7", True),
        (S.RETURNED, DutyRole.LEAD, "08:00 15/7", True),
        (S.READY, DutyRole.LEAD, "08:00 15/7", False),
        (S.ACCEPTED, DutyRole.LEAD, "08:00 15/7", False),
        (S.WITHDRAWN, DutyRole.LEAD, "08:00 15/7", False),
        (S.DEFERRED, DutyRole.LEAD, "08:00 15/7", False),
        (S.ASSIGNED, DutyRole.SUPPORT, "08:00 15/7", False),
    ],
)
def test_late_is_open_and_not_ready_after_the_due_moment(
    state: DutyState, role: DutyRole, now: str, is_late: bool
) -> None:
    duty = replace(DUTY, state=state, role=role)

    assert duty.is_late(a_moment(now)) is is_late


def test_ready_before_due_and_accepted_after_it_is_on_time() -> None:
    ready = DUTY.report(S.READY, at=a_moment("16:00 14/7"))

    accepted = ready.accept(at=a_moment("09:00 16/7"))

    assert not ready.is_late(a_moment("08:00 16/7"))
    assert not accepted.is_late(a_moment("10:00 16/7"))


def test_a_printed_day_off_is_late_only_after_the_next_working_day() -> None:
    sunday = due_on("12/7")
    duty = replace(DUTY, due=sunday)

    assert not duty.is_late(a_moment("17:00 13/7"))
    assert duty.is_late(a_moment("17:00 13/7") + timedelta(seconds=1))


def test_silent_is_who_has_neither_moved_nor_given_a_sign_of_life() -> None:
    assert DUTY.is_silent
    assert not replace(DUTY, spoke_at=NOON).is_silent
    assert not replace(DUTY, state=S.PREPARING).is_silent


@pytest.mark.parametrize(
    ("begins", "now", "has_begun"),
    [
        ("00:00 21/7", "23:59 20/7", False),
        ("00:00 21/7", "00:00 21/7", True),
        ("14:00 21/7", "13:59 21/7", False),
        ("14:00 21/7", "14:00 21/7", True),
    ],
)
def test_a_session_begins(begins: str, now: str, has_begun: bool) -> None:
    duty = replace(DUTY, session_begins=a_moment(begins))

    assert duty.has_begun(a_moment(now)) is has_begun


def test_what_goes_to_the_chairman_has_no_session_that_begins() -> None:
    assert not replace(DUTY, session_begins=None).has_begun(a_moment("00:00 1/1/2021"))


@pytest.mark.parametrize(("ref", "ordinal"), [("I.10", 10), ("II.1", 1), ("3", 3)])
def test_people_say_the_ordinal_alone(ref: str, ordinal: int) -> None:
    assert replace(DUTY, ref=ref).ordinal == ordinal
