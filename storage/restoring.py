"""A database made anew from a backup; the one that was there is kept beside it.

The tables are those of the backup's own release; they are filled, and only then brought
to this release's. Whatever goes wrong, the database that was there is as it was.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import (
    JSON,
    Connection,
    Table,
    func,
    inspect,
    select,
    text,
)
from sqlalchemy.exc import DBAPIError

from storage import postgresql, sqlite
from storage.backup_file import (
    BackupFaulty,
    Contents,
    Part,
    Progress,
    checked,
    parts_of,
    sync_folder,
)
from storage.backups import GENERATION, VERSION, as_values, back_up, tables_of
from storage.bites import in_bites
from storage.columns import METADATA
from storage.errors import DatabaseUnreachable, StorageError
from storage.migrating import refuse_while_led, upgrade
from storage.migrations import HEAD, schema_of
from storage.shielding import to_the_end

#: In the settings: since when a restored database waits for the office's word.
RESTORED = "restored"

#: What the migrations make beside tables, on PostgreSQL.
_FUNCTIONS = ("audit_refuse", "audit_redact")


async def restore(
    place: Path | str,
    backup: Path,
    *,
    kept: Path,
    at: datetime,
    progress: Progress | None = None,
) -> Contents:
    """From a backup that is whole; what was there is found at `kept` afterwards.

    Nobody else may have the database. Raises BackupFaulty, SchemaUnknown,
    ServiceRunning, DatabaseUnfit, DatabaseUnreachable, OSError.
    """
    contents = checked(backup)
    try:
        if isinstance(place, Path):
            await _into_file(place, backup, contents, (kept, at), progress)
        else:
            await _into_server(place, backup, contents, (kept, at), progress)
    except DBAPIError as error:
        if isinstance(place, Path):
            raise BackupFaulty(type(error).__name__) from error
        raise DatabaseUnreachable(type(error.orig).__name__) from None
    return contents


async def _into_file(
    path: Path,
    backup: Path,
    contents: Contents,
    before: tuple[Path, datetime],
    progress: Progress | None,
) -> None:
    kept, at = before
    made = path.with_name(f".{path.name}.{os.getpid()}.made")
    _unlink(made)
    engine = sqlite.open_writer(made)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_fill, backup, contents, at, progress)
        await engine.dispose()
        sqlite.check_whole(made)
        sqlite.settle(made)
        _swap(path, made, kept)
    finally:
        await engine.dispose()
        _unlink(made)


def _swap(path: Path, made: Path, kept: Path) -> None:
    """At every moment there is a database of that name, the old one or the new one.

    A log of the old one must never lie beside the new one: SQLite would play it.
    """
    with made.open("rb") as file:
        os.fsync(file.fileno())
    if path.exists():
        with suppress(StorageError):  # a damaged one is kept as it is
            sqlite.settle(path)
        kept.hardlink_to(path)
        for end in ("-wal", "-journal"):
            log = path.with_name(path.name + end)
            if log.exists():
                log.rename(kept.with_name(kept.name + end))
        path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
    made.replace(path)
    sync_folder(path.parent)


def _unlink(made: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        made.with_name(made.name + end).unlink(missing_ok=True)


async def _into_server(
    url: str,
    backup: Path,
    contents: Contents,
    before: tuple[Path, datetime],
    progress: Progress | None,
) -> None:
    """In one transaction: until its end everybody sees the old tables."""
    kept, at = before
    engine = postgresql.open_writer(url)
    try:
        async with engine.connect() as connection:
            await connection.begin()
            await connection.run_sync(postgresql.before_migrating)
            await connection.run_sync(refuse_while_led)
            if await connection.run_sync(schema_of) is not None:
                await back_up(url, kept, at=at)
            await connection.run_sync(_drop, contents)
            await connection.run_sync(_fill, backup, contents, at, progress)
            await to_the_end(connection.commit())
    finally:
        await engine.dispose()


def _drop(connection: Connection, contents: Contents) -> None:
    """Our tables, and nobody else's."""
    ours = {*contents.tables, *METADATA.tables, VERSION}
    there = set(inspect(connection).get_table_names())
    quoted = connection.dialect.identifier_preparer.quote
    for name in sorted(ours & there):
        connection.exec_driver_sql(f"DROP TABLE {quoted(name)} CASCADE")
    for name in _FUNCTIONS:
        connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {name}() CASCADE")


def _fill(
    connection: Connection,
    backup: Path,
    contents: Contents,
    at: datetime,
    progress: Progress | None,
) -> None:
    upgrade(connection, contents.schema)
    tables = {table.name: table for table in tables_of(connection)}
    if not set(contents.tables) <= set(tables):
        raise BackupFaulty("it has tables that its release did not have")
    done = 0
    with parts_of(backup) as parts:
        for part in _in_order(parts, tables):
            for rows in in_bites(part.rows):
                _put(connection, tables[part.table], part, rows)
                done += len(rows)
                if progress:
                    progress(done)
    if connection.dialect.name == "postgresql":
        for table in tables.values():
            _number_on(connection, table)
    if contents.schema != HEAD:
        upgrade(connection)
    _mark(connection, at)


def _in_order(parts: Iterator[Part], tables: dict[str, Table]) -> Iterator[Part]:
    """Each table behind those it points at: so it was written."""
    seen: set[str] = set()
    for part in parts:
        table = tables[part.table]
        pointed = {key.column.table.name for key in table.foreign_keys}
        if not pointed - {part.table} <= seen:
            raise BackupFaulty("its tables are in a wrong order")
        seen.add(part.table)
        for column in table.columns:
            if isinstance(column.type, JSON) and column.nullable:
                column.type = JSON(none_as_null=True)
        yield part


def _put(
    connection: Connection, table: Table, part: Part, rows: list[list[object]]
) -> None:
    if not set(part.columns) <= set(table.columns.keys()):
        raise BackupFaulty("it has columns that its release did not have")
    values = [as_values(table, zip(part.columns, row, strict=True)) for row in rows]
    connection.execute(table.insert(), values)


def _number_on(connection: Connection, table: Table) -> None:
    """New rows are numbered behind those that were put in."""
    for column in table.primary_key.columns:
        named = {"t": table.name, "c": column.name}
        sequence = connection.scalar(
            text("SELECT pg_get_serial_sequence(quote_ident(:t), :c)"), named
        )
        last = connection.scalar(select(func.max(column))) if sequence else None
        if last is not None:
            connection.execute(
                text("SELECT setval(:s, :n)"), {"s": sequence, "n": last}
            )


def _mark(connection: Connection, at: datetime) -> None:
    """What is due waits for the office's word, whoever starts the service."""
    settings = METADATA.tables["settings"]
    marked = {RESTORED: at.isoformat(timespec="seconds")}
    connection.execute(settings.delete().where(settings.c.key.in_(list(marked))))
    connection.execute(
        settings.insert(), [{"key": k, "value": v} for k, v in marked.items()]
    )


__all__ = ["GENERATION", "RESTORED", "restore"]
