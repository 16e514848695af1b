"""How fast a programme is read in each format, beside what a library alone needs.

The bar: our own part, beyond the library that opens the format, takes at most 1.5 times
what python-docx alone needs to yield the same document's text.
"""

import io
import sys
from pathlib import Path

import docx
import pypdfium2  # type: ignore[import-untyped] # it has no types
from timing import in_turn, show

sys.path.insert(0, str(Path(__file__).parent.parent))

from nhacviec.example import example_path
from programme.reading import read
from tests.programme.reading.formats.makers import docx_bytes, programme_docx

ROUNDS = 15
#: The same document as LibreOffice saves it: its styles alone are 350 KB.
SAVED = Path("bench/files/programme-libreoffice.docx")
PDF = Path("tests/programme/reading/formats/files/programme.pdf")


def text_of_docx(data: bytes) -> object:
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for t in document.tables for row in t.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


def text_of_pdf(data: bytes) -> object:
    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range() for page in document]


if __name__ == "__main__":
    txt = example_path().read_bytes()
    word = docx_bytes(programme_docx())
    saved = SAVED.read_bytes()
    pdf = PDF.read_bytes()
    found = in_turn(
        {
            "python-docx alone, its text": lambda: text_of_docx(word),
            "PDFium alone, its text": lambda: text_of_pdf(pdf),
            "read .txt": lambda: read(txt, name="a.txt"),
            "read .docx": lambda: read(word, name="a.docx"),
            "read .pdf": lambda: read(pdf, name="a.pdf"),
        },
        rounds=ROUNDS,
    )
    found["read .pdf, beyond PDFium"] = (
        found["read .pdf"] - found["PDFium alone, its text"]
    )
    beside = "python-docx alone, its text"
    show("The programme of July 2020, each format", found, beside=beside, unit="ms")
    found = in_turn(
        {
            beside: lambda: text_of_docx(saved),
            "read .docx": lambda: read(saved, name="a.docx"),
        },
        rounds=ROUNDS,
    )
    show("The same .docx, saved by LibreOffice", found, beside=beside, unit="ms")
