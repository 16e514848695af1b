"""Names of another time in a document: the heir leads, and a doubt stands."""

import pytest

from programme.agencies import Agency, Registry, first_fill
from programme.document import AgendaItem, Doubt, Draft
from programme.reading import read
from tests.programme.reading.makers import codes, read_conferences, read_text


def read_of(year: int, clause: str) -> Draft:
    session = f"I. Phiên họp: Ngày 5/3/{year}"
    return read_text(f"{session}\n1. Đề án A {clause}")


def one(draft: Draft) -> tuple[AgendaItem, Doubt]:
    (item,), (doubt,) = draft.items, draft.doubts
    return item, doubt


@pytest.mark.parametrize(
    "clause",
    [
        "(Sở KH&ĐT chuẩn bị)",
        "(Sở Kế hoạch và Đầu tư tỉnh Bắc Giang chuẩn bị)",
        "(Sở KH-ĐT)",
        "(giao Sở Kế hoạch và Đầu tư chủ trì)",
        ". Cơ quan chuẩn bị: Sở KH&ĐT",
    ],
)
def test_a_former_agency_leads_by_its_heir(clause: str) -> None:
    item, doubt = one(read_of(2026, clause))

    assert item.title == "Đề án A"
    assert item.lead == ("Sở Tài chính",)
    assert doubt.code == "former-agency"
    assert doubt.line == 2
    assert doubt.message == (
        "“Sở Kế hoạch và Đầu tư” không còn từ ngày 01/03/2025: "
        "tạm hiểu là Sở Tài chính; đề nghị kiểm tra."
    )


@pytest.mark.parametrize("clause", ["(Sở LĐTBXH chuẩn bị)", "(Sở LĐ-TB&XH trình)"])
def test_whose_functions_were_split_leads_nothing(clause: str) -> None:
    item, doubt = one(read_of(2026, clause))

    assert item.title == "Đề án A"
    assert item.lead == ()
    assert doubt.code == "former-agency"
    assert "chức năng nay thuộc Sở Nội vụ (lao động, việc làm" in doubt.message
    assert "Sở Giáo dục và Đào tạo (giáo dục nghề nghiệp)" in doubt.message


def test_a_part_that_went_elsewhere_is_said() -> None:
    item, doubt = one(read_of(2026, "(Sở TT&TT chuẩn bị)"))

    assert item.lead == ("Sở Khoa học và Công nghệ",)
    assert "một phần nay thuộc Sở Văn hóa, Thể thao và Du lịch" in doubt.message


def test_a_future_agency_leads_nothing() -> None:
    item, doubt = one(read_of(2020, "(Sở Nông nghiệp và Môi trường chuẩn bị)"))

    assert item.lead == ()
    assert doubt.code == "future-agency"
    assert doubt.message.startswith(
        "“Sở Nông nghiệp và Môi trường” chỉ có từ ngày 01/03/2025, sau kỳ của văn bản "
        "(khi đó là: Sở Nông nghiệp và Phát triển nông thôn, "
    )


def test_the_rest_of_a_list_is_read_as_it_stands() -> None:
    clause = "(các Sở: KH&ĐT, Nội vụ chủ trì, phối hợp với Sở LĐTBXH và Sở Y tế)"

    draft = read_of(2026, clause)

    (item,) = draft.items
    assert item.lead == ("Sở Tài chính", "Sở Nội vụ")
    assert item.support == ("Sở Y tế",)
    assert codes(draft) == ["former-agency", "former-agency"]


def test_two_that_became_one_lead_once() -> None:
    draft = read_of(2026, "(Sở KH&ĐT và Sở Tài chính chuẩn bị)")

    assert draft.items[0].lead == ("Sở Tài chính",)
    assert codes(draft) == ["former-agency"]


@pytest.mark.parametrize("name", ["Sở KH&ĐT", "Cục Thuế tỉnh", "Sở TN&MT"])
def test_in_its_own_time_there_is_no_doubt(name: str) -> None:
    draft = read_of(2020, f"({name} chuẩn bị)")

    assert len(draft.items[0].lead) == 1
    assert codes(draft) == []


def test_an_audience_is_looked_at_too() -> None:
    text = "Ngày 5/3/2026: Họp về giá đất; mời Sở TN&MT tham dự"

    draft = read_conferences(text, period="2026-03")

    (audience,) = draft.meetings[0].audience
    assert audience.agencies == ("Sở Nông nghiệp và Môi trường",)
    assert codes(draft) == ["former-agency"]


def test_the_offices_own_registry_is_asked() -> None:
    own = Agency(name="Ban Điều phối", short="Ban ĐP", taught=("Tổ thường trực",))
    text = "I. Phiên họp: Ngày 5/3/2026\n1. Đề án A (Tổ thường trực chuẩn bị)"

    draft = read(text.encode(), name="a.txt", registry=Registry([*first_fill(), own]))

    assert draft.items[0].lead == ("Ban Điều phối",)
    assert codes(draft) == []


def test_what_was_taught_of_a_former_name_is_no_doubt_any_more() -> None:
    every = [
        Agency(name=a.name, short=a.short, taught=("Sở Kế hoạch và Đầu tư",))
        if a.name == "Sở Tài chính"
        else a
        for a in first_fill()
    ]
    text = "I. Phiên họp: Ngày 5/3/2026\n1. Đề án A (Sở KH&ĐT chuẩn bị)"

    draft = read(text.encode(), name="a.txt", registry=Registry(every))

    assert draft.items[0].lead == ("Sở Tài chính",)
    assert codes(draft) == []


def test_a_ward_has_its_rooms_and_an_old_district_room_is_split() -> None:
    head = "ỦY BAN NHÂN DÂN\nPHƯỜNG YÊN DŨNG\n"
    text = "I. Phiên họp: Ngày 5/3/2026\n1. A ({} chuẩn bị)"

    room = read_text(head + text.format("Phòng Văn hóa - Xã hội"))
    old = read_text(head + text.format("Phòng Tài chính - Kế hoạch"))

    assert room.items[0].lead == ("Phòng Văn hóa - Xã hội",)
    assert codes(room) == []
    assert old.items[0].lead == ()
    assert codes(old) == ["former-agency"]
    assert "Phòng Kinh tế, Hạ tầng và Đô thị (phường" in old.doubts[0].message
