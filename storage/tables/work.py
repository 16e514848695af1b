"""Tables of the work: programmes, their meetings and items, who owes what."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    and_,
)

from programme.document import Session, Status
from programme.duties import DueRule, DutyRole, DutyState, Mover
from programme.requests import RequestKind, RequestState
from storage.columns import METADATA, Days, Listed, Moment, Word

programmes = Table(
    "programmes",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("period", String, nullable=False),
    Column("issuer", String),
    Column("number", String),
    Column("revision", Integer, nullable=False),
    Column("published_at", Moment, nullable=False),
    Column("withdrawn_at", Moment),
)
# One in force for each issuer and period; and one where no issuer is known.
_in_force = programmes.c.withdrawn_at.is_(None)
_nobodys = and_(_in_force, programmes.c.issuer.is_(None))
Index(
    "programmes_in_force",
    programmes.c.period,
    programmes.c.issuer,
    unique=True,
    sqlite_where=_in_force,
    postgresql_where=_in_force,
)
Index(
    "programmes_of_nobody",
    programmes.c.period,
    unique=True,
    sqlite_where=_nobodys,
    postgresql_where=_nobodys,
)

revisions = Table(
    "revisions",
    METADATA,
    Column("programme", ForeignKey("programmes.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("draft", JSON, nullable=False),
    Column("file_name", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("by", String, nullable=False),
    Column("at", Moment, nullable=False),
)

meetings = Table(
    "meetings",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("programme", ForeignKey("programmes.id"), nullable=False, index=True),
    Column("ref", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date),
    Column("time", Time),
    Column("ends_at", Time),
    Column("session", Word(Session)),
    Column("place", Text),
    Column("chair", Text),
    Column("status", Word(Status), nullable=False),
    Column("lead", Listed, nullable=False),
    Column("support", Listed, nullable=False),
    Column("audience", JSON, nullable=False),
    Column("line", Integer, nullable=False),
)

recurring = Table(
    "recurring",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("programme", ForeignKey("programmes.id"), nullable=False, index=True),
    Column("ref", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("rrule", String, nullable=False),
    Column("time", Time),
    Column("session", Word(Session)),
    Column("lead", Listed, nullable=False),
    Column("line", Integer, nullable=False),
)

#: Without a meeting: submitted to the chairman.
items = Table(
    "items",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("programme", ForeignKey("programmes.id"), nullable=False, index=True),
    Column("meeting", ForeignKey("meetings.id"), index=True),
    Column("ref", String, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("lead", Listed, nullable=False),
    Column("support", Listed, nullable=False),
    Column("due_on", Date),
    Column("status", Word(Status), nullable=False),
    Column("line", Integer, nullable=False),
)

#: Numbered in the order of the document.
duties = Table(
    "duties",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("programme", ForeignKey("programmes.id"), nullable=False, index=True),
    Column("ref", String, nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("agency", String, nullable=False, index=True),
    Column("role", Word(DutyRole), nullable=False),
    Column("meeting", String),
    Column("session_begins", Moment),
    Column("state", Word(DutyState), nullable=False),
    Column("note", Text),
    Column("moved_at", Moment),
    Column("moved_by", Word(Mover)),
    Column("spoke_at", Moment),
    Column("secret", Boolean, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("due_since", Moment, nullable=False),
    Column("due_rule", Word(DueRule), nullable=False),
    Column("due_version", Integer, nullable=False),
    Column("due_anchor", Date),
    Column("due_workdays", Integer, nullable=False),
    Column("due_skipped", Days, nullable=False),
    Column("due_grace", Moment),
)

doubts = Table(
    "doubts",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("programme", ForeignKey("programmes.id"), nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("code", String, nullable=False),
    Column("line", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("message", Text, nullable=False),
)

requests = Table(
    "requests",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("duty", ForeignKey("duties.id"), nullable=False, index=True),
    Column("kind", Word(RequestKind), nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("reason", Text),
    Column("until", Date),
    Column("state", Word(RequestState), nullable=False),
    Column("by", String, nullable=False),
)

dossiers = Table(
    "dossiers",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("duty", ForeignKey("duties.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("sha256", String, nullable=False),
    Column("name", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("message", String),
    Column("by", String, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("duty", "version"),
    UniqueConstraint("duty", "sha256"),
)
