"""The first fill: the agencies of 2020 and 2025, each name its own, each life whole."""

from collections import defaultdict
from datetime import date, timedelta

import pytest

from programme.agencies import (
    Agency,
    Registry,
    first_fill,
    is_provincial,
    key_of,
    registry_for,
    registry_on,
)

EVERY = {agency.name: agency for agency in first_fill(rooms=True)}
NAMED = {key_of(name): agency for name, agency in EVERY.items()}
#: Ways of writing that two agencies of one day may share: none so far.
AMBIGUOUS: frozenset[str] = frozenset()
JULY_2020, MARCH_2025, JULY_2026 = date(2020, 7, 1), date(2025, 3, 1), date(2026, 7, 1)


def _written(agency: Agency) -> tuple[str, ...]:
    return (agency.name, agency.short, *agency.aliases)


@pytest.mark.parametrize("agency", EVERY.values(), ids=lambda agency: agency.short)
def test_every_way_of_writing_finds_its_agency(agency: Agency) -> None:
    registry = registry_on(agency.valid_to or agency.valid_from or JULY_2020)

    for written in _written(agency):
        assert registry.find(written) == agency
        (mention,) = registry.mentions(f"({written} chuẩn bị)")
        assert mention.agency == agency


def test_no_name_is_shared_by_two() -> None:
    owners = defaultdict(set)
    for agency in EVERY.values():
        for written in _written(agency):
            owners[key_of(written)].add(agency.name)

    shared = {key: names for key, names in owners.items() if len(names) > 1}
    assert {" ".join(key) for key in shared} == AMBIGUOUS


def test_no_province_is_part_of_a_name() -> None:
    registry = Registry(EVERY.values())
    for agency in EVERY.values():
        for written in _written(agency):
            assert registry.find(f"{written} Bắc Giang") == agency


def test_every_successor_exists_and_takes_over_when_the_other_ends() -> None:
    for agency in EVERY.values():
        for step in agency.successors:
            heir = NAMED[key_of(step.name)]
            assert heir.name == step.name
            assert heir != agency
            begins = step.since or (agency.valid_to or date.max) + timedelta(days=1)
            assert heir.lives_on(begins), (agency.name, heir.name)


def test_who_has_ended_has_an_heir_or_is_known_to_have_none() -> None:
    alone = {
        agency.name
        for agency in EVERY.values()
        if agency.valid_to and not agency.successors
    }

    assert alone == {
        "Ban Chỉ huy Quân sự huyện",
        "Ban Quản lý dự án đầu tư xây dựng huyện",
    }


def test_lives_have_a_beginning_before_their_end() -> None:
    for agency in EVERY.values():
        assert (agency.valid_from or date.min) <= (agency.valid_to or date.max)
        assert agency.source
        assert len(agency.short) <= 28


def test_a_name_that_lives_on_is_one_agency_with_a_long_life() -> None:
    for name in ("Sở Tài chính", "Sở Nội vụ", "Sở Xây dựng", "Sở Y tế"):
        agency = EVERY[name]
        assert all(map(agency.lives_on, (JULY_2020, MARCH_2025, JULY_2026)))


@pytest.mark.parametrize(
    ("day", "most"),
    [
        (date(2025, 2, 28), 21),  # 17 of NĐ 24/2014, and four of some provinces
        (date(2025, 3, 1), 15),
    ],
)
def test_the_departments_of_a_day(day: date, most: int) -> None:
    everywhere = {
        "Sở Nội vụ",
        "Sở Tư pháp",
        "Sở Tài chính",
        "Sở Công Thương",
        "Sở Xây dựng",
        "Sở Khoa học và Công nghệ",
        "Sở Văn hóa, Thể thao và Du lịch",
        "Sở Giáo dục và Đào tạo",
        "Sở Y tế",
        "Thanh tra tỉnh",
        "Văn phòng UBND tỉnh",
    }
    names = {agency.name for agency in registry_on(day)}

    assert everywhere <= names
    assert ("Sở Nông nghiệp và Môi trường" in names) == (day >= MARCH_2025)
    assert sum(name.startswith(("Sở ", "Ban Dân tộc")) for name in names) <= most


