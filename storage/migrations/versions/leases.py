"""Who leads: a lease with a term."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Number

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "leases",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=True),
        sa.Column("term", Number, nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("renewed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("leases_key")),
    )


def downgrade() -> None:
    op.drop_table("leases")
