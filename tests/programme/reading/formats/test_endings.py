"""What a file is called says little; what is in it says what becomes of it."""

import unicodedata

import pytest

from programme.errors import Fault, Unreadable
from programme.reading import LARGEST, read
from programme.reading.formats.endings import ending_of
from tests.programme.reading.formats.hostile import zipped
from tests.programme.reading.formats.makers import programme_xlsx
from tests.programme.reading.formats.papers import ITEM, SESSION, a_docx, one_page

TEXT = f"{SESSION}\n{ITEM}".encode()
TONES = "\u0300\u0301\u0303\u0309\u0323"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("data", "name", "ending"),
    [
        (TEXT, "a.txt", ".txt"),
        (TEXT, "chuong-trinh", ".txt"),
        (TEXT, "a.docx", ".txt"),
        (TEXT, "a.PDF", ".txt"),
        (TEXT.decode().encode("utf-16"), "a.doc", ".txt"),
        (a_docx(), "a.doc", ".docx"),
        (a_docx(), "a.txt", ".docx"),
        (programme_xlsx(), "a.xls", ".xlsx"),
        (one_page(), "a.docx", ".pdf"),
        (b"\r\n" + one_page(), "a", ".pdf"),
    ],
)
def test_a_file_is_what_is_in_it(data: bytes, name: str, ending: str) -> None:
    assert ending_of(data, name) == ending


@pytest.mark.parametrize(
    ("data", "name", "fault", "detail"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), "a.docx", Fault.OLD_DOC, "doc"),
        (OLE + "Workbook".encode("utf-16-le"), "a.xls", Fault.OLD_DOC, "xls"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", Fault.PASSWORD, ""),
        (b"{\\rtf1\\ansi ", "a.doc", Fault.OLD_DOC, "rtf"),
        (b"<html><body>", "a.doc", Fault.OLD_DOC, "html"),
        (b"\xff\xd8\xff\xe0", "a.pdf", Fault.SCANNED, "jpg"),
        (b"\x89PNG\r\n\x1a\n", "a.png", Fault.SCANNED, "png"),
        (b"\0\0\0\x18ftypheic", "a.jpg", Fault.SCANNED, "heic"),
        (b"PK\x03\x04rest", "a.docx", Fault.BROKEN, "zip"),
        (b"PK\x03\x04rest PK\x05\x06", "a.zip", Fault.FORMAT, "zip"),
        (b"PK\x03\x04 ppt/slides", "a.pptx", Fault.FORMAT, "pptx"),
        (b"PK\x03\x04mimetype opendocument.text", "a.odt", Fault.FORMAT, "odt"),
        (b"\0\1\2\3", "a.docx", Fault.BROKEN, "docx"),
        (TEXT, "a.csv", Fault.FORMAT, "csv"),
        (a_docx()[:3000], "a.docx", Fault.BROKEN, ""),
        (b"%PDF-1.7 rest", "a.pdf", Fault.BROKEN, "pdf"),
        (
            zipped({"word/document.xml": "<w:p"}),
            "a.docx",
            Fault.BROKEN,
            "word/document.xml",
        ),
        (zipped({"word/document.xml": "<x/>"}), "a.docx", Fault.BROKEN, "docx"),
        (b"x" * (LARGEST + 1), "a.docx", Fault.TOO_LARGE, str(LARGEST + 1)),
        (b"x" * 1_100_000, "a.txt", Fault.TOO_LARGE, "1100000"),
    ],
)
def test_what_cannot_be_read_says_why(
    data: bytes, name: str, fault: Fault, detail: str
) -> None:
    with pytest.raises(Unreadable) as caught:
        read(data, name=name)

    assert (caught.value.fault, caught.value.detail) == (fault, detail)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-8-sig"])
def test_text_in_wide_letters_is_read(encoding: str) -> None:
    draft = read(f"{SESSION}\n{ITEM}".encode(encoding), name="a.txt")

    assert [item.lead for item in draft.items] == [("Sở Tài chính",)]


def test_text_of_windows_is_read() -> None:
    letters = f"{SESSION}\n{ITEM} và các báo cáo của tỉnh năm 2020"

    draft = read(_in_1258(letters), name="a.txt")

    assert [item.lead for item in draft.items] == [("Sở Tài chính",)]


def _in_1258(text: str) -> bytes:
    """Windows writes ế as ê with an acute behind it."""
    said = ""
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        tones = "".join(part for part in parts if part in TONES)
        base = "".join(part for part in parts if part not in TONES)
        said += unicodedata.normalize("NFC", base) + tones
    return said.encode("cp1258")
