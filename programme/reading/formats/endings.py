"""What kind of file this is, by what is in it; its name only helps."""

from pathlib import PurePath

from programme.errors import Fault, Unreadable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = {
    b"\xff\xd8\xff": "jpg",
    b"\x89PNG\r\n": "png",
    b"GIF8": "gif",
    b"II*\0": "tif",
    b"MM\0*": "tif",
}
#: A page of the web or an old XML that was saved with Word's ending.
_PAGES = (b"<html", b"<!doctype html", b"mime-version:", b"<?mso-application")
_LOOKED_AT = 1024
_TEXTS = frozenset({"", ".txt", ".text"})
#: Endings under which a plain text is sometimes sent by mistake.
_MISNAMED = frozenset({".docx", ".doc", ".pdf", ".xlsx", ".xls", ".rtf"})


def ending_of(data: bytes, name: str) -> str:
    """The ending whose format reads this file, or Unreadable with the reason."""
    begins = data[:_LOOKED_AT]
    if b"%PDF-" in begins:
        return ".pdf"
    if data.startswith(b"PK"):
        return _container(data)
    if data.startswith(_OLE):
        raise _old(data)
    if data.startswith(b"{\\rtf"):
        raise Unreadable(Fault.OLD_DOC, "rtf")
    picture = _picture(data)
    if picture is not None:
        raise Unreadable(Fault.SCANNED, picture)
    if any(page in begins.lower() for page in _PAGES):
        raise Unreadable(Fault.OLD_DOC, "html")
    return _text(data, name)


def _container(data: bytes) -> str:
    if b"word/" in data:
        return ".docx"
    if b"xl/" in data:
        return ".xlsx"
    for mark, kind in ((b"ppt/", "pptx"), (b"opendocument.text", "odt")):
        if mark in data:
            raise Unreadable(Fault.FORMAT, kind)
    complete = b"PK\x05\x06" in data
    raise Unreadable(Fault.FORMAT if complete else Fault.BROKEN, "zip")


def _old(data: bytes) -> Unreadable:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Unreadable(Fault.PASSWORD)
    sheets = "Workbook".encode("utf-16-le") in data
    return Unreadable(Fault.OLD_DOC, "xls" if sheets else "doc")


def _picture(data: bytes) -> str | None:
    if data[4:12] in (b"ftypheic", b"ftypmif1"):
        return "heic"
    begun = (kind for mark, kind in _PICTURES.items() if data.startswith(mark))
    return next(begun, None)


def _text(data: bytes, name: str) -> str:
    ending = PurePath(name).suffix.lower()
    if ending in _TEXTS:
        return ".txt"
    if ending not in _MISNAMED:
        raise Unreadable(Fault.FORMAT, ending.removeprefix("."))
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not wide and any(byte < 9 for byte in data[:_LOOKED_AT]):
        raise Unreadable(Fault.BROKEN, ending.removeprefix("."))
    return ".txt"
