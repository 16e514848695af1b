"""Agencies: every alias finds its own, and lists are split by the longest name."""

from datetime import date

import pytest

from programme.agencies import Agency, Registry, first_fill, registry_on, words

JULY_2020 = registry_on(date(2020, 7, 1))


@pytest.mark.parametrize("agency", first_fill(), ids=lambda agency: agency.short)
def test_every_way_of_writing_finds_its_agency(agency: Agency) -> None:
    registry = Registry(a for a in first_fill() if a.lives_on(_a_day_of(agency)))

    for written in (agency.name, agency.short, *agency.aliases):
        assert registry.find(written) == agency
        (mention,) = registry.mentions(f"({written} chuẩn bị)")
        assert mention.agency == agency


def _a_day_of(agency: Agency) -> date:
    return agency.valid_to or agency.valid_from or date(2020, 7, 1)


def test_names_are_unique_and_short_enough_for_a_title() -> None:
    for registry in (JULY_2020, registry_on(date(2026, 7, 1))):
        names = [agency.name for agency in registry]
        assert len(names) == len(set(names))
    assert all(len(agency.short) <= 28 for agency in first_fill())
    assert all(agency.source for agency in first_fill())


@pytest.mark.parametrize(
    "written", ["TT", "TC", "KT", "TP", "TTr", "VP", "Sở", "sở tài"]
)
def test_what_may_mean_something_else_is_no_agency(written: str) -> None:
    assert JULY_2020.find(written) is None
    assert JULY_2020.mentions(written) == []


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Sở Nông nghiệp và PTNT", "Sở Nông nghiệp và Phát triển nông thôn"),
        ("sở nn & ptnt", "Sở Nông nghiệp và Phát triển nông thôn"),
        ("Sở KH-ĐT", "Sở Kế hoạch và Đầu tư"),
        ("Sở TT&TT", "Sở Thông tin và Truyền thông"),
        ("Sở Văn hoá, Thể thao và Du lịch", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Sở Lao động – Thương binh và Xã hội", "Sở Lao động - Thương binh và Xã hội"),
        ("Liên minh HTX tỉnh", "Liên minh Hợp tác xã tỉnh"),
        ("BCH Quân sự tỉnh", "Bộ Chỉ huy Quân sự tỉnh"),
        ("BQL các KCN", "Ban Quản lý các khu công nghiệp"),
        ("Văn phòng Ủy ban nhân dân tỉnh", "Văn phòng UBND tỉnh"),
    ],
)
def test_what_people_write(written: str, name: str) -> None:
    found = JULY_2020.find(written)

    assert found is not None
    assert found.name == name


def test_a_list_is_split_by_the_longest_name() -> None:
    text = "Sở Văn hóa, Thể thao và Du lịch, Sở Du lịch và Sở Nội vụ"

    found = JULY_2020.mentions(text)

    assert [text[m.start : m.end] for m in found] == [
        "Sở Văn hóa, Thể thao và Du lịch",
        "Sở Du lịch",
        "Sở Nội vụ",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "Sở Kế hoạch và Đầu tư",
        "Sở Nông nghiệp và Phát triển nông thôn",
        "Sở Tài nguyên và Môi trường",
        "Sở Giao thông vận tải",
        "Sở Thông tin và Truyền thông",
        "Sở Lao động - Thương binh và Xã hội",
    ],
)
def test_the_abolished_end_in_february_2025_and_have_successors(name: str) -> None:
    agency = JULY_2020.get(name)

    assert agency.valid_to == date(2025, 2, 28)
    assert agency.successors
    assert agency.lives_on(date(2025, 2, 28))
    assert not agency.lives_on(date(2025, 3, 1))
    assert registry_on(date(2025, 3, 1)).find(name) is None


def test_an_agency_begins_to_live() -> None:
    agency = Agency(name="Sở A", short="Sở A", valid_from=date(2025, 3, 1))

    assert not agency.lives_on(date(2025, 2, 28))
    assert agency.lives_on(date(2025, 3, 1))


def test_a_name_nobody_registered_stands_for_itself() -> None:
    assert JULY_2020.get("Hội Sinh vật cảnh").short == "Hội Sinh vật cảnh"


def test_nearly_right_is_a_question() -> None:
    near = JULY_2020.near("Sở Tài chánh")

    assert near[0].name == "Sở Tài chính"
    assert len(near) <= 3
    assert JULY_2020.near("Ủy ban nhân dân xã Tân Mỹ") == ()


def test_an_empty_registry_knows_nobody() -> None:
    assert Registry([]).mentions("Sở Tài chính") == []
    assert words(" ,; ") == []
