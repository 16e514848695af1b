"""When a meeting is: at the head or behind the title, never inside it."""

from datetime import date, time

import pytest

from programme.document import Session, Status
from tests.programme.reading.makers import (
    codes,
    meeting_of,
    read_conferences,
    read_text,
)


@pytest.mark.parametrize(
    "written",
    [
        "Ngày 15/7/2020:",
        "ngày 15/7:",
        "15/7/2020:",
        "15/7:",
        "Ngày 15-7-2020:",
        "Ngày 15.7.2020:",
        "15.7.2020:",
        "Ngày 15/7/20:",
        "ngày 15 tháng 7 năm 2020:",
        "Ngày 15 tháng 7,",
        "Ngày 15:",
        "Thứ Tư, ngày 15/7:",
        "Thứ 4 (15/7):",
        "Ngày 15/7/2020",
        "Ngày 15/7 –",
        "Thời gian: ngày 15/7/2020. Nội dung:",
    ],
)
def test_a_day_at_the_head(written: str) -> None:
    draft = read_conferences(f"{written} Hội nghị sơ kết phong trào thi đua.")

    (meeting,) = draft.meetings
    assert meeting.starts_on == date(2020, 7, 15)
    assert meeting.ends_on is None
    assert codes(draft) == []
    assert meeting.title == "Hội nghị sơ kết phong trào thi đua"


@pytest.mark.parametrize(
    ("written", "begins", "ends", "session"),
    [
        ("07h30 ngày 15/7:", time(7, 30), None, None),
        ("8 giờ, ngày 15/7:", time(8), None, None),
        ("Ngày 15/7: 14h,", time(14), None, None),
        ("7 giờ 30 phút ngày 15/7:", time(7, 30), None, None),
        ("7g30 ngày 15/7:", time(7, 30), None, None),
        ("7 giờ 30’ ngày 15/7:", time(7, 30), None, None),
        ("Từ 07h00 đến 08h00 ngày 15/7:", time(7), time(8), None),
        ("Ngày 15/7, 7h30 - 9h00:", time(7, 30), time(9), None),
        ("Sáng 15/7:", None, None, Session.MORNING),
        ("Chiều ngày 15/7/2020:", None, None, Session.AFTERNOON),
        ("Ngày 15/7 (buổi tối):", None, None, Session.EVENING),
        ("Ngày 15/7 (cả ngày):", None, None, Session.ALL_DAY),
        ("14 giờ chiều thứ tư ngày 15/7:", time(14), None, Session.AFTERNOON),
    ],
)
def test_hours_and_half_days(
    written: str, begins: time | None, ends: time | None, session: Session | None
) -> None:
    meeting = meeting_of(f"{written} Họp báo.")

    assert meeting.title == "Họp báo"
    assert meeting.starts_on == date(2020, 7, 15)
    assert (meeting.time, meeting.ends_at, meeting.session) == (begins, ends, session)


@pytest.mark.parametrize(
    ("written", "last"),
    [
        ("Từ ngày 14/7 đến ngày 18/7/2020:", 18),
        ("Ngày 14-18/7/2020:", 18),
        ("Ngày 14 đến 18/7:", 18),
        ("Ngày 14 và 15/7:", 15),
    ],
)
def test_a_span_of_days(written: str, last: int) -> None:
    draft = read_conferences(f"{written} Đại hội.")

    (meeting,) = draft.meetings
    assert (meeting.starts_on.day, meeting.ends_on) == (14, date(2020, 7, last))
    assert codes(draft) == []


