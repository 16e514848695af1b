"""Files that are handed in: taken by what their bytes are, called by a safe name."""

import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.dossiers import DossierFault, DossierRefused, kind_of, safe_name

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def package(**parts: bytes) -> bytes:
    """A Word file of these parts, "/" written "__"."""
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", b"<Types/>")
        for name, data in parts.items():
            made.writestr(name.replace("__", "/").replace("_DOT_", "."), data)
    return found.getvalue()


DOCX = package(word__document_DOT_xml=b"<w/>")
XLSX = package(xl__workbook_DOT_xml=b"<x/>")
PDF = b"%PDF-1.4\n%%EOF"


def ole(*streams: str) -> bytes:
    return OLE + b"".join(name.encode("utf-16-le") + b"\0\0" for name in streams)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (DOCX, ".docx"),
        (XLSX, ".xlsx"),
        (PDF, ".pdf"),
        (b"\n\n" + PDF, ".pdf"),
        (b"\xff\xd8\xff\xe0 JFIF", ".jpg"),
        (b"\x89PNG\r\n\x1a\n", ".png"),
        (ole("WordDocument"), ".doc"),
        (ole("Workbook"), ".xls"),
    ],
)
def test_a_kind_is_told_by_the_bytes(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


def bomb() -> bytes:
    return package(word__document_DOT_xml=bytes(60_000_000))


def liar() -> bytes:
    """Says in every head that it is small."""
    data = bytearray(package(word__document_DOT_xml=bytes(60_000_000)))
    size = struct.pack("<I", 60_000_000)
    return bytes(data).replace(size, struct.pack("<I", 10))


def torn(packing: int) -> bytes:
    """Packed one way or another, and damaged where it is packed."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", packing) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>" * 300)
        archive.writestr("word/document.xml", "<w>một hai</w>" * 300)
    data = bytearray(written.getvalue())
    at = data.index(b"word/document.xml") + len(b"word/document.xml")
    data[at + 14 : at + 24] = bytes(10)
    return bytes(data)


PACKINGS = [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]


@pytest.mark.parametrize("packing", PACKINGS)
def test_a_damaged_file_is_refused_however_it_is_packed(packing: int) -> None:
    with pytest.raises(DossierRefused) as refused:
        kind_of(torn(packing))

    assert refused.value.fault is DossierFault.BROKEN


def encrypted() -> bytes:
    data = bytearray(DOCX)
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", DossierFault.EMPTY),
        (bytes(20_000_001), DossierFault.TOO_LARGE),
        (b"MZ\x90\x00 a program called x.pdf", DossierFault.KIND),
        (b"<html><script>", DossierFault.KIND),
        (b"#!/bin/sh\n", DossierFault.KIND),
        (b"just words", DossierFault.KIND),
        (package(inside_DOT_exe=b"MZ"), DossierFault.KIND),
        (ole("Root Entry"), DossierFault.KIND),
        (ole("WordDocument", "_VBA_PROJECT"), DossierFault.MACRO),
        (ole("EncryptedPackage"), DossierFault.LOCKED),
        (encrypted(), DossierFault.LOCKED),
        (
            package(word__document_DOT_xml=b"", word__vbaProject_DOT_bin=b"x"),
            DossierFault.MACRO,
        ),
        (
            package(word__document_DOT_xml=b"", **{"..__..__evil": b"x"}),
            DossierFault.UNSAFE,
        ),
        (DOCX[:-30], DossierFault.BROKEN),
        (bomb(), DossierFault.UNSAFE),
    ],
)
def test_what_is_none_of_these_is_refused(data: bytes, fault: DossierFault) -> None:
    with pytest.raises(DossierRefused) as refused:
        kind_of(data)

    assert refused.value.fault is fault


def test_a_bomb_that_says_it_is_small_is_refused_too() -> None:
    with pytest.raises(DossierRefused) as refused:
        kind_of(liar())

    assert refused.value.fault in {DossierFault.UNSAFE, DossierFault.BROKEN}


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Tờ trình 66.docx", "Tờ trình 66.docx"),
        ("To\u031b trình.docx", "Tơ trình.docx"),
        ("../../etc/passwd", "passwd.docx"),
        ("..\\..\\x", "x.docx"),
        ("/etc/shadow.pdf", "shadow.docx"),
        ("a\x00b.docx", "a b.docx"),
        ("bao\u202excod.exe", "baoxcod.exe.docx"),
        ("hồ sơ\n\n<b>.docx", "hồ sơ _b_.docx"),
        ("", "hồ sơ.docx"),
        (".docx", "hồ sơ.docx"),
        ("...", "hồ sơ.docx"),
        ("CON.docx", "hồ sơ CON.docx"),
        ("x.pdf.docx.pdf", "x.docx"),
        ("x" * 300, "x" * 95 + ".docx"),
    ],
)
def test_a_name_is_a_name_and_nothing_else(name: str, safe: str) -> None:
    assert safe_name(name, ".docx") == safe


@given(name=st.text(max_size=300), kind=st.sampled_from([".pdf", ".docx"]))
def test_every_name_is_safe(name: str, kind: str) -> None:
    safe = safe_name(name, kind)

    assert safe.endswith(kind)
    assert len(safe) <= 100
    assert not set(safe) & set('/\\<>:"|?*\0\n\r\u202e\u2066')
    assert not safe.startswith((".", " "))
    assert safe_name(safe, kind) == safe


@given(data=st.binary(max_size=2000))
def test_no_bytes_are_too_much(data: bytes) -> None:
    for head in (b"", b"PK\x03\x04", b"%PDF-", OLE[:8]):
        try:
            kind_of(head + data)
        except DossierRefused:
            continue
