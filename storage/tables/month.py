"""Tables of how letters find their chats: a month's count, what is shut, every chat."""

from sqlalchemy import Boolean, Column, String, Table

from storage.columns import METADATA, Moment, Number

#: `told`: the highest mark, in percent, that the office has been told of.
months_spent = Table(
    "months_spent",
    METADATA,
    Column("channel", String, primary_key=True),
    Column("bot", String, primary_key=True),
    Column("month", String, primary_key=True),
    Column("used", Number, nullable=False),
    Column("told", Number, nullable=False),
)

#: Channels that do not take everything. `goes`: the least need that is said there all
#: the same, -1 for none; what is not goes through another chat. `waits`: what has no
#: other chat waits; else it is tried here. `until` is of the office's clock.
channels_shut = Table(
    "channels_shut",
    METADATA,
    Column("channel", String, primary_key=True),
    Column("goes", Number, nullable=False),
    Column("waits", Boolean, nullable=False),
    Column("why", String, nullable=False),
    Column("since", Moment, nullable=False),
    Column("until", Moment),
)

#: Agencies that are written to in every chat of theirs; others in the first that works.
every_chat = Table(
    "every_chat",
    METADATA,
    Column("agency", String, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("by", String, nullable=False),
)
