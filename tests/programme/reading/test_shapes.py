"""Shapes: what a table, a calendar or a notice does not say plainly is a doubt."""

from datetime import date

import pytest

from programme.document import ChangeAction
from programme.errors import Unreadable
from programme.reading.drafting import draft_of
from programme.reading.lines import Row
from tests.programme.reading.makers import codes, read_text

TITLE = "CHƯƠNG TRÌNH CÔNG TÁC THÁNG 7 NĂM 2020"
HEAD = "| STT | Nội dung | Cơ quan chuẩn bị | Thời gian | Ghi chú |"
WEEK = "LỊCH CÔNG TÁC TUẦN\nTừ ngày 13/7/2020 đến ngày 19/7/2020"
NOTICE = "THÔNG BÁO\nVề việc điều chỉnh Chương trình công tác tháng 7 năm 2020"


def table(*rows: str, head: str = HEAD) -> str:
    return "\n".join([TITLE, head, *rows])


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("| 1 | Đề án A | nt | | |", "ditto"),
        ("| 1 | Đề án A | Sở Tài chánh | | |", "unknown-agency"),
        ("| 1 | Đề án A | Sở Tài chính | tuần 3 | |", "due-unclear"),
        ("| 1 | Đề án A | Sở Tài chính | Tháng 9 | |", "month-only"),
        ("| 1 | Đề án A | Sở Tài chính | 31/6 | |", "due-unclear"),
        ("| 1 | Đề án A | Sở Tài chính | | xem lại cách làm |", "remark"),
        ("| 1 | Đề án A (Sở Nội vụ chuẩn bị) | Sở Tài chính | | |", "several-clauses"),
        ("| 1 | Đề án A | UBND tỉnh | | |", "no-agency"),
        ("| 1 | Đề án A | | | |", "no-date"),
    ],
)
def test_a_row_that_is_not_plain_is_doubted(row: str, code: str) -> None:
    draft = read_text(table(row, "| 2 | Đề án B | Sở Nội vụ | | |"))

    assert codes(draft)[0] == code
    assert draft.doubts[0].line == 3


def test_columns_in_any_order_and_one_unread() -> None:
    head = "| Thời hạn | Cơ quan phối hợp | Mức độ | Nội dung | Cơ quan chủ trì | TT |"
    row = "| 15/7 | Sở Tư pháp | cao | Đề án A | Sở Nội vụ | 1 |"

    draft = read_text(table(row, head=head))

    (item,) = draft.submissions
    assert (item.title, item.due_on) == ("Đề án A", date(2020, 7, 15))
    assert (item.lead, item.support) == (("Sở Nội vụ",), ("Sở Tư pháp",))
    assert codes(draft) == ["unread-column"]


def test_numbers_that_begin_again_get_names_of_their_own() -> None:
    draft = read_text(
        table(
            "| | TRÌNH UBND TỈNH | | | |",
            "| 1 | Đề án A | Sở Nội vụ | | |",
            "| | TRÌNH CHỦ TỊCH UBND TỈNH | | | |",
            "| 1 | Đề án B | Sở Y tế | | |",
        )
    )

    assert [item.ref for item in draft.submissions] == ["1", "1-2"]
    assert codes(draft) == ["ref-repeated"]


def test_a_table_without_a_head_is_shown_row_by_row() -> None:
    rows = [Row(n, (f"a{n}", f"b{n}", f"c{n}")) for n in range(1, 5)]

    with pytest.raises(Unreadable):
        draft_of(rows, "2020-07", None)


@pytest.mark.parametrize("row", ["| 1 | 2 | 3 | 4 | 5 |", HEAD])
def test_counted_columns_and_repeated_heads_are_no_rows(row: str) -> None:
    draft = read_text(table(row, "| 1 | Đề án A | Sở Nội vụ | | |", HEAD))

    assert [item.title for item in draft.submissions] == ["Đề án A"]
    assert codes(draft) == []


