"""Writes the PDFs in files/ anew. Needs LibreOffice and reportlab, which tests do not.

python -m tests.programme.reading.formats.make_files

`words.pdf` is set as Word and its kin do it: each word, in every third paragraph each
letter, is a text of its own, and no line knows of its neighbour.
"""

# mypy: disable-error-code="import-not-found,import-untyped"

import re
import subprocess
import tempfile
from pathlib import Path

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.programme.reading.formats.makers import (
    LEFT,
    RIGHT,
    SIGNATURE,
    TITLE,
    body,
    docx_bytes,
    programme_docx,
    programme_table,
    recipients,
)

FILES = Path(__file__).parent / "files"
OFFICE = "/usr/bin/soffice"
FONT = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"
_PLAIN = "pdf:writer_pdf_Export"
_LOCKED = (
    'pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},'
    '"DocumentOpenPassword":{"type":"string","value":"mat-khau"}}'
)


def as_issued(document: Document) -> Document:
    """A4, 14 points, the page's number above: as the decree on papers wants it."""
    style = document.styles["Normal"]
    style.font.name = "Liberation Serif"
    style.font.size = Pt(14)
    style.paragraph_format.space_after = Pt(6)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    above = section.header.paragraphs[0]
    above.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r>'
    above._p.append(parse_xml(field + "</w:fldSimple>"))
    for paragraph in document.paragraphs:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    return document


def write(name: str, document: Document, how: str = _PLAIN) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{name}.docx"
        source.write_bytes(docx_bytes(document))
        subprocess.run(  # noqa: S603 - our own file and folder
            [OFFICE, "--headless", "--convert-to", how, "--outdir", FILES, source],
            check=True,
            stdout=subprocess.DEVNULL,
        )


class _Sheet:
    """Text set word by word, page after page."""

    def __init__(self, path: Path) -> None:
        pdfmetrics.registerFont(TTFont("Serif", FONT))
        self.canvas = Canvas(str(path), pagesize=(595, 842), invariant=True)
        self.top = 780.0
        self.page = 1

    def put(
        self, left: float, text: str, size: float = 14, each: str = r"\S+\s*"
    ) -> None:
        self.canvas.setFont("Serif", size)
        for word in re.findall(each, text):
            self.canvas.drawString(left, self.top, word)
            left += self.wide(word, size)

    def wide(self, text: str, size: float = 14) -> float:
        return float(pdfmetrics.stringWidth(text, "Serif", size))

    def wrapped(self, text: str, width: float, size: float = 14) -> list[str]:
        lines = [""]
        for word in text.split():
            if self.wide(lines[-1] + word, size) > width:
                lines.append("")
            lines[-1] += f"{word} "
        return [*lines[:-1], lines[-1].strip()]

    def paragraph(self, text: str, each: str) -> None:
        for line in self.wrapped(text, 480):
            if self.top < 70:
                self.turn()
            self.put(85, line, each=each)
            self.top -= 18
        self.top -= 4

    def turn(self) -> None:
        self.canvas.showPage()
        self.page += 1
        self.top = 800.0
        self.put(290, str(self.page), 13)
        self.top = 770.0

    def pair(self, left: str, right: str | None, at: float, size: float = 13) -> None:
        self.put(85, left, size)
        self.put(at, right or "", size)
        self.top -= 15


def write_words() -> None:
    sheet = _Sheet(FILES / "words.pdf")
    for left, right, at in zip(LEFT, RIGHT, (255, 290, 280), strict=True):
        sheet.pair(left, right, at)
    sheet.canvas.line(110, sheet.top + 10, 180, sheet.top + 10)
    for text, at in zip(TITLE, (210, 240), strict=True):
        sheet.top -= 20
        sheet.put(at, text)
    sheet.top -= 24
    for number, piece in enumerate(body()):
        sheet.paragraph(piece.text, r"\S+\s*" if number % 3 else r"(?s:.)")
    sheet.turn()
    lines = ["Nơi nhận:"]
    for text in recipients():
        lines += sheet.wrapped(text, 200, 11)
    signature = dict(enumerate(SIGNATURE))
    for number, line in enumerate(lines):
        sheet.pair(line, signature.get(number), 360, 11)
    sheet.canvas.save()


if __name__ == "__main__":
    write_words()
    write("programme", as_issued(programme_docx()))
    write("numbered", as_issued(programme_docx(numbered=True)))
    write("table", as_issued(programme_table()))
    write("locked", as_issued(programme_docx()), _LOCKED)
