"""Who stands in for an agency's focal person, from which day to which."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Number

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.create_table(
        "deputies",
        sa.Column("id", Number, nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("chat", Number, nullable=False),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("away", "deputy", "phone")
        ),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("said_at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=True),
        sa.Column("replaces", Number, nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("ending", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["chat"], ["chats.id"], name=op.f("deputies_chat_chats")
        ),
        sa.ForeignKeyConstraint(
            ["replaces"], ["deputies.id"], name=op.f("deputies_replaces_deputies")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("deputies_key")),
    )
    op.create_index(
        "deputies_open",
        "deputies",
        ["last"],
        unique=False,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_index("deputies_open", "deputies")
    op.drop_table("deputies")
