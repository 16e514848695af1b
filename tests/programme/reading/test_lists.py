"""Lists: entries that no plain number opens, and lines that label themselves."""

from datetime import date

import pytest

from tests.programme.reading.makers import codes, read_text

TITLE = "CHƯƠNG TRÌNH CÔNG TÁC THÁNG 7 NĂM 2020\n"
SESSION = "I. Phiên họp UBND tỉnh (ngày 21/7/2020)\n"


@pytest.mark.parametrize("bullet", ["- ", "+ ", "– ", "• ", "-"])
def test_a_dash_below_a_section_opens_an_entry(bullet: str) -> None:
    text = (
        f"{TITLE}{SESSION}{bullet}Đề án A (Sở Tài chính chuẩn bị)\n"
        f"{bullet}Đề án B (Sở Nội vụ chuẩn bị)\nII. Các hội nghị\n"
        f"{bullet}Ngày 30/7: Họp báo"
    )

    draft = read_text(text)

    assert [(i.ref, i.title) for i in draft.items] == [
        ("I.1", "Đề án A"),
        ("I.2", "Đề án B"),
    ]
    assert [(m.ref, m.title) for m in draft.meetings] == [
        ("I", "Phiên họp UBND tỉnh"),
        ("II.1", "Họp báo"),
    ]


def test_a_dash_below_a_number_belongs_to_that_entry() -> None:
    text = (
        f"{TITLE}{SESSION}1. Đề án A\n- Cơ quan chủ trì: Sở Tài chính\n"
        "- Cơ quan phối hợp: Sở Nội vụ\n2. Đề án B (Sở Y tế chuẩn bị)"
    )

    first, second = read_text(text).items

    assert (first.title, first.lead, first.support) == (
        "Đề án A",
        ("Sở Tài chính",),
        ("Sở Nội vụ",),
    )
    assert second.lead == ("Sở Y tế",)


def test_a_letter_below_a_section_is_the_entrys_name() -> None:
    text = (
        f"{TITLE}A. PHIÊN HỌP UBND TỈNH: Ngày 21/7/2020\na) Đề án A (Sở Tài chính);\n"
        "b) Đề án B (Sở Nội vụ).\nB. HỌP KHÁC\na) 30/7/2020 - Họp báo"
    )

    draft = read_text(text)

    assert [item.ref for item in draft.items] == ["A.a", "A.b"]
    assert [(m.ref, m.starts_on) for m in draft.meetings] == [
        ("A", date(2020, 7, 21)),
        ("B.a", date(2020, 7, 30)),
    ]


@pytest.mark.parametrize(
    ("first", "second"), [("1.1. ", "1.2. "), ("1.1 ", "1.2 "), ("a) ", "b) ")]
)
def test_a_number_may_be_a_section(first: str, second: str) -> None:
    text = (
        f"{TITLE}1. PHIÊN HỌP UBND TỈNH (ngày 21/7/2020)\n"
        f"{first}Đề án A (Sở Tài chính)\n{second}Đề án B (Sở Nội vụ)\n"
        f"2. TRÌNH CHỦ TỊCH UBND TỈNH\n{first.replace('1.1', '2.1')}Đề án C (Sở Y tế)"
    )

    draft = read_text(text)

    one, two = first.strip(" .)")[-1], second.strip(" .)")[-1]
    assert [item.ref for item in draft.items] == [f"1.{one}", f"1.{two}", f"2.{one}"]
    assert draft.doubts == ()


def test_parts_stand_above_sections_that_are_numbered_like_them() -> None:
    text = (
        f"{TITLE}Phần I\nNHIỆM VỤ TRỌNG TÂM\n1. Thu hoạch vụ Chiêm.\n"
        f"Phần II\nCÁC CUỘC HỌP\n{SESSION}1. Đề án A (Sở Tài chính chuẩn bị)"
    )

    draft = read_text(text)

    assert [task.text for task in draft.key_tasks] == ["Thu hoạch vụ Chiêm."]
    assert [item.ref for item in draft.items] == ["I.1"]


