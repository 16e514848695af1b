"""SQLite: which library, how the file is opened, who waits for whom."""

import asyncio
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import URL, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.cleaning import clean_on_the_way_in, to_json
from storage.errors import DatabaseBusy, DatabaseDamaged
from storage.one_trip import Driver

_READERS = 4
_SETTINGS = (
    "PRAGMA busy_timeout = 10000",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
)
_WRITING = (
    "PRAGMA synchronous = FULL",
    "PRAGMA wal_autocheckpoint = 1000",
    "PRAGMA journal_size_limit = 67108864",
)


def has_wal_fault(version: Sequence[int]) -> bool:
    """Whether two connections can corrupt a WAL (sqlite.org/wal.html#walresetbug)."""
    release = tuple(version[:3])
    mended = (
        release >= (3, 51, 3)
        or (3, 50, 7) <= release < (3, 51, 0)
        or (3, 44, 6) <= release < (3, 45, 0)
    )
    return not mended and release >= (3, 7, 0)


def journal_mode(version: Sequence[int]) -> str:
    return "TRUNCATE" if has_wal_fault(version) else "WAL"


def open_writer(path: Path) -> AsyncEngine:
    """One connection; a transaction takes the file's write lock as it begins."""
    path.touch(mode=0o600, exist_ok=True)
    mode = f"PRAGMA journal_mode = {journal_mode(_library().sqlite_version_info)}"
    return _engine(path, "BEGIN IMMEDIATE", (*_SETTINGS, mode, *_WRITING), pool_size=1)


def open_reader(path: Path) -> AsyncEngine:
    settings = (*_SETTINGS, "PRAGMA query_only = ON")
    return _engine(path, "BEGIN", settings, pool_size=_READERS)


def _engine(
    path: Path, begin: str, settings: Sequence[str], *, pool_size: int
) -> AsyncEngine:
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(path)),
        module=_driver(),
        json_serializer=to_json,
        pool_size=pool_size,
        max_overflow=0,
    )

    # The driver's own transactions begin too late for a state machine: 189 of 240
    # updates were lost. It begins none, and each of ours begins as told here.
    @event.listens_for(engine.sync_engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for setting in settings:
            cursor.execute(setting)
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin_so(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return clean_on_the_way_in(engine)


async def let_go(_: AsyncEngine) -> None:
    """The lock is a frozen process's own: nobody can take it away."""


def copy_whole(path: Path, copy: Path) -> None:
    """The file of one moment, whoever writes meanwhile. Raises DatabaseDamaged."""
    library = _library()
    copy.unlink(missing_ok=True)
    copy.touch(mode=0o600)
    try:
        with (
            closing(library.connect(path, timeout=15)) as found,
            closing(library.connect(copy)) as made,
        ):
            found.execute("PRAGMA query_only = ON")
            found.backup(made)
    except library.Error as error:
        raise DatabaseDamaged(str(error)) from error
    check_whole(copy)


def check_whole(path: Path, *, quickly: bool = False) -> None:
    """Every page and every reference. Raises DatabaseDamaged."""
    library = _library()
    question = "quick_check" if quickly else "integrity_check"
    try:
        with closing(library.connect(path, timeout=15)) as found:
            (said,) = found.execute(f"PRAGMA {question}(1)").fetchone()
            lost = not quickly and found.execute("PRAGMA foreign_key_check").fetchone()
    except library.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise DatabaseBusy from error
        raise DatabaseDamaged(str(error)) from error
    if said != "ok" or lost:
        raise DatabaseDamaged(said if said != "ok" else "a reference to nothing")


def settle(path: Path) -> None:
    """All that lies beside the file goes into it. Raises DatabaseDamaged."""
    library = _library()
    try:
        with closing(library.connect(path, timeout=15)) as found:
            found.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except library.Error as error:
        raise DatabaseDamaged(str(error)) from error


async def scrub(path: Path) -> None:
    """The file is written anew, and what lay beside it is emptied: nothing is left in
    it of what was written over or deleted. Raises DatabaseBusy."""
    await asyncio.to_thread(_scrub, path)


def _scrub(path: Path) -> None:
    library = _library()
    try:
        with closing(library.connect(path, timeout=15, isolation_level=None)) as found:
            found.execute("PRAGMA secure_delete = ON")
            found.execute("VACUUM")
            left = found.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except library.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise DatabaseBusy from error
        raise DatabaseDamaged(str(error)) from error
    if left and left[0]:
        raise DatabaseBusy


def is_held(error: DBAPIError) -> bool:
    """Another process writes, and has gone on writing longer than we wait."""
    code: int = getattr(error.orig, "sqlite_errorcode", 0)
    return code & 0xFF == sqlite3.SQLITE_BUSY


@cache
def _library() -> ModuleType:
    """Python's own SQLite, or the mended one where that has the WAL fault."""
    if has_wal_fault(sqlite3.sqlite_version_info):
        try:
            from pysqlite3 import dbapi2  # noqa: PLC0415 - not on every machine
        except ImportError:
            return sqlite3
        if not has_wal_fault(dbapi2.sqlite_version_info):
            mended: ModuleType = dbapi2
            return mended
    return sqlite3


@cache
def _driver() -> object:
    """The asynchronous driver on our library. It takes whichever `sqlite3` it meets
    when it is first imported, so for that moment it meets ours."""
    library = _library()
    sys.modules["sqlite3"] = library
    try:
        import aiosqlite  # noqa: PLC0415 - at this moment, and at no other
    finally:
        sys.modules["sqlite3"] = sqlite3
    return Driver(aiosqlite, library)
