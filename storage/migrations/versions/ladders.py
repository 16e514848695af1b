"""Escalation's ladders, and what became of each item of a session."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Number

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "ladders",
        sa.Column("id", Number, nullable=False),
        sa.Column("duty", Number, nullable=False),
        sa.Column("version", Number, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("began_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["duty"], ["duties.id"], name=op.f("ladders_duty_duties")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("ladders_key")),
        sa.UniqueConstraint(
            "duty", "version", "since", name=op.f("ladders_duty_version_since_once")
        ),
    )
    op.create_table(
        "rungs",
        sa.Column("ladder", Number, nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("ruling", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ladder"], ["ladders.id"], name=op.f("rungs_ladder_ladders")
        ),
        sa.PrimaryKeyConstraint("ladder", "level", name=op.f("rungs_key")),
    )
    _outcomes()
    op.create_index("duties_due", "duties", ["due_at"], unique=False)


def _outcomes() -> None:
    op.create_table(
        "outcomes",
        sa.Column("duty", Number, nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["duty"], ["duties.id"], name=op.f("outcomes_duty_duties")
        ),
        sa.PrimaryKeyConstraint("duty", "held_on", name=op.f("outcomes_key")),
    )
    op.create_index(op.f("outcomes_message"), "outcomes", ["message"], unique=False)


def downgrade() -> None:
    op.drop_index("duties_due", table_name="duties")
    op.drop_table("outcomes")
    op.drop_table("rungs")
    op.drop_table("ladders")
