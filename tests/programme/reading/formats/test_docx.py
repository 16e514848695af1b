"""A Word document, phenomenon by phenomenon."""

import unicodedata
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from programme.errors import Fault, Unreadable
from programme.reading import read
from programme.reading.formats import deliver
from programme.reading.lines import Line, Row
from tests.programme.reading.formats.hostile import document_xml, zipped
from tests.programme.reading.formats.makers import docx_bytes, fill
from tests.programme.reading.formats.papers import ITEM, SESSION

BOX = (
    "<w:r><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-"
    "compatibility/2006'><mc:Choice Requires='wps'>{box}</mc:Choice>"
    "<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
)


def said(document: Document) -> list[str | tuple[str, ...]]:
    delivered = deliver(".docx", docx_bytes(document))
    assert [one.number for one in delivered] == [*range(1, len(delivered) + 1)]
    return [one.text if isinstance(one, Line) else one.cells for one in delivered]


def inside(paragraph: str) -> list[str | tuple[str, ...]]:
    """What is read of a paragraph written in Word's own XML."""
    document = docx.Document()
    append(document, paragraph)
    return said(document)


def append(document: Document, paragraph: str) -> None:
    element = parse_xml(f"<w:p {nsdecls('w')}>{paragraph}</w:p>")
    document.element.body.insert(len(document.element.body) - 1, element)


def run(text: str) -> str:
    return f"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>"


def box(text: str) -> str:
    return BOX.format(box=f"<w:txbxContent><w:p>{run(text)}</w:p></w:txbxContent>")


@pytest.mark.parametrize(
    ("paragraph", "wanted"),
    [
        (run("Sở ") + run("Nội vụ"), ["Sở Nội vụ"]),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>", ["a\tb"]),
        ("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>", ["a", "b"]),
        ("<w:r><w:t>a</w:t><w:cr/><w:t>b</w:t></w:r>", ["a", "b"]),
        ("<w:r><w:t>21</w:t><w:noBreakHyphen/><w:t>7</w:t></w:r>", ["21-7"]),
        ("<w:r><w:t>Sở\u00a0Nội\u200b vụ</w:t></w:r>", ["Sở Nội vụ"]),
        (run(unicodedata.normalize("NFD", "Sở Y tế")), ["Sở Y tế"]),
        (f"<w:ins>{run('thêm')}</w:ins>" + run(" vào"), ["thêm vào"]),
        ("<w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>" + run("giữ"), ["giữ"]),
        (f"<w:moveFrom>{run('cũ')}</w:moveFrom>" + run("mới"), ["mới"]),
        (f"<w:moveTo>{run('mới')}</w:moveTo>", ["mới"]),
        (f"<w:hyperlink>{run('Sở')}</w:hyperlink>" + run(" Y tế"), ["Sở Y tế"]),
        (f"<w:sdt><w:sdtContent>{run('ô')}</w:sdtContent></w:sdt>", ["ô"]),
        (f"<w:fldSimple w:instr='DATE'>{run('21/7')}</w:fldSimple>", ["21/7"]),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("3 việc"), ["3 việc"]),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>" + run("hiện"), ["hiện"]),
        ("<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>a</w:t></w:r>", ["a"]),
        (run("đoạn") + box("khung"), ["đoạn", "khung"]),
        (box("khung"), ["khung"]),
        ("", []),
    ],
)
def test_a_paragraph_says_what_one_sees(paragraph: str, wanted: list[str]) -> None:
    assert inside(paragraph) == wanted


def test_a_paragraph_whose_end_was_deleted_goes_on() -> None:
    document = docx.Document()
    append(document, f"<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('Sở Kế hoạch ')}")
    append(document, run("và Đầu tư"))

    assert said(document) == ["Sở Kế hoạch và Đầu tư"]


def a_table(
    document: Document, *rows: tuple[str, ...], style: str | None = None
) -> Any:
    table = document.add_table(rows=0, cols=len(rows[0]), style=style)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            fill(cell, *text.split("\n"))
    return table


HEAD = ("STT", "Nội dung", "Thời gian")


def test_a_table_is_rows_between_lines() -> None:
    document = docx.Document()
    document.add_paragraph("trước")
    a_table(document, HEAD, ("1", "Việc A\nViệc B", "21/7"), ("", "", ""), HEAD)
    document.add_paragraph("sau")

    assert said(document) == ["trước", HEAD, ("1", "Việc A\nViệc B", "21/7"), "sau"]


def test_a_merged_cell_says_the_same_in_each_place() -> None:
    document = docx.Document()
    table = a_table(document, HEAD, ("", "", ""), ("1", "A", ""), ("2", "B", ""))
    table.cell(1, 0).merge(table.cell(1, 2)).text = "I. Nhóm"
    table.cell(2, 2).merge(table.cell(3, 2)).text = "21/7"

    assert said(document) == [
        HEAD,
        ("I. Nhóm",) * 3,
        ("1", "A", "21/7"),
        ("2", "B", "21/7"),
    ]


def test_a_table_ruled_without_a_head_is_one_all_the_same() -> None:
    rows = (("Thứ hai", "Họp"), ("Thứ ba", "Nghỉ"), ("Thứ tư", "Nghỉ"))
    ruled, plain = docx.Document(), docx.Document()
    a_table(ruled, *rows, style="Table Grid")
    a_table(plain, *rows)

    assert said(ruled) == [*rows]
    assert said(plain) == [cell for row in rows for cell in row]


