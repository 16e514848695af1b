"""A plain text document: bytes → lines, or the reason why not."""

import codecs

from programme.errors import Fault, Unreadable
from programme.reading.legacy import legacy_font
from programme.reading.lines import Line, lines_of

_BOMS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
#: How files of other formats begin, whatever they are called.
_SIGNATURES = {
    b"%PDF": "pdf",
    b"PK\x03\x04": "docx",
    b"\xd0\xcf\x11\xe0": "doc",
    b"{\\rtf": "rtf",
}
_CONTROLS = frozenset(map(chr, range(32))) - set("\t\n\v\f\r\x1c\x1d\x1e\x1f")


def read_text(data: bytes) -> list[Line]:
    for beginning, kind in _SIGNATURES.items():
        if data.startswith(beginning):
            raise Unreadable(Fault.FORMAT, kind)
    text = _decoded(data)
    font = legacy_font(text)
    if font is not None:
        raise Unreadable(Fault.LEGACY_FONT, font)
    if not _CONTROLS.isdisjoint(text):
        raise Unreadable(Fault.FORMAT, "binary")
    return lines_of(text)


def _decoded(data: bytes) -> str:
    for bom, encoding in _BOMS.items():
        if data.startswith(bom):
            return _strictly(data[len(bom) :], encoding)
    if b"\0" in data:
        raise Unreadable(Fault.FORMAT, "binary")
    return _strictly(data, "utf-8")


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        font = legacy_font(data.decode("latin-1"))
        if font is not None:
            raise Unreadable(Fault.LEGACY_FONT, font) from error
        raise Unreadable(Fault.ENCODING, encoding) from error
