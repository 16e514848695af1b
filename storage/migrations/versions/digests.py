"""What finds the newest digest of a chat, and what was written over it."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Number

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    read = sa.text(
        "state = 'sent' AND kind IN ('publication', 'digest') AND edits IS NULL"
    )
    op.create_index(
        "letters_digests",
        "letters",
        ["lane", "since", "id"],
        unique=False,
        sqlite_where=read,
        postgresql_where=read,
    )
    edits = sa.text("edits IS NOT NULL")
    op.create_index(
        "letters_edits",
        "letters",
        ["chat", "edits"],
        unique=False,
        sqlite_where=edits,
        postgresql_where=edits,
    )
    op.create_table(
        "owed_looks",
        sa.Column("duty", Number, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("duty", name=op.f("owed_looks_key")),
    )


def downgrade() -> None:
    op.drop_table("owed_looks")
    op.drop_index("letters_edits", table_name="letters")
    op.drop_index("letters_digests", table_name="letters")
