"""The office's morning, the leaders' picture and the board, read whole."""

from datetime import datetime

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.messages import board as board_words
from bot.wording import Scene, put_into_words
from programme.board import board_of
from programme.duties import DutyState
from programme.programme import InForce
from programme.reminders import LEADERS, OFFICE, Addressee
from tests.bot.makers import (
    NAMES,
    THE_OFFICE,
    a_move,
    at,
    in_force,
    lead_of,
    occasion_at,
    with_state,
)

JULY = in_force()
ANSWERED = with_state(
    with_state(
        with_state(JULY, "I.3", DutyState.READY, ""),
        "I.4",
        DutyState.BLOCKED,
        "chưa có bản đồ nền",
    ),
    "I.5",
    DutyState.ACCEPTED,
    "",
)


@pytest.mark.parametrize(
    ("force", "moment", "to"),
    [
        pytest.param(JULY, at(8, 7, 30), OFFICE, id="office, nothing moved"),
        pytest.param(ANSWERED, at(15, 7), OFFICE, id="office, with late ones"),
        pytest.param(ANSWERED, at(21, 7), OFFICE, id="office, day of the session"),
        pytest.param(ANSWERED, at(22, 7, 30), OFFICE, id="office, session held"),
        pytest.param(ANSWERED, at(10, 7), LEADERS, id="briefing"),
        pytest.param(ANSWERED, at(17, 7), LEADERS, id="briefing before the session"),
        pytest.param(ANSWERED, at(20, 15), LEADERS, id="leaders before the session"),
    ],
)
def test_what_is_read(
    force: InForce, moment: datetime, to: Addressee, snapshot: SnapshotAssertion
) -> None:
    occasion = occasion_at(force, moment, to)

    words = put_into_words(occasion, _scene(force, moment))

    assert str(words.text) == snapshot
    assert words.buttons == ()


def test_the_offices_digest_with_everything_in_it(snapshot: SnapshotAssertion) -> None:
    blocked = a_move(lead_of(JULY, "I.4"), DutyState.BLOCKED, "chưa có bản đồ nền")
    ready = a_move(lead_of(JULY, "I.3"), DutyState.READY)
    scene = Scene(
        office=THE_OFFICE,
        now=at(8, 7, 30),
        forces=(ANSWERED,),
        names=NAMES,
        moves=(blocked, ready),
        requests=("I.9 Sở Nội vụ: gia hạn đến Thứ Sáu 17/7",),
        failures=("Sở Tư pháp (I.5)",),
        unlinked=("Sở GD&ĐT",),
    )

    words = put_into_words(occasion_at(ANSWERED, at(8, 7, 30), OFFICE), scene)

    assert str(words.text) == snapshot


def test_the_board(snapshot: SnapshotAssertion) -> None:
    text = board_words.board(board_of(ANSWERED, at(20, 9)), names=NAMES)

    assert str(text) == snapshot


def test_once_the_session_has_begun_nobody_is_called_late_for_it() -> None:
    text = board_words.board(board_of(JULY, at(21, 8)), names=NAMES)

    assert "Quá hạn" not in text
    assert "Đã họp, chưa có kết quả (6)" in text


def test_no_programme_no_board(snapshot: SnapshotAssertion) -> None:
    assert str(board_words.nothing()) == snapshot


def test_what_was_taken_back_has_not_moved() -> None:
    made = a_move(lead_of(JULY, "I.3"), DutyState.READY)
    undone = type(made)(**{**vars(made), "undone": True})
    scene = Scene(
        office=THE_OFFICE, now=at(8), forces=(JULY,), names=NAMES, moves=(undone,)
    )

    words = put_into_words(occasion_at(JULY, at(8, 7, 30), OFFICE), scene)

    assert "Thay đổi từ bản tổng hợp trước" not in words.text


def _scene(force: InForce, now: datetime) -> Scene:
    return Scene(office=THE_OFFICE, now=now, forces=(force,), names=NAMES)
