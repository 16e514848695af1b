"""An Excel workbook: what one sees on its sheets."""

import io
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import openpyxl  # type: ignore[import-untyped] # it has no types
import pytest

from programme.errors import Fault, Unreadable
from programme.reading.formats import deliver
from programme.reading.lines import Line
from tests.programme.reading.formats.hostile import zipped

HEAD = ("STT", "Nội dung", "Thời gian")


def said(fill: Callable[[Any], None]) -> list[str | tuple[str, ...]]:
    book = openpyxl.Workbook()
    fill(book.active)
    return read_book(book)


def read_book(book: Any) -> list[str | tuple[str, ...]]:
    file = io.BytesIO()
    book.save(file)
    return [
        one.text if isinstance(one, Line) else one.cells
        for one in deliver(".xlsx", file.getvalue())
    ]


def rows(*rows: tuple[Any, ...]) -> Callable[[Any], None]:
    def fill(sheet: Any) -> None:
        for row in rows:
            sheet.append(row)

    return fill


@pytest.mark.parametrize(
    ("value", "form", "wanted"),
    [
        (date(2020, 7, 21), None, "21/7/2020"),
        (datetime(2020, 7, 21, 14, 30), None, "14h30 21/7/2020"),  # noqa: DTZ001 - a sheet has no zone
        (time(8, 30), None, "8h30"),
        (date(2020, 7, 1), 'dd"/"mm"/"yyyy', "1/7/2020"),
        (date(2020, 7, 1), "[$-42A]dd mmmm yyyy", "1/7/2020"),
        (44033, "General", "44033"),
        (44033, '0" ngày"', "44033"),
        (1, None, "1"),
        (1.5, None, "1.5"),
        ("  Sở Y tế ", None, "Sở Y tế"),
        ("Một\nHai", None, "Một\nHai"),
        (None, None, ""),
        (True, None, ""),
        ("#N/A", None, ""),
    ],
)
def test_a_cell_shows_what_an_office_writes(
    value: Any, form: str | None, wanted: str
) -> None:
    def fill(sheet: Any) -> None:
        rows(HEAD, ("1", "Việc", value))(sheet)
        if form is not None:
            sheet["C2"].number_format = form

    assert said(fill) == [HEAD, ("1", "Việc", wanted)]


def test_a_text_in_several_hands_is_one() -> None:
    rich = openpyxl.cell.rich_text.CellRichText("Sở ", "Nội vụ")

    assert said(rows(HEAD, ("1", rich, "x"))) == [HEAD, ("1", "Sở Nội vụ", "x")]


