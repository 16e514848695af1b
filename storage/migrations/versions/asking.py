"""What the office decided of a request; of what kind a dossier is; files in letters."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

_REQUESTS = (
    ("message", sa.String()),
    ("decided_at", sa.BigInteger()),
    ("decided_by", sa.String()),
    ("granted", sa.Date()),
    ("word", sa.Text()),
)


def upgrade() -> None:
    for name, kind in _REQUESTS:
        op.add_column("requests", sa.Column(name, kind, nullable=True))
    op.add_column(
        "dossiers", sa.Column("kind", sa.String(), nullable=False, server_default="")
    )
    op.add_column("dossiers", sa.Column("file", sa.String(), nullable=True))
    op.add_column("letters", sa.Column("file", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("letters", "file")
    op.drop_column("dossiers", "file")
    op.drop_column("dossiers", "kind")
    for name, _ in reversed(_REQUESTS):
        op.drop_column("requests", name)
