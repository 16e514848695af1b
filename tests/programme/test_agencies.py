"""Agencies: names are found by the longest match; what is not plain is a question."""

from dataclasses import replace
from datetime import date

import pytest

from programme.agencies import Agency, Registry, registry_on, words

JULY_2020 = registry_on(date(2020, 7, 1))


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
    assert JULY_2020.near(" ,; ") == ()


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("So Tai chinh", "Sở Tài chính"),
        ("sở giáo dục đào tạo", "Sở Giáo dục và Đào tạo"),
        ("Tài nguyên Môi trường", "Sở Tài nguyên và Môi trường"),
        ("TN-MT", "Sở Tài nguyên và Môi trường"),
        ("Sở Nông nghiệp PTNT", "Sở Nông nghiệp và Phát triển nông thôn"),
        ("Văn phòng", "Văn phòng UBND tỉnh"),
        ("VP", "Văn phòng UBND tỉnh"),
        ("Thanh tra", "Thanh tra tỉnh"),
    ],
)
def test_the_nearest_comes_first(written: str, first: str) -> None:
    assert JULY_2020.near(written)[0].name == first


def test_what_begins_many_names_says_nothing() -> None:
    assert JULY_2020.near("Sở") == ()


def test_a_shared_name_is_a_question_and_nobody() -> None:
    one = Agency(name="Ban Quản lý dự án Giao thông", short="Ban QLDA GT")
    other = Agency(name="Ban Quản lý dự án Dân dụng", short="Ban QLDA DD")
    both = [replace(agency, aliases=("Ban QLDA",)) for agency in (one, other)]
    registry = Registry(both)

    met = registry.resolve("Ban QLDA")

    assert registry.find("Ban QLDA") is None
    assert registry.mentions("(Ban QLDA chuẩn bị)") == []
    assert registry.longest_ever(["ban", "qlda"]) is None
    assert met.agency is None
    assert met.candidates == tuple(both)


def test_what_the_office_taught_wins_over_aliases_but_not_over_names() -> None:
    finance = Agency(name="Sở Tài chính", short="Sở TC", aliases=("Tài chính",))
    budget = Agency(
        name="Phòng Ngân sách",
        short="Phòng NS",
        taught=("tài  chính", "Sở TC", "ngân sách"),
    )
    registry = Registry([finance, budget])

    assert registry.find("Tài chính") == budget
    assert registry.find("Ngân sách") == budget
    assert registry.find("Sở TC") == finance


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Sở Tài chính tỉnh Bắc Giang", "Sở Tài chính"),
        ("Sở Tài chính Bắc Ninh", "Sở Tài chính"),
        ("Công an tỉnh Bắc Giang", "Công an tỉnh"),
        ("Văn phòng UBND tỉnh Bà Rịa - Vũng Tàu", "Văn phòng UBND tỉnh"),
        ("Sở Du lịch TP. Hồ Chí Minh", "Sở Du lịch"),
        ("Sở Du lịch thành phố Huế", "Sở Du lịch"),
    ],
)
def test_a_province_is_no_part_of_a_name(written: str, name: str) -> None:
    for registry in (JULY_2020, registry_on(date(2026, 7, 1))):
        (mention,) = registry.mentions(f"({written} chuẩn bị)")

        assert registry.get(written).name == name
        assert mention.agency.name == name
        assert mention.end == len(written) + 1


def test_a_place_that_is_no_province_stays_a_question() -> None:
    assert JULY_2020.find("Sở Tài chính tỉnh Quảng Đông") is None


def test_an_empty_registry_knows_nobody() -> None:
    assert Registry([]).mentions("Sở Tài chính") == []
    assert words(" ,; ") == []
