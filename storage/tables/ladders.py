"""Tables of what follows a silence, rung by rung, and a session, item by item."""

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    String,
    Table,
    UniqueConstraint,
)

from programme.escalation import Level, Ruling
from programme.outcomes import Outcome
from storage.columns import METADATA, Listed, Moment, Number, Word

#: As the rules were when the ladder began. One for each due moment and silence.
ladders = Table(
    "ladders",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("duty", ForeignKey("duties.id"), nullable=False),
    Column("version", Number, nullable=False),
    Column("since", Date, nullable=False),
    Column("days", Listed, nullable=False),
    Column("levels", Listed, nullable=False),
    Column("began_at", Moment, nullable=False),
    UniqueConstraint("duty", "version", "since"),
)

rungs = Table(
    "rungs",
    METADATA,
    Column("ladder", ForeignKey("ladders.id"), primary_key=True),
    Column("level", Word(Level), primary_key=True),
    Column("ruling", Word(Ruling), nullable=False),
    Column("day", Date, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", String, nullable=False),
)

#: What a session made of an item, for each agency's part in it; `message`: whose word.
outcomes = Table(
    "outcomes",
    METADATA,
    Column("duty", ForeignKey("duties.id"), primary_key=True),
    Column("held_on", Date, primary_key=True),
    Column("outcome", Word(Outcome), nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", String, nullable=False),
    Column("message", String, nullable=False, index=True),
)
