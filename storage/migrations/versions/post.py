"""What goes out and what comes in: letters, reminders, the inbox."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.columns import Number

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _inbox()
    _inbox_offsets()
    _letters()
    _accepted()
    _attempts()
    _reminders()


def downgrade() -> None:
    op.drop_table("reminders")
    op.drop_table("attempts")
    op.drop_table("accepted")
    op.drop_table("letters")
    op.drop_table("inbox_offsets")
    op.drop_table("inbox")


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", Number, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("raw", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("tries", Number, nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("inbox_key")),
        sa.UniqueConstraint(
            "channel", "update_id", name=op.f("inbox_channel_update_id_once")
        ),
    )
    op.create_index("inbox_state", "inbox", ["state", "id"], unique=False)


def _inbox_offsets() -> None:
    op.create_table(
        "inbox_offsets",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("channel", name=op.f("inbox_offsets_key")),
    )


def _letters() -> None:
    in_flight = sa.text("state IN ('claimed', 'sending', 'unknown')")
    op.create_table(
        "letters",
        *_what_it_says(),
        *_where_it_stands(),
        sa.ForeignKeyConstraint(
            ["chat"], ["chats.id"], name=op.f("letters_chat_chats")
        ),
        sa.ForeignKeyConstraint(
            ["lane"], ["chats.id"], name=op.f("letters_lane_chats")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("letters_key")),
        sa.UniqueConstraint("key", name=op.f("letters_key_once")),
    )
    op.create_index(
        "letters_lane",
        "letters",
        ["lane"],
        unique=True,
        sqlite_where=in_flight,
        postgresql_where=in_flight,
    )
    op.create_index(
        "letters_state", "letters", ["state", "priority", "at", "id"], unique=False
    )


def _what_it_says() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", Number, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("to_role", sa.String(), nullable=True),
        sa.Column("to_agency", sa.String(), nullable=True),
        sa.Column("chat", Number, nullable=True),
        sa.Column("buttons", sa.JSON(), nullable=False),
        sa.Column("reply_to", sa.String(), nullable=True),
        sa.Column("edits", sa.String(), nullable=True),
        sa.Column("duties", sa.JSON(), nullable=False),
        sa.Column("refs", sa.JSON(), nullable=False),
        sa.Column("asks_reply", sa.Boolean(), nullable=False),
        sa.Column("priority", Number, nullable=False),
        sa.Column("not_after", sa.BigInteger(), nullable=True),
    ]


def _where_it_stands() -> list[sa.Column[Any]]:
    return [
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempt", Number, nullable=False),
        sa.Column("resends", Number, nullable=False),
        sa.Column("lane", Number, nullable=True),
        sa.Column("worker", sa.String(), nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("next_try", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("posted_at", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
    ]


def _accepted() -> None:
    op.create_table(
        "accepted",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("letter", Number, nullable=False),
        sa.Column("attempt", Number, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter"], ["letters.id"], name=op.f("accepted_letter_letters")
        ),
        sa.PrimaryKeyConstraint(
            "channel", "address", "message_id", name=op.f("accepted_key")
        ),
    )
    op.create_index(op.f("accepted_letter"), "accepted", ["letter"], unique=False)


def _attempts() -> None:
    op.create_table(
        "attempts",
        sa.Column("letter", Number, nullable=False),
        sa.Column("n", Number, nullable=False),
        sa.Column("chat", Number, nullable=False),
        sa.Column("worker", sa.String(), nullable=False),
        sa.Column("started", sa.BigInteger(), nullable=False),
        sa.Column("ended", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["chat"], ["chats.id"], name=op.f("attempts_chat_chats")
        ),
        sa.ForeignKeyConstraint(
            ["letter"], ["letters.id"], name=op.f("attempts_letter_letters")
        ),
        sa.PrimaryKeyConstraint("letter", "n", name=op.f("attempts_key")),
    )


def _reminders() -> None:
    op.create_table(
        "reminders",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("letter", Number, nullable=True),
        sa.Column("fate", sa.String(), nullable=False),
        sa.Column("put_at", sa.BigInteger(), nullable=False),
        sa.Column("to_role", sa.String(), nullable=False),
        sa.Column("to_agency", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("not_after", sa.BigInteger(), nullable=False),
        sa.Column("count", Number, nullable=False),
        sa.Column("programme", Number, nullable=False),
        sa.Column("refs", sa.JSON(), nullable=False),
        sa.Column("duty", Number, nullable=True),
        sa.Column("meeting", sa.String(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["letter"], ["letters.id"], name=op.f("reminders_letter_letters")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("reminders_key")),
    )
    op.create_index(op.f("reminders_duty"), "reminders", ["duty"], unique=False)
    op.create_index(op.f("reminders_letter"), "reminders", ["letter"], unique=False)
