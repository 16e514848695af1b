"""What sending many at once asks of the outbox."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Number

revision = "0008"
down_revision = "0007"

_LANE = "letters_lane"


def upgrade() -> None:
    op.execute(
        "UPDATE letters SET state = 'planned', lane = NULL, worker = NULL"
        " WHERE state = 'claimed'"
    )
    op.add_column("letters", sa.Column("home", Number, nullable=True))
    op.execute(
        "UPDATE letters SET home = coalesce(chat, (SELECT chats.id FROM chats"
        " WHERE chats.role = letters.to_role AND chats.state = 'linked'"
        " AND coalesce(chats.agency, '') = coalesce(letters.to_agency, '')"
        " ORDER BY chats.position LIMIT 1))"
    )
    _one_in_flight("state IN ('sending', 'unknown')")
    waiting = sa.text("state = 'planned'")
    op.create_index(
        "letters_home",
        "letters",
        ["home", "priority", "at", "id"],
        unique=False,
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
    op.create_index(
        "letters_late",
        "letters",
        ["not_after"],
        unique=False,
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
    op.create_index(op.f("attempts_started"), "attempts", ["started"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("attempts_started"), table_name="attempts")
    op.drop_index("letters_late", table_name="letters")
    op.drop_index("letters_home", table_name="letters")
    op.drop_column("letters", "home")
    _one_in_flight("state IN ('claimed', 'sending', 'unknown')")


def _one_in_flight(states: str) -> None:
    op.drop_index(_LANE, table_name="letters")
    op.create_index(
        _LANE,
        "letters",
        ["lane"],
        unique=True,
        sqlite_where=sa.text(states),
        postgresql_where=sa.text(states),
    )
