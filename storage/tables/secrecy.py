"""The table of what the office has made secret: never what it was called."""

from sqlalchemy import Column, ForeignKey, String, Table

from storage.columns import METADATA, Listed, Moment, Number

#: `prints`: of each title it had, a keyed hash, by which it is known if it comes back.
secrets = Table(
    "secrets",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("programme", ForeignKey("programmes.id"), nullable=False, index=True),
    Column("ref", String, nullable=False),
    Column("lead", Listed, nullable=False),
    Column("prints", Listed, nullable=False),
    Column("by", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("ended_at", Moment),
)
