"""The text of a .csv as offices make them, by hand or from Excel."""

import codecs

from programme.errors import Fault, Unreadable


def decoded(data: bytes) -> str:
    """UTF-8, or what Excel calls Unicode text."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(Fault.ENCODING) from error
    if "\0" in text:
        raise Unreadable(Fault.FORMAT, "binary")
    return text
