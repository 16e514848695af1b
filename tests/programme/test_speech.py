"""Days, states and titles as the office says them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.duties import DutyState
from programme.speech import (
    MARKS,
    STATES,
    say_date,
    say_day,
    say_days_left,
    say_moment,
    shorten,
    state_of,
    title_of,
    utf16_length,
)
from tests.programme.makers import DUTY, a_day, a_moment


@pytest.mark.parametrize(
    ("day", "short", "long"),
    [
        ("13/7/2020", "thứ Hai 13/7", "thứ Hai, ngày 13/7/2020"),
        ("14/7/2020", "thứ Ba 14/7", "thứ Ba, ngày 14/7/2020"),
        ("15/7/2020", "thứ Tư 15/7", "thứ Tư, ngày 15/7/2020"),
        ("16/7/2020", "thứ Năm 16/7", "thứ Năm, ngày 16/7/2020"),
        ("17/7/2020", "thứ Sáu 17/7", "thứ Sáu, ngày 17/7/2020"),
        ("18/7/2020", "thứ Bảy 18/7", "thứ Bảy, ngày 18/7/2020"),
        ("5/7/2020", "Chủ nhật 5/7", "Chủ nhật, ngày 5/7/2020"),
    ],
)
def test_days_are_said(day: str, short: str, long: str) -> None:
    assert say_day(a_day(day)) == short
    assert say_date(a_day(day)) == long


def test_moments_are_said() -> None:
    assert say_moment(a_moment("17:00 14/7")) == "17:00 thứ Ba 14/7"


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (5, "còn 5 ngày làm việc"),
        (1, "còn 1 ngày làm việc"),
        (0, "hôm nay"),
        (-2, "quá hạn 2 ngày làm việc"),
    ],
)
def test_days_left_are_said(count: int, words: str) -> None:
    assert say_days_left(count) == words


@pytest.mark.parametrize("state", DutyState)
def test_every_state_has_its_words_and_its_mark(state: DutyState) -> None:
    assert STATES[state]
    assert len(MARKS[state]) == 1


def test_no_two_states_look_alike() -> None:
    assert len(set(STATES.values())) == len(set(MARKS.values())) == len(DutyState)


@pytest.mark.parametrize(
    ("state", "note", "late", "words"),
    [
        (DutyState.PREPARING, None, False, "Đang chuẩn bị"),
        (DutyState.PREPARING, None, True, "Đang chuẩn bị, quá hạn"),
        (DutyState.BLOCKED, "chờ ý kiến", False, "Vướng mắc: chờ ý kiến"),
        (DutyState.BLOCKED, "chờ ý kiến", True, "Vướng mắc, quá hạn: chờ ý kiến"),
    ],
)
def test_a_state_is_said_with_its_note(
    state: DutyState, note: str | None, late: bool, words: str
) -> None:
    duty = replace(DUTY, state=state, note=note)

    assert state_of(duty, late=late) == words


def test_a_secret_item_is_never_named_by_its_title() -> None:
    secret = replace(DUTY, title="Kế hoạch phòng thủ", secret=True)

    assert title_of(secret) == "(nội dung mật)"
    assert title_of(DUTY) == DUTY.title


@pytest.mark.parametrize(
    ("text", "length", "wanted"),
    [
        ("Biên chế", 8, "Biên chế"),
        ("Biên chế", 7, "Biên…"),
        ("Biên chế năm 2020", 15, "Biên chế năm…"),
        ("Biênchếnăm", 5, "Biên…"),
    ],
)
def test_a_title_is_cut_between_words(text: str, length: int, wanted: str) -> None:
    assert shorten(text, length) == wanted


@given(text=st.text(), length=st.integers(1, 40))
def test_what_is_shortened_is_never_longer(text: str, length: int) -> None:
    assert len(shorten(text, length)) <= length


@pytest.mark.parametrize(("text", "length"), [("", 0), ("Sở", 2), ("📄 Sở", 5)])
def test_telegram_counts_in_utf16(text: str, length: int) -> None:
    assert utf16_length(text) == length
