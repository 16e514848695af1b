"""What the office taught us to call its agencies."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Number

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "taught_aliases",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("alias", sa.String(), nullable=False),
        sa.Column("agency", Number, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency"], ["agencies.id"], name=op.f("taught_aliases_agency_agencies")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("taught_aliases_key")),
    )
    op.create_index(
        op.f("taught_aliases_agency"), "taught_aliases", ["agency"], unique=False
    )


def downgrade() -> None:
    op.drop_table("taught_aliases")
