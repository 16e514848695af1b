"""When a letter may go; which letter carries it; whether a programme is hỏa tốc."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Number

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("letters", sa.Column("not_before", sa.BigInteger(), nullable=True))
    op.add_column("letters", sa.Column("joined_to", Number, nullable=True))
    joined = sa.text("joined_to IS NOT NULL")
    op.create_index(
        "letters_joined",
        "letters",
        ["joined_to"],
        unique=False,
        sqlite_where=joined,
        postgresql_where=joined,
    )
    op.add_column(
        "programmes",
        sa.Column("urgent", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    op.drop_column("programmes", "urgent")
    op.drop_index("letters_joined", table_name="letters")
    op.drop_column("letters", "joined_to")
    op.drop_column("letters", "not_before")
