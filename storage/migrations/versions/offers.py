"""What messages offer by number, in chats without buttons."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Number

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.create_table(
        "offers",
        sa.Column("letter", Number, nullable=False),
        sa.Column("resends", Number, autoincrement=False, nullable=False),
        sa.Column("chat", Number, nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter"], ["letters.id"], name=op.f("offers_letter_letters")
        ),
        sa.ForeignKeyConstraint(["chat"], ["chats.id"], name=op.f("offers_chat_chats")),
        sa.PrimaryKeyConstraint("letter", "resends", name=op.f("offers_key")),
    )
    op.create_index("offers_newest", "offers", ["chat", "at", "letter"], unique=False)


def downgrade() -> None:
    op.drop_table("offers")
