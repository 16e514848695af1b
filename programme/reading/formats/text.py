"""A plain text document: bytes → lines, or the reason why not.

A line's number is that of any editor, blank lines counted.
"""

import codecs
import unicodedata

from programme.errors import Fault, Unreadable
from programme.reading.formats.legacy import legacy_font, reads_as_vietnamese
from programme.reading.lines import MOST_LETTERS, Line, lines_of

_BOMS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_CONTROLS = frozenset(map(chr, range(32))) - set("\t\n\v\f\r\x1c\x1d\x1e\x1f")
#: In Vietnamese UTF-16 every space and most letters have a zero beside them.
_ZEROS = 0.25
_LOOKED_AT = 4000


def read_text(data: bytes) -> list[Line]:
    text = _decoded(data)
    if len(text) > MOST_LETTERS:
        raise Unreadable(Fault.TOO_LARGE, str(len(data)))
    if not _CONTROLS.isdisjoint(text):
        raise Unreadable(Fault.FORMAT, "binary")
    return lines_of(text)


def _decoded(data: bytes) -> str:
    for bom, encoding in _BOMS.items():
        if data.startswith(bom):
            return _strictly(data[len(bom) :], encoding)
    if b"\0" in data:
        return _strictly(data, _wide(data))
    return _strictly(data, "utf-8")


def _wide(data: bytes) -> str:
    """UTF-16 that does not say so: the zeros stand on one side of each pair."""
    begins = data[:_LOOKED_AT]
    behind, before = begins[1::2].count(0), begins[0::2].count(0)
    enough = len(begins) // 2 * _ZEROS
    if len(data) % 2 == 0 and max(behind, before) > enough:
        if before == 0:
            return "utf-16-le"
        if behind == 0:
            return "utf-16-be"
    raise Unreadable(Fault.FORMAT, "binary")


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        font = legacy_font(data.decode("latin-1"))
        if font is not None:
            raise Unreadable(Fault.LEGACY_FONT, font) from error
        text = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
        if encoding == "utf-8" and reads_as_vietnamese(text):
            return text
        raise Unreadable(Fault.ENCODING, encoding) from error
