"""What the office says of a meeting: every part understood, or none."""

from datetime import date, time

import pytest

from programme.calendar import civil_calendar
from programme.day_said import day_in
from programme.document import Session
from programme.meeting_words import MeetingMisread, read_meeting

TODAY = date(2020, 7, 7)
CALENDAR = civil_calendar([2020])


def test_all_of_it_in_one_line() -> None:
    said = read_meeting(
        "14h30, phòng họp A, tầng 2, chủ trì: Phó Chủ tịch Lê Ánh Dương, "
        "thành phần: Sở Nội vụ, Sở Tài chính"
    )

    assert said.hour == time(14, 30)
    assert said.place == "phòng họp A, tầng 2"
    assert said.chair == "Phó Chủ tịch Lê Ánh Dương"
    assert said.audience == "Sở Nội vụ, Sở Tài chính"


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("14h", time(14)),
        ("8 giờ 30", time(8, 30)),
        ("07:30", time(7, 30)),
        ("lúc 9h", time(9)),
        ("giờ: 2h chiều", time(14)),
        ("2h30 chieu", time(14, 30)),
        ("8g", time(8)),
        ("thời gian: 13h30", time(13, 30)),
    ],
)
def test_an_hour_as_people_write_it(text: str, hour: time) -> None:
    assert read_meeting(text).hour == hour


@pytest.mark.parametrize(
    ("text", "session"),
    [("sáng", Session.MORNING), ("buổi chiều", Session.AFTERNOON)],
)
def test_a_part_of_the_day_where_no_hour_is_known(text: str, session: Session) -> None:
    assert read_meeting(text).session is session


@pytest.mark.parametrize(
    "text",
    ["25h", "giờ: mai", "14h70", "gì đó", "14h, 15h", "14h, abc", "giờ: 14h, giờ: 15h"],
)
def test_what_is_not_understood_whole_is_refused(text: str) -> None:
    with pytest.raises(MeetingMisread):
        read_meeting(text)


def test_only_what_is_said_is_said() -> None:
    said = read_meeting("tại hội trường tầng 2; chu tri: Chủ tịch")

    assert (said.hour, said.session, said.audience) == (None, None, None)
    assert (said.place, said.chair) == ("hội trường tầng 2", "Chủ tịch")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("24/7", date(2020, 7, 24)),
        ("sang ngày 24/7/2020", date(2020, 7, 24)),
        ("thứ sáu tuần sau", date(2020, 7, 17)),
        ("ngày mai", date(2020, 7, 8)),
        ("31/2", None),
        ("10/7 hoặc 13/7", None),
        ("thêm 3 ngày", None),
        ("hôm nào cũng được", None),
        ("", None),
    ],
)
def test_one_day_or_none(words: str, day: date | None) -> None:
    assert day_in(words, TODAY, CALENDAR) == day