@pytest.mark.parametrize("style", [None, "Table Grid"])
def test_a_letterhead_is_read_column_by_column(style: str | None) -> None:
    document = docx.Document()
    right = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    a_table(document, ("ỦY BAN NHÂN DÂN\nTỈNH BẮC GIANG", right), style=style)

    assert said(document) == ["ỦY BAN NHÂN DÂN", "TỈNH BẮC GIANG", *right.split("\n")]


def test_a_deleted_row_is_gone() -> None:
    document = docx.Document()
    table = a_table(document, HEAD, ("1", "A", "21/7"), ("2", "B", "22/7"))
    properties = table.rows[1]._tr.get_or_add_trPr()
    properties.append(parse_xml(f"<w:del {nsdecls('w')}/>"))

    assert said(document) == [HEAD, ("2", "B", "22/7")]


def test_a_table_in_a_frame_is_still_a_table() -> None:
    document = docx.Document()
    frame = document.add_table(rows=1, cols=1).cell(0, 0)
    inner = frame.add_table(rows=0, cols=3)
    for row in (HEAD, ("1", "A", "21/7")):
        for cell, text in zip(inner.add_row().cells, row, strict=True):
            cell.text = text

    assert said(document) == [HEAD, ("1", "A", "21/7")]


def stamped_in_a_box(document: Document) -> None:
    for _ in range(60):
        document.add_paragraph("Một dòng.")
    append(document, box("MẬT"))


def stamped_in_a_header(document: Document) -> None:
    document.sections[0].header.paragraphs[0].text = "TỐI MẬT"


def stamped_in_a_framed_cell(document: Document) -> None:
    table = a_table(document, ("MẬT",), style="Table Grid")
    document.element.body.insert(0, table._tbl)


def stamped_across_the_page(document: Document) -> None:
    drawn = "<v:shape xmlns:v='urn:schemas-microsoft-com:vml'>"
    drawn += "<v:textpath string='TUYỆT MẬT'/></v:shape>"
    header = document.sections[0].header.paragraphs[0]
    header._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:pict>{drawn}</w:pict></w:r>"))


@pytest.mark.parametrize(
    "stamp",
    [
        stamped_in_a_box,
        stamped_in_a_header,
        stamped_in_a_framed_cell,
        stamped_across_the_page,
    ],
)
def test_a_stamp_is_seen_wherever_it_stands(stamp: Any) -> None:
    document = docx.Document()
    document.add_paragraph(SESSION)
    document.add_paragraph(ITEM)
    stamp(document)

    with pytest.raises(Unreadable) as caught:
        read(docx_bytes(document), name="a.docx")

    assert caught.value.fault is Fault.SECRET


def test_headers_and_footers_are_not_read() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Trang 1"
    document.sections[0].footer.paragraphs[0].text = "Ký bởi: Văn phòng"
    document.add_paragraph("Nội dung")

    assert said(document) == ["Nội dung"]


def test_the_strict_kind_is_read_too() -> None:
    usual = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = docx.Document()
    a_table(document, HEAD, ("1", "A", "21/7"))
    xml = document_xml(f"<w:p>{run('Nội dung')}</w:p>")
    strict = xml.replace(usual, "http://purl.oclc.org/ooxml/wordprocessingml/main")

    delivered = deliver(".docx", zipped({"word/document.xml": strict}))

    assert delivered == [Line(1, "Nội dung")]
    assert isinstance(deliver(".docx", docx_bytes(document))[0], Row)


def test_a_legacy_font_is_told_in_word_too() -> None:
    document = docx.Document()
    document.add_paragraph("Héi nghÞ UBND tØnh th¸ng 7, ngµy 21: së Tµi chÝnh")

    with pytest.raises(Unreadable) as caught:
        read(docx_bytes(document), name="a.docx")

    assert caught.value.fault is Fault.LEGACY_FONT


def test_a_row_in_a_content_control_is_a_row() -> None:
    document = docx.Document()
    table = a_table(document, HEAD, ("1", "A", "21/7"))
    row = table.rows[1]._tr
    around = f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>"
    table._tbl.append(parse_xml(around))
    table._tbl[-1][0].append(row)

    assert said(document) == [HEAD, ("1", "A", "21/7")]


def test_a_row_may_begin_further_in() -> None:
    document = docx.Document()
    table = a_table(document, HEAD, ("1", "A", "21/7"))
    row = table.rows[1]._tr
    row.remove(row[0])
    before = parse_xml(f"<w:gridBefore {nsdecls('w')} w:val='1'/>")
    row.get_or_add_trPr().append(before)

    assert said(document) == [HEAD, ("", "A", "21/7")]


def test_a_table_without_rows_says_nothing() -> None:
    document = docx.Document()
    document.add_table(rows=0, cols=2)

    assert said(document) == []


def test_a_style_rules_a_table_or_does_not() -> None:
    rows = (("Thứ hai", "Họp"), ("Thứ ba", "Nghỉ"))
    ruled, plain = docx.Document(), docx.Document()
    a_table(ruled, *rows, style="Light List")
    a_table(plain, *rows, style="Normal Table")

    assert said(ruled) == [*rows]
    assert said(plain) == [cell for row in rows for cell in row]
