"""Where an entry stands in its document, so that an office may have rules for parts.

What is in force already is filled in from its newest document.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column(
        "programmes",
        sa.Column("sections", sa.JSON(), nullable=False, server_default="[]"),
    )
    op.add_column(
        "duties",
        sa.Column("meeting_title", sa.Text(), nullable=False, server_default=""),
    )
    op.add_column(
        "duties",
        sa.Column("due_by", sa.String(), nullable=False, server_default=""),
    )
    _fill_sections()
    op.execute(
        "UPDATE duties SET meeting_title = COALESCE((SELECT MIN(meetings.title) "
        "FROM meetings WHERE meetings.programme = duties.programme "
        "AND meetings.ref = duties.meeting), '') WHERE meeting IS NOT NULL"
    )


def _fill_sections() -> None:
    connection = op.get_bind()
    draft = sa.column("draft", sa.JSON())
    revisions = sa.table(
        "revisions", sa.column("programme"), sa.column("number"), draft
    )
    programmes = sa.table(
        "programmes",
        sa.column("id"),
        sa.column("revision"),
        sa.column("sections", sa.JSON()),
    )
    newest = sa.select(programmes.c.id, draft).join(
        revisions,
        sa.and_(
            revisions.c.programme == programmes.c.id,
            revisions.c.number == programmes.c.revision,
        ),
    )
    for number, said in connection.execute(newest).all():
        its = programmes.c.id == number
        filled = sa.update(programmes).where(its).values(sections=_sections(said))
        connection.execute(filled)


def _sections(draft: Any) -> list[list[Any]]:
    found = draft.get("sections", ()) if isinstance(draft, dict) else ()
    return [[one["ref"], one["title"], one["line"]] for one in found]


def downgrade() -> None:
    op.drop_column("duties", "due_by")
    op.drop_column("duties", "meeting_title")
    op.drop_column("programmes", "sections")
