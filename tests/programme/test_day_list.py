"""The office's list of days: read whole, or refused with a line for each fault."""

import pytest

from programme.errors import Fault, Unreadable
from programme.reading.day_list import read_day_list

GOOD = """Ngày;Đến ngày;Loại;Lý do;Căn cứ
04/02/2027;10/02/2027;nghỉ;Tết;Thông báo 123/TB-BNV
2027-08-21;;làm bù;;Thông báo 123/TB-BNV

3.2.2027;;làm sáng;giáp Tết;
"""
FAULTY = """Ngày;Loại;Căn cứ
31/02/2027;nghỉ;TB 1
02/01/2027;lễ;TB 1
03/01/2027;nghỉ;TB 1
03/01/2027;làm bù;TB 1
;nghỉ;TB 1
04/01/2027
"""


@pytest.mark.parametrize("sign", [";", ",", "\t"])
@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_list_is_read_as_it_was_saved(sign: str, code: str) -> None:
    found = read_day_list(GOOD.replace(";", sign).encode(code))

    assert found.wrong == []
    said = [f"{one.day:%d/%m} {one.kind} {one.name}|{one.source}" for one in found.days]
    assert said[0] == "04/02 off Tết|Thông báo 123/TB-BNV"
    assert said[6:] == [
        "10/02 off Tết|Thông báo 123/TB-BNV",
        "21/08 worked |Thông báo 123/TB-BNV",
        "03/02 morning giáp Tết|",
    ]


def test_every_fault_has_its_line() -> None:
    found = read_day_list(FAULTY.encode())

    assert [(one.line, one.message) for one in found.wrong] == [
        (2, "ngày “31/02/2027”: cần ghi như 02/01/2027."),
        (3, "loại “lễ”: cần là nghỉ, làm bù, làm sáng hoặc làm chiều."),
        (5, "ngày 03/01/2027 đã có ở dòng 4."),
        (6, "ngày “”: cần ghi như 02/01/2027."),
        (7, "loại “”: cần là nghỉ, làm bù, làm sáng hoặc làm chiều."),
    ]


def test_a_span_that_ends_before_it_begins_is_a_fault() -> None:
    table = "Từ ngày,Đến ngày,Loại\n10/02/2027,04/02/2027,nghỉ\n"

    (wrong,) = read_day_list(table.encode()).wrong

    assert wrong.message == "đến ngày 04/02/2027 không hợp với ngày 10/02/2027."


@pytest.mark.parametrize("text", ["a;b\n1;2\n", "Ngày;Loại\n"])
def test_a_list_without_heads_or_days_says_what_it_needs(text: str) -> None:
    found = read_day_list(text.encode())

    assert found.days == []
    assert len(found.wrong) == 1


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (b"  \n", Fault.EMPTY),
        (b"\xff\xfe\x00", Fault.ENCODING),
        (b"Ng\xe0y;Lo\xe1i", Fault.ENCODING),
        (b"a\0b", Fault.FORMAT),
        (b"x" * 500_001, Fault.TOO_LARGE),
        (b"a\n" * 1_002, Fault.TOO_LARGE),
    ],
)
def test_what_is_no_table_is_refused(given: bytes, fault: Fault) -> None:
    with pytest.raises(Unreadable) as raised:
        read_day_list(given)

    assert raised.value.fault is fault
