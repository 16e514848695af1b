"""From when to when somebody stood for whom: the role goes out of the members."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Number

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "standings",
        sa.Column("id", Number, nullable=False),
        sa.Column("person", Number, nullable=False),
        sa.Column("chat", Number, nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), nullable=True),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["chat"], ["chats.id"], name=op.f("standings_chat_chats")
        ),
        sa.ForeignKeyConstraint(
            ["person"], ["people.id"], name=op.f("standings_person_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("standings_key")),
    )
    op.create_index(
        "standings_now",
        "standings",
        ["chat", "person"],
        unique=True,
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_index("standings_chat", "standings", ["chat", "until"], unique=False)
    op.drop_column("members", "role")


def downgrade() -> None:
    op.add_column(
        "members",
        sa.Column("role", sa.String(), nullable=False, server_default="agency"),
    )
    op.drop_index("standings_chat", "standings")
    op.drop_index("standings_now", "standings")
    op.drop_table("standings")
