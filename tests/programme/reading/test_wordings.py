"""Wordings: what offices write that others do not, each read or doubted, never lost."""

from datetime import date, time

import pytest

from programme.document import Session, Status
from tests.programme.reading.makers import codes, item_of, meeting_of, read_text

TITLE = "CHƯƠNG TRÌNH CÔNG TÁC THÁNG 7 NĂM 2020"


def read_month(*lines: str) -> str:
    return "\n".join([TITLE, *lines])


def test_a_second_body_that_is_given_a_review_supports() -> None:
    item = item_of("Giao Sở Xây dựng chuẩn bị Quy chế A; giao Sở Tư pháp thẩm định.")

    assert (item.title, item.lead, item.support) == (
        "Quy chế A",
        ("Sở Xây dựng",),
        ("Sở Tư pháp",),
    )


def test_a_second_body_that_is_given_another_task_is_doubted() -> None:
    text = "Giao Sở Y tế chuẩn bị Quy chế A; giao Sở Tài chính bố trí kinh phí."
    draft = read_text(read_month("I. Họp UBND tỉnh: Ngày 21/7/2020", f"1. {text}"))

    assert "several-clauses" in codes(draft)


def test_a_body_called_construction_is_no_verb() -> None:
    item = item_of("Giao Sở Công Thương và Sở Xây dựng chuẩn bị Quy định A.")

    assert (item.title, item.lead) == ("Quy định A", ("Sở Công Thương", "Sở Xây dựng"))


def test_a_body_behind_a_colon_prepares_and_is_doubted() -> None:
    lines = "I. Họp UBND tỉnh: Ngày 21/7/2020", "1. Báo cáo giá nước: Sở Tài chính."
    draft = read_text(read_month(*lines))

    assert draft.items[0].lead == ("Sở Tài chính",)
    assert codes(draft) == ["bracket"]


@pytest.mark.parametrize(
    "clause",
    [
        "(Sở Nội vụ, hoàn thành ngày 10/7)",
        "(Sở Nội vụ; xong ngày 10/7)",
        "(Sở Nội vụ; 10/7)",
        "- Sở Nội vụ (10/7)",
        "; Sở Nội vụ tham mưu; trình ngày 10/7",
    ],
)
def test_a_day_beside_the_body_is_by_when(clause: str) -> None:
    lines = "I. Trình Chủ tịch UBND tỉnh", f"1. Đề án A {clause}."
    (item,) = read_text(read_month(*lines)).submissions

    assert (item.title, item.lead) == ("Đề án A", ("Sở Nội vụ",))
    assert item.due_on == date(2020, 7, 10)


def test_a_day_of_tet_is_a_lunar_day() -> None:
    draft = read_text(
        "CHƯƠNG TRÌNH CÔNG TÁC THÁNG 02 NĂM 2024\nI. Các hội nghị\n"
        "1. Ngày 15/02/2024 (mùng 6 Tết): Gặp mặt đầu Xuân.\n"
        "2. Ngày 16/02/2024 (mùng 6 Tết): Họp mặt."
    )

    assert [one.title for one in draft.meetings] == ["Gặp mặt đầu Xuân", "Họp mặt"]
    assert codes(draft) == ["lunar"]


def test_two_days_in_brackets_are_doubted() -> None:
    text = "Làm việc với xã Hà Linh (ngày 08/7), xã Phúc Trạch (ngày 16/7)."
    draft = read_text(read_month("I. Các cuộc họp", f"1. {text}"))

    assert "several-days" in codes(draft)


def test_two_halves_of_a_day_in_one_entry_are_doubted() -> None:
    text = "Ngày 14/7/2020: sáng, họp Ban Chỉ đạo; chiều, kiểm tra các điểm cầu."
    draft = read_text(read_month("I. Các cuộc họp", f"1. {text}"))

    assert codes(draft) == ["several-halves"]


@pytest.mark.parametrize("remark", ["(dự kiến)", "(2 ngày)"])
def test_a_remark_behind_the_day_is_no_part_of_the_title(remark: str) -> None:
    meeting = meeting_of(f"Ngày 14/7/2020 {remark}: Hội nghị A.")

    assert meeting.title == "Hội nghị A"
    assert (meeting.status is Status.TENTATIVE) == (remark == "(dự kiến)")


