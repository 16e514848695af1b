"""Tables of the house's own running: who leads, what is out of order."""

from sqlalchemy import Column, String, Table

from storage.columns import METADATA, Moment, Number

#: `term` rises with every new holder; without a holder it was let go.
leases = Table(
    "leases",
    METADATA,
    Column("name", String, primary_key=True),
    Column("holder", String),
    Column("term", Number, nullable=False),
    Column("until", Moment, nullable=False),
    Column("renewed_at", Moment, nullable=False),
)

#: What is out of order now, since when, and when the office was told of it.
alarms = Table(
    "alarms",
    METADATA,
    Column("cause", String, primary_key=True),
    Column("since", Moment, nullable=False),
    Column("told_at", Moment),
)
