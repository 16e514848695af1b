"""Agendas and invitations: who is invited, from when to when, and on which line."""

from datetime import time

import pytest

from programme.document import Draft
from tests.programme.reading.makers import (
    SESSION,
    codes,
    read_conferences,
    read_text,
)

LETTER = """UBND TỈNH BẮC GIANG
Số: 12/GM-UBND               Bắc Giang, ngày 05 tháng 10 năm 2020
GIẤY MỜI
Họp xét duyệt danh mục dự án
"""
HELD = "UBND tỉnh mời dự họp vào hồi 14 giờ 00, ngày 08/10/2020 tại Phòng họp số 3."
TALK = "CHƯƠNG TRÌNH HỌP BÁO\nNgày 17/7/2020, tại Hội trường UBND tỉnh"


def invitation(*lines: str) -> Draft:
    return read_text("\n".join([LETTER.rstrip(), *lines]))


@pytest.mark.parametrize(
    "addressed",
    [
        ["Kính gửi: Sở Tài chính; Sở Xây dựng."],
        ["Kính gửi: Sở Tài chính; Sở", "Xây dựng."],
        ["Kính gửi:", "- Sở Tài chính;", "- Sở Xây dựng."],
        ["Kính gửi:", "          + Sở Tài chính", "          + Sở Xây dựng"],
    ],
)
def test_those_to_whom_an_invitation_is_addressed_are_invited(
    addressed: list[str],
) -> None:
    draft = invitation(*addressed, HELD, "- Sở Nội vụ trình bày danh mục.")

    (meeting,) = draft.meetings
    (audience,) = meeting.audience
    assert audience.agencies == ("Sở Tài chính", "Sở Xây dựng")
    assert audience.certain
    assert meeting.time == time(14)
    assert [item.lead for item in meeting.items] == [("Sở Nội vụ",)]
    assert codes(draft) == []


def test_who_is_to_attend_stands_above_the_address() -> None:
    draft = invitation(
        "Kính gửi: Sở Tài chính; Sở Xây dựng.",
        "1. Thời gian: 14 giờ 00, ngày 08/10/2020.",
        "2. Thành phần: Lãnh đạo Sở Nội vụ.",
    )

    (audience,) = draft.meetings[0].audience
    assert audience.agencies == ("Sở Nội vụ",)


@pytest.mark.parametrize("words", ["Như trên", "Như kính gửi"])
def test_an_audience_as_above_is_the_address(words: str) -> None:
    draft = invitation(
        "Kính gửi: Sở Tài chính.",
        "1. Thời gian: 14 giờ 00, ngày 08/10/2020.",
        f"2. Thành phần: {words}.",
    )

    (audience,) = draft.meetings[0].audience
    assert audience.words == "Sở Tài chính"


def test_an_enclosed_list_names_nobody() -> None:
    draft = invitation("Kính gửi: Như danh sách kèm theo", HELD)

    assert draft.meetings[0].audience == ()


def test_what_stands_beside_its_label_is_a_matter_of_who_reports_it() -> None:
    draft = invitation(
        "1. Thời gian: 14 giờ 00, ngày 08/10/2020.",
        "2. Nội dung: Sở Tài chính báo cáo danh mục",
        "dự án đầu tư công.",
        "3. Địa điểm: Phòng họp số 3.",
        "Đề nghị các đồng chí dự họp đúng giờ./.",
    )

    (item,) = draft.items
    assert item.title == "Sở Tài chính báo cáo danh mục dự án đầu tư công"
    assert (item.lead, item.line) == (("Sở Tài chính",), 6)
    assert codes(draft) == []


def test_a_subject_beside_its_label_is_a_matter_that_nobody_is_named_for() -> None:
    draft = invitation(
        "1. Thời gian: 14 giờ 00, ngày 08/10/2020.",
        "2. Nội dung: Thông qua danh mục dự án.",
        "Đề nghị các đồng chí dự họp đúng giờ./.",
    )

    assert [item.title for item in draft.items] == ["Thông qua danh mục dự án"]
    assert codes(draft) == ["no-agency"]


