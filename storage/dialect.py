"""The two databases behind one door: what each is opened with, and says differently."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import BigInteger, Table
from sqlalchemy.dialects.postgresql import Insert
from sqlalchemy.dialects.postgresql import insert as _insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from storage import postgresql, sqlite


def insert(table: Table) -> Insert:
    """An insert that knows ON CONFLICT; both databases read this one."""
    return _insert(table)


class database_now(FunctionElement[int]):  # noqa: N801 - a function of SQL
    """The database's own clock, as a Moment is stored: one clock for all processes."""

    type = BigInteger()
    inherit_cache = True


@compiles(database_now, "sqlite")
def _sqlite_now(*_: Any, **__: Any) -> str:
    return "CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)"


@compiles(database_now, "postgresql")
def _postgresql_now(*_: Any, **__: Any) -> str:
    return "CAST(extract(epoch FROM now()) * 1000000 AS BIGINT)"


@dataclass(frozen=True, kw_only=True)
class Doors:
    """An opened database. `aside` does not wait for writers where it need not.

    `tries`: how often a writer asks for its turn; each time it waits as long as the
    database's own settings say. `let_go` takes the turn away from whoever holds it and
    has fallen silent. `scrub` writes the files anew, without what was written over or
    deleted. `version`: the question that it answers with its own.
    """

    writer: AsyncEngine
    reader: AsyncEngine
    aside: AsyncEngine
    is_held: Callable[[DBAPIError], bool]
    tries: int
    let_go: Callable[[AsyncEngine], Coroutine[Any, Any, None]]
    scrub: Callable[[], Coroutine[Any, Any, None]]
    kind: str
    version: str

    async def close(self) -> None:
        for engine in {self.aside, self.reader, self.writer}:
            await engine.dispose()


def open_doors(place: Path | str) -> Doors:
    """A file is SQLite's; an address is PostgreSQL's."""
    if isinstance(place, Path):
        writer = sqlite.open_writer(place)
        return Doors(
            writer=writer,
            reader=sqlite.open_reader(place),
            aside=writer,
            is_held=sqlite.is_held,
            tries=1,
            let_go=sqlite.let_go,
            scrub=partial(sqlite.scrub, place),
            kind="SQLite",
            version="SELECT sqlite_version()",
        )
    aside = postgresql.open_aside(place)
    return Doors(
        writer=postgresql.open_writer(place),
        reader=postgresql.open_reader(place),
        aside=aside,
        is_held=postgresql.is_held,
        tries=5,
        let_go=postgresql.let_go,
        scrub=partial(postgresql.scrub, aside),
        kind="PostgreSQL",
        version="SHOW server_version",
    )