@pytest.mark.parametrize(
    ("heading", "title", "place"),
    [
        ("Hội nghị UBND tỉnh: Ngày 21/7/2020", "Hội nghị UBND tỉnh", None),
        ("Hội nghị UBND tỉnh Ngày 21/7/2020", "Hội nghị UBND tỉnh", None),
        ("Hội nghị UBND tỉnh ngày 21/7/2020.", "Hội nghị UBND tỉnh", None),
        ("Hội nghị UBND tỉnh vào ngày 21/7/2020", "Hội nghị UBND tỉnh", None),
        ("Hội nghị UBND tỉnh (ngày 21/7/2020)", "Hội nghị UBND tỉnh", None),
        ("Hội nghị UBND tỉnh: 7h30 ngày 21/7/2020", "Hội nghị UBND tỉnh", None),
        (
            "Hội nghị UBND tỉnh: Ngày 21/7/2020, tại Phòng họp số 2",
            "Hội nghị UBND tỉnh",
            "Phòng họp số 2",
        ),
        ("Ngày 21/7/2020: Hội nghị UBND tỉnh", "Hội nghị UBND tỉnh", None),
    ],
)
def test_a_session_dated_in_its_heading(
    heading: str, title: str, place: str | None
) -> None:
    draft = read_text(f"I. {heading}\n1. Đề án A (Sở Nội vụ chuẩn bị)")

    (meeting,) = draft.meetings
    assert (meeting.title, meeting.place) == (title, place)
    assert meeting.starts_on == date(2020, 7, 21)
    assert len(meeting.items) == 1
    assert draft.sections[0].title == title or place
    assert codes(draft) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Hội nghị triển khai Nghị quyết số 5 ngày 14/7/2020", "no-date"),
        ("Hội nghị sơ kết công tác cải cách", "no-date"),
        ("Kế hoạch triển khai ngày 14/7", "no-date"),
        ("Ngày 31/6/2020: Họp báo", "impossible-date"),
        ("Ngày 0/7: Họp báo", "impossible-date"),
    ],
)
def test_a_meeting_without_a_plain_day_is_kept_as_a_doubt(text: str, code: str) -> None:
    draft = read_conferences("Ngày 1/7: Họp báo.", text)

    assert len(draft.meetings) == 1
    (doubt,) = draft.doubts
    assert (doubt.code, doubt.line) == (code, 3)
    assert text in doubt.text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ngày 15/8/2020: Họp báo", "date-outside-period"),
        ("Thứ Hai, ngày 15/7: Họp báo", "weekday"),
        ("Chủ nhật 15/7: Họp báo", "weekday"),
        ("25h00 ngày 15/7: Họp báo", "impossible-time"),
        ("Ngày 15/7 và ngày 20/7: Họp báo", "several-days"),
        ("Ngày 14, 20/7: Họp báo", "several-days"),
        ("Ngày 15/7: Họp báo. Ngày 16/7: Tiếp công dân", "several-days"),
    ],
)
def test_a_doubtful_day_is_kept_and_doubted(text: str, code: str) -> None:
    draft = read_conferences(text)

    assert len(draft.meetings) == 1
    assert codes(draft) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "Dự kiến ngày 15/7: Họp báo",
        "Họp báo (dự kiến ngày 15/7)",
        "Họp báo: dự kiến 15/7",
        "Ngày 15/7: Họp báo (dự kiến)",
    ],
)
def test_an_expected_day_is_tentative(text: str) -> None:
    draft = read_conferences(text)

    (meeting,) = draft.meetings
    assert meeting.status is Status.TENTATIVE
    assert meeting.starts_on == date(2020, 7, 15)
    assert meeting.title.removesuffix(" (dự kiến)") == "Họp báo"
    assert codes(draft) == []


def test_a_day_of_the_next_year() -> None:
    draft = read_conferences("Ngày 2/1: Họp báo", period="2020-12")
    assert draft.meetings[0].starts_on == date(2021, 1, 2)

    draft = read_conferences("Ngày 30/12: Họp báo", period="2020-01")
    assert draft.meetings[0].starts_on == date(2019, 12, 30)


@pytest.mark.parametrize(
    ("text", "title", "rrule", "session", "hour"),
    [
        (
            "Giao ban vào sáng thứ 6 hằng tuần; có chương trình riêng.",
            "Giao ban; có chương trình riêng",
            "FREQ=WEEKLY;BYDAY=FR",
            Session.MORNING,
            None,
        ),
        (
            "Giao ban hàng tuần vào thứ Hai",
            "Giao ban",
            "FREQ=WEEKLY;BYDAY=MO",
            None,
            None,
        ),
        (
            "Giao ban, lúc 7h30 thứ Hai và thứ Sáu hằng tuần",
            "Giao ban",
            "FREQ=WEEKLY;BYDAY=MO,FR",
            None,
            time(7, 30),
        ),
        (
            "Chủ nhật hàng tuần, tổng vệ sinh",
            "tổng vệ sinh",
            "FREQ=WEEKLY;BYDAY=SU",
            None,
            None,
        ),
        (
            "Tiếp công dân ngày 15 hàng tháng",
            "Tiếp công dân",
            "FREQ=MONTHLY;BYMONTHDAY=15",
            None,
            None,
        ),
        (
            "Tiếp công dân ngày 5 và 20 hằng tháng",
            "Tiếp công dân",
            "FREQ=MONTHLY;BYMONTHDAY=5,20",
            None,
            None,
        ),
    ],
)  # fmt: skip
def test_what_comes_back(
    text: str, title: str, rrule: str, session: Session | None, hour: time | None
) -> None:
    draft = read_conferences(text)

    (again,) = draft.recurring
    assert (again.title, again.rrule) == (title, rrule)
    assert (again.session, again.time) == (session, hour)
    assert codes(draft) == []


@pytest.mark.parametrize(
    ("text", "code", "count"),
    [
        ("Giao ban hằng tuần", "recurrence", 0),
        ("Giao ban thứ Hai hằng tháng", "recurrence", 0),
        ("Tiếp dân ngày 45 hằng tháng", "recurrence", 0),
        ("Tiếp dân ngày 15 hằng tháng, nếu trùng ngày nghỉ thì lùi", "conditional", 1),
    ],
)
def test_an_unclear_rule_is_a_doubt(text: str, code: str, count: int) -> None:
    draft = read_conferences("Ngày 1/7: Họp báo", text)

    assert codes(draft) == [code]
    assert len(draft.recurring) == count
