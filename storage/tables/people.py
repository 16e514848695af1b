"""Tables of whom we write to: agencies, chats, who speaks there, codes that link."""

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Index,
    String,
    Table,
    UniqueConstraint,
)

from programme.chats import ChatState
from programme.deputies import Ending
from programme.reminders import ChatRole
from storage.columns import METADATA, Listed, Moment, Number, Word

agencies = Table(
    "agencies",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("short", String, nullable=False),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("successors", Listed, nullable=False),
    Column("source", String),
)

agency_aliases = Table(
    "agency_aliases",
    METADATA,
    Column("agency", ForeignKey("agencies.id"), primary_key=True),
    Column("position", Number, primary_key=True),
    Column("alias", String, nullable=False),
)

#: What the office taught by answering a doubt. `key` is the alias folded.
taught_aliases = Table(
    "taught_aliases",
    METADATA,
    Column("key", String, primary_key=True),
    Column("alias", String, nullable=False),
    Column("agency", ForeignKey("agencies.id"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("by", String, nullable=False),
)

chats = Table(
    "chats",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("channel", String, nullable=False),
    Column("address", String, nullable=False),
    Column("title", String, nullable=False),
    Column("role", Word(ChatRole), nullable=False),
    Column("agency", String),
    Column("state", Word(ChatState), nullable=False),
    Column("linked_at", Moment),
    Column("position", Number, nullable=False),
    Column("added_at", Moment, nullable=False),
    UniqueConstraint("channel", "address"),
)
Index("chats_addressee", chats.c.role, chats.c.agency, chats.c.position)

#: Where they were before they moved: what is heard late from there is theirs.
former_addresses = Table(
    "former_addresses",
    METADATA,
    Column("channel", String, primary_key=True),
    Column("address", String, primary_key=True),
    Column("chat", ForeignKey("chats.id"), nullable=False),
)

people = Table(
    "people",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("channel", String, nullable=False),
    Column("address", String, nullable=False),
    Column("name", String, nullable=False),
    UniqueConstraint("channel", "address"),
)

#: Who has been seen in which chat; `until`: they left.
members = Table(
    "members",
    METADATA,
    Column("person", ForeignKey("people.id"), primary_key=True),
    Column("chat", ForeignKey("chats.id"), primary_key=True),
    Column("since", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("until", Moment),
)

#: For whom somebody spoke there, from when to when: one at a time in a chat. This is
#: the record; what somebody may do is worked out from the chat (`bot.rights`).
standings = Table(
    "standings",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("person", ForeignKey("people.id"), nullable=False),
    Column("chat", ForeignKey("chats.id"), nullable=False),
    Column("role", Word(ChatRole), nullable=False),
    Column("agency", String),
    Column("since", Moment, nullable=False),
    Column("until", Moment),
)
_now = standings.c.until.is_(None)
Index(
    "standings_now",
    standings.c.chat,
    standings.c.person,
    unique=True,
    sqlite_where=_now,
    postgresql_where=_now,
)
Index("standings_chat", standings.c.chat, standings.c.until)

#: Who stands in for an agency's focal person; open while `ended_at` is not set.
deputies = Table(
    "deputies",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("agency", String, nullable=False),
    Column("chat", ForeignKey("chats.id"), nullable=False),
    Column("away", String, nullable=False),
    Column("deputy", String, nullable=False),
    Column("phone", String, nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("said_at", Moment, nullable=False),
    Column("by", String, nullable=False),
    Column("person", String, nullable=False),
    Column("message", String),
    Column("replaces", ForeignKey("deputies.id")),
    Column("ended_at", Moment),
    Column("ending", Word(Ending)),
)
_open = deputies.c.ended_at.is_(None)
Index(
    "deputies_open",
    deputies.c.last,
    sqlite_where=_open,
    postgresql_where=_open,
)

links = Table(
    "links",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("role", Word(ChatRole), nullable=False),
    Column("agency", String),
    Column("code_hash", String, nullable=False, unique=True),
    Column("token_hash", String, nullable=False, unique=True),
    Column("expires_at", Moment, nullable=False),
    Column("by", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("used_in", String),
    Column("used_by", String),
)

#: Wrong tries, counted by chat and by person.
link_tries = Table(
    "link_tries",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("chat", String, nullable=False),
    Column("person", String, nullable=False),
    Column("at", Moment, nullable=False, index=True),
)
