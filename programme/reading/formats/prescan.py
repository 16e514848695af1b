"""The container of a .docx or .xlsx, looked over before any parser sees it.

The limits are wide for an office's programme and narrow for a bomb. Sizes that a
container declares are not trusted: a part is read no further than it may be long.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError, fromstring

from programme.errors import Fault, Unreadable

MOST_PARTS = 2_000
LARGEST_PART = 20_000_000
LARGEST_WHOLE = 60_000_000
HIGHEST_RATIO = 200
_RATIO_COUNTS_FROM = 1_000_000
MOST_TAGS = 600_000

_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_XML = (".xml", ".rels", ".vml")
_DECLARED = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
_ENCODINGS = frozenset({b"utf-8", b"us-ascii", b"ascii"})
_WIDE = (b"\xff\xfe", b"\xfe\xff")
#: The strict kind of the same format, under the names of the usual one.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", "wordprocessingml"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", "spreadsheetml"),
)


@dataclass(frozen=True)
class Package:
    """The texts inside a container that was found harmless, by name."""

    parts: Mapping[str, bytes]
    _relations: dict[str, dict[str, tuple[str, str]]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def xml(self, name: str) -> Element | None:
        data = self.parts.get(name)
        return parsed(data, name) if data is not None else None

    def related(self, name: str, kind: str) -> list[str]:
        """The parts of this `kind` that `name` ("" is the whole) points to."""
        return [to for met, to in self.relations(name).values() if met == kind]

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        if name not in self._relations:
            self._relations[name] = self._relations_of(name)
        return self._relations[name]

    def _relations_of(self, name: str) -> dict[str, tuple[str, str]]:
        folder, base = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for one in root if root is not None else ():
            if one.get("TargetMode") != "External":
                kind = one.get("Type", "").rpartition("/")[2]
                target = posixpath.join("/", folder, one.get("Target", ""))
                part = posixpath.normpath(target).lstrip("/")
                found[one.get("Id", "")] = (kind, part)
        return found


def parsed(data: bytes, name: str) -> Element:
    """A part that was looked over, or a piece of it."""
    try:
        # A part with a DTD was refused, so that no entity is left to expand.
        return fromstring(data)  # noqa: S314 - no DTD, no entities
    except ParseError as error:
        raise Unreadable(Fault.BROKEN, name) from error


def open_package(data: bytes) -> Package:
    if data.count(_ENTRY) > MOST_PARTS:
        raise _unsafe("parts")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            entries = container.infolist()
            _look_over(entries)
            return Package(_texts(container, entries))
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise Unreadable(Fault.BROKEN) from error
    # A version of the format that is not known; odd names; places that are none.
    except (NotImplementedError, ValueError, OSError) as error:
        raise Unreadable(Fault.BROKEN) from error


def _unsafe(why: str) -> Unreadable:
    return Unreadable(Fault.UNSAFE, why)


def _look_over(entries: Sequence[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_PARTS:
        raise _unsafe("parts")
    if sum(entry.file_size for entry in entries) > LARGEST_WHOLE:
        raise _unsafe("size")
    if len({entry.filename.casefold() for entry in entries}) < len(entries):
        raise _unsafe("names")
    for entry in entries:
        _look_at(entry)


def _look_at(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise Unreadable(Fault.PASSWORD)
    name = entry.filename.replace("\\", "/")
    if name.startswith("/") or ":" in name or ".." in name.split("/"):
        raise _unsafe("names")
    if name.casefold().endswith("vbaproject.bin"):
        raise _unsafe("macro")
    if entry.compress_type not in _PACKINGS:
        raise _unsafe("packing")
    heavy = entry.file_size > _RATIO_COUNTS_FROM
    packed = max(entry.compress_size, 1)
    if entry.file_size > LARGEST_PART or (
        heavy and entry.file_size / packed > HIGHEST_RATIO
    ):
        raise _unsafe("size")


def _texts(
    container: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo]
) -> dict[str, bytes]:
    texts: dict[str, bytes] = {}
    for entry in entries:
        if entry.filename.casefold().endswith(_XML):
            with container.open(entry) as part:
                data = part.read(LARGEST_PART + 1)
            if len(data) > LARGEST_PART:
                raise _unsafe("size")
            texts[entry.filename.replace("\\", "/")] = _plain(data)
    if _tags(texts.values()) > MOST_TAGS:
        raise _unsafe("tags")
    return texts


def _tags(texts: Collection[bytes]) -> int:
    """How many there can be: they are counted where the bytes would suffice."""
    most = sum(map(len, texts))
    return sum(text.count(b"<") for text in texts) if most > MOST_TAGS else most


def _plain(data: bytes) -> bytes:
    """The part in UTF-8, without a DTD: other encodings could hide one."""
    if data.startswith(_WIDE):
        wide = data.decode("utf-16", "replace")
        data = re.sub(r"^<\?xml.*?\?>", "", wide).encode("utf-8", "replace")
    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf").lstrip())
    if declared is not None and declared[1].lower() not in _ENCODINGS:
        raise _unsafe("encoding")
    # A lone sign is looked for at once; most parts have neither.
    declares = b"!" in data and (b"<!DOCTYPE" in data or b"<!ENTITY" in data)
    if b"\0" in data or declares:
        raise _unsafe("dtd")
    if b"purl.oclc.org" in data:
        for strict, kind in _STRICT:
            usual = f"http://schemas.openxmlformats.org/{kind}/2006/main"
            data = data.replace(strict, usual.encode())
    return data