#: Every code of `facts/documents.md` §3.1, as it stands there.
CODES_2020 = {
    "Văn phòng UBND tỉnh": "VP UBND tỉnh; VPUB; vpub",
    "Sở Kế hoạch và Đầu tư": "Sở KH&ĐT; Sở KHĐT; Sở KH-ĐT; SKHĐT",
    "Sở Tài chính": "Sở TC; STC",
    "Sở Nội vụ": "SNV; Sở NV",
    "Sở Tư pháp": "STP; Sở TP",
    "Sở Công Thương": "Sở Công thương; Sở CT; SCT",
    "Sở Nông nghiệp và Phát triển nông thôn": "Sở Nông nghiệp và PTNT; Sở NN&PTNT; "
    "Sở NNPTNT; Sở NN; SNNPTNT",
    "Sở Giao thông vận tải": "Sở GT-VT; Sở Giao thông Vận tải; Sở GTVT; SGTVT",
    "Sở Xây dựng": "Sở XD; SXD",
    "Sở Tài nguyên và Môi trường": "Sở TN-MT; Sở TN&MT; Sở TNMT; STNMT",
    "Sở Thông tin và Truyền thông": "Sở Thông tin & Truyền thông; Sở TT&TT; Sở TTTT; "
    "STTTT",
    "Sở Lao động - Thương binh và Xã hội": "Sở Lao động - TBXH; Sở LĐ; Sở LĐTBXH; "
    "Sở LĐ-TB&XH; SLĐTBXH; Sở Lao động - Thường binh và Xã hội",
    "Sở Văn hóa, Thể thao và Du lịch": "Sở VHTTDL; Sở VH-TT&DL; Sở VH-TT-DL; "
    "Sở VH,TT&DL; Sở Văn hóa Thể thao và Du lịch",
    "Sở Khoa học và Công nghệ": "Sở KH&CN; Sở KHCN; Sở KH-CN; SKHCN",
    "Sở Giáo dục và Đào tạo": "Sở GD-ĐT; Sở GD; Sở GD&ĐT; Sở GDĐT; SGDĐT",
    "Sở Y tế": "SYT",
    "Thanh tra tỉnh": "Thanh Tra Tỉnh",
    "Sở Ngoại vụ": "SNgV",
    "Ban Dân tộc": "BDT",
    "Công an tỉnh": "CA tỉnh",
    "Bộ Chỉ huy Quân sự tỉnh": "BCH Quân sự tỉnh; Bộ CHQS; BCHQS",
    "Bộ Chỉ huy Bộ đội Biên phòng tỉnh": "BĐBP tỉnh; Bộ CHBĐBP",
    "Ban Quản lý các khu công nghiệp": "BQL các KCN",
    "Ban Quản lý Khu kinh tế tỉnh": "Ban QL Khu KT tỉnh",
    "Liên minh Hợp tác xã tỉnh": "Liên minh HTX tỉnh",
    "Cục Thuế tỉnh": "Cục Thuế",
    "Cục Thống kê tỉnh": "Cục Thống kê",
    "Cục Hải quan tỉnh": "Cục Hải quan",
    "Cục Quản lý thị trường tỉnh": "Cục QLTT",
    "Kho bạc Nhà nước tỉnh": "Kho bạc",
    "Bảo hiểm xã hội tỉnh": "BHXH tỉnh",
    "Ngân hàng Nhà nước chi nhánh tỉnh": "NHNN chi nhánh",
    "Ban Quản lý dự án đầu tư xây dựng tỉnh": "Ban QLDA ĐTXD",
    "Trung tâm Phát triển quỹ đất tỉnh": "Trung tâm PTQĐ",
    "Đài Phát thanh và Truyền hình tỉnh": "Đài PTTH",
    "Ban Tiếp công dân tỉnh": "Ban Tiếp công dân",
    "Văn phòng Đoàn ĐBQH và HĐND tỉnh": "VP Đoàn ĐBQH & HĐND tỉnh",
    "Ủy ban Mặt trận Tổ quốc tỉnh": "UBMTTQ",
    "Phòng Tài chính - Kế hoạch": "Phòng Tài chính - Kế hoạch",
    "Phòng Tài nguyên và Môi trường": "Phòng TN&MT",
    "Phòng Kinh tế và Hạ tầng": "Phòng KTHT",
    "Phòng Nông nghiệp và Phát triển nông thôn": "Phòng NN&PTNT",
    "Phòng Lao động - Thương binh và Xã hội": "Phòng LĐ-TB&XH; Phòng LĐ",
    "Phòng Giáo dục và Đào tạo": "Phòng GD&ĐT",
    "Phòng Văn hóa và Thông tin": "Phòng VH-TT",
    "Ban Chỉ huy Quân sự huyện": "Ban CHQS huyện",
    "Ban Quản lý dự án đầu tư xây dựng huyện": "Ban QLDA-ĐTXD huyện",
}
CODES_2026 = {
    "Sở Nông nghiệp và Môi trường": "Sở NN&MT; Sở NNMT; SNNMT",
    "Sở Dân tộc và Tôn giáo": "Sở DT&TG; Sở DTTG",
    "Sở Khoa học và Công nghệ": "Sở KH&CN",
    "Ban Chỉ huy Bộ đội Biên phòng tỉnh": "Ban Chỉ huy Bộ đội Biên phòng tỉnh",
    "Trung tâm Phục vụ hành chính công tỉnh": "TT PVHCC tỉnh",
    "Trung tâm Phục vụ hành chính công": "TT PVHCC",
    "Văn phòng HĐND và UBND": "Văn phòng HĐND&UBND xã",
    "Phòng Kinh tế, Hạ tầng và Đô thị": "Phòng KT, HT và ĐT",
    "Phòng Văn hóa - Xã hội": "Phòng VH-XH",
    "Ban Chỉ huy Quân sự xã": "Ban CHQS xã",
}


