"""Tables of the house itself: who did what, and its few settings."""

from sqlalchemy import JSON, Column, Integer, String, Table, Text

from storage.columns import METADATA, Moment

#: Only ever added to; the database itself refuses anything else.
audit = Table(
    "audit",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    Column("who", String, nullable=False),
    Column("where", String),
    Column("did", String, nullable=False),
    Column("duty", Integer, index=True),
    Column("was", String),
    Column("now", String),
    Column("note", Text),
    Column("message", String),
    Column("before", JSON(none_as_null=True)),
    Column("after", JSON(none_as_null=True)),
    Column("undoes", Integer, unique=True),
)

settings = Table(
    "settings",
    METADATA,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)
