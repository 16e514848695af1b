"""Tables of the office's own calendar: its days, and what waits for its word."""

from sqlalchemy import JSON, Column, Date, String, Table, Text

from programme.days import DayKind
from storage.columns import METADATA, Moment, Number, Word

#: Only what the office entered itself; the rest is worked out and never stored.
calendar_days = Table(
    "calendar_days",
    METADATA,
    Column("day", Date, primary_key=True),
    Column("kind", Word(DayKind), nullable=False),
    Column("name", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("by", String, nullable=False),
    Column("at", Moment, nullable=False),
)

#: Shown for confirmation; ended once it was entered or dropped.
calendar_edits = Table(
    "calendar_edits",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("edits", JSON, nullable=False),
    Column("by", String, nullable=False),
    Column("where", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("ended_at", Moment),
)
