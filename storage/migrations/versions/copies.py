"""Agencies that are written to in every chat of theirs; which letter a copy is of."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Number

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.create_table(
        "every_chat",
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("agency", name=op.f("every_chat_key")),
    )
    op.add_column("letters", sa.Column("copy_of", Number, nullable=True))
    copied = sa.text("copy_of IS NOT NULL")
    op.create_index(
        "letters_copies",
        "letters",
        ["copy_of"],
        unique=False,
        sqlite_where=copied,
        postgresql_where=copied,
    )


def downgrade() -> None:
    op.drop_index("letters_copies", table_name="letters")
    op.drop_column("letters", "copy_of")
    op.drop_table("every_chat")