def test_a_closing_sentence_that_names_a_day_is_shown() -> None:
    draft = read_text(
        f"{TITLE}\nI. Họp báo: Ngày 5/7.\n"
        "Yêu cầu các cơ quan gửi tài liệu trước ngày 2/7."
    )

    assert codes(draft) == ["closing-day"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Thứ Ba, ngày 13/7:\n- 8h: Họp", "weekday"),
        ("Thứ Ba, ngày 21/7:\n- 8h: Họp", "date-outside-period"),
        ("Thứ Hai, ngày 13/7 (nhằm 1/1 ÂL):\n- 8h: Họp", "lunar"),
        ("Thứ Hai, ngày 13/7:\n- 8h, Họp A. 9h, Họp B", "several-times"),
        ("Thứ Hai, ngày 13/7:\n- 25h: Họp", "impossible-time"),
    ],
)
def test_a_calendar_that_is_not_plain_is_doubted(text: str, code: str) -> None:
    draft = read_text(f"{WEEK}\n{text}")

    assert draft.kind == "week"
    assert draft.period == "2020-W29"
    assert code in codes(draft)


@pytest.mark.parametrize(
    ("text", "action", "old", "new"),
    [
        ("Hoãn họp báo ngày 6/7", ChangeAction.POSTPONED, 6, None),
        ("Chuyển họp báo ngày 6/7 sang ngày 8/7", ChangeAction.MOVED, 6, 8),
        ("Họp báo dời từ 6/7 sang 8/7/2020", ChangeAction.MOVED, 6, 8),
        ("Rút nội dung “Đề án A” (mục I.3)", ChangeAction.WITHDRAWN, None, None),
        ("Bổ sung họp báo vào ngày 8/7", ChangeAction.ADDED, None, 8),
    ],
)
def test_a_notice_says_what_it_does(
    text: str, action: ChangeAction, old: int | None, new: int | None
) -> None:
    (change,) = read_text(f"{NOTICE}\nnhư sau:\n1. {text}.").changes

    assert change.action is action
    assert (change.old_date and change.old_date.day) == old
    assert (change.new_date and change.new_date.day) == new


def test_a_notice_that_does_nothing_known_is_doubted() -> None:
    draft = read_text(
        f"{NOTICE}\nnhư sau:\n1. Rút mục I.3.\n2. Họp báo ngày 6/7 vẫn như cũ."
    )

    assert [change.ref for change in draft.changes] == ["I.3"]
    assert codes(draft) == ["change-unclear"]


def test_an_event_is_called_by_the_day_printed_above_it() -> None:
    days = ("Thứ Tư, ngày 15/7:", "- 8h: Họp A", "Thứ Sáu, ngày 16/7:", "- 8h: Họp B")

    draft = read_text("\n".join([WEEK, *days]))

    told = [(meeting.ref, meeting.starts_on.day) for meeting in draft.meetings]
    assert told == [("T4.1", 15), ("T6.1", 16)]
    assert codes(draft) == ["weekday"]


def test_a_place_beside_the_hour_is_kept() -> None:
    draft = read_text(
        f"{WEEK}\nThứ Hai, ngày 13/7:\n1. Chủ tịch UBND xã: Họp giao ban.\n"
        "Thời gian, địa điểm: 08 giờ 00’ tại nhà văn hóa thôn."
    )

    (meeting,) = draft.meetings
    assert (meeting.title, meeting.place) == ("Họp giao ban", "nhà văn hóa thôn")


def test_what_comes_back_each_day_keeps_who_and_where() -> None:
    draft = read_text(
        f"{WEEK}\nThứ Hai, ngày 13/7:\n1. Chủ tịch UBND xã: Trực tiếp dân.\n"
        "Thời gian: 07 giờ 00’ tất cả các ngày làm việc trong tuần. Địa điểm: Bộ phận "
        "một cửa.\n2. 14h: Họp A"
    )

    (again,) = draft.recurring
    assert again.title == "Chủ tịch UBND xã: Trực tiếp dân tại Bộ phận một cửa"


