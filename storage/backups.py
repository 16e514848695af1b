"""Backups: every row of our tables out of one database, into another of either kind.

A backup is taken of one moment while others go on writing. On SQLite the file is first
copied in one go, which is checked and then read; a copy made page by page would begin
anew at every write, and a file that is merely copied lacks what lies beside it. On
PostgreSQL it is read in one transaction. See docs/decisions/0029.
"""

import asyncio
import json
import os
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Date,
    MetaData,
    Table,
    Time,
    func,
    select,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from storage import postgresql, sqlite
from storage.backup_file import (
    FORMAT,
    BackupFaulty,
    Contents,
    Progress,
    Writer,
    written,
)
from storage.dialect import open_doors
from storage.errors import DatabaseDamaged, DatabaseUnreachable
from storage.migrations import schema_of
from storage.settings import Settings

VERSION = "alembic_version"
GENERATION = "generation"
_A_FETCH = 500
#: In the settings: the paths of backups that were taken; the newest.
TAKEN, _NOTED = "backups", 60


async def back_up(
    place: Path | str, target: Path, *, at: datetime, progress: Progress | None = None
) -> Contents:
    """Into that file, which is whole or not there. The service may run meanwhile.

    Raises DatabaseDamaged, DatabaseUnreachable, BackupFaulty, OSError.
    """
    if isinstance(place, str):
        engine = postgresql.open_reader(place)
        try:
            return await _write(engine, target, at, progress)
        except DBAPIError as error:
            raise DatabaseUnreachable(type(error.orig).__name__) from None
        finally:
            await engine.dispose()
    copy = target.with_name(f".{target.name}.{os.getpid()}.copy")
    try:
        await asyncio.to_thread(sqlite.copy_whole, place, copy)
        engine = sqlite.open_reader(copy)
        try:
            return await _write(engine, target, at, progress)
        finally:
            await engine.dispose()
    except DBAPIError as error:
        raise DatabaseDamaged(str(error.orig)) from None
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            copy.with_name(copy.name + end).unlink(missing_ok=True)


async def note_taken(place: Path | str, target: Path) -> None:
    """The database knows where its copies lie, so that the office can be told which to
    destroy. One that cannot be written now has its backup all the same."""
    path = str(target)
    doors = open_doors(place)
    try:
        async with doors.writer.connect() as connection, connection.begin():
            settings = Settings(connection)
            known = json.loads(await settings.get(TAKEN) or "[]")
            kept = [one for one in known if one != path][-_NOTED:]
            await settings.set(TAKEN, json.dumps([*kept, path], ensure_ascii=False))
    except DBAPIError:
        return
    finally:
        await doors.close()


async def _write(
    engine: AsyncEngine, target: Path, at: datetime, progress: Progress | None
) -> Contents:
    async with engine.connect() as connection:
        return await connection.run_sync(_write_all, target, at, progress)


def _write_all(
    connection: Connection, target: Path, at: datetime, progress: Progress | None
) -> Contents:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
    schema = schema_of(connection)
    if schema is None:
        raise BackupFaulty("the database has no tables yet")
    tables = tables_of(connection)
    contents = Contents(
        format=FORMAT,
        of=connection.dialect.name,
        schema=schema,
        generation=generation_in(connection, tables),
        at=at.isoformat(timespec="seconds"),
        tables={table.name: _count(connection, table) for table in tables},
    )
    with written(target) as writer:
        writer.begin(contents)
        for table in tables:
            _write_table(connection, table, writer, progress)
    return contents


def tables_of(connection: Connection) -> list[Table]:
    """Ours, each behind those it points at; of whichever release they are."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != VERSION]


def generation_in(connection: Connection, tables: list[Table]) -> int:
    settings = next((table for table in tables if table.name == "settings"), None)
    if settings is None:
        return 0
    named = select(settings.c.value).where(settings.c.key == GENERATION)
    return int(connection.scalar(named) or 0)


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _write_table(
    connection: Connection, table: Table, writer: Writer, progress: Progress | None
) -> None:
    writer.table(table.name, [column.name for column in table.columns])
    in_order = select(table).order_by(*table.primary_key.columns)
    streamed = connection.execution_options(stream_results=True).execute(in_order)
    for rows in streamed.partitions(_A_FETCH):
        for row in rows:
            writer.row([_out(value) for value in row])
        if progress:
            progress(writer.rows)


def _out(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | time) else value


def as_values(table: Table, row: Iterator[tuple[str, Any]]) -> dict[str, Any]:
    """A row of the file as the columns of that table take it."""
    return {name: _in(table.columns[name].type, value) for name, value in row}


def _in(kind: object, value: Any) -> Any:
    if isinstance(value, str) and isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(value, str) and isinstance(kind, Time):
        return time.fromisoformat(value)
    return value