@pytest.mark.parametrize(
    ("day", "name", "code"),
    [
        (day, name, code)
        for day, table in ((JULY_2020, CODES_2020), (JULY_2026, CODES_2026))
        for name, codes in table.items()
        for code in codes.split("; ")
    ],
)
def test_every_code_of_the_catalogue(day: date, name: str, code: str) -> None:
    assert registry_on(day).get(code).name == name


@pytest.mark.parametrize(
    "written", ["TT", "TC", "KT", "TP", "TTr", "VP", "GT", "NN", "Sở", "Phòng", "Ban"]
)
@pytest.mark.parametrize("day", [JULY_2020, JULY_2026])
def test_what_may_mean_something_else_is_nobody(day: date, written: str) -> None:
    registry = registry_on(day)

    assert registry.find(written) is None
    assert registry.mentions(f"({written} UBND)") == []
    assert registry.resolve(written).untimely is None


@pytest.mark.parametrize(
    ("issuer", "provincial"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH BẮC GIANG", True),
        ("Văn phòng UBND tỉnh", True),
        ("UBND HUYỆN YÊN THẾ, TỈNH BẮC GIANG", False),
        ("UBND THỊ XÃ VIỆT YÊN", False),
        ("UBND PHƯỜNG YÊN DŨNG, TỈNH BẮC NINH", False),
        ("UBND XÃ TÂN MỸ", False),
        ("UBND THÀNH PHỐ BẮC GIANG", False),
        (None, False),
    ],
)
def test_an_issuer_says_its_level(issuer: str | None, provincial: bool) -> None:
    assert is_provincial(issuer) is provincial


def test_a_province_has_no_rooms_and_a_ward_knows_the_province() -> None:
    province = registry_for(JULY_2026, None, "UBND TỈNH BẮC NINH")
    ward = registry_for(JULY_2026, None, "UBND PHƯỜNG YÊN DŨNG")

    assert province.find("Phòng Kinh tế") is None
    assert ward.find("Phòng Kinh tế") is not None
    assert ward.find("Sở Tài chính") is not None
    assert ward.find("Phòng Tư pháp") is None
    assert ward.resolve("Phòng Tư pháp").former is not None


def test_the_offices_own_agencies_win_over_the_first_fill() -> None:
    own = Registry([Agency(name="Sở A", short="Sở A", valid_from=JULY_2026)])

    assert registry_for(JULY_2026, own, None).find("Sở A") is not None
    assert registry_for(JULY_2020, own, None).find("Sở A") is None
    assert registry_for(JULY_2026, own, None).find("Sở Tài chính") is None
