"""Clauses outside any bracket: before the matter, or behind it."""

import pytest

from tests.programme.reading.makers import codes, item_of, meeting_of, read_agenda

NV, TC, KH = "Sở Nội vụ", "Sở Tài chính", "Sở Kế hoạch và Đầu tư"


@pytest.mark.parametrize(
    ("text", "title", "lead", "support"),
    [
        (
            f"Giao {KH} chủ trì, phối hợp với {TC} và {NV} báo cáo tình hình tháng 7.",
            "báo cáo tình hình tháng 7",
            (KH,),
            (TC, NV),
        ),
        (f"Giao {NV} trình Đề án A.", "Đề án A", (NV,), ()),
        (f"Giao {NV}, {TC} chuẩn bị Đề án A.", "Đề án A", (NV, TC), ()),
        (f"{NV} chuẩn bị: Đề án A.", "Đề án A", (NV,), ()),
        (f"{NV} chủ trì, {TC} phối hợp: Đề án A.", "Đề án A", (NV,), (TC,)),
        ("Đề án A [Sở Nội vụ]", "Đề án A", (NV,), ()),
    ],
)
def test_who_prepares_is_said_first_or_in_other_brackets(
    text: str, title: str, lead: tuple[str, ...], support: tuple[str, ...]
) -> None:
    item = item_of(text)

    assert (item.title, item.lead, item.support) == (title, lead, support)


@pytest.mark.parametrize(
    "text",
    [
        f"Đề án y tế, do {NV} trình",
        f"Đề án y tế - {NV}.",
        f"Đề án y tế. {NV}.",
        f"Đề án y tế - giao {NV}",
    ],
)
def test_who_prepares_at_the_end_without_a_bracket_is_shown_to_the_clerk(
    text: str,
) -> None:
    draft = read_agenda(text)

    (item,) = draft.items
    assert (item.title, item.lead) == ("Đề án y tế", (NV,))
    assert codes(draft) == ["bracket"]


@pytest.mark.parametrize(
    "text",
    [
        "Đề án phát triển kinh tế - xã hội",
        f"Quyết định sửa đổi chức năng của {TC}",
        f"Giao Sở Không Có trình Đề án do {TC} góp ý nhiều lần",
    ],
)
def test_a_body_within_a_title_prepares_nothing(text: str) -> None:
    draft = read_agenda(text)

    assert not draft.items[0].lead
    assert set(codes(draft)) & {"no-agency", "unknown-agency"}


def test_a_person_in_a_bracket_chairs_and_is_no_agency() -> None:
    meeting = meeting_of("Ngày 30/7: Giao ban (đ/c Chủ tịch chủ trì)")

    assert meeting.chair == "đ/c Chủ tịch"
    assert meeting.lead == ()
