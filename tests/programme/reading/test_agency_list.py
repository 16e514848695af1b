"""An office's own list of agencies, as .csv and .xlsx, right and wrong."""

import contextlib
import io
import random
from datetime import date, datetime
from typing import Any

import openpyxl  # type: ignore[import-untyped] # it has no types
import pytest

from programme.agencies import Successor
from programme.agency_changes import Listed
from programme.errors import Fault, Unreadable
from programme.reading.agency_list import LARGEST, AgencyList, read_agency_list

HEAD = "Tên cơ quan;Tên tắt;Tên khác;Từ ngày;Đến ngày;Cơ quan kế thừa;Căn cứ"
A_DAY = datetime(2025, 3, 1)  # noqa: DTZ001 - as openpyxl gives it
ENGLISH = "official_name,short,aliases,valid_from,valid_to,successors,source"
OTHERWISE = "Nguồn;Từ ngày;Kế thừa;TÊN KHÁC:;Viết tắt;Cơ quan"
WANTED = Listed(
    line=2,
    name="Sở A",
    short="SA",
    aliases=("Sở Á", "S.A"),
    valid_from=date(2025, 3, 1),
    successors=(Successor(name="Sở B", scope="đất đai"), Successor(name="Sở C")),
    source="QĐ 1",
)


def read_csv(text: str) -> AgencyList:
    return read_agency_list(text.encode(), name="danh-muc.csv")


def a_book(*rows: Any) -> bytes:
    book, data = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(data)
    return data.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}\nSở A;SA;Sở Á | S.A;01/03/2025;;Sở B (đất đai)|Sở C;QĐ 1\n",
        f'\ufeff{HEAD}\r\nSở A;SA;"Sở Á; S.A";1/3/2025;;Sở B (đất đai)|Sở C;QĐ 1\r\n',
        HEAD.replace(";", ",")
        + "\nSở A,SA,Sở Á;S.A,2025-03-01,,Sở B (đất đai);Sở C,QĐ 1\n",
        HEAD.replace(";", "\t")
        + "\nSở A\tSA\tSở Á|S.A\t1.3.2025\t\tSở B (đất đai)|Sở C\tQĐ 1\n",
        f"{ENGLISH}\nSở A,SA,Sở Á|S.A,1-3-2025,,Sở B (đất đai)|Sở C,QĐ 1\n",
        f"{OTHERWISE}\nQĐ 1;01/03/2025;Sở B ( đất đai );Sở Á|S.A;SA;Sở A\n",
    ],
)
def test_a_csv_of_any_kind(text: str) -> None:
    found = read_csv(text)

    assert found.wrong == []
    (row,) = found.rows
    assert (row.name, row.aliases) == (WANTED.name, WANTED.aliases)
    assert row.successors is not None
    assert row.successors[0] == Successor(name="Sở B", scope="đất đai")
    assert (row.short, row.valid_from, row.source) == ("SA", date(2025, 3, 1), "QĐ 1")


def test_unicode_text_as_excel_calls_it() -> None:
    data = f"{HEAD}\nSở A;;;;;;".replace(";", "\t").encode("utf-16")

    assert read_agency_list(data, name="a.txt").rows == [Listed(line=2, name="Sở A")]


def test_a_workbook() -> None:
    data = a_book(
        ["DANH MỤC CƠ QUAN NĂM 2025"],
        [],
        ["STT", *HEAD.split(";")],
        [
            *(1, "Sở A", "SA", "Sở Á; S.A", A_DAY, None),
            *("Sở B (đất đai); Sở C", "QĐ 1"),
        ],
        [2, "Sở B", None, None, "1/3/2025", "-"],
        [None, " "],
    )

    found = read_agency_list(data, name="danh-muc.xlsx")

    assert found.wrong == []
    assert found.unused == ("STT",)
    first, second = found.rows
    assert first == Listed(**{**vars(WANTED), "line": 4})
    assert second.valid_from == date(2025, 3, 1)
    assert second.cleared == {"valid_to"}


def test_every_fault_with_its_line() -> None:
    found = read_csv(
        f"{HEAD}\n"
        ";SA;;;;;\n"
        "Sở B;;;31/02/2025;mai;;\n"
        "\n"
        "Sở C;;;;;;;;thừa\n"
        f"{'x' * 300};;;;;;\n"
        "Sở D\n"
    )

    assert [(wrong.line, wrong.message.split(" ")[0]) for wrong in found.wrong] == [
        (2, "thiếu"),
        (3, "“31/02/2025”"),
        (3, "“mai”"),
        (5, "có"),
        (6, "tên"),
    ]
    assert found.rows[-1] == Listed(line=7, name="Sở D")


@pytest.mark.parametrize("text", ["Họ tên;Chức vụ\nA;B\n", "xin chào"])
def test_a_table_of_something_else(text: str) -> None:
    (wrong,) = read_csv(text).wrong

    assert "Tên cơ quan" in wrong.message


def test_a_list_of_nobody() -> None:
    assert read_csv(f"{HEAD}\n;;;;;;\n").wrong[0].message == "Tệp không có cơ quan nào."


@pytest.mark.parametrize(
    ("data", "name", "fault"),
    [
        (b"", "a.csv", Fault.EMPTY),
        (b"\xff\xfe\x00", "a.csv", Fault.ENCODING),
        (b"\xe1", "a.csv", Fault.ENCODING),
        (b"a\x00b", "a.csv", Fault.FORMAT),
        (b" " * (LARGEST + 1), "a.csv", Fault.TOO_LARGE),
        (b"a\n" * 3000, "a.csv", Fault.TOO_LARGE),
        (b"a;" * 400, "a.csv", Fault.TOO_LARGE),
        (b"PK\x03\x04", "a.csv", Fault.BROKEN),
        (b"hello", "a.xlsx", Fault.BROKEN),
        (b'"' + b"a" * 200_000, "a.csv", Fault.BROKEN),
    ],
)
def test_what_cannot_be_read(data: bytes, name: str, fault: Fault) -> None:
    with pytest.raises(Unreadable) as refused:
        read_agency_list(data, name=name)

    assert refused.value.fault is fault


def test_a_damaged_workbook_is_refused_or_read() -> None:
    whole = a_book(HEAD.split(";"), ["Sở A"])
    dice = random.Random(1)  # noqa: S311 - no secret
    for _ in range(200):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 5)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        with contextlib.suppress(Unreadable):
            read_agency_list(bytes(data), name="a.xlsx")
