"""The numbers Word makes: each list as a reader of the paper sees it."""

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from programme.reading.formats.numbering import say_number
from tests.programme.reading.formats.makers import add_list, add_number, number_as
from tests.programme.reading.formats.test_docx import said


def listed(document: Document, number: int, *levels: int) -> None:
    for level in levels:
        number_as(document.add_paragraph("x"), number, level)


@pytest.mark.parametrize(
    ("formats", "texts", "levels", "wanted"),
    [
        (("decimal",), (), (0, 0, 0), ["1.", "2.", "3."]),
        (
            ("upperLetter", "upperRoman"),
            (),
            (0, 1, 1, 0, 1),
            ["A.", "I.", "II.", "B.", "I."],
        ),
        (
            ("decimal", "decimal"),
            ("%1.", "%1.%2."),
            (0, 1, 1, 0, 1),
            ["1.", "1.1.", "1.2.", "2.", "2.1."],
        ),
        (("upperRoman", "lowerLetter"), ("%1.", "%2)"), (0, 1, 1), ["I.", "a)", "b)"]),
        (("bullet",), ("-",), (0, 0), ["-", "-"]),
        (("bullet",), ("+",), (0,), ["+"]),
        (("bullet",), ("\uf0b7",), (0,), ["-"]),
        (("none",), ("",), (0,), [""]),
        (("decimal",), ("Mục %1:",), (0, 0), ["Mục 1:", "Mục 2:"]),
        (("upperRoman", "decimal"), ("%1.", "%1.%2"), (1,), ["I.1"]),
    ],
)
def test_a_list_is_numbered(
    formats: tuple[str, ...],
    texts: tuple[str, ...],
    levels: tuple[int, ...],
    wanted: list[str],
) -> None:
    document = docx.Document()
    listed(document, add_list(document, *formats, texts=texts), *levels)

    assert said(document) == [f"{mark} x".strip() for mark in wanted]


def test_a_list_goes_on_after_other_text() -> None:
    document = docx.Document()
    number = add_list(document, "decimal")
    listed(document, number, 0)
    document.add_paragraph("giữa")
    listed(document, number, 0)

    assert said(document) == ["1. x", "giữa", "2. x"]


def test_a_list_that_shares_its_kind_goes_on_or_begins_anew() -> None:
    document = docx.Document()
    number = add_list(document, "decimal")
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    add_number(document, number + 1, 900 + number)
    add_number(document, number + 2, 900 + number, anew)
    listed(document, number, 0)
    listed(document, number + 1, 0)
    listed(document, number + 2, 0, 0)

    assert said(document) == ["1. x", "2. x", "5. x", "6. x"]


def test_an_override_may_bring_a_level_of_its_own() -> None:
    document = docx.Document()
    number = add_list(document, "decimal")
    level = (
        '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="3"/>'
        '<w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1/"/></w:lvl></w:lvlOverride>'
    )
    add_number(document, number + 1, 900 + number, level)
    listed(document, number + 1, 0)

    assert said(document) == ["III/ x"]


def test_a_style_lends_its_list() -> None:
    document = docx.Document()
    number = add_list(document, "decimal")
    base = document.styles.add_style("Mục", WD_STYLE_TYPE.PARAGRAPH)
    child = document.styles.add_style("Mục con", WD_STYLE_TYPE.PARAGRAPH)
    child.base_style = base
    base.element.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="{number}"/></w:numPr>')
    )
    document.add_paragraph("x", style="Mục")
    document.add_paragraph("x", style="Mục con")
    number_as(document.add_paragraph("x", style="Mục"), 0)

    assert said(document) == ["1. x", "2. x", "x"]


def test_a_numbered_column_of_a_table_has_its_numbers() -> None:
    document = docx.Document()
    number = add_list(document, "decimal")
    table = document.add_table(rows=3, cols=2)
    for cell, text in zip(table.rows[0].cells, ("STT", "Nội dung"), strict=True):
        cell.text = text
    for row in table.rows[1:]:
        number_as(row.cells[0].paragraphs[0], number)
        row.cells[1].text = "Việc"

    assert said(document) == [("STT", "Nội dung"), ("1.", "Việc"), ("2.", "Việc")]


def test_an_empty_paragraph_counts_and_says_nothing() -> None:
    document = docx.Document()
    number = add_list(document, "decimal")
    number_as(document.add_paragraph(""), number)
    listed(document, number, 0)

    assert said(document) == ["2. x"]


def test_a_list_that_is_nowhere_numbers_nothing() -> None:
    document = docx.Document()
    number = add_list(document, "decimal")
    listed(document, number + 50, 0)
    listed(document, number, 7)

    assert said(document) == ["x", "x"]


def test_a_level_may_go_on_under_a_new_heading_and_count_plainly() -> None:
    document = docx.Document()
    number = add_list(document, "upperRoman", "decimal", texts=("%1.", "%1.%2"))
    level = document.part.numbering_part.element[0][1]
    level.append(parse_xml(f'<w:lvlRestart {nsdecls("w")} w:val="0"/>'))
    level.append(parse_xml(f"<w:isLgl {nsdecls('w')}/>"))
    listed(document, number, 0, 1, 0, 1)

    assert said(document) == ["I. x", "1.1 x", "II. x", "2.2 x"]


def test_a_list_may_be_kept_in_a_style() -> None:
    document = docx.Document()
    number = add_list(document, "decimal")
    numbering = document.part.numbering_part.element
    kept = parse_xml(f'<w:styleLink {nsdecls("w")} w:val="Danh sách"/>')
    numbering[0].insert(0, kept)
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">'
            '<w:numStyleLink w:val="Danh sách"/></w:abstractNum>'
        ),
    )
    add_number(document, number + 1, 77)
    listed(document, number + 1, 0)

    assert said(document) == ["1. x"]


def test_a_heading_style_finds_its_level() -> None:
    document = docx.Document()
    number = add_list(document, "upperRoman", "decimal")
    style = document.styles.add_style("Mục", WD_STYLE_TYPE.PARAGRAPH)
    style.element.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="{number}"/></w:numPr>')
    )
    level = document.part.numbering_part.element[0][1]
    level.append(parse_xml(f'<w:pStyle {nsdecls("w")} w:val="{style.style_id}"/>'))
    document.add_paragraph("x", style="Mục")

    assert said(document) == ["1. x"]


@pytest.mark.parametrize(
    ("number", "kind", "wanted"),
    [
        (4, "upperRoman", "IV"),
        (9, "lowerRoman", "ix"),
        (49, "upperRoman", "XLIX"),
        (27, "upperLetter", "AA"),
        (26, "lowerLetter", "z"),
        (7, "decimalZero", "07"),
        (7, "chineseCounting", "7"),
    ],
)
def test_numbers_are_said_as_word_says_them(
    number: int, kind: str, wanted: str
) -> None:
    assert say_number(number, kind) == wanted
