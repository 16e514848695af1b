"""Tables of the work: programmes, their meetings and items, who owes what."""

from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    and_,
    null,
)

from programme.document import Session, Status
from programme.duties import DueRule, DutyRole, DutyState, Mover
from programme.requests import RequestKind, RequestState
from storage.columns import (
    METADATA,
    Days,
    Listed,
    Moment,
    NamedDays,
    Number,
    Sections,
    Word,
)


def _wakes_at() -> Column[Any]:
    """Before it no rule speaks of this row (programme/waking.py); none: look at it.

    Whatever writes a row without naming this column empties it, by construction.
    """
    return Column("wakes_at", Moment, index=True, onupdate=null())


programmes = Table(
    "programmes",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("period", String, nullable=False),
    Column("issuer", String),
    Column("number", String),
    Column("revision", Number, nullable=False),
    Column("published_at", Moment, nullable=False),
    Column("withdrawn_at", Moment),
    Column("sections", Sections, nullable=False, server_default="[]"),
    Column("urgent", Boolean, nullable=False, default=False),
    _wakes_at(),
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
    Column("number", Number, primary_key=True),
    Column("draft", JSON, nullable=False),
    Column("file_name", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("by", String, nullable=False),
    Column("at", Moment, nullable=False),
)

meetings = Table(
    "meetings",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("programme", ForeignKey("programmes.id"), nullable=False),
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
    Column("line", Number, nullable=False),
    _wakes_at(),
)
Index("meetings_programme_ref", meetings.c.programme, meetings.c.ref)
Index("meetings_starts_on", meetings.c.starts_on)

recurring = Table(
    "recurring",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("programme", ForeignKey("programmes.id"), nullable=False, index=True),
    Column("ref", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("rrule", String, nullable=False),
    Column("time", Time),
    Column("session", Word(Session)),
    Column("lead", Listed, nullable=False),
    Column("line", Number, nullable=False),
)

#: Without a meeting: submitted to the chairman.
items = Table(
    "items",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("programme", ForeignKey("programmes.id"), nullable=False, index=True),
    Column("meeting", ForeignKey("meetings.id"), index=True),
    Column("ref", String, nullable=False),
    Column("ordinal", Number, nullable=False),
    Column("title", Text, nullable=False),
    Column("lead", Listed, nullable=False),
    Column("support", Listed, nullable=False),
    Column("due_on", Date),
    Column("status", Word(Status), nullable=False),
    Column("line", Number, nullable=False),
)

#: Numbered in the order of the document.
duties = Table(
    "duties",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("programme", ForeignKey("programmes.id"), nullable=False),
    Column("ref", String, nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("agency", String, nullable=False),
    Column("role", Word(DutyRole), nullable=False),
    Column("meeting", String),
    Column("meeting_title", Text, nullable=False, server_default=""),
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
    Column("due_version", Number, nullable=False),
    Column("due_anchor", Date),
    Column("due_workdays", Number, nullable=False),
    Column("due_skipped", Days, nullable=False),
    Column("due_named", NamedDays, nullable=False, server_default="[]"),
    Column("due_grace", Moment),
    Column("due_by", String, nullable=False, server_default=""),
    _wakes_at(),
)
Index("duties_programme_ref", duties.c.programme, duties.c.ref)
Index("duties_programme_meeting", duties.c.programme, duties.c.meeting)
Index(
    "duties_programme_state",
    duties.c.programme,
    duties.c.state,
    duties.c.session_begins,
)
Index("duties_due", duties.c.due_at)
Index("duties_agency_programme", duties.c.agency, duties.c.programme)
Index(
    "duties_agency_state",
    duties.c.agency,
    duties.c.state,
    duties.c.programme,
)

doubts = Table(
    "doubts",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("programme", ForeignKey("programmes.id"), nullable=False, index=True),
    Column("revision", Number, nullable=False),
    Column("code", String, nullable=False),
    Column("line", Number, nullable=False),
    Column("text", Text, nullable=False),
    Column("message", Text, nullable=False),
)

requests = Table(
    "requests",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("duty", ForeignKey("duties.id"), nullable=False, index=True),
    Column("kind", Word(RequestKind), nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("reason", Text),
    Column("until", Date),
    Column("state", Word(RequestState), nullable=False, index=True),
    Column("by", String, nullable=False),
    Column("message", String),
    Column("decided_at", Moment),
    Column("decided_by", String),
    Column("granted", Date),
    Column("word", Text),
)

dossiers = Table(
    "dossiers",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("duty", ForeignKey("duties.id"), nullable=False),
    Column("version", Number, nullable=False),
    Column("sha256", String, nullable=False),
    Column("name", String, nullable=False),
    Column("size", Number, nullable=False),
    Column("kind", String, nullable=False, server_default=""),
    Column("file", String),
    Column("message", String),
    Column("by", String, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("duty", "version"),
    UniqueConstraint("duty", "sha256"),
)