def test_a_subject_that_names_the_meeting_is_not_said_twice() -> None:
    letter = LETTER.replace("Họp xét duyệt danh mục dự án\n", "")
    draft = read_text(
        f"{letter}1. Thời gian: 14 giờ 00, ngày 08/10/2020.\n"
        "2. Nội dung: Thông qua danh mục dự án."
    )

    assert draft.meetings[0].title == "Thông qua danh mục dự án"
    assert draft.items == ()


@pytest.mark.parametrize(
    ("first", "last", "begins", "ends"),
    [
        ("7h30: Đón tiếp", "9h00 - 11h00: Thảo luận", time(7, 30), time(11)),
        ("7h30 - 8h00: Đón tiếp", "9h00: Thảo luận", time(7, 30), None),
        ("1. 7h30: Khai mạc", "2. 9h00: Thảo luận", time(7, 30), None),
        ("1. Khai mạc", "2. 9h00 - 9h30: Thảo luận", None, None),
        (
            "| Giờ | Nội dung |\n| 7h30 | Khai mạc |",
            "| 9h | Bế mạc |",
            time(7, 30),
            None,
        ),
    ],
)
def test_a_meeting_whose_head_says_the_day_alone_begins_with_its_first_matter(
    first: str, last: str, begins: time | None, ends: time | None
) -> None:
    (meeting,) = read_text(f"{TALK}\n{first}\n{last}").meetings

    assert (meeting.time, meeting.ends_at) == (begins, ends)


def test_hours_that_open_a_matter_leave_its_words_whole() -> None:
    draft = read_text(
        f"{TALK}\n7h30: Đón tiếp\n8h00 - 8h30: Sở Nội vụ báo cáo - sơ kết"
    )

    assert [item.title for item in draft.items] == [
        "Đón tiếp",
        "Sở Nội vụ báo cáo - sơ kết",
    ]


def test_each_lettered_matter_knows_its_own_line() -> None:
    draft = read_text(
        f"{SESSION}\n1. Các đề án trình\nHĐND tỉnh:\n"
        "a) Đề án A (Sở Tài chính\nchuẩn bị); b) Đề án B (Sở Nội vụ chuẩn bị);\n"
        "c) Đề án C (Sở Y tế chuẩn bị)."
    )

    assert [(item.ref, item.line) for item in draft.items] == [
        ("I.1.a", 4),
        ("I.1.b", 5),
        ("I.1.c", 6),
    ]


@pytest.mark.parametrize(
    ("text", "chair"),
    [
        ("Chủ tịch UBND tỉnh giao ban với Sở Y tế", "Chủ tịch UBND tỉnh"),
        ("Phó Chủ tịch UBND tỉnh tiếp công dân", "Phó Chủ tịch UBND tỉnh"),
        ("Chủ tịch UBND tỉnh dự họp do Thủ tướng chủ trì", None),
        ("Chủ tịch UBND tỉnh dự Hội nghị giao ban với các bộ", None),
    ],
)
def test_who_holds_a_meeting_chairs_it_and_a_guest_does_not(
    text: str, chair: str | None
) -> None:
    (meeting,) = read_conferences(f"Ngày 5/7: {text}.").meetings

    assert meeting.chair == chair
    assert meeting.title == text


def test_a_doubt_about_a_number_quotes_its_own_entry_alone() -> None:
    draft = read_text(
        f"{SESSION}\n1. A (Sở Y tế chuẩn bị);\n2 Báo cáo B (Sở Y tế\nchuẩn bị);\n"
        "3. C (Sở Y tế chuẩn bị)."
    )

    (doubt,) = draft.doubts
    assert doubt.code == "mark-without-stop"
    assert doubt.text == "2 Báo cáo B (Sở Y tế chuẩn bị);"
