"""The file of a backup: it tells what it is, and whether it is whole.

Lines of JSON, packed with gzip. The first says what is inside: of which database, at
which release's tables, when, how many rows of each table. Then, table by table, its
name and columns and a line for each row. The last one counts the rows and holds the
SHA-256 of all lines before it. Whoever reads it believes nothing before that one.
"""

import gzip
import hashlib
import json
import os
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from storage.errors import StorageError

FORMAT = "nhacviec.backup/1"
#: A line is one row; one that is longer than any row of ours is not read whole.
_LONGEST_LINE = 256 * 1024 * 1024

#: How many rows are done.
Progress = Callable[[int], object]


class BackupFaulty(StorageError):
    """Not one of ours, or damaged; `why` for the log, in a few words."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the backup cannot be used: {why}")
        self.why = why


@dataclass(frozen=True, kw_only=True)
class Contents:
    """The first line: what a backup is of. `at` is when it was begun, in ISO 8601."""

    format: str
    of: str
    schema: str
    generation: int
    at: str
    tables: dict[str, int]

    @property
    def rows(self) -> int:
        return sum(self.tables.values())


@dataclass(frozen=True)
class Part:
    """One table: its columns, and its rows as they come out of the file."""

    table: str
    columns: tuple[str, ...]
    rows: Iterator[list[Any]]


class Writer:
    """Puts lines into the file, and reckons as it goes."""

    def __init__(self, file: gzip.GzipFile) -> None:
        self._file = file
        self._sum = hashlib.sha256()
        self.rows = 0

    def begin(self, contents: Contents) -> None:
        self._line(asdict(contents))

    def table(self, name: str, columns: Sequence[str]) -> None:
        self._line({"table": name, "columns": list(columns)})

    def row(self, values: Sequence[Any]) -> None:
        self._line(list(values))
        self.rows += 1

    def end(self) -> None:
        self._line({"rows": self.rows, "sha256": self._sum.hexdigest()})

    def _line(self, value: object) -> None:
        written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        line = written.encode() + b"\n"
        self._sum.update(line)
        self._file.write(line)


@contextmanager
def written(path: Path) -> Iterator[Writer]:
    """The file is there when it is whole and on disk, or it is not there at all."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        with os.fdopen(os.open(part, flags, 0o600), "wb") as raw:
            with gzip.GzipFile("", "wb", 6, raw, 0) as packed:
                writer = Writer(packed)
                yield writer
                writer.end()
            raw.flush()
            os.fsync(raw.fileno())
        checked(part)
        part.replace(path)
        sync_folder(path.parent)
    finally:
        part.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """A new name is on disk, too; where a file system knows no such thing, as it is."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def contents_of(path: Path) -> Contents:
    """The first line alone. Raises BackupFaulty, OSError."""
    with _opened(path) as lines:
        return _contents(lines)


def checked(path: Path, progress: Progress | None = None) -> Contents:
    """Read from the first line to the last, and believed. Raises BackupFaulty."""
    with _opened(path) as lines:
        contents = _contents(lines)
        seen: dict[str, int] = {}
        done = 0
        for part in _parts(lines):
            width = len(part.columns)
            seen[part.table] = 0
            for row in part.rows:
                if len(row) != width:
                    raise BackupFaulty("a row of another width")
                seen[part.table] += 1
                done += 1
                if progress and done % 1000 == 0:
                    progress(done)
        if seen != contents.tables or lines.is_open:
            raise BackupFaulty("not all the rows that it promises")
    return contents


@contextmanager
def parts_of(path: Path) -> Iterator[Iterator[Part]]:
    """Every table of a file that was `checked`, in its order."""
    with _opened(path) as lines:
        _contents(lines)
        yield _parts(lines)


class _Lines:
    """Lines one by one, with the sum of all before; the last one closes it."""

    def __init__(self, file: gzip.GzipFile) -> None:
        self._file = file
        self._sum = hashlib.sha256()
        self._rows = 0
        self.is_open = True
        self._kept: object = None

    def next(self) -> Any:
        """A list is a row, a mapping begins a table; None behind the last one."""
        if self._kept is not None:
            kept, self._kept = self._kept, None
            return kept
        if not self.is_open:
            return None
        line = self._file.readline(_LONGEST_LINE)
        if not line.endswith(b"\n"):
            raise BackupFaulty("it ends too early")
        found = json.loads(line)
        if isinstance(found, Mapping) and "sha256" in found:
            if found != {"rows": self._rows, "sha256": self._sum.hexdigest()}:
                raise BackupFaulty("its checksum is another")
            if self._file.read(1):
                raise BackupFaulty("there is more behind its end")
            self.is_open = False
            return None
        self._sum.update(line)
        self._rows += isinstance(found, list)
        return found

    def put_back(self, found: object) -> None:
        self._kept = found


@contextmanager
def _opened(path: Path) -> Iterator[_Lines]:
    try:
        with gzip.open(path, "rb") as file:
            yield _Lines(file)
    # Not a packed file at all, one with bytes that were changed, one that was cut off.
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise BackupFaulty("damaged, or no backup") from error
    # Lines that are no JSON, or that have other parts than ours, or of another kind.
    except (ValueError, KeyError, TypeError) as error:
        raise BackupFaulty("not written as a backup is") from error


def _contents(lines: _Lines) -> Contents:
    found = lines.next()
    if not isinstance(found, Mapping) or found.get("format") != FORMAT:
        raise BackupFaulty("no backup of this program")
    return Contents(**found)


def _parts(lines: _Lines) -> Iterator[Part]:
    while (found := lines.next()) is not None:
        yield Part(found["table"], tuple(found["columns"]), _rows(lines))


def _rows(lines: _Lines) -> Iterator[list[Any]]:
    while isinstance(found := lines.next(), list):
        yield found
    if found is not None:
        lines.put_back(found)
