"""Tables of the house itself: who did what, and its few settings."""

from sqlalchemy import JSON, Column, String, Table, Text

from storage.columns import METADATA, Moment, Number

#: Only ever added to; the database itself refuses anything else.
audit = Table(
    "audit",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    Column("who", String, nullable=False),
    Column("where", String),
    Column("did", String, nullable=False),
    Column("duty", Number, index=True),
    Column("was", String),
    Column("now", String),
    Column("note", Text),
    Column("message", String),
    Column("before", JSON(none_as_null=True)),
    Column("after", JSON(none_as_null=True)),
    Column("undoes", Number, unique=True),
)

settings = Table(
    "settings",
    METADATA,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)
