"""Table of what messages offered by number, in chats without buttons."""

from sqlalchemy import JSON, Column, ForeignKey, Index, String, Table

from storage.columns import METADATA, Moment, Number

#: A copy of a letter has a row, and a mark, of its own. `said`: label and data of each
#: number, in order; `at` is of the office's clock.
offers = Table(
    "offers",
    METADATA,
    Column("letter", ForeignKey("letters.id"), primary_key=True),
    Column("resends", Number, primary_key=True, autoincrement=False),
    Column("chat", ForeignKey("chats.id"), nullable=False),
    Column("mark", String, nullable=False),
    Column("said", JSON, nullable=False),
    Column("at", Moment, nullable=False),
)
Index("offers_newest", offers.c.chat, offers.c.at, offers.c.letter)