def test_lines_stand_above_and_below_a_table() -> None:
    sheet = rows(
        ("UBND TỈNH BẮC GIANG", None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Số: 05/CTr-UBND", None, "Độc lập - Tự do - Hạnh phúc"),
        ("LỊCH CÔNG TÁC",),
        (),
        HEAD,
        ("I. Nhóm",),
        (1, "Việc A", "21/7"),
        (),
        (2, "Việc B"),
        ("Ghi chú: lịch này thay giấy mời.",),
        ("Nơi nhận:", None, "TL. CHỦ TỊCH"),
        ("- Lưu: VT.", None, "CHÁNH VĂN PHÒNG"),
    )

    assert said(sheet) == [
        "UBND TỈNH BẮC GIANG",
        "Số: 05/CTr-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "LỊCH CÔNG TÁC",
        HEAD,
        ("I. Nhóm", "", ""),
        ("1", "Việc A", "21/7"),
        ("2", "Việc B", ""),
        "Ghi chú: lịch này thay giấy mời.",
        "Nơi nhận:",
        "- Lưu: VT.",
        "TL. CHỦ TỊCH",
        "CHÁNH VĂN PHÒNG",
    ]


def test_a_second_table_keeps_its_head() -> None:
    sheet = rows(HEAD, (1, "A", "x"), ("Tuần hai",), HEAD, (1, "B", "y"))

    assert said(sheet) == [HEAD, ("1", "A", "x"), "Tuần hai", HEAD, ("1", "B", "y")]


def test_merged_cells_say_the_same_in_each_place() -> None:
    def fill(sheet: Any) -> None:
        rows(HEAD, ("I. Nhóm",), (1, "A", "21/7"), (2, "B"))(sheet)
        sheet.merge_cells("A2:C2")
        sheet.merge_cells("C3:C4")

    assert said(fill) == [
        HEAD,
        ("I. Nhóm",) * 3,
        ("1", "A", "21/7"),
        ("2", "B", "21/7"),
    ]


def test_what_is_hidden_is_not_read() -> None:
    def fill(sheet: Any) -> None:
        rows((*HEAD[:2], "Nháp", HEAD[2]), (1, "A", "n", "x"), (2, "B", "n", "y"))(
            sheet
        )
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["C"].hidden = True
        hidden = sheet.parent.create_sheet("cũ")
        hidden.append(HEAD)
        hidden.sheet_state = "hidden"

    assert said(fill) == [HEAD, ("2", "B", "y")]


def test_days_are_counted_from_1904_where_the_book_says_so() -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    rows(HEAD, (1, "A", date(2020, 7, 21)))(book.active)

    assert read_book(book)[1] == ("1", "A", "21/7/2020")


def test_a_stamp_in_a_header_is_seen() -> None:
    book = openpyxl.Workbook()
    rows(HEAD, (1, "A", "x"))(book.active)
    book.active.oddHeader.center.text = "MẬT"

    with pytest.raises(Unreadable) as caught:
        read_book(book)

    assert caught.value.fault is Fault.SECRET


SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = "http://schemas.openxmlformats.org/package/2006/relationships"


def bare_book(rows: str, **more: str) -> bytes:
    """A workbook that says no more than it must, as some programs write it."""
    relation = f'<Relationship Id="s" Type="{TYPES}/worksheet" Target="sheet.xml"/>'
    away = f'<Relationship Id="a" Type="{TYPES}/link" TargetMode="External"/>'
    return zipped(
        {
            "_rels/.rels": f'<Relationships xmlns="{PARTS}"/>',
            "xl/workbook.xml": f'<workbook xmlns="{SHEETS}" xmlns:r="{TYPES}"><sheets>'
            '<sheet name="a" r:id="s"/><sheet name="b" r:id="gone"/></sheets>'
            "</workbook>",
            "xl/_rels/workbook.xml.rels": (
                f'<Relationships xmlns="{PARTS}">{relation}{away}</Relationships>'
            ),
            "xl/sheet.xml": f'<worksheet xmlns="{SHEETS}"><sheetData>{rows}</sheetData>'
            '<mergeCells><mergeCell ref="A1"/><mergeCell ref="?:A2"/></mergeCells>'
            "</worksheet>",
            **more,
        }
    )


def test_a_workbook_may_say_very_little() -> None:
    rows = (
        '<row><c t="inlineStr"><is><t>STT</t><rPh><t>x</t></rPh></is></c>'
        '<c t="str"><v>Nội dung</v></c><c t="s"><v>5</v></c></row>'
        '<row><c s="3"><v>1</v></c><c><v>abc</v></c><c t="e"><v>#REF!</v></c></row>'
        '<row><c r="A9"><v>2</v></c><c r="ZZZ9"><v>8</v></c>'
        '<c r="B9"><v>3</v></c></row>'
    )

    delivered = deliver(".xlsx", bare_book(rows))

    assert [one.words for one in delivered] == ["STT Nội dung", "1 abc", "2 3"]


def test_a_workbook_without_its_main_part_is_broken() -> None:
    with pytest.raises(Unreadable) as caught:
        deliver(".xlsx", zipped({"_rels/.rels": f'<Relationships xmlns="{PARTS}"/>'}))

    assert (caught.value.fault, caught.value.detail) == (Fault.BROKEN, "xlsx")
