"""Tables of what goes out and what comes in: reminders, letters, the inbox."""

from enum import StrEnum

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from programme.letters import LetterState
from programme.reminders import ChatRole, Kind, Step
from storage.columns import METADATA, Listed, Moment, Word


class Fate(StrEnum):
    """What became of a reminder. Its key is used up in every case."""

    SAID = "said"
    SUPERSEDED = "superseded"  # a newer one said it
    EXPIRED = "expired"  # its time had passed


class InboxState(StrEnum):
    NEW = "new"
    DONE = "done"
    DEAD = "dead"  # tried three times


#: One letter at a time is on its way to a chat.
IN_FLIGHT = (LetterState.CLAIMED, LetterState.SENDING, LetterState.UNKNOWN)

#: `chat` is where the letter must go; `lane` the chat of the present attempt;
#: `since` when it came into its state; without `next_try` it may go at once.
letters = Table(
    "letters",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("kind", Word(Kind)),
    Column("at", Moment, nullable=False),
    Column("text", Text, nullable=False),
    Column("to_role", Word(ChatRole)),
    Column("to_agency", String),
    Column("chat", ForeignKey("chats.id")),
    Column("buttons", JSON, nullable=False),
    Column("reply_to", String),
    Column("edits", String),
    Column("duties", Listed, nullable=False),
    Column("refs", Listed, nullable=False),
    Column("asks_reply", Boolean, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("not_after", Moment),
    Column("state", Word(LetterState), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("resends", Integer, nullable=False),
    Column("lane", ForeignKey("chats.id")),
    Column("worker", String),
    Column("lease_until", Moment),
    Column("next_try", Moment),
    Column("message_id", String),
    Column("error", Text),
    Column("posted_at", Moment, nullable=False),
    Column("since", Moment, nullable=False),
)
Index("letters_state", letters.c.state, letters.c.priority, letters.c.at, letters.c.id)
_flying = letters.c.state.in_([state.value for state in IN_FLIGHT])
Index(
    "letters_lane",
    letters.c.lane,
    unique=True,
    sqlite_where=_flying,
    postgresql_where=_flying,
)

#: What the channel says it took: written on every success, whatever the state.
accepted = Table(
    "accepted",
    METADATA,
    Column("channel", String, primary_key=True),
    Column("address", String, primary_key=True),
    Column("message_id", String, primary_key=True),
    Column("letter", ForeignKey("letters.id"), nullable=False, index=True),
    Column("attempt", Integer, nullable=False),
    Column("at", Moment, nullable=False),
)

attempts = Table(
    "attempts",
    METADATA,
    Column("letter", ForeignKey("letters.id"), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("chat", ForeignKey("chats.id"), nullable=False),
    Column("worker", String, nullable=False),
    Column("started", Moment, nullable=False),
    Column("ended", Moment),
    Column("outcome", String),
    Column("error", Text),
)

reminders = Table(
    "reminders",
    METADATA,
    Column("key", String, primary_key=True),
    Column("letter", ForeignKey("letters.id"), index=True),
    Column("fate", Word(Fate), nullable=False),
    Column("put_at", Moment, nullable=False),
    Column("to_role", Word(ChatRole), nullable=False),
    Column("to_agency", String),
    Column("kind", Word(Kind), nullable=False),
    Column("at", Moment, nullable=False),
    Column("step", Word(Step), nullable=False),
    Column("not_after", Moment, nullable=False),
    Column("count", Integer, nullable=False),
    Column("programme", Integer, nullable=False),
    Column("refs", Listed, nullable=False),
    Column("duty", Integer, index=True),
    Column("meeting", String),
    Column("day", Date),
)

inbox = Table(
    "inbox",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("channel", String, nullable=False),
    Column("update_id", BigInteger, nullable=False),
    Column("raw", JSON, nullable=False),
    Column("state", Word(InboxState), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("error", Text),
    Column("received_at", Moment, nullable=False),
    Column("ended_at", Moment),
    UniqueConstraint("channel", "update_id"),
)
Index("inbox_state", inbox.c.state, inbox.c.id)

inbox_offsets = Table(
    "inbox_offsets",
    METADATA,
    Column("channel", String, primary_key=True),
    Column("offset", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
)
