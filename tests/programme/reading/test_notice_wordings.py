"""Notices of change: the many ways an office says what it changes."""

from datetime import date

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
