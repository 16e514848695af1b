"""The history of the tables, oldest first in `versions/`."""

from sqlalchemy import Connection, inspect, text

#: The newest one; a test holds it to what `versions/` says.
HEAD = "0024"


def schema_of(connection: Connection) -> str | None:
    """Which of them a database stands at; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(
        text("SELECT version_num FROM alembic_version")
    )
    return found
