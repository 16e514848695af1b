"""What keeps the order of each chat in the inbox, and tells when nobody was heard."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Number

revision = "0009"
down_revision = "0008"

_BY_NUMBER = "inbox_channel_update_id_once"
_ONCE = "inbox_channel_once_once"
#: Index → the rows it is of.
_INDEXES = {"inbox_recent": "once IS NOT NULL", "inbox_old": "once IS NULL"}


def upgrade() -> None:
    """What waits at this moment is one lane, in the order it came."""
    with op.batch_alter_table("inbox") as table:
        table.add_column(sa.Column("lane", sa.String(), nullable=True))
        table.add_column(sa.Column("holds", sa.String(), nullable=True))
        table.add_column(sa.Column("once", sa.BigInteger(), nullable=True))
        table.drop_constraint(_BY_NUMBER, type_="unique")
        table.create_unique_constraint(_ONCE, ["channel", "once"])
    op.execute("UPDATE inbox SET once = update_id")
    for name, rows in _INDEXES.items():
        op.create_index(
            name,
            "inbox",
            ["received_at"],
            unique=False,
            sqlite_where=sa.text(rows),
            postgresql_where=sa.text(rows),
        )
    _outages()


def _outages() -> None:
    op.create_table(
        "outages",
        sa.Column("id", Number, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("outages_key")),
    )
    op.create_index(op.f("outages_until"), "outages", ["until"], unique=False)
    op.create_table(
        "outages_told",
        sa.Column("outage", Number, nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["outage"], ["outages.id"], name=op.f("outages_told_outage_outages")
        ),
        sa.PrimaryKeyConstraint(
            "outage", "role", "agency", name=op.f("outages_told_key")
        ),
    )


def downgrade() -> None:
    """Of two updates with one number the newer one stays."""
    op.drop_table("outages_told")
    op.drop_index(op.f("outages_until"), table_name="outages")
    op.drop_table("outages")
    for name in _INDEXES:
        op.drop_index(name, table_name="inbox")
    op.execute(
        "DELETE FROM inbox WHERE EXISTS (SELECT 1 FROM inbox AS later"
        " WHERE later.channel = inbox.channel AND later.update_id = inbox.update_id"
        " AND later.id > inbox.id)"
    )
    with op.batch_alter_table("inbox") as table:
        table.drop_constraint(_ONCE, type_="unique")
        table.create_unique_constraint(_BY_NUMBER, ["channel", "update_id"])
        for name in ("once", "holds", "lane"):
            table.drop_column(name)
