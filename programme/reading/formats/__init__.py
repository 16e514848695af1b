"""The formats: which file reads which kind of document, as lines and rows."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import cast

from programme.errors import Fault, Unreadable
from programme.reading.formats.legacy import legacy_font
from programme.reading.formats.text import read_text
from programme.reading.lines import Line, Row

Delivered = Sequence[Line | Row]
Format = Callable[[bytes], Delivered]


def _late(name: str) -> Format:
    """The format `name`, whose file is loaded when such a document comes."""

    def read_it(data: bytes) -> Delivered:
        module = import_module(f"programme.reading.formats.{name}")
        return cast(Format, getattr(module, f"read_{name}"))(data)

    return read_it


#: Each format by its ending. A new one is a file beside `text.py` and a line here.
FORMATS: Mapping[str, Format] = {
    ".txt": read_text,
    ".docx": _late("docx"),
    ".pdf": _late("pdf"),
    ".xlsx": _late("xlsx"),
}


def deliver(ending: str, data: bytes) -> Delivered:
    """What a document of this kind says, in this process."""
    try:
        delivered = FORMATS[ending](data)
    except (RecursionError, MemoryError) as error:
        raise Unreadable(Fault.UNSAFE, "size") from error
    font = legacy_font("\n".join(one.words for one in delivered))
    if font is not None:
        raise Unreadable(Fault.LEGACY_FONT, font)
    return delivered
