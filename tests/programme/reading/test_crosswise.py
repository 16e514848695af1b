"""Calendars laid crosswise: a column for each day, or one for each official."""

from datetime import date, time

from programme.document import Session
from tests.programme.reading.makers import read_text

WEEK = "LỊCH CÔNG TÁC TUẦN\nTừ ngày 13/7/2020 đến ngày 17/7/2020"


def test_a_column_for_each_day_and_a_row_for_each_official() -> None:
    text = (
        f"{WEEK}\n| Lãnh đạo | Thứ Hai 13/7 | Thứ Ba 14/7 |\n"
        "| Chủ tịch | 8h00: Giao ban | |\n| PCT.KT | | 14h: Họp giá đất |"
    )

    first, second = read_text(text).meetings

    assert (first.starts_on, first.time, first.chair, first.title) == (
        date(2020, 7, 13),
        time(8),
        "Chủ tịch",
        "Giao ban",
    )
    assert (second.ref, second.chair, second.title) == (
        "T3.1",
        "PCT.KT",
        "Họp giá đất",
    )


def test_a_column_for_each_day_and_a_row_for_each_half() -> None:
    text = (
        f"{WEEK}\n| Buổi | Thứ Hai 13/7 | Thứ Ba 14/7 |\n"
        "| Sáng | Giao ban | Họp báo |\n| Chiều | | Đi cơ sở |"
    )

    said = [(m.ref, m.session, m.title) for m in read_text(text).meetings]

    assert said == [
        ("T2.1", Session.MORNING, "Giao ban"),
        ("T3.1", Session.MORNING, "Họp báo"),
        ("T3.2", Session.AFTERNOON, "Đi cơ sở"),
    ]


def test_a_column_for_each_official() -> None:
    text = (
        f"{WEEK}\n| Thứ | Buổi | Chủ tịch | Phó Chủ tịch |\n"
        "| Hai (13/7) | S | Giao ban | Tiếp dân |\n| | C | | 15h Họp tổ công tác |"
    )

    said = [(m.ref, m.session, m.chair, m.title) for m in read_text(text).meetings]

    assert said == [
        ("T2.1", Session.MORNING, "Chủ tịch", "Giao ban"),
        ("T2.2", Session.MORNING, "Phó Chủ tịch", "Tiếp dân"),
        ("T2.3", Session.AFTERNOON, "Phó Chủ tịch", "Họp tổ công tác"),
    ]


def test_the_halves_of_a_day_within_one_cell() -> None:
    text = (
        f"{WEEK}\n| Ngày | Chủ tịch | Phó Chủ tịch |\n"
        "| 13/7 | S: Giao ban; C: Đi cơ sở | Sáng: Họp báo |"
    )

    said = [(m.session, m.chair, m.title) for m in read_text(text).meetings]

    assert said == [
        (Session.MORNING, "Chủ tịch", "Giao ban"),
        (Session.AFTERNOON, "Chủ tịch", "Đi cơ sở"),
        (Session.MORNING, "Phó Chủ tịch", "Họp báo"),
    ]


def test_who_chairs_as_one_column_among_others_is_no_crosswise_calendar() -> None:
    text = (
        f"{WEEK}\n| Ngày | Nội dung | Chủ trì | Địa điểm |\n"
        "| 13/7 | Giao ban | Chủ tịch | Phòng họp 1 |"
    )

    (meeting,) = read_text(text).meetings

    assert (meeting.title, meeting.chair, meeting.place) == (
        "Giao ban",
        "Chủ tịch",
        "Phòng họp 1",
    )
