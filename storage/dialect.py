"""What only one database does: SQLite's library, its settings, its upsert.

PostgreSQL gets its own answers here and nowhere else.
"""

import json
import sqlite3
import sys
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import URL, Table, event
from sqlalchemy.dialects.sqlite import Insert
from sqlalchemy.dialects.sqlite import insert as _insert
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_dbapi
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

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


def insert(table: Table) -> Insert:
    """An insert that knows ON CONFLICT."""
    return _insert(table)


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
        json_serializer=partial(json.dumps, ensure_ascii=False),
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

    return engine


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
    return AsyncAdapt_aiosqlite_dbapi(aiosqlite, library)
