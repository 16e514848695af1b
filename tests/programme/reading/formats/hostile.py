"""Files that mean harm, made on the fly: each tries one thing."""

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cache

from tests.programme.reading.formats.papers import pdf_of

WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r" Type="{_TYPE}/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)


def document_xml(inside: str, before: str = "") -> str:
    return (
        f'{before}<w:document xmlns:w="{WORDS}"><w:body>{inside}</w:body></w:document>'
    )


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A container of these parts over the two that every .docx has."""
    usual = {"_rels/.rels": RELATIONS, "word/document.xml": document_xml("<w:p/>")}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as container:
        for name, part in {**usual, **parts}.items():
            container.writestr(name, part)
    return file.getvalue()


def zip_bomb() -> bytes:
    return zipped({"word/media/image1.bmp": bytes(30_000_000)})


def many_parts() -> bytes:
    return zipped({f"word/x{n}.xml": "<x/>" for n in range(3_000)})


def same_name_twice() -> bytes:
    data = zipped({"word/document.xm_": document_xml("<w:p/>")})
    return data.replace(b"word/document.xm_", b"word/document.xml")


def climbing_name() -> bytes:
    return zipped({"../../etc/cron.d/x": "x"})


def encrypted() -> bytes:
    data = bytearray(zipped({}))
    entry = data.find(b"PK\x01\x02")
    data[entry + 8] |= 1
    data[6] |= 1
    return bytes(data)


def outside_entity() -> bytes:
    dtd = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    text = "<w:p><w:r><w:t>&e;</w:t></w:r></w:p>"
    return zipped({"word/document.xml": document_xml(text, dtd)})


def billion_laughs() -> bytes:
    laughs = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
    )
    text = "<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>"
    dtd = f"<!DOCTYPE x [{laughs}]>"
    return zipped({"word/document.xml": document_xml(text, dtd).encode("utf-16")})


def two_million_paragraphs() -> bytes:
    return zipped({"word/document.xml": document_xml("<w:p/>" * 2_000_000)})


@cache
def part_of_300_megabytes() -> bytes:
    return zipped({"word/document.xml": document_xml(" " * 300_000_000)})


def dishonest_size() -> bytes:
    """A part that says it is short and goes on."""
    data = bytearray(zipped({"word/document.xml": document_xml(" " * 5_000_000)}))
    at = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 4)
    data[at + 24 : at + 28] = (500).to_bytes(4, "little")
    return bytes(data)


def deep_nesting() -> bytes:
    inside = "".join(f'<w:sdt w:x="{n * n * 31}">' for n in range(90_000))
    inside += "</w:sdt>" * 90_000
    return zipped({"word/document.xml": document_xml(inside)})


def wide_table() -> bytes:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="60"/></w:tcPr><w:p/></w:tc>'
    rows = "".join(f'<w:tr w:x="{n * n * 31}">{cell * 40}</w:tr>' for n in range(900))
    return zipped({"word/document.xml": document_xml(f"<w:tbl>{rows}</w:tbl>")})


def many_words() -> bytes:
    """Under every limit of the container, and still far too much to read."""
    text = "".join(
        f"<w:p><w:r><w:t>{n}. {n * n}</w:t></w:r></w:p>" for n in range(85_000)
    )
    return zipped({"word/document.xml": document_xml(text)})


def odd_packing() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as container:
        container.writestr("word/document.xml", document_xml("<w:p/>"))
    return file.getvalue()


def odd_encoding() -> bytes:
    xml = '<?xml version="1.0" encoding="cp037"?><x/>'
    return zipped({"word/document.xml": xml})


def heavy_all_together() -> bytes:
    """No part is too long; all of them are."""
    noise = b"".join(n.to_bytes(4, "little") + bytes(300) for n in range(60_000))
    return zipped({f"word/media/{n}.bmp": noise for n in range(4)})


def countless_tags() -> bytes:
    text = "".join(f"<w:p w:x='{n * n}'/>" for n in range(400_000))
    return zipped({f"word/document{n}.xml": document_xml(text) for n in range(2)})


def macro() -> bytes:
    return zipped({"word/vbaProject.bin": b"\xcc\x61"})


DOCX: Mapping[str, Callable[[], bytes]] = {
    one.__name__: one
    for one in (
        *(zip_bomb, many_parts, same_name_twice, climbing_name, encrypted),
        *(outside_entity, billion_laughs, two_million_paragraphs),
        *(
            part_of_300_megabytes,
            dishonest_size,
            deep_nesting,
            wide_table,
            many_words,
            macro,
            odd_packing,
            odd_encoding,
            heavy_all_together,
            countless_tags,
        ),
    )
}


def deep_arrays() -> bytes:
    return pdf_of(["<< /Type /Catalog /Pages 2 0 R >>", "[" * 200_000 + "]" * 200_000])


def tree_that_bites_its_tail() -> bytes:
    pages = "<< /Type /Pages /Kids [2 0 R] /Count 1000000 >>"
    return pdf_of(["<< /Type /Catalog /Pages 2 0 R >>", pages])


def fifty_thousand_pages() -> bytes:
    kids = " ".join(["3 0 R"] * 50_000)
    return pdf_of(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [{kids}] /Count 50000 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        ]
    )


def huge_page() -> bytes:
    return _page_of(b"BT /F1 9 Tf (x) Tj ET", box="[0 0 1e9 1e9]")


def bomb_of_a_stream() -> bytes:
    return _page_of(b"q Q " * 25_000_000)


def million_texts() -> bytes:
    return _page_of(b"BT /F1 9 Tf 1 1 Td (abc) Tj ET " * 1_000_000)


def million_lines() -> bytes:
    return _page_of(b"0 0 m 9 9 l S " * 1_000_000)


def forms_in_forms() -> bytes:
    """Each form draws the next one ten times, twelve floors deep."""
    floors = [
        _stream(
            f"/X{n + 1} Do " * 10,
            f"/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X{n + 1} "
            f"{n + 5} 0 R >> >>",
        )
        for n in range(12)
    ]
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 16 0 R "
        "/Resources << /XObject << /X0 4 0 R >> >> >>"
    )
    return pdf_of([*_TREE, page, *floors, _stream("/X0 Do", "")])


_TREE = (
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
)


def _page_of(content: bytes, box: str = "[0 0 595 842]") -> bytes:
    page = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Contents 4 0 R /Resources "
        "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> "
        ">> >>"
    )
    packed = zlib.compress(content, 1)
    stream = (
        f"<< /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode()
        + packed
        + b"\nendstream"
    )
    return pdf_of([*_TREE, page, stream])


def _stream(content: str, more: str) -> str:
    return f"<< {more} /Length {len(content)} >>\nstream\n{content}\nendstream"


PDF: Mapping[str, Callable[[], bytes]] = {
    one.__name__: one
    for one in (
        *(deep_arrays, tree_that_bites_its_tail, fifty_thousand_pages, huge_page),
        *(bomb_of_a_stream, million_texts, million_lines, forms_in_forms),
    )
}
