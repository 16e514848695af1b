"""The example programme, written as Word and Excel files in several manners."""

import io
import re
from dataclasses import dataclass
from typing import Any

import docx
import openpyxl  # type: ignore[import-untyped] # it has no types
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.table import _Cell, _Row

from programme.document import Draft
from programme.draft_json import to_json
from programme.reading import read
from tests.programme.reading.makers import EXAMPLE

LEFT = ("ỦY BAN NHÂN DÂN", "TỈNH BẮC GIANG", "Số: 05/CTr-UBND")
RIGHT = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Bắc Giang, ngày 24 tháng 6 năm 2020",
)
TITLE = ("CHƯƠNG TRÌNH CÔNG TÁC", "THÁNG 7 NĂM 2020")
SIGNATURE = ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")
_MARK = re.compile(r"(?:(?P<one>[IVX]+)|(?P<zero>[A-Z])|(?P<two>[0-9]+))\. ")
#: Each level's mark in `word/numbering.xml`: A., I., 1.
_LEVELS = ("upperLetter", "upperRoman", "decimal")


@dataclass(frozen=True)
class Piece:
    """One paragraph; `level` is that of its mark, if it has one."""

    text: str
    level: int | None

    @property
    def unmarked(self) -> str:
        return (
            _MARK.sub("", self.text, count=1) if self.level is not None else self.text
        )


def body() -> list[Piece]:
    """The example without its hard wraps, page numbers, head and tail."""
    text = EXAMPLE.read_text("utf-8")
    text = text[text.index("A. NHI") : text.index("Nơi nhận:")]
    blocks = (" ".join(block.split()) for block in text.split("\n\n"))
    return [_piece(block) for block in blocks if block and not block.isdecimal()]


def _piece(text: str) -> Piece:
    met = _MARK.match(text)
    levels = {"zero": 0, "one": 1, "two": 2}
    return Piece(text, levels[met.lastgroup or ""] if met else None)


def recipients() -> list[str]:
    text = EXAMPLE.read_text("utf-8")
    tail = text[text.index("Nơi nhận:") : text.index("TL. CHỦ TỊCH")]
    lines = " ".join(tail.split()).removeprefix("Nơi nhận: ").split("; - ")
    return [f"- {line.removeprefix('- ')};" for line in lines[:-1]] + [f"- {lines[-1]}"]


