"""The record, which is only added to, and the house's settings."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Number

revision = "0004"
down_revision = "0003"

_SAID = "the record is only added to"
_SQLITE = f"""
CREATE TRIGGER audit_no_{{verb}} BEFORE {{verb}} ON audit
BEGIN SELECT RAISE(ABORT, '{_SAID}'); END
"""
_POSTGRESQL = """
CREATE TRIGGER audit_no_{verb} BEFORE {verb} ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()
"""
_REFUSING = f"""
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION USING
   ERRCODE = 'integrity_constraint_violation', MESSAGE = '{_SAID}'; END $$
"""


def upgrade() -> None:
    _audit()
    _settings()
    if _is_postgresql():
        op.execute(_REFUSING)
    verbs = ("update", "delete", *(("truncate",) if _is_postgresql() else ()))
    refuse = _POSTGRESQL if _is_postgresql() else _SQLITE
    for verb in verbs:
        op.execute(refuse.format(verb=verb))


def downgrade() -> None:
    op.drop_table("settings")
    op.drop_table("audit")
    if _is_postgresql():
        op.execute("DROP FUNCTION audit_refuse()")


def _is_postgresql() -> bool:
    return op.get_context().dialect.name == "postgresql"


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", Number, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("where", sa.String(), nullable=True),
        sa.Column("did", sa.String(), nullable=False),
        sa.Column("duty", Number, nullable=True),
        sa.Column("was", sa.String(), nullable=True),
        sa.Column("now", sa.String(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("message", sa.String(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("undoes", Number, nullable=True),
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
