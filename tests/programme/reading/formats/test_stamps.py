"""A stamp of urgency in a Word document, wherever it stands beside the text."""

from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from programme.reading import read
from tests.programme.reading.formats.makers import docx_bytes
from tests.programme.reading.formats.papers import ITEM, SESSION
from tests.programme.reading.formats.test_docx import append, box


def hurried_in_a_header(document: Document) -> None:
    document.sections[0].header.paragraphs[0].text = "UBND TỈNH\t\t\tHỎA TỐC"


def hurried_on_the_first_page(document: Document) -> None:
    document.sections[0].different_first_page_header_footer = True
    document.sections[0].first_page_header.paragraphs[0].text = "THƯỢNG KHẨN"


def hurried_in_a_box_of_the_header(document: Document) -> None:
    drawn = parse_xml(f"<w:p {nsdecls('w')}>{box('HỎA TỐC HẸN GIỜ')}</w:p>")
    document.sections[0].header.paragraphs[0]._p.addnext(drawn)


def hurried_in_a_late_box(document: Document) -> None:
    for _ in range(60):
        document.add_paragraph("Một dòng.")
    append(document, box("Hỏa tốc"))


HURRIED = [
    hurried_in_a_header,
    hurried_on_the_first_page,
    hurried_in_a_box_of_the_header,
    hurried_in_a_late_box,
]


@pytest.mark.parametrize("stamp", HURRIED)
def test_a_stamp_of_urgency_is_read_wherever_it_stands(stamp: Any) -> None:
    document = docx.Document()
    document.add_paragraph(SESSION)
    document.add_paragraph(ITEM)
    usual = read(docx_bytes(document), name="a.docx", period="2020-07")
    stamp(document)
    urgent = read(docx_bytes(document), name="a.docx", period="2020-07")

    assert (usual.urgent, urgent.urgent) == (False, True)
    assert [one.line for one in urgent.meetings] == [one.line for one in usual.meetings]


@pytest.mark.parametrize("words", ["KHẨN", "hỏa tốc", "Xử lý văn bản HỎA TỐC"])
def test_other_words_in_a_header_hurry_nobody(words: str) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = words
    document.sections[0].footer.paragraphs[0].text = "HỎA TỐC"
    document.add_paragraph(SESSION)
    document.add_paragraph(ITEM)

    assert not read(docx_bytes(document), name="a.docx", period="2020-07").urgent
