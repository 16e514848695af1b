"""Lineage: an old name in a new document, a new one in an old, and who took over."""

from datetime import date

import pytest

from programme.agencies import Agency, Registry, Successor, key_of, registry_on

JULY_2020, MAY_2025 = date(2020, 7, 1), date(2025, 5, 1)
JULY_2026 = registry_on(date(2026, 7, 1))


@pytest.mark.parametrize(
    ("written", "former", "now", "others"),
    [
        ("Sở KH&ĐT", "Sở Kế hoạch và Đầu tư", "Sở Tài chính", []),
        (
            "Sở NN&PTNT",
            "Sở Nông nghiệp và Phát triển nông thôn",
            "Sở Nông nghiệp và Môi trường",
            [],
        ),
        ("STNMT", "Sở Tài nguyên và Môi trường", "Sở Nông nghiệp và Môi trường", []),
        ("Sở GTVT", "Sở Giao thông vận tải", "Sở Xây dựng", ["Công an tỉnh"]),
        (
            "Sở TT&TT",
            "Sở Thông tin và Truyền thông",
            "Sở Khoa học và Công nghệ",
            ["Sở Văn hóa, Thể thao và Du lịch", "Công an tỉnh"],
        ),
        ("Ban Dân tộc", "Ban Dân tộc", "Sở Dân tộc và Tôn giáo", ["Sở Nội vụ"]),
        ("Cục Thuế tỉnh", "Cục Thuế tỉnh", "Thuế tỉnh", []),
        (
            "Bộ đội Biên phòng tỉnh",
            "Bộ Chỉ huy Bộ đội Biên phòng tỉnh",
            "Ban Chỉ huy Bộ đội Biên phòng tỉnh",
            [],
        ),
        (
            "Sở KH&ĐT tỉnh Bắc Giang",
            "Sở Kế hoạch và Đầu tư",
            "Sở Tài chính",
            [],
        ),
    ],
)
def test_a_former_name_has_an_heir_and_stays_a_question(
    written: str, former: str, now: str, others: list[str]
) -> None:
    met = JULY_2026.resolve(written)

    assert JULY_2026.find(written) is None
    assert met.agency is not None
    assert met.former is not None
    assert (met.agency.name, met.former.name) == (now, former)
    assert [agency.name for agency in met.candidates] == [now, *others]


def test_whose_functions_went_to_several_has_no_heir() -> None:
    met = JULY_2026.resolve("Sở LĐ-TB&XH")

    assert met.agency is None
    assert met.former is not None
    parts = {heir.agency.name: heir.scope for heir in met.heirs}
    assert parts["Sở Nội vụ"] == "lao động, việc làm, người có công"
    assert parts["Sở Y tế"] == "bảo trợ xã hội, trẻ em, tệ nạn xã hội"
    assert parts["Sở Giáo dục và Đào tạo"] == "giáo dục nghề nghiệp"


def test_a_programme_of_its_time_has_the_names_of_its_time() -> None:
    met = registry_on(JULY_2020).resolve("Sở KH&ĐT")

    assert met.agency is not None
    assert met.agency.name == "Sở Kế hoạch và Đầu tư"
    assert met.untimely is None


def test_a_body_that_gave_away_a_part_is_still_itself() -> None:
    met = JULY_2026.resolve("Sở Nội vụ")

    assert met.agency is not None
    assert met.agency.name == "Sở Nội vụ"
    assert met.untimely is None


def test_between_two_days_of_change_the_heir_is_that_of_the_day() -> None:
    met = registry_on(MAY_2025).resolve("Cục Thống kê tỉnh")

    assert met.agency is not None
    assert met.agency.name == "Chi cục Thống kê tỉnh"


@pytest.mark.parametrize(
    ("written", "before"),
    [
        (
            "Sở NN&MT",
            [
                "Sở Nông nghiệp và Phát triển nông thôn",
                "Sở Tài nguyên và Môi trường",
                "Sở Lao động - Thương binh và Xã hội",
            ],
        ),
        ("Sở DT&TG", ["Ban Dân tộc", "Sở Nội vụ"]),
        ("Thuế tỉnh", ["Cục Thuế tỉnh"]),
        ("Phòng Văn hóa - Xã hội", None),
        ("Đảng ủy UBND tỉnh", []),
    ],
)
def test_a_name_of_the_future_is_nobody_yet(
    written: str, before: list[str] | None
) -> None:
    met = registry_on(JULY_2020).resolve(written)

    assert met.agency is None
    assert met.future is not None
    names = [agency.name for agency in met.candidates]
    assert names == before if before is not None else len(names) > 2


def test_a_former_name_is_offered_by_its_heirs() -> None:
    near = JULY_2026.near("Sở Kế hoạch Dầu tư")

    assert near[0].name == "Sở Tài chính"


def test_the_longest_name_wins_also_over_one_that_lives() -> None:
    living = Agency(name="Sở Nông nghiệp", short="Sở NN")
    gone = Agency(
        name="Sở Nông nghiệp và Phát triển nông thôn",
        short="Sở NNPTNT",
        valid_to=date(2025, 2, 28),
        successors=(Successor(name="Sở Nông nghiệp"),),
    )
    registry = Registry([living, gone], on=date(2026, 1, 1))

    met = registry.longest_ever(key_of(gone.name))

    assert met is not None
    assert met[0].former == gone
    assert met[0].agency == living
    assert met[1] == 8


def test_what_was_taught_of_a_former_name_holds_for_its_every_spelling() -> None:
    end = date(2025, 2, 28)
    heir = Agency(name="Sở Tài chính", short="Sở TC", taught=("Sở Kế hoạch",))
    gone = Agency(name="Sở Kế hoạch", short="Sở KH", aliases=("SKH",), valid_to=end)
    registry = Registry([heir, gone], on=date(2026, 1, 1))

    for written in ("Sở Kế hoạch", "Sở KH", "SKH"):
        met = registry.resolve(written)
        assert met.agency == heir
        assert met.untimely is None
    assert registry.on(end).find("Sở Kế hoạch") == gone


def test_an_endless_lineage_ends() -> None:
    end = date(2025, 2, 28)
    first = Agency(name="A", short="A", valid_to=end, successors=(Successor(name="B"),))
    second = Agency(
        name="B",
        short="B",
        valid_to=end,
        successors=(Successor(name="A"), Successor(name="Không có")),
    )

    met = Registry([first, second], on=date(2026, 1, 1)).resolve("A")

    assert met.agency is None
    assert met.former == first
    assert met.candidates == ()


def test_a_part_of_a_part_keeps_its_scope() -> None:
    end = date(2025, 2, 28)
    giving = Agency(
        name="A",
        short="A",
        valid_to=end,
        successors=(Successor(name="B", scope="đất"), Successor(name="C")),
    )
    passing = Agency(
        name="B", short="B", valid_to=end, successors=(Successor(name="C"),)
    )
    last = Agency(name="C", short="C")

    met = Registry([giving, passing, last], on=date(2026, 1, 1)).resolve("A")

    assert met.agency == last
    assert [heir.scope for heir in met.heirs] == [None]
