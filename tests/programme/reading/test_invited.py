"""Invited: agendas, invitations and calendars say who comes, when, and what else."""

from datetime import date, time

import pytest

from programme.document import Status
from tests.programme.reading.makers import codes, read_text

AGENDA = (
    "CHƯƠNG TRÌNH\nHọp UBND tỉnh thường kỳ tháng 7 năm 2020\n"
    "Thời gian: ngày 21/7/2020\nĐịa điểm: Phòng họp số 1"
)
INVITATION = (
    "GIẤY MỜI\nHọp xét hồ sơ\n1. Thời gian: 8h00 ngày 21/7/2020\n"
    "2. Địa điểm: Phòng họp số 1"
)
WEEK = "LỊCH CÔNG TÁC TUẦN\nTừ ngày 13/7/2020 đến ngày 17/7/2020"


def test_an_unknown_body_that_is_invited_is_doubted() -> None:
    draft = read_text(
        f"{INVITATION}\n3. Thành phần: Phòng Văn minh, Công an tỉnh\n"
        "4. Nội dung:\n- Sở Y tế báo cáo."
    )

    assert codes(draft) == ["unknown-agency"]
    assert "“Phòng Văn minh”" in draft.doubts[0].message


def test_people_and_committees_that_are_invited_are_no_bodies() -> None:
    draft = read_text(
        f"{INVITATION}\n3. Thành phần: các phòng chuyên môn, Ban Giám đốc, Sở Y tế\n"
        "4. Nội dung:\n- Sở Y tế báo cáo."
    )

    assert codes(draft) == []


def test_whom_a_letter_invites_beside_those_it_is_addressed_to() -> None:
    draft = read_text(
        "GIẤY MỜI\nHọp xét hồ sơ\nKính gửi:\n- Sở Y tế;\n- Sở Nội vụ.\n"
        "1. Thời gian: 8h00 ngày 21/7/2020\n"
        "2. Thành phần: như Kính gửi; mời thêm Công an tỉnh.\n"
        "3. Nội dung:\n- Sở Y tế báo cáo."
    )

    (audience,) = draft.meetings[0].audience
    assert audience.agencies == ("Sở Y tế", "Sở Nội vụ", "Công an tỉnh")


def test_what_a_letter_gives_below_its_matters_is_shown_and_is_no_matter() -> None:
    given = "Giao Sở Y tế chuẩn bị báo cáo, gửi trước ngày 20/7/2020."
    draft = read_text(f"{INVITATION}\n3. Nội dung:\n1. Thảo luận.\n{given}")

    assert [item.title for item in draft.meetings[0].items] == ["Thảo luận"]
    assert [(d.code, d.text) for d in draft.doubts] == [("outside-sections", given)]


def test_a_label_that_nobody_knows_ends_the_matters() -> None:
    draft = read_text(
        "GIẤY MỜI\nHọp xét hồ sơ\n1. Nội dung:\na) Sở Y tế báo cáo;\n"
        "b) Sở Nội vụ báo cáo.\n2. Thời gian: 8h00 ngày 21/7/2020\n"
        "3. Phân công: các sở gửi tài liệu trước 20/7/2020."
    )

    titles = [item.title for item in draft.meetings[0].items]
    assert titles == ["Sở Y tế báo cáo", "Sở Nội vụ báo cáo"]
    assert codes(draft) == ["left-over"]


def test_a_title_below_the_word_programme_is_the_meetings() -> None:
    draft = read_text(f"{AGENDA}\n1. Thảo luận.\n2. Kết luận.")

    (meeting,) = draft.meetings
    assert meeting.title == "Họp UBND tỉnh thường kỳ tháng 7 năm 2020"
    assert (meeting.starts_on, meeting.place) == (date(2020, 7, 21), "Phòng họp số 1")


def test_the_hour_of_a_half_day_begins_the_meeting() -> None:
    draft = read_text(
        f"{AGENDA}\nI. BUỔI SÁNG (từ 7h30)\n1. Sở Y tế trình Đề án A.\n"
        "II. BUỔI CHIỀU (từ 13h30)\n2. Thảo luận."
    )

    assert draft.meetings[0].time == time(7, 30)
    assert codes(draft) == ["matter-hours"]


def test_the_hours_of_all_matters_are_one_doubt() -> None:
    draft = read_text(
        f"{AGENDA}\n1. 7h30 - 8h00: Khai mạc.\n2. 8h00 - 8h30: Thảo luận.\n"
        "3. 8h30: Bế mạc."
    )

    assert codes(draft) == ["matter-hours"]
    assert "(dòng 5–7)" in draft.doubts[0].message


def test_points_below_one_label_are_the_matters() -> None:
    draft = read_text(
        f"{INVITATION}\n4. Nội dung:\n4.1. Sở Y tế báo cáo;\n4.2. Thảo luận."
    )

    titles = [item.title for item in draft.meetings[0].items]
    assert titles == ["Sở Y tế báo cáo", "Thảo luận"]


def test_an_official_over_several_days_chairs_them() -> None:
    draft = read_text(
        f"{WEEK}\n1. Giám đốc Sở\n- Thứ Hai (13/7): Sáng: Giao ban; Chiều: Họp Đảng ủy."
        "\n2. Phó Giám đốc Thường trực\n- Thứ Ba (14/7): 8h00, Dự hội nghị."
    )

    assert [(one.title, one.chair) for one in draft.meetings] == [
        ("Giao ban", "Giám đốc Sở"),
        ("Họp Đảng ủy", "Giám đốc Sở"),
        ("Dự hội nghị", "Phó Giám đốc Thường trực"),
    ]


@pytest.mark.parametrize("verb", ["điều hành", "đi kiểm tra", "ủy quyền"])
def test_an_official_who_does_something_is_an_event(verb: str) -> None:
    draft = read_text(f"{WEEK}\nThứ Hai (13/7)\n1. Chủ tịch {verb} cuộc họp")

    assert [one.title for one in draft.meetings] == [f"Chủ tịch {verb} cuộc họp"]


def test_who_prepares_and_who_is_invited_by_labels_of_their_own() -> None:
    draft = read_text(
        f"{WEEK}\nThứ Hai (13/7)\n- 8h30: Họp chống hạn. Chuẩn bị: Sở Y tế. "
        "Mời: Sở Tài chính. Địa điểm: PH số 2."
    )

    (meeting,) = draft.meetings
    assert (meeting.title, meeting.lead) == ("Họp chống hạn", ("Sở Y tế",))
    assert meeting.audience[0].agencies == ("Sở Tài chính",)


def test_a_status_before_the_title_is_a_status() -> None:
    draft = read_text(f"{WEEK}\nThứ Hai (13/7)\n- 8h00 (hoãn): Họp tổ công tác.")

    (meeting,) = draft.meetings
    assert (meeting.title, meeting.status) == ("Họp tổ công tác", Status.POSTPONED)


def test_an_open_bracket_before_a_colon_is_no_chair() -> None:
    text = "PCT Thường trực làm việc với ban quản lý (mời: Sở Y tế, Sở Nội vụ)"
    draft = read_text(f"{WEEK}\nThứ Hai (13/7)\n- 14h00: {text}")

    (meeting,) = draft.meetings
    assert (meeting.title, meeting.chair) == (text, None)