@pytest.mark.parametrize(
    "heading",
    [
        "NỘI DUNG PHIÊN HỌP UBND TỈNH NGÀY 21/7/2020",
        "Thông qua tại phiên họp UBND tỉnh ngày 21/7/2020",
        "Nội dung trình UBND tỉnh tại phiên họp ngày 21/7/2020",
    ],
)
def test_a_session_named_inside_its_heading_is_a_meeting(heading: str) -> None:
    draft = read_text(read_month(f"I. {heading}", "1. Đề án A (Sở Y tế chuẩn bị)."))

    (meeting,) = draft.meetings
    assert (meeting.starts_on, len(meeting.items)) == (date(2020, 7, 21), 1)


def test_fields_of_work_below_a_session_hold_its_matters() -> None:
    draft = read_text(
        read_month(
            "A. Họp UBND tỉnh (ngày 21/7/2020)",
            "I. Lĩnh vực kinh tế",
            "1. Đề án A (Sở Y tế chuẩn bị).",
            "II. Lĩnh vực văn hóa",
            "2. Đề án B (Sở Nội vụ chuẩn bị).",
        )
    )

    (meeting,) = draft.meetings
    assert [item.ref for item in meeting.items] == ["I.1", "II.2"]


def test_a_conference_with_a_body_but_no_day_is_doubted() -> None:
    lines = "I. Các hội nghị", "1. Hội nghị tổng kết A (Sở Y tế chuẩn bị)."

    assert "no-date" in codes(read_text(read_month(*lines)))


@pytest.mark.parametrize(
    "text",
    [
        "Họp Hội đồng A: sáng 14/7, Sở Y tế chuẩn bị.",
        "Họp Hội đồng A (sáng 14/7, Sở Y tế chuẩn bị).",
    ],
)
def test_a_day_before_who_prepares_dates_a_meeting(text: str) -> None:
    draft = read_text(read_month("I. Các cuộc họp", f"1. {text}"))

    (meeting,) = draft.meetings
    assert (meeting.title, meeting.lead) == ("Họp Hội đồng A", ("Sở Y tế",))
    assert (meeting.starts_on, meeting.session) == (date(2020, 7, 14), Session.MORNING)


def test_an_hour_behind_what_comes_back_is_kept() -> None:
    line = "I. Chủ tịch tiếp công dân ngày 15 hằng tháng, từ 7h30."
    draft = read_text(read_month("II. Trình ký", "1. Đề án A (Sở Y tế)", line))

    assert draft.recurring[0].time == time(7, 30)


def test_a_heading_broken_off_early_is_no_part_of_the_sentence_below() -> None:
    draft = read_text(
        read_month(
            "I. Tiếp dân",
            "Chủ tịch UBND tỉnh tiếp công dân vào thứ Tư hằng tuần tại trụ sở.",
            "II. Các cuộc họp",
            "1. Ngày 14/7/2020: Họp báo.",
        )
    )

    assert draft.recurring[0].title.startswith("Chủ tịch UBND tỉnh tiếp công dân")


def test_dashed_matters_in_a_table_are_those_of_the_meeting_above() -> None:
    draft = read_text(
        read_month(
            "| Thời gian | Nội dung | Chủ trì | Đơn vị tham mưu |",
            "| 08/7 (sáng) | Họp UBND huyện | Chủ tịch | Văn phòng HĐND và UBND |",
            "| | - Báo cáo A | | Phòng Tư pháp |",
            "| 14/7 | Kiểm tra đê | PCT Thường trực | Phòng Y tế |",
        )
    )

    first, second = draft.meetings
    assert [item.title for item in first.items] == ["Báo cáo A"]
    assert (second.title, second.chair) == ("Kiểm tra đê", "PCT Thường trực")
    assert draft.submissions == ()


def test_who_reviews_by_its_column_supports() -> None:
    head = "| TT | Nội dung | Đơn vị chuẩn bị | Đơn vị thẩm tra | Thời gian trình |"
    row = "| 1 | Đề án A | Sở Y tế | Sở Tư pháp | 15/7 |"
    (item,) = read_text(read_month(head, row)).submissions

    assert (item.lead, item.support) == (("Sở Y tế",), ("Sở Tư pháp",))


def test_the_end_of_a_wrapped_bracket_is_no_month() -> None:
    draft = read_text(
        "CHƯƠNG TRÌNH CÔNG TÁC NĂM 2021\nI. Quý I\n"
        "1. Kế hoạch phát triển kinh tế (Phòng Tư pháp;\ntháng 01).\n"
        "2. Kế hoạch giao quân (Phòng Y tế; trước ngày 10/02/2021)."
    )

    assert [one.ref for one in draft.submissions] == ["I.1", "I.2"]
    assert draft.submissions[0].due_on == date(2021, 1, 31)
