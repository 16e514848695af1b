"""The record, which is only added to, and the house's settings."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_REFUSE = """
CREATE TRIGGER audit_no_{verb} BEFORE {verb} ON audit
BEGIN SELECT RAISE(ABORT, 'the record is only added to'); END
"""


def upgrade() -> None:
    _audit()
    _settings()
    for verb in ("update", "delete"):
        op.execute(_REFUSE.format(verb=verb))


def downgrade() -> None:
    op.drop_table("settings")
    op.drop_table("audit")


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("where", sa.String(), nullable=True),
        sa.Column("did", sa.String(), nullable=False),
        sa.Column("duty", sa.Integer(), nullable=True),
        sa.Column("was", sa.String(), nullable=True),
        sa.Column("now", sa.String(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("message", sa.String(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("audit_key")),
        sa.UniqueConstraint("undoes", name=op.f("audit_undoes_once")),
    )
    op.create_index(op.f("audit_at"), "audit", ["at"], unique=False)
    op.create_index(op.f("audit_duty"), "audit", ["duty"], unique=False)


def _settings() -> None:
    op.create_table(
        "settings",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("settings_key")),
    )
