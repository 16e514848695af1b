"""The cupboard's door: one writer at a time, any number of readers."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Executable, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from programme.quota import Quota
from storage.dialect import Doors, open_doors
from storage.errors import DatabaseBusy, DatabaseUnreachable
from storage.holding import Timing
from storage.leases import Leases
from storage.migrations import HEAD, schema_of
from storage.rehearsing import Rehearse
from storage.shielding import to_the_end
from storage.unit import Unit


@dataclass(frozen=True, kw_only=True)
class Server:
    """Which database it is."""

    kind: str
    version: str


class Store:
    """An open database. `begin` to write, `read` to look."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors
        self._writing = asyncio.Lock()
        #: In a rehearsal: how letters for others are said to the office.
        self.rehearse: Rehearse | None = None
        #: When letters may go; without it all of them may go at once.
        self.timing: Timing | None = None
        #: What a bot may say in a month, by channel; others may say anything.
        self.quotas: Mapping[str, Quota] = {}

    @classmethod
    async def open(cls, place: Path | str) -> "Store":
        """A file, which is made if need be, or the address of a PostgreSQL database.

        Its tables are `migrate`'s. Raises DatabaseMisnamed, DatabaseUnreachable.
        """
        store = cls(open_doors(place))
        try:
            await store.is_current()
        except DBAPIError as error:
            await store.close()
            if isinstance(place, Path):
                raise
            raise DatabaseUnreachable(_kind_of(error)) from None
        except BaseException:
            await store.close()
            raise
        return store

    @property
    def _writer(self) -> AsyncEngine:
        return self._doors.writer

    @property
    def _reader(self) -> AsyncEngine:
        return self._doors.reader

    async def close(self) -> None:
        await self._doors.close()

    async def migrate(self) -> None:
        """To the newest tables, all or nothing; from an empty database too.

        Raises SchemaUnknown, and ServiceRunning while somebody leads on it.
        """
        # Alembic takes as long to import as everything else; most starts need none.
        from storage.migrating import migrate  # noqa: PLC0415 - see above

        async with self._writing, self._transaction(self._writer) as connection:
            await to_the_end(connection.run_sync(migrate))
            await to_the_end(connection.commit())

    async def refuse_while_led(self) -> None:
        """Raises ServiceRunning while somebody leads on it."""
        from storage.migrating import refuse_while_led  # noqa: PLC0415 - as above

        async with self._transaction(self._reader) as connection:
            await connection.run_sync(refuse_while_led)

    async def is_current(self) -> bool:
        async with self._writing, self._transaction(self._writer) as connection:
            return await connection.run_sync(schema_of) == HEAD

    async def is_empty(self) -> bool:
        """Whether it has no tables yet."""
        async with self._transaction(self._reader) as connection:
            return await connection.run_sync(schema_of) is None

    async def scrub(self) -> None:
        """What was written over or deleted is not left lying in the files either.

        Raises DatabaseBusy where others do not let go of them.
        """
        async with self._writing:
            await to_the_end(self._doors.scrub())

    async def server(self) -> Server:
        async with self._transaction(self._reader) as connection:
            said = self._doors.version
            version, *_ = str(await connection.scalar(text(said))).split()
            return Server(kind=self._doors.kind, version=version)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Unit]:
        """Everything in it is committed at its end, or nothing if it raises.

        Nobody else writes meanwhile, in this process or another; raises DatabaseBusy
        where the turn does not come.
        """
        async with self._writing, self._transaction(self._writer) as connection:
            unit = self._unit(connection)
            try:
                yield unit
            except BaseException:
                await to_the_end(_undo(connection, unit.kept))
                raise
            await to_the_end(connection.commit())

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Unit]:
        """One picture of one moment; what is written meanwhile is not in it."""
        async with self._transaction(self._reader) as connection:
            yield self._unit(connection)

    def _unit(self, connection: AsyncConnection) -> Unit:
        unit = Unit(connection).in_rehearsal(self.rehearse).timed(self.timing)
        return unit.rationed(self.quotas)

    @asynccontextmanager
    async def leasing(self) -> AsyncIterator[Leases]:
        """The lease alone: where it can, it waits for no writer, frozen or slow."""
        aside = self._doors.aside
        turn = self._writing if aside is self._writer else nullcontext()
        async with turn, self._transaction(aside) as connection:
            yield Leases(connection)
            await to_the_end(connection.commit())

    @asynccontextmanager
    async def _transaction(self, engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
        """Undone at its end unless it was committed."""
        connection = await self._begun(engine)
        try:
            yield connection
        finally:
            await _close(connection)

    async def _begun(self, engine: AsyncEngine) -> AsyncConnection:
        """Asks for the turn as often as is worth it."""
        for _ in range(self._doors.tries):
            connection = engine.connect()
            try:
                await to_the_end(_begin(connection))
            except BaseException as error:
                await _close(connection)
                if not (isinstance(error, DBAPIError) and self._doors.is_held(error)):
                    raise
                await self._free_the_turn()
            else:
                return connection
        raise DatabaseBusy

    async def _free_the_turn(self) -> None:
        """From somebody who is frozen with it in hand. If that fails, we go on waiting
        as before."""
        with suppress(DBAPIError):
            await to_the_end(self._doors.let_go(self._reader))


async def _begin(connection: AsyncConnection) -> None:
    await connection.start()
    await connection.begin()


async def _close(connection: AsyncConnection) -> None:
    if connection.sync_connection is not None:
        await to_the_end(connection.close())


async def _undo(connection: AsyncConnection, kept: Sequence[Executable]) -> None:
    try:
        await connection.rollback()
    except DBAPIError:  # it is gone, and all it had not committed with it
        await connection.invalidate()
    if kept:
        for statement in kept:
            await connection.execute(statement)
        await connection.commit()


def _kind_of(error: DBAPIError) -> str:
    """PostgreSQL's code where it gave one, else the driver's first line."""
    state: str | None = getattr(error.orig, "sqlstate", None)
    said = str(error.orig).strip().splitlines()
    return state or (said[0] if said else type(error.orig).__name__)