@pytest.mark.parametrize(
    "line", ["Tổ chức ngày 21/7/2020", "Ngày họp: 21/7/2020", "Thời gian: 21/7/2020"]
)
def test_a_line_below_a_heading_says_when_the_session_is(line: str) -> None:
    text = f"{TITLE}I. Phiên họp UBND tỉnh\n{line}\n1. Đề án A (Sở Tài chính chuẩn bị)"

    (meeting,) = read_text(text).meetings

    assert (meeting.title, meeting.starts_on) == (
        "Phiên họp UBND tỉnh",
        date(2020, 7, 21),
    )


def test_labels_below_an_entry_are_no_part_of_its_title() -> None:
    text = (
        f"{TITLE}I. Các hội nghị\n1. 7h30 ngày 30/7: Khởi công cầu\n"
        "Địa điểm: phường A\nChủ trì: Chủ tịch UBND tỉnh\nThành phần: Các sở, ngành"
    )

    (meeting,) = read_text(text).meetings

    assert meeting.title == "Khởi công cầu"
    assert (meeting.place, meeting.chair) == ("phường A", "Chủ tịch UBND tỉnh")
    assert [heard.words for heard in meeting.audience] == ["Các sở, ngành"]


def test_a_heading_in_capitals_is_no_part_of_the_sentence_below_it() -> None:
    text = (
        f"{TITLE}{SESSION}1. Đề án A (Sở Tài chính chuẩn bị)\n"
        "II. LỊCH TIẾP CÔNG DÂN\nChủ tịch UBND tỉnh tiếp công dân vào sáng thứ Năm "
        "hằng tuần."
    )

    draft = read_text(text)

    assert [again.title for again in draft.recurring] == [
        "Chủ tịch UBND tỉnh tiếp công dân"
    ]
    assert [section.title for section in draft.sections][-1] == "LỊCH TIẾP CÔNG DÂN"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Thời hạn gửi hồ sơ: 14/7/2020", date(2020, 7, 14)),
        ("Thời gian trình UBND tỉnh: trước ngày 15/7", date(2020, 7, 15)),
        ("Hạn: 16/7", date(2020, 7, 16)),
    ],
)
def test_a_line_below_a_matter_says_by_when(words: str, day: date) -> None:
    text = f"{TITLE}{SESSION}1. Đề án A\nCơ quan chủ trì: Sở Tài chính\n{words}"

    (item,) = read_text(text).items

    assert (item.title, item.lead, item.due_on) == ("Đề án A", ("Sở Tài chính",), day)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("(Sở Tài chính chuẩn bị) - trước ngày 10/7", date(2020, 7, 10)),
        ("(Sở Tài chính; hạn 12/7)", date(2020, 7, 12)),
        ("(Sở Tài chính tham mưu, hạn chót 13/7)", date(2020, 7, 13)),
    ],
)
def test_a_day_beside_who_prepares_is_the_deadline(words: str, day: date) -> None:
    (item,) = read_text(f"{TITLE}{SESSION}1. Đề án A {words}.").items

    assert (item.title, item.lead, item.due_on) == ("Đề án A", ("Sở Tài chính",), day)


@pytest.mark.parametrize(
    "words",
    [
        "(Sở Tài chính chuẩn bị) - tuần 3 tháng 7",
        "(Sở Tài chính; hoàn thành trong tuần thứ 2)",
        "(Sở Tài chính, cuối tháng)",
    ],
)
def test_a_week_is_no_day_and_is_asked_about(words: str) -> None:
    draft = read_text(f"{TITLE}{SESSION}1. Đề án A {words}.")

    (item,) = draft.items
    assert (item.title, item.lead, item.due_on) == ("Đề án A", ("Sở Tài chính",), None)
    assert "due-unclear" in codes(draft)
