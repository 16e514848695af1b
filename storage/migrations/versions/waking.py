"""When each duty, meeting and programme next has something to say; what finds them."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_TABLES = ("programmes", "meetings", "duties")
#: Index → its table and columns.
_NEW = {
    "meetings_programme_ref": ("meetings", ["programme", "ref"]),
    "meetings_starts_on": ("meetings", ["starts_on"]),
    "duties_programme_ref": ("duties", ["programme", "ref"]),
    "duties_programme_meeting": ("duties", ["programme", "meeting"]),
    "duties_programme_state": ("duties", ["programme", "state", "session_begins"]),
    "duties_agency_programme": ("duties", ["agency", "programme"]),
    "requests_state": ("requests", ["state"]),
    "duties_agency_state": ("duties", ["agency", "state", "programme"]),
}
#: What the new ones do better.
_OLD = {
    "meetings_programme": ("meetings", ["programme"]),
    "duties_programme": ("duties", ["programme"]),
    "duties_agency": ("duties", ["agency"]),
}


def upgrade() -> None:
    for table in _TABLES:
        op.add_column(table, sa.Column("wakes_at", sa.BigInteger(), nullable=True))
        op.create_index(op.f(f"{table}_wakes_at"), table, ["wakes_at"], unique=False)
    for name, (table, columns) in _NEW.items():
        op.create_index(name, table, columns, unique=False)
    for name, (table, _) in _OLD.items():
        op.drop_index(name, table_name=table)


def downgrade() -> None:
    for name, (table, columns) in _OLD.items():
        op.create_index(name, table, columns, unique=False)
    for name, (table, _) in _NEW.items():
        op.drop_index(name, table_name=table)
    for table in _TABLES:
        op.drop_index(op.f(f"{table}_wakes_at"), table_name=table)
        op.drop_column(table, "wakes_at")
