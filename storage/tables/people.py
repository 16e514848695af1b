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

people = Table(
    "people",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("channel", String, nullable=False),
    Column("address", String, nullable=False),
    Column("name", String, nullable=False),
    UniqueConstraint("channel", "address"),
)

#: `role` is the chat's when the person was first seen there; `until`: they left.
members = Table(
    "members",
    METADATA,
    Column("person", ForeignKey("people.id"), primary_key=True),
    Column("chat", ForeignKey("chats.id"), primary_key=True),
    Column("role", Word(ChatRole), nullable=False),
    Column("since", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("until", Moment),
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
