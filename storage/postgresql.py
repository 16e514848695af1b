"""PostgreSQL: how it is reached, what a connection promises, who waits for whom.

One writer at a time, across processes (docs/decisions/0025): every transaction that
writes begins by taking one lock of ours, and PostgreSQL lets it go when it ends.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import URL, Connection, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.cleaning import clean_on_the_way_in, to_json
from storage.errors import DatabaseBusy, DatabaseMisnamed, DatabaseUnfit

_READERS = 5
#: Ours among the locks of the database: "nhacviec" in eight bytes, by code.
_WRITING = int.from_bytes(b"nhacviec")
_LOCK = f"SELECT pg_advisory_xact_lock({_WRITING})"
_NAME = "nhacviec"
#: Seconds in which whoever holds the lock may say nothing; less than a lease, so that
#: whoever leads after a frozen process finds the lock free.
_SILENCE = timedelta(seconds=10)
#: PostgreSQL's own patience does not count in the middle of a batch: who is frozen
#: there is not idle, and nobody else would ever write again.
_LET_GO = """
SELECT pg_terminate_backend(a.pid)
FROM pg_locks l
JOIN pg_stat_activity a USING (pid)
JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
  AND (l.classid::bigint << 32) + l.objid::bigint = :turn
  AND a.application_name = :name AND a.wait_event_type = 'Client'
  AND a.state_change < clock_timestamp() - make_interval(secs => :silent)
"""

_SETTINGS = {
    "TimeZone": "UTC",
    "statement_timeout": "5000",
    "lock_timeout": "2000",
    # A process frozen in the middle of writing holds everybody up for so long.
    "idle_in_transaction_session_timeout": str(_SILENCE // timedelta(milliseconds=1)),
    # What was committed survives the power cut, whatever the database's own default.
    "synchronous_commit": "on",
}
_TO_WRITE = {"default_transaction_isolation": "read committed"}
_TO_READ = {
    "default_transaction_isolation": "repeatable read",
    "default_transaction_read_only": "on",
}
#: In seconds (and milliseconds, the last): a peer that is gone is noticed.
_REACHING = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
_LOCK_NOT_AVAILABLE = "55P03"
_BY_LANGUAGE = """
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod)
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
  AND a.attnum > 0 AND NOT a.attisdropped
  AND a.attcollation <> 0 AND a.attcollation <> '"C"'::regcollation
ORDER BY 1, 2
"""


def address(url: str) -> URL:
    """Where it is. Raises DatabaseMisnamed, which does not repeat what was written."""
    try:
        found = make_url(url.strip())
    except (ArgumentError, ValueError):
        raise DatabaseMisnamed from None
    if found.drivername not in {"postgresql", "postgres"} or not found.database:
        raise DatabaseMisnamed
    return found.set(drivername="postgresql+psycopg")


def name_of(url: str) -> str:
    """Where it is, for a person to read: whose, on which machine, called what."""
    where = address(url)
    host = where.host or where.query.get("host") or "localhost"
    port = f":{where.port}" if where.port else ""
    whose = f"{where.username}@" if where.username else ""
    return f"PostgreSQL {whose}{host}{port}/{where.database}"


def open_writer(url: str) -> AsyncEngine:
    """One connection; a transaction takes the lock of all writers as it begins."""
    engine = _engine(url, _TO_WRITE, pool_size=1)

    @event.listens_for(engine.sync_engine, "begin")
    def take_the_lock(connection: Connection) -> None:
        connection.exec_driver_sql(_LOCK)

    return engine


def open_reader(url: str) -> AsyncEngine:
    return _engine(url, _TO_READ, pool_size=_READERS)


def open_aside(url: str) -> AsyncEngine:
    """A connection for the lease alone: it waits for no writer, frozen or slow."""
    return _engine(url, _TO_WRITE, pool_size=1)


def is_held(error: DBAPIError) -> bool:
    """Another process writes, and has gone on writing longer than we wait."""
    return getattr(error.orig, "sqlstate", None) == _LOCK_NOT_AVAILABLE


async def let_go(reader: AsyncEngine, silence: timedelta = _SILENCE) -> None:
    """Whoever has held the lock of all writers in silence for so long loses it."""
    async with reader.connect() as connection:
        of_whom = {"turn": _WRITING, "name": _NAME}
        for_so_long = {"silent": silence.total_seconds()}
        await connection.execute(text(_LET_GO), {**of_whom, **for_so_long})


async def scrub(aside: AsyncEngine) -> None:
    """Every table is written anew: what was written over or deleted is in none of
    them. Each is closed to others meanwhile. Raises DatabaseBusy."""
    async with aside.connect() as plain:
        connection = await plain.execution_options(isolation_level="AUTOCOMMIT")
        for setting in ("statement_timeout = 0", "lock_timeout = 15000"):
            await connection.exec_driver_sql(f"SET {setting}")
        try:
            await connection.exec_driver_sql("VACUUM (FULL)")
        except DBAPIError as error:
            raise DatabaseBusy from error
        finally:
            for name in ("statement_timeout", "lock_timeout"):
                await connection.exec_driver_sql(f"RESET {name}")


def before_migrating(connection: Connection) -> None:
    """A step may take its time; and nobody takes or renews the lease meanwhile."""
    encoding = str(connection.scalar(text("SHOW server_encoding")))
    if encoding != "UTF8":
        raise DatabaseUnfit(encoding)
    connection.exec_driver_sql(f"SET LOCAL application_name = '{_NAME} migrate'")
    connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
    connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
    if inspect(connection).has_table("leases"):
        connection.exec_driver_sql("LOCK TABLE leases IN EXCLUSIVE MODE")


def after_migrating(connection: Connection) -> None:
    """Every text is ordered and compared by its code, as SQLite does.

    The database's own language would put "2020-W29" before "2020-07", and take no
    notice of a space. No table is written anew for it.
    """
    quoted = connection.dialect.identifier_preparer.quote
    for table, column, kind in connection.execute(text(_BY_LANGUAGE)).all():
        connection.exec_driver_sql(
            f"ALTER TABLE {quoted(table)} "
            f'ALTER COLUMN {quoted(column)} TYPE {kind} COLLATE "C"'
        )


def _engine(url: str, settings: Mapping[str, str], *, pool_size: int) -> AsyncEngine:
    where = address(url)
    return clean_on_the_way_in(
        create_async_engine(
            where,
            connect_args=_connecting(where, {**_SETTINGS, **settings}),
            json_serializer=to_json,
            pool_pre_ping=True,
            pool_size=pool_size,
            max_overflow=0,
        )
    )


def _connecting(where: URL, settings: Mapping[str, str]) -> dict[str, Any]:
    """Ours win over what the address asks for."""
    asked = where.query.get("options", "")
    ours = (
        f"-c {key}={value.replace(' ', chr(92) + ' ')}"
        for key, value in settings.items()
    )
    return {
        "application_name": _NAME,
        "options": " ".join([*([asked] if isinstance(asked, str) else asked), *ours]),
        **_REACHING,
    }
