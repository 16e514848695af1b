"""The cupboard's door: one file, one writer at a time, any number of readers."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import Connection, Executable, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.dialect import open_reader, open_writer
from storage.migrations import HEAD
from storage.shielding import to_the_end
from storage.unit import Unit


class Store:
    """An open database. `begin` to write, `read` to look."""

    def __init__(self, writer: AsyncEngine, reader: AsyncEngine) -> None:
        self._writer = writer
        self._reader = reader
        self._writing = asyncio.Lock()

    @classmethod
    async def open(cls, path: Path) -> "Store":
        """Opens or makes the file; its tables are `migrate`'s."""
        store = cls(open_writer(path), open_reader(path))
        await store.is_current()
        return store

    async def close(self) -> None:
        await self._reader.dispose()
        await self._writer.dispose()

    async def migrate(self) -> None:
        """To the newest tables, all or nothing; from an empty file too."""
        # Alembic takes as long to import as everything else; most starts need none.
        from storage.migrating import upgrade  # noqa: PLC0415 - see above

        async with self._writing, self._writer.begin() as connection:
            await connection.run_sync(upgrade)

    async def is_current(self) -> bool:
        async with self._writing, self._writer.begin() as connection:
            return await connection.run_sync(_schema) == HEAD

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Unit]:
        """Everything in it is committed at its end, or nothing if it raises."""
        async with self._writing, _transaction(self._writer) as connection:
            unit = Unit(connection)
            try:
                yield unit
            except BaseException:
                await to_the_end(_undo(connection, unit.kept))
                raise
            await to_the_end(connection.commit())

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Unit]:
        """One picture of one moment; what is written meanwhile is not in it."""
        async with _transaction(self._reader) as connection:
            yield Unit(connection)


@asynccontextmanager
async def _transaction(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """Undone at its end unless it was committed."""
    connection = engine.connect()
    try:
        await to_the_end(_begin(connection))
        yield connection
    finally:
        if connection.sync_connection is not None:
            await to_the_end(connection.close())


async def _begin(connection: AsyncConnection) -> None:
    await connection.start()
    await connection.begin()


async def _undo(connection: AsyncConnection, kept: Sequence[Executable]) -> None:
    await connection.rollback()
    for statement in kept:
        await connection.execute(statement)
    await connection.commit()


def _schema(connection: Connection) -> str | None:
    """Which migration the file stands at; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(
        text("SELECT version_num FROM alembic_version")
    )
    return found