@pytest.mark.parametrize(
    ("said", "lead"),
    [
        ("Sở Tài chính báo cáo dự toán", ("Sở Tài chính",)),
        ("Nghe Sở Nội vụ, Sở Y tế trình bày đề án", ("Sở Nội vụ", "Sở Y tế")),
        ("Làm việc với Sở Tài chính", ()),
        ("Sở Tài chính kiểm tra chợ", ()),
    ],
)
def test_who_opens_an_event_to_report_prepares_it(
    said: str, lead: tuple[str, ...]
) -> None:
    draft = read_text(f"{WEEK}\nThứ Hai, ngày 13/7:\n- 14h: {said}.")

    (meeting,) = draft.meetings
    assert (meeting.title, meeting.lead) == (said, lead)


@pytest.mark.parametrize(
    ("title", "issuer"),
    [
        ("CỦA LÃNH ĐẠO UBND XÃ YÊN THẾ TUẦN 29 NĂM 2020", "UBND XÃ YÊN THẾ"),
        (
            "TUẦN 29 CỦA UBND HUYỆN NĂM CĂN (13/7/2020 - 19/7/2020)",
            "UBND HUYỆN NĂM CĂN",
        ),
        ("CỦA THƯỜNG TRỰC UBND TỈNH TUẦN 29 NĂM 2020", None),
        ("CỦA ĐOÀN VỚI UBND TỈNH BẮC GIANG TUẦN 29 NĂM 2020", None),
    ],
)
def test_a_title_says_whose_calendar_it_is(title: str, issuer: str | None) -> None:
    draft = read_text(f"LỊCH CÔNG TÁC {title}\nThứ Hai 13/7:\n- 8h: Họp A")

    assert draft.issuer == issuer


def test_a_month_that_is_doubted_is_shown_with_its_matter() -> None:
    draft = read_text(table("| 1 | Đề án A | Sở Nội vụ | Tháng 9 | |"))

    assert draft.doubts[0].text == "Đề án A | Tháng 9"


def test_rows_by_day_are_meetings_and_the_matters_of_a_session_stand_below_it() -> None:
    text = table(
        "| 10/7 | Phiên họp UBND tỉnh: | | Phòng họp số 1 |",
        "| 10/7 | 1. Đề án một | Sở Nội vụ | |",
        "| 10/7 | 2. Đề án hai | Sở Tài chính | |",
        "| 25-26/7 | Kiểm tra đê điều | Sở Y tế | |",
        head="| Thời gian | Nội dung | Cơ quan chuẩn bị | Địa điểm |",
    )

    session, visit = read_text(text).meetings

    assert [(i.title, i.lead, i.due_on) for i in session.items] == [
        ("Đề án một", ("Sở Nội vụ",), None),
        ("Đề án hai", ("Sở Tài chính",), None),
    ]
    assert (visit.starts_on, visit.ends_on) == (date(2020, 7, 25), date(2020, 7, 26))
    assert visit.lead == ("Sở Y tế",)


def test_cells_between_bars_below_no_head_are_doubted() -> None:
    text = f"{WEEK}\nThứ Hai, 13/7\n7h30 | Giao ban | Phòng họp 1 | Chủ tịch"

    assert "unread-row" in codes(read_text(text))


@pytest.mark.parametrize(
    ("line", "place", "chair"),
    [
        ("Sáng: 8g, Họp tổ công tác. Tại PH2. Chủ trì: PCT.KT", "PH2", "PCT.KT"),
        ("9h00, Chủ tịch họp giao ban. Địa điểm: PH1", "PH1", None),
        ("9h00, giao ban. TP: các phòng. ĐĐ: Phòng họp 2.", "Phòng họp 2", None),
    ],
)
def test_an_event_says_where_and_under_whom(
    line: str, place: str, chair: str | None
) -> None:
    (meeting,) = read_text(f"{WEEK}\n1. Thứ Hai, 13/7\n{line}").meetings

    assert (meeting.place, meeting.chair) == (place, chair)
    assert "Địa điểm" not in meeting.title
