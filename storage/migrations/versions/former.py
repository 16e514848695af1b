"""Where chats were before they moved: what is heard late from there is theirs."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Number

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.create_table(
        "former_addresses",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("chat", Number, nullable=False),
        sa.ForeignKeyConstraint(
            ["chat"], ["chats.id"], name=op.f("former_addresses_chat_chats")
        ),
        sa.PrimaryKeyConstraint(
            "channel", "address", name=op.f("former_addresses_key")
        ),
    )


def downgrade() -> None:
    op.drop_table("former_addresses")
