"""What a month allows: messages counted by bot, channels that are shut meanwhile."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Number

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.create_table(
        "months_spent",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("bot", sa.String(), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("used", Number, nullable=False),
        sa.Column("told", Number, nullable=False),
        sa.PrimaryKeyConstraint(
            "channel", "bot", "month", name=op.f("months_spent_key")
        ),
    )
    op.create_table(
        "channels_shut",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("goes", Number, nullable=False),
        sa.Column("waits", sa.Boolean(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("channel", name=op.f("channels_shut_key")),
    )
    # What waits from before goes as what today depends on.
    op.add_column(
        "letters", sa.Column("need", Number, nullable=False, server_default="1")
    )
    op.add_column(
        "attempts", sa.Column("cost", Number, nullable=False, server_default="0")
    )
    op.add_column("attempts", sa.Column("month", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("attempts", "month")
    op.drop_column("attempts", "cost")
    op.drop_column("letters", "need")
    op.drop_table("channels_shut")
    op.drop_table("months_spent")