def docx_bytes(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def programme_docx(*, numbered: bool = False, soft: bool = False) -> Document:
    """The example as a clerk types it: head and tail stand in borderless tables.

    `numbered` leaves the marks to Word; `soft` sets an agenda as one paragraph.
    """
    document = docx.Document()
    _side_by_side(document, list(LEFT), list(RIGHT))
    document.add_paragraph("\n".join(TITLE) if soft else TITLE[0])
    if not soft:
        document.add_paragraph(TITLE[1])
    if numbered:
        _number(document, body())
    elif soft:
        document.add_paragraph("\n".join(piece.text for piece in body()))
    else:
        for piece in body():
            document.add_paragraph(piece.text)
    _side_by_side(document, ["Nơi nhận:", *recipients()], [*SIGNATURE])
    return document


def programme_table() -> Document:
    """The same items as a ruled table whose head comes again on each page."""
    document = docx.Document()
    _side_by_side(document, list(LEFT), list(RIGHT))
    for text in TITLE:
        document.add_paragraph(text)
    table = document.add_table(rows=1, cols=len(HEADS))
    table.style = "Table Grid"
    _fill_row(table.rows[0], *HEADS)
    table.rows[0]._tr.get_or_add_trPr().append(
        parse_xml(f"<w:tblHeader {nsdecls('w')}/>")
    )
    for row in table_rows():
        cells = table.add_row().cells
        if len(row) == 1:
            cells[0].merge(cells[-1])
        for cell, text in zip(cells, row, strict=False):
            cell.text = text
    days = [row.cells[-1] for row in table.rows[2:6]]
    days[0].merge(days[-1]).text = "21/7/2020"
    _side_by_side(document, ["Nơi nhận:", *recipients()], [*SIGNATURE])
    return document


HEADS = ("STT", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian")


def table_rows() -> list[tuple[str, ...]]:
    """The example's items under one group; a group's name is a row of one cell."""
    rows: list[tuple[str, ...]] = [("I. HỘI NGHỊ UBND TỈNH THƯỜNG KỲ",)]
    prepared = [piece for piece in body() if "chuẩn bị)" in piece.text]
    for number, piece in enumerate(prepared, start=1):
        title, _, agency = piece.unmarked.rpartition(" (")
        support = "Sở Tài chính" if number % 2 else ""
        rows.append(
            (str(number), title, agency.split(" chuẩn")[0], support, "21/7/2020")
        )
    return rows


def _fill_row(row: _Row, *texts: str) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        cell.text = text


def _side_by_side(document: Document, left: list[str], right: list[str]) -> None:
    table = document.add_table(rows=1, cols=2)
    for cell, texts in zip(table.rows[0].cells, (left, right), strict=True):
        fill(cell, *texts)


def fill(cell: _Cell, *texts: str) -> None:
    cell.text = texts[0]
    for text in texts[1:]:
        cell.add_paragraph(text)


def _number(document: Document, pieces: list[Piece]) -> None:
    """Each run of 1, 2, 3 is a list of its own, begun anew, as Word does it."""
    number = add_list(document, *_LEVELS)
    for piece in pieces:
        paragraph = document.add_paragraph(piece.unmarked)
        if piece.level is not None:
            number_as(paragraph, number, piece.level)


def add_list(document: Document, *formats: str, texts: tuple[str, ...] = ()) -> int:
    """A list of several levels; answers with its numId."""
    numbering = document.part.numbering_part.element
    taken = [int(n.get(qn("w:numId"))) for n in numbering.findall(qn("w:num"))]
    new = max(taken, default=0) + 1
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{texts[n] if texts else f"%{n + 1}."}"/></w:lvl>'
        for n, kind in enumerate(formats)
    )
    abstract = f"<w:abstractNum {nsdecls('w')} w:abstractNumId='{900 + new}'>{levels}"
    numbering.insert(0, parse_xml(abstract + "</w:abstractNum>"))
    add_number(document, new, 900 + new)
    return new


def add_number(document: Document, new: int, abstract: int, inside: str = "") -> None:
    numbering = document.part.numbering_part.element
    points = f'<w:abstractNumId w:val="{abstract}"/>{inside}'
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{new}">{points}</w:num>')
    )


def number_as(paragraph: Any, number: int, level: int = 0) -> None:
    marks = f'<w:ilvl w:val="{level}"/><w:numId w:val="{number}"/>'
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f"<w:numPr {nsdecls('w')}>{marks}</w:numPr>")
    )


def programme_xlsx() -> bytes:
    """The example with one paragraph a row, and the letterhead in two columns."""
    book = openpyxl.Workbook()
    sheet = book.active
    for text in (*LEFT, *RIGHT, *TITLE):
        sheet.append([text])
    for piece in body():
        sheet.append([piece.text])
    sheet.append(["Nơi nhận:"])
    for text in (*recipients(), *SIGNATURE):
        sheet.append([text])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def meaning(draft: Draft) -> Any:
    """What a draft says, without where it stands."""
    return _without_lines(to_json(draft))


def _without_lines(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {key: v for key, v in value.items() if key != "line"}
        return {key: _without_lines(v) for key, v in kept.items()}
    if isinstance(value, list):
        return [_without_lines(one) for one in value]
    return " ".join(value.split()) if isinstance(value, str) else value


def example() -> Draft:
    return read(EXAMPLE.read_bytes(), name=EXAMPLE.name)
