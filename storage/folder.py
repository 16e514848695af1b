"""The folder of the dossiers: each file once, by the hash of its bytes.

A file is there, whole and on the disk, before the row that names it is committed; what
is left without a row by a crash is swept away later.
"""

import os
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

_HEX = frozenset("0123456789abcdef")
_UNFINISHED = ".part"
#: A file without a row may be waiting for its commit; never for so long.
GRACE = timedelta(days=1)


class FolderFull(Exception):
    """With this file there would be more than the office gives room for."""


@dataclass(frozen=True)
class Folder:
    """`most`: bytes of all files together."""

    path: Path
    most: int = 5_000_000_000

    def keep(self, data: bytes) -> str:
        """The hash by which it is found. Raises FolderFull, OSError."""
        name = sha256(data).hexdigest()
        place = self.place_of(name)
        if place.exists() and place.stat().st_size == len(data):
            os.utime(place)  # the sweeper leaves it alone for another day
            return name
        if self.size() + len(data) > self.most:
            raise FolderFull
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = place.with_name(f"{uuid4().hex}{_UNFINISHED}")
        try:
            _write(part, data)
            part.replace(place)
        except OSError:
            with suppress(OSError):
                part.unlink()
            raise
        for folder in (place.parent, self.path):
            _settle(folder)
        return name

    def place_of(self, name: str) -> Path:
        """Two letters a folder, so that no folder grows without end."""
        if len(name) != 64 or not _HEX.issuperset(name):
            raise ValueError("not the name of a dossier")
        return self.path / name[:2] / name

    def size(self) -> int:
        return sum(place.stat().st_size for place in self._places())

    def sweep(self, known: Collection[str], now: datetime) -> int:
        """Files that no row names, and what a crash left unfinished; how many went."""
        gone = 0
        before = (now - GRACE).timestamp()
        for place in self._places():
            if place.name not in known and place.stat().st_mtime < before:
                with suppress(FileNotFoundError):
                    place.unlink()
                    gone += 1
        return gone

    def missing(self, known: Collection[str]) -> list[str]:
        """Of those that rows name, what is not here: after a restore, say."""
        return [name for name in known if not self.place_of(name).exists()]

    def _places(self) -> Iterator[Path]:
        with suppress(FileNotFoundError):
            for folder in sorted(self.path.iterdir()):
                if folder.is_dir():
                    yield from (one for one in folder.iterdir() if one.is_file())


def _write(place: Path, data: bytes) -> None:
    """On the disk when this returns, for nobody else to read."""
    number = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(number, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
