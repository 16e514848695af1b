"""Tables of what the office is looking over before it publishes."""

from sqlalchemy import JSON, Column, String, Table

from storage.columns import METADATA, Moment, Number

#: A document that was read and waits for a person's word.
drafts = Table(
    "drafts",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("name", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("draft", JSON, nullable=False),
    Column("answers", JSON, nullable=False),
    Column("state", String, nullable=False),
    Column("by", String, nullable=False),
    Column("where", String),
    Column("at", Moment, nullable=False),
    Column("ended_at", Moment),
)
