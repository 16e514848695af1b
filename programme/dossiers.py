"""What is taken as a dossier: its name made safe, its kind told by its bytes, its
numbers within the office's limits."""

import io
import lzma
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from programme.errors import ProgrammeError

#: What the channels hand out at most, and so the largest that can come in.
LARGEST = 20_000_000
_LONGEST_NAME = 100
_MOST_PARTS = 5_000
_LARGEST_WHOLE = 300_000_000
_HIGHEST_RATIO = 200
_RATIO_COUNTS_FROM = 5_000_000
_A_PIECE = 1 << 20
#: What a damaged archive fails with: as a whole, cut short, and in each way of packing
#: (OSError is that of bzip2, for nothing is read from a disk here).
_BROKEN = (zipfile.BadZipFile, EOFError, zlib.error, lzma.LZMAError, OSError)


@dataclass(frozen=True, kw_only=True)
class DossierRules:
    """Files of one duty, files of one agency in a day, and bytes of them all."""

    most_of_duty: int = 20
    most_of_day: int = 40
    most_bytes: int = 5_000_000_000


class DossierFault(StrEnum):
    """Why a file is not kept; bot/messages has a sentence for each."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    KIND = "kind"  # none of those that are taken, whatever its name says
    LOCKED = "locked"  # opens with a password only
    MACRO = "macro"
    BROKEN = "broken"
    UNSAFE = "unsafe"
    NOT_FETCHED = "not-fetched"
    NO_ROOM = "no-room"
    MANY_OF_DUTY = "many-of-duty"
    MANY_OF_DAY = "many-of-day"


class DossierRefused(ProgrammeError):
    def __init__(self, fault: DossierFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


#: By the ending that each kind is given, whatever it was called.
_HEADS: Mapping[str, tuple[bytes, ...]] = {
    ".jpg": (b"\xff\xd8\xff",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
#: A PDF may have some bytes before its head.
_PDF_WITHIN = 1024
_STREAMS = {".doc": "WordDocument", ".xls": "Workbook"}
_PARTS = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml"}
_ENCRYPTED = 0x1


def kind_of(data: bytes) -> str:
    """Its ending, by its bytes alone. Raises DossierRefused."""
    if not data:
        raise DossierRefused(DossierFault.EMPTY)
    if len(data) > LARGEST:
        raise DossierRefused(DossierFault.TOO_LARGE)
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return ".pdf"
    if data.startswith(_OLE):
        return _of_ole(data)
    if data.startswith(_ZIP):
        return _of_package(data)
    for ending, heads in _HEADS.items():
        if data.startswith(heads):
            return ending
    raise DossierRefused(DossierFault.KIND)


def _of_ole(data: bytes) -> str:
    """An old Word or Excel file, by the names in its directory."""
    if _named("EncryptedPackage", data) or _named("EncryptionInfo", data):
        raise DossierRefused(DossierFault.LOCKED)
    if _named("_VBA_PROJECT", data) or _named("Macros", data):
        raise DossierRefused(DossierFault.MACRO)
    for ending, stream in _STREAMS.items():
        if _named(stream, data):
            return ending
    raise DossierRefused(DossierFault.KIND)


def _named(stream: str, data: bytes) -> bool:
    return stream.encode("utf-16-le") + b"\0\0" in data


def _of_package(data: bytes) -> str:
    """A Word or Excel file; any other archive hides what it holds, and is not taken."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            names = {entry.filename.casefold() for entry in entries}
            kind = next((e for e, part in _PARTS.items() if part in names), None)
            if kind is None or "[content_types].xml" not in names:
                raise DossierRefused(DossierFault.KIND)
            _look_over(entries)
            _weigh(package, entries)
            return kind
    except _BROKEN as error:
        raise DossierRefused(DossierFault.BROKEN) from error
    # A packing that is not known; entries before the file's beginning, odd names.
    except (NotImplementedError, ValueError) as error:
        raise DossierRefused(DossierFault.UNSAFE) from error


def _look_over(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > _MOST_PARTS:
        raise DossierRefused(DossierFault.UNSAFE)
    for entry in entries:
        name = entry.filename.replace("\\", "/").casefold()
        if entry.flag_bits & _ENCRYPTED:
            raise DossierRefused(DossierFault.LOCKED)
        if name.endswith(("vbaproject.bin", ".exe", ".dll", ".js", ".vbs")):
            raise DossierRefused(DossierFault.MACRO)
        if name.startswith("/") or ":" in name or ".." in name.split("/"):
            raise DossierRefused(DossierFault.UNSAFE)


def _weigh(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Unpacked as far as it may be, a piece at a time: declared sizes may lie."""
    whole = 0
    for entry in entries:
        size = 0
        with package.open(entry) as part:
            while piece := part.read(_A_PIECE):
                size += len(piece)
                whole += len(piece)
                packed = max(entry.compress_size, 1)
                is_bomb = size > _RATIO_COUNTS_FROM and size / packed > _HIGHEST_RATIO
                if is_bomb or whole > _LARGEST_WHOLE:
                    raise DossierRefused(DossierFault.UNSAFE)


_FORBIDDEN = re.compile(r'[<>:"|?*]+')
_PLACES = re.compile(r"[\\/]")
_KNOWN = (".pdf", ".docx", ".xlsx", ".doc", ".xls", ".jpg", ".jpeg", ".png")
#: Names that one system or another takes for something else than a file.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def safe_name(name: str, kind: str) -> str:
    """A name that is a name and nothing else, with the ending that its bytes have."""
    whole = unicodedata.normalize("NFC", name[:2000])
    shown = "".join(
        letter if letter.isspace() or unicodedata.category(letter)[0] != "C" else " "
        for letter in whole
        if unicodedata.category(letter) != "Cf"  # turns and joins nobody sees
    )
    last = _PLACES.split(shown)[-1]
    stem = " ".join(_FORBIDDEN.sub("_", last).split())
    while stem.casefold().endswith(_KNOWN):
        stem = stem.rpartition(".")[0].rstrip(". ")
    stem = stem[: _LONGEST_NAME - len(kind)].strip(". ")
    if not stem or _RESERVED.fullmatch(stem):
        stem = f"hồ sơ {stem}".strip()
    return f"{stem}{kind}"


def say_size(size: int) -> str:
    """1,2 MB; 340 KB"""
    if size >= 1_000_000:
        return f"{size / 1_000_000:.1f} MB".replace(".", ",")
    return f"{max(round(size / 1000), 1)} KB"
