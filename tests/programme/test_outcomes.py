"""What a session made of its items, and the words in which the office says it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.calendar import civil_calendar
from programme.document import Status
from programme.duties import DutyState
from programme.outcome_words import OutcomeMisread, read_outcomes
from programme.outcomes import Matter, Outcome, held_sessions, is_asked
from tests.bot.makers import a_session, in_force

JULY = in_force()
CALENDAR = civil_calendar([2020])
REFS = ["I.3", "I.4", "I.5", "I.9", "I.12"]
MATTERS = tuple(
    Matter(
        ref=ref,
        duties=tuple(duty for duty in JULY.duties if duty.ref == ref),
    )
    for ref in REFS
)
P, R, N, W = Outcome.PASSED, Outcome.REVISE, Outcome.NEXT, Outcome.WITHDRAWN


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Tất cả thông qua", [P, P, P, P, P]),
        ("thông qua hết", [P, P, P, P, P]),
        ("mục 3 bổ sung, còn lại thông qua", [R, P, P, P, P]),
        ("muc 3 bo sung con lai thong qua", [R, P, P, P, P]),
        ("còn lại thông qua, trừ mục 4 rút", [P, W, P, P, P]),
        ("mục 3, 4 và 9 chuyển kỳ sau; 5 rút; 12 thông qua", [N, N, W, N, P]),
        ("thông qua mục 3, 4; bổ sung mục 5; rút mục 9, 12", [P, P, R, W, W]),
        ("I.3 đến I.9 thông qua, I.12 bổ sung hoàn thiện", [P, P, P, P, R]),
        ("3-5 thông qua", [P, P, P, None, None]),
        ("mục I.9: chuyển sang kỳ họp sau.", [None, None, None, N, None]),
        ("nội dung 12 được thông qua", [None, None, None, None, P]),
        ("mục 9 rút nội dung", [None, None, None, W, None]),
    ],
)
def test_what_is_understood(text: str, said: list[Outcome | None]) -> None:
    found = read_outcomes(text, MATTERS)

    assert [found.get(ref) for ref in REFS] == said


@pytest.mark.parametrize(
    "text",
    [
        "",
        "thông qua",
        "mục 3",
        "mục 3 chưa thông qua",
        "mục 3 không thông qua",
        "mục 3 thông qua?",
        "mục 3 thông qua 4",
        "mục 3 thông qua, bổ sung",
        "3 nội dung thông qua",
        "mục 7 thông qua",
        "mục 3 rút, mục 3 thông qua",
        "tất cả thông qua, còn lại rút",
        "9 đến 3 thông qua",
        "chị Lan xem mục 3 bổ sung nhé",
        "mục 3 bổ sung sau khi thông qua",
    ],
)
def test_what_is_asked_about(text: str) -> None:
    with pytest.raises(OutcomeMisread):
        read_outcomes(text, MATTERS)


def test_one_number_of_two_lists_is_no_answer() -> None:
    double = (*MATTERS, replace(MATTERS[0], ref="V.3"))

    with pytest.raises(OutcomeMisread):
        read_outcomes("mục 3 thông qua", double)
    assert read_outcomes("V.3 rút", double) == {"V.3": W}


@given(
    st.text(alphabet="mục 3459.,;I thông qua bổ sung rút còn lại không", max_size=40)
)
def test_nothing_is_made_up(text: str) -> None:
    """Whatever is typed: understood of items that are there, or asked about."""
    try:
        found = read_outcomes(text, MATTERS)
    except OutcomeMisread:
        return
    assert set(found) <= set(REFS)
    assert "không" not in text


@pytest.mark.parametrize(
    ("today", "is_held", "asked"),
    [
        (date(2020, 7, 20), False, False),
        (date(2020, 7, 21), True, False),
        (date(2020, 7, 22), True, True),
        (date(2020, 8, 4), True, True),
        (date(2020, 8, 5), False, False),
    ],
)
def test_when_it_is_asked(today: date, *, is_held: bool, asked: bool) -> None:
    found = held_sessions([JULY], (), today)

    assert bool(found) is is_held
    assert [is_asked(one, today, CALENDAR) for one in found] == [asked] * len(found)


def test_a_session_on_friday_is_asked_of_on_monday() -> None:
    meeting = replace(a_session(), starts_on=date(2020, 7, 24))
    force = replace(JULY, meetings=(meeting,))
    (held,) = held_sessions([force], (), date(2020, 7, 26))

    assert not is_asked(held, date(2020, 7, 26), CALENDAR)
    assert is_asked(held, date(2020, 7, 27), CALENDAR)


@pytest.mark.parametrize("status", [Status.POSTPONED, Status.WITHDRAWN])
def test_what_was_not_held_is_not_asked_of(status: Status) -> None:
    force = replace(JULY, meetings=(replace(a_session(), status=status),))

    assert held_sessions([force], (), date(2020, 7, 22)) == ()


def test_what_is_told_or_was_taken_off_before_is_not_asked_of() -> None:
    day = date(2020, 7, 21)
    off = tuple(
        replace(duty, state=DutyState.WITHDRAWN) if duty.ref == "I.9" else duty
        for duty in JULY.duties
    )
    told = {(duty.id, day) for duty in JULY.duties if duty.ref == "I.3"}

    (held,) = held_sessions([replace(JULY, duties=off)], told, date(2020, 7, 22))

    assert [one.ref for one in held.open] == ["I.4", "I.5", "I.12"]
    every = {(duty.id, day) for duty in JULY.duties}
    assert held_sessions([JULY], every, date(2020, 7, 22)) == ()
