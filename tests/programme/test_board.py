"""The board: what is ready, late or silent, at one moment."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from programme.board import ORDER, Board, board_of
from programme.duties import Duty, DutyRole, DutyState
from programme.programme import InForce
from tests.programme.makers import (
    CONFERENCE,
    DUTY,
    INTERIOR,
    JULY,
    JULY_DRAFT,
    PLANNING,
    SESSION,
    a_moment,
    in_force,
    with_duties,
)

S = DutyState
BEFORE_DUE, AFTER_DUE = a_moment("16:00 14/7"), a_moment("09:00 15/7")
SPOKE = a_moment("09:00 7/7")


def _with_states(states: Mapping[str, DutyState]) -> InForce:
    """July, its lead duties in these states by ref."""

    def as_said(duty: Duty) -> Duty:
        if duty.role is DutyRole.LEAD and duty.ref in states:
            return replace(duty, state=states[duty.ref])
        return duty

    return replace(JULY, duties=tuple(map(as_said, JULY.duties)))


def _late(board: Board) -> list[str]:
    return [row.duty.ref for row in board.late]


def test_the_board_has_a_part_for_each_session_and_one_for_the_chairman() -> None:
    board = board_of(JULY, BEFORE_DUE)

    assert [part.meeting for part in board.parts] == [SESSION, None]
    assert [row.duty.ref for row in board.rows] == ["I.1", "I.3", "I.10", "II.1"]
    assert (board.programme, board.at) == (JULY.programme, BEFORE_DUE)


def test_a_conference_without_matters_is_not_on_the_board() -> None:
    force = in_force(replace(JULY_DRAFT, meetings=(CONFERENCE,), submissions=()))

    board = board_of(force, BEFORE_DUE)

    assert (board.parts, board.rows, board.silent) == ((), (), ())


def test_the_board_shows_who_leads_and_not_who_supports() -> None:
    assert {row.duty.role for row in board_of(JULY, BEFORE_DUE).rows} == {DutyRole.LEAD}


def test_rows_stand_in_the_documents_order_whatever_order_they_came_in() -> None:
    shuffled = replace(JULY, duties=tuple(reversed(JULY.duties)))

    board = board_of(shuffled, BEFORE_DUE)

    assert [row.duty.ref for row in board.rows] == ["I.1", "I.3", "I.10", "II.1"]


@pytest.mark.parametrize(
    ("now", "states", "late"),
    [
        ("17:00 14/7", {}, []),
        ("17:01 14/7", {}, ["I.1", "I.3", "I.10"]),
        ("09:00 15/7", {"I.1": S.READY, "I.3": S.ACCEPTED}, ["I.10"]),
        ("09:00 15/7", {"I.1": S.PREPARING, "I.3": S.BLOCKED}, ["I.1", "I.3", "I.10"]),
        ("09:00 15/7", {"I.1": S.WITHDRAWN, "I.3": S.DEFERRED}, ["I.10"]),
        ("09:00 15/7", {"I.1": S.RETURNED, "I.10": S.READY}, ["I.1", "I.3"]),
        ("17:01 31/7", {"I.1": S.READY}, ["I.3", "I.10", "II.1"]),
    ],
)
def test_the_board_says_who_is_late(
    now: str, states: dict[str, DutyState], late: list[str]
) -> None:
    board = board_of(_with_states(states), a_moment(now))

    assert _late(board) == late


def test_the_board_counts_each_state() -> None:
    states = {"I.1": S.READY, "I.3": S.READY, "I.10": S.BLOCKED, "II.1": S.ACCEPTED}

    session, chairman = board_of(_with_states(states), BEFORE_DUE).parts

    assert {s: session.count(s) for s in S if session.count(s)} == {
        S.READY: 2,
        S.BLOCKED: 1,
    }
    assert chairman.count(S.ACCEPTED) == 1
    assert session.count(S.ACCEPTED) == 0
    assert (session.done, chairman.done) == (2, 1)


def test_the_order_of_reading_has_every_state_once() -> None:
    assert sorted(ORDER) == sorted(DutyState)


@pytest.mark.parametrize(
    ("states", "silent"),
    [
        ({}, [PLANNING, INTERIOR]),
        ({"I.1": S.PREPARING}, [INTERIOR]),  # one word about one matter is a word
        ({"I.10": S.READY, "I.3": S.BLOCKED}, []),
        ({"I.10": S.ACCEPTED}, [PLANNING]),  # its dossier is in
        # The office withdrew one of its two matters: that is not its word.
        ({"I.1": S.WITHDRAWN}, [PLANNING, INTERIOR]),
        ({"I.10": S.DEFERRED}, [PLANNING, INTERIOR]),
        # Nothing is left to speak of.
        ({"I.1": S.WITHDRAWN, "I.3": S.DEFERRED}, [INTERIOR]),
    ],
)
def test_the_board_says_who_has_not_spoken(
    states: dict[str, DutyState], silent: list[str]
) -> None:
    board = board_of(_with_states(states), BEFORE_DUE)

    assert board.silent == tuple(silent)


def test_a_sign_of_life_breaks_the_silence_without_a_state() -> None:
    heard = replace(DUTY, spoke_at=SPOKE)
    withdrawn = replace(heard, id=8, ref="I.11", state=S.WITHDRAWN)

    (row,) = board_of(with_duties(heard), BEFORE_DUE).rows
    of_both = board_of(with_duties(DUTY, withdrawn), BEFORE_DUE)

    assert not row.silent
    assert row.duty.state is S.ASSIGNED
    assert of_both.silent == ()  # it spoke, of what was withdrawn since
    assert [row.silent for row in of_both.rows] == [True, False]


def test_who_only_supports_is_never_silent() -> None:
    support = replace(DUTY, role=DutyRole.SUPPORT)

    board = board_of(with_duties(support), AFTER_DUE)

    assert (board.rows, board.silent, board.late) == ((), (), ())
