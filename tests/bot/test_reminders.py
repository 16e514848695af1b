"""What agencies are sent, read whole."""

from dataclasses import replace
from datetime import datetime

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.wording import Scene, put_into_words
from programme.duties import DutyState
from programme.programme import InForce
from programme.reminders import LEADERS, OFFICE, Addressee, agency
from tests.bot.makers import (
    FARMING,
    FINANCE,
    HOME_AFFAIRS,
    NAMES,
    PUBLISHED,
    SCHOOLS,
    THE_OFFICE,
    as_read,
    at,
    in_force,
    occasion_at,
    with_state,
)

JULY = in_force()
#: Farming has said something of each of its two matters.
ANSWERED = with_state(
    with_state(JULY, "I.3", DutyState.PREPARING, "đang lấy ý kiến"),
    "I.4",
    DutyState.BLOCKED,
    "chưa có bản đồ nền",
)


@pytest.mark.parametrize(
    ("force", "moment", "to"),
    [
        pytest.param(JULY, PUBLISHED, agency(FARMING), id="publication"),
        pytest.param(JULY, PUBLISHED, agency(SCHOOLS), id="publication, with support"),
        pytest.param(JULY, PUBLISHED, agency(FINANCE), id="publication, support"),
        pytest.param(JULY, at(7), agency(FARMING), id="coming"),
        pytest.param(JULY, at(7), agency(FINANCE), id="coming, support"),
        pytest.param(ANSWERED, at(13), agency(FARMING), id="coming, answered"),
        pytest.param(JULY, at(14), agency(FARMING), id="today"),
        pytest.param(ANSWERED, at(15), agency(FARMING), id="late"),
        pytest.param(JULY, at(31), agency(HOME_AFFAIRS), id="today, for the chairman"),
        pytest.param(JULY, at(9, 15), agency(FARMING), id="eve of a conference"),
        pytest.param(JULY, at(10, 7), agency(FARMING), id="morning, with its digest"),
        pytest.param(JULY, at(20, 15), agency(FARMING), id="eve of the session"),
        pytest.param(JULY, at(21, 7), agency(FARMING), id="morning of the session"),
        pytest.param(JULY, at(14, 15), OFFICE, id="eve, the office"),
        pytest.param(JULY, at(15, 7), LEADERS, id="morning, the leaders"),
    ],
)
def test_what_is_read(
    force: InForce, moment: datetime, to: Addressee, snapshot: SnapshotAssertion
) -> None:
    occasion = occasion_at(force, moment, to)

    words = put_into_words(occasion, _scene(force, occasion.at))

    assert as_read(str(words.text), words.buttons) == snapshot


def test_a_state_that_nobody_has_spoken_of_is_not_called_late_before_its_hour() -> None:
    """At 08:00 on the due day itself there is still time until 17:00."""
    occasion = occasion_at(JULY, at(14), agency(FARMING))

    words = put_into_words(occasion, _scene(JULY, at(14)))

    assert "hôm nay" in words.text
    assert "quá hạn" not in words.text


def test_a_dossier_with_time_left_is_not_said_to_be_late_beside_one_that_is() -> None:
    """The office gave one of them until the 15th; the others were due on the 14th."""
    given = replace(JULY.duties[2].due, at=at(15, 17))
    mixed = replace(
        JULY,
        duties=tuple(
            replace(duty, due=given) if duty.ref == "I.4" else duty
            for duty in JULY.duties
        ),
    )
    occasion = occasion_at(mixed, at(15), agency(FARMING))

    words = put_into_words(occasion, _scene(mixed, at(15)))

    assert words.text.startswith("<b>Nhắc chuẩn bị hồ sơ, có nội dung đã quá hạn</b>")


def test_support_is_never_called_late() -> None:
    said = [
        str(put_into_words(occasion_at(JULY, at(7), agency(FINANCE)), scene).text)
        for scene in (_scene(JULY, at(7)), _scene(JULY, at(16)))
    ]

    assert "I.3" in said[1]
    assert "(phối hợp)" in said[1]
    (line,) = (line for line in said[1].splitlines() if "I.3" in line)
    assert "quá hạn" not in line


def _scene(force: InForce, now: datetime) -> Scene:
    return Scene(office=THE_OFFICE, now=now, forces=(force,), names=NAMES)
