"""Moves the tables from one release to the next (Alembic)."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection

from storage.errors import SchemaUnknown

_FOLDER = Path(__file__).parent / "migrations"


def upgrade(connection: Connection, to: str = "head") -> None:
    """Inside the caller's transaction."""
    try:
        command.upgrade(config(connection), to)
    except CommandError as error:
        raise SchemaUnknown(str(error)) from error


def downgrade(connection: Connection, to: str) -> None:
    command.downgrade(config(connection), to)


def config(connection: Connection | None = None) -> Config:
    made = Config(attributes={"connection": connection})
    made.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    return made
