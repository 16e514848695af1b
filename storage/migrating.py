"""Moves the tables from one release to the next (Alembic)."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import BigInteger, Connection, inspect, select, type_coerce

from storage import postgresql
from storage.dialect import database_now
from storage.errors import SchemaUnknown, ServiceRunning
from storage.migrations import HEAD, schema_of
from storage.tables.house import leases

_FOLDER = Path(__file__).parent / "migrations"


def migrate(connection: Connection) -> None:
    """To this release's tables, unless they are that already.

    Not under a service that runs: its release knows the tables as they are.
    """
    if schema_of(connection) == HEAD:
        return
    refuse_while_led(connection)
    upgrade(connection)


def upgrade(connection: Connection, to: str = "head") -> None:
    """Inside the caller's transaction."""
    is_postgresql = connection.dialect.name == "postgresql"
    if is_postgresql:
        postgresql.before_migrating(connection)
    try:
        command.upgrade(config(connection), to)
    except CommandError as error:
        raise SchemaUnknown(str(error)) from error
    if is_postgresql:
        postgresql.after_migrating(connection)


def refuse_while_led(connection: Connection) -> None:
    """Raises ServiceRunning while somebody holds the lease."""
    if not inspect(connection).has_table(leases.name):
        return
    live = type_coerce(leases.c.until, BigInteger()) > database_now()
    held = select(leases.c.holder, leases.c.until).where(live, leases.c.holder != "")
    for holder, until in connection.execute(held):
        raise ServiceRunning(holder, until)


def downgrade(connection: Connection, to: str) -> None:
    command.downgrade(config(connection), to)


def config(connection: Connection | None = None) -> Config:
    made = Config(attributes={"connection": connection})
    made.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    return made
