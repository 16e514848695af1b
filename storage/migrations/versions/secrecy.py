"""Items that the office makes secret; their names may be taken out of the record.

Nothing else in the record can be changed, and that only while it has a line of its own
that says who does it: its number is the permit, and is taken away with the last row.
"""

import sqlalchemy as sa
from alembic import op

from storage.columns import Number

revision = "0018"
down_revision = "0017"

_SAID = "the record is only added to"
_MARK = "[mật]"
_FIXED = ("id", "at", "who", "where", "did", "duty", "message", "undoes")
_WORDS = ("was", "now", "note")
_VALUES = ("before", "after")


def upgrade() -> None:
    op.create_table(
        "secrets",
        sa.Column("id", Number, nullable=False),
        sa.Column("programme", Number, nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("lead", sa.JSON(), nullable=False),
        sa.Column("prints", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("secrets_key")),
        sa.ForeignKeyConstraint(
            ["programme"], ["programmes.id"], name=op.f("secrets_programme_programmes")
        ),
    )
    op.create_index(op.f("secrets_programme"), "secrets", ["programme"], unique=False)
    if _is_postgresql():
        op.execute(f"DROP TRIGGER audit_no_update ON audit; {_permitting()}")
        op.execute(
            "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit "
            "FOR EACH ROW EXECUTE FUNCTION audit_redact()"
        )
    else:
        op.execute("DROP TRIGGER audit_no_update")
        op.execute(
            f"CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit "
            f"WHEN NOT coalesce({_is_redaction()}, 0) "
            f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
        )


def downgrade() -> None:
    if _is_postgresql():
        op.execute("DROP TRIGGER audit_no_update ON audit")
        op.execute("DROP FUNCTION audit_redact()")
        op.execute(
            "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
        )
    else:
        op.execute("DROP TRIGGER audit_no_update")
        op.execute(
            "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit "
            f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
        )
    op.drop_index(op.f("secrets_programme"), table_name="secrets")
    op.drop_table("secrets")


def _is_postgresql() -> bool:
    return op.get_context().dialect.name == "postgresql"


def _permitting() -> str:
    return f"""
CREATE FUNCTION audit_redact() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
   IF coalesce({_is_redaction()}, FALSE) THEN RETURN NEW; END IF;
   RAISE EXCEPTION USING
   ERRCODE = 'integrity_constraint_violation', MESSAGE = '{_SAID}'; END $$
"""


def _is_redaction() -> str:
    """Words give way to the mark, a duty's title to nothing; all else stays."""
    permit = (
        "EXISTS (SELECT 1 FROM settings JOIN audit a ON a.did = 'secret' "
        "AND CAST(a.id AS TEXT) = settings.value WHERE settings.key = 'redacting')"
    )
    so = [permit, *(_same(f'"{name}"') for name in _FIXED)]
    so += [f"({_same(name)} OR {_marked(name)})" for name in _WORDS]
    so += [f"({_same_value(name)} OR {_only_untitled(name)})" for name in _VALUES]
    return f"({' AND '.join(so)})"


def _same(name: str) -> str:
    how = "IS NOT DISTINCT FROM" if _is_postgresql() else "IS"
    return f"NEW.{name} {how} OLD.{name}"


def _same_value(name: str) -> str:
    """A JSON of PostgreSQL's cannot be compared; as text it can."""
    if _is_postgresql():
        return f"NEW.{name}::text IS NOT DISTINCT FROM OLD.{name}::text"
    return _same(name)


def _marked(name: str) -> str:
    found = "strpos" if _is_postgresql() else "instr"
    return (
        f"({found}(NEW.{name}, '{_MARK}') > 0 "
        f"AND length(NEW.{name}) <= length(OLD.{name}))"
    )


def _only_untitled(name: str) -> str:
    if _is_postgresql():
        left, right = (
            f"{side}.{name}::jsonb - 'title' - 'secret' - 'note'"
            for side in ("NEW", "OLD")
        )
        title, note = f"NEW.{name}->>'title'", f"NEW.{name}->>'note'"
        note_was, has_mark = f"OLD.{name}->>'note'", "strpos"
        same = "IS NOT DISTINCT FROM"
        title_was = f"OLD.{name}->>'title'"
    else:
        left, right = (
            f"json_remove({side}.{name}, '$.title', '$.secret', '$.note')"
            for side in ("NEW", "OLD")
        )
        title, note = (
            f"json_extract(NEW.{name}, '$.{key}')" for key in ("title", "note")
        )
        title_was, note_was = (
            f"json_extract(OLD.{name}, '$.{key}')" for key in ("title", "note")
        )
        has_mark, same = "instr", "IS"
    return (
        f"(({left}) = ({right}) AND ({title} = '' OR {title} {same} {title_was}) "
        f"AND ({note} {same} {note_was} OR {has_mark}({note}, '{_MARK}') > 0))"
    )
