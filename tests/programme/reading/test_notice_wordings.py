"""Notices of change: the many ways an office says what it changes."""

from datetime import date

import pytest

from programme.document import ChangeAction
from tests.programme.reading.makers import read_text

NOTICE = "THÔNG BÁO\nVề việc điều chỉnh Chương trình công tác tháng 7 năm 2020"


def test_what_is_added_under_letters_is_added_each_with_its_agency() -> None:
    text = (
        f"{NOTICE}\n1. Bổ sung vào phiên họp ngày 21/7/2020 các nội dung:\n"
        "a) Kế hoạch một (Sở Y tế chuẩn bị);\nb) Kế hoạch hai (Sở Tài chính chuẩn bị)."
        "\n2. Hội nghị đối thoại (mục III.2) tạm dừng tổ chức."
    )

    changes = read_text(text).changes

    assert [(c.action, c.title, c.lead) for c in changes] == [
        (ChangeAction.ADDED, "Kế hoạch một", ("Sở Y tế",)),
        (ChangeAction.ADDED, "Kế hoạch hai", ("Sở Tài chính",)),
        (ChangeAction.POSTPONED, "Hội nghị đối thoại", ()),
    ]
    assert changes[2].ref == "III.2"


def test_a_day_instead_of_another_is_a_move() -> None:
    text = (
        f"{NOTICE}\nVăn phòng UBND tỉnh thông báo:\n- Phiên họp thường kỳ (mục A.I): "
        "tổ chức ngày 22/7/2020 thay vì ngày 21/7/2020.\n- Nội dung số 4 mục A.I (Quy "
        "chế phối hợp): rút khỏi chương trình.\n- Nội dung số 6 mục A.I chuyển Sở Y tế "
        "chủ trì (trước đây Sở Tài chính)."
    )

    moved, gone, handed = read_text(text).changes

    assert (moved.ref, moved.old_date, moved.new_date) == (
        "I",
        date(2020, 7, 21),
        date(2020, 7, 22),
    )
    assert (gone.action, gone.ref, gone.title) == (
        ChangeAction.WITHDRAWN,
        "I.4",
        "Quy chế phối hợp",
    )
    assert (handed.action, handed.ref, handed.lead) == (
        ChangeAction.REASSIGNED,
        "I.6",
        ("Sở Y tế",),
    )


def test_a_letter_of_the_office_that_moves_a_session_is_a_notice() -> None:
    text = (
        "UBND TỈNH BẮC GIANG\nV/v thay đổi thời gian họp UBND tỉnh tháng 7/2020\n"
        "Kính gửi: Các sở, ngành.\nNay do Chủ tịch UBND tỉnh bận công tác, Phiên họp "
        "thường kỳ ngày 21/7/2020 được dời sang ngày 22/7/2020.\nTrân trọng./."
    )

    (change,) = read_text(text).changes

    assert (change.action, change.title) == (ChangeAction.MOVED, "Phiên họp thường kỳ")


@pytest.mark.parametrize(
    ("text", "ref", "title"),
    [
        ("Không trình tại phiên họp nội dung: Đề án A (I.3).", "I.3", "Đề án A"),
        ("Nội dung II.2: đổi cơ quan chuẩn bị từ Sở Y tế sang Sở Nội vụ.", "II.2", ""),
        ("Điều chỉnh đơn vị chủ trì mục II.1 từ Sở Y tế thành Sở Nội vụ.", "II.1", ""),
        (
            'Chuyển Hội nghị tổng kết phong trào "A" sang ngày 16/7/2020.',
            None,
            'Hội nghị tổng kết phong trào "A"',
        ),
        ("Lùi hạn trình nội dung II.4 (Phương án B) đến 28/7/2020.", "II.4", ""),
    ],
)
def test_what_a_sentence_changes_is_named_as_printed(
    text: str, ref: str | None, title: str
) -> None:
    (change,) = read_text(f"{NOTICE}\n1. {text}").changes

    assert change.ref == ref
    assert title in change.title
    assert title or ref == "II.4" or not change.title


def test_a_day_instead_of_another_in_brackets_moves_a_meeting() -> None:
    text = "Phiên họp thường kỳ tổ chức vào ngày 29/7/2020 (thay cho ngày 24/7/2020)."
    (change,) = read_text(f"{NOTICE}\n1. {text}").changes

    assert change.action is ChangeAction.MOVED
    assert (change.old_date, change.new_date) == (date(2020, 7, 24), date(2020, 7, 29))


def test_what_is_added_under_dashes_is_added_each_with_its_agency() -> None:
    changes = read_text(
        f"{NOTICE}\n1. Bổ sung 02 nội dung:\n- Kế hoạch A - Sở Y tế, trước ngày "
        "20/7/2020;\n- Kế hoạch B - Sở Nội vụ."
    ).changes

    assert [(c.title, c.lead, c.new_date) for c in changes] == [
        ("Kế hoạch A", ("Sở Y tế",), date(2020, 7, 20)),
        ("Kế hoạch B", ("Sở Nội vụ",), None),
    ]
