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
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
)

from programme.letters import LetterState
from programme.reminders import ChatRole, Kind, Step
from storage.columns import METADATA, Listed, Moment, Number, Word


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
IN_FLIGHT = (LetterState.SENDING, LetterState.UNKNOWN)

#: What is said to an agency about its dossiers, a line each.
DIGESTS = (Kind.PUBLICATION, Kind.DIGEST)

#: `chat` is where the letter must go; `home` where it would go now (`storage.homes`);
#: `lane` the chat of the present attempt; `since` when it came into its state; without
#: `next_try` and `not_before` it may go at once: the one is of the machine's clock, the
#: other of the office's. `joined_to`: the letter that says it with its own words;
#: `need`: how soon it is missed (programme/quota.py); `copy_of`: the letter that says
#: the same in another chat of the agency.
letters = Table(
    "letters",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("kind", Word(Kind)),
    Column("at", Moment, nullable=False),
    Column("text", Text, nullable=False),
    Column("to_role", Word(ChatRole)),
    Column("to_agency", String),
    Column("chat", ForeignKey("chats.id")),
    Column("home", Number),
    Column("buttons", JSON, nullable=False),
    Column("reply_to", String),
    Column("edits", String),
    Column("duties", Listed, nullable=False),
    Column("refs", Listed, nullable=False),
    Column("asks_reply", Boolean, nullable=False),
    Column("file", String),
    Column("priority", Number, nullable=False),
    Column("need", Number, nullable=False, server_default="1"),
    Column("not_before", Moment),
    Column("not_after", Moment),
    Column("state", Word(LetterState), nullable=False),
    Column("attempt", Number, nullable=False),
    Column("resends", Number, nullable=False),
    Column("lane", ForeignKey("chats.id")),
    Column("worker", String),
    Column("lease_until", Moment),
    Column("next_try", Moment),
    Column("message_id", String),
    Column("error", Text),
    Column("joined_to", Number),
    Column("copy_of", Number),
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
_waiting = letters.c.state == LetterState.PLANNED.value
Index(
    "letters_home",
    letters.c.home,
    letters.c.priority,
    letters.c.at,
    letters.c.id,
    sqlite_where=_waiting,
    postgresql_where=_waiting,
)
Index(
    "letters_late",
    letters.c.not_after,
    sqlite_where=_waiting,
    postgresql_where=_waiting,
)

_joined = letters.c.joined_to.is_not(None)
Index(
    "letters_joined",
    letters.c.joined_to,
    sqlite_where=_joined,
    postgresql_where=_joined,
)

_copied = letters.c.copy_of.is_not(None)
Index(
    "letters_copies",
    letters.c.copy_of,
    sqlite_where=_copied,
    postgresql_where=_copied,
)

#: The newest digest of a chat; and what was written over a message.
_read = and_(
    letters.c.state == LetterState.SENT.value,
    letters.c.kind.in_([kind.value for kind in DIGESTS]),
    letters.c.edits.is_(None),
)
Index(
    "letters_digests",
    letters.c.lane,
    letters.c.since,
    letters.c.id,
    sqlite_where=_read,
    postgresql_where=_read,
)
_edits = letters.c.edits.is_not(None)
Index(
    "letters_edits",
    letters.c.chat,
    letters.c.edits,
    sqlite_where=_edits,
    postgresql_where=_edits,
)

#: Duties that changed while a digest about them was on its way.
owed_looks = Table(
    "owed_looks",
    METADATA,
    Column("duty", Number, primary_key=True, autoincrement=False),
)

#: What the channel says it took: written on every success, whatever the state.
accepted = Table(
    "accepted",
    METADATA,
    Column("channel", String, primary_key=True),
    Column("address", String, primary_key=True),
    Column("message_id", String, primary_key=True),
    Column("letter", ForeignKey("letters.id"), nullable=False, index=True),
    Column("attempt", Number, nullable=False),
    Column("at", Moment, nullable=False),
)

#: `cost`: how many messages it counts as in the quota of that `month`.
attempts = Table(
    "attempts",
    METADATA,
    Column("letter", ForeignKey("letters.id"), primary_key=True),
    Column("n", Number, primary_key=True),
    Column("chat", ForeignKey("chats.id"), nullable=False),
    Column("worker", String, nullable=False),
    Column("started", Moment, nullable=False, index=True),
    Column("ended", Moment),
    Column("outcome", String),
    Column("error", Text),
    Column("cost", Number, nullable=False, server_default="0"),
    Column("month", String),
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
    Column("count", Number, nullable=False),
    Column("programme", Number, nullable=False),
    Column("refs", Listed, nullable=False),
    Column("duty", Number, index=True),
    Column("meeting", String),
    Column("day", Date),
)

#: `lane`: the chat it comes from, as far as can be told; `holds`: another lane that
#: waits for it. `once` is its number as long as the channel may bring it again.
inbox = Table(
    "inbox",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("channel", String, nullable=False),
    Column("update_id", BigInteger, nullable=False),
    Column("raw", JSON, nullable=False),
    Column("state", Word(InboxState), nullable=False),
    Column("tries", Number, nullable=False),
    Column("error", Text),
    Column("received_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("lane", String),
    Column("holds", String),
    Column("once", BigInteger),
    UniqueConstraint("channel", "once"),
)
Index("inbox_state", inbox.c.state, inbox.c.id)
_may_come_again = inbox.c.once.is_not(None)
Index(
    "inbox_recent",
    inbox.c.received_at,
    sqlite_where=_may_come_again,
    postgresql_where=_may_come_again,
)
_old = inbox.c.once.is_(None)
Index(
    "inbox_old",
    inbox.c.received_at,
    sqlite_where=_old,
    postgresql_where=_old,
)

inbox_offsets = Table(
    "inbox_offsets",
    METADATA,
    Column("channel", String, primary_key=True),
    Column("offset", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
)

#: When a channel could not be heard, by the office's clock; and who was told of it.
outages = Table(
    "outages",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("channel", String, nullable=False),
    Column("since", Moment, nullable=False),
    Column("until", Moment, nullable=False, index=True),
)

outages_told = Table(
    "outages_told",
    METADATA,
    Column("outage", ForeignKey("outages.id"), primary_key=True),
    Column("role", Word(ChatRole), primary_key=True),
    Column("agency", String, primary_key=True),  # empty for the office
)
