"""The office's own days, with their sources; and why a due moment is when it is."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Number

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "calendar_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("calendar_days_key")),
    )
    op.create_table(
        "calendar_edits",
        sa.Column("id", Number, nullable=False),
        sa.Column("edits", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("where", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("calendar_edits_key")),
    )
    op.add_column(
        "duties",
        sa.Column("due_named", sa.JSON(), nullable=False, server_default="[]"),
    )


def downgrade() -> None:
    op.drop_column("duties", "due_named")
    op.drop_table("calendar_edits")
    op.drop_table("calendar_days")
