"""The work: programmes, their meetings and items, who owes what."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Number

revision = "0001"
down_revision = None


def upgrade() -> None:
    _programmes()
    _one_in_force()
    _doubts()
    _duties()
    _meetings()
    _recurring()
    _revisions()
    _dossiers()
    _items()
    _requests()


def downgrade() -> None:
    op.drop_table("requests")
    op.drop_table("items")
    op.drop_table("dossiers")
    op.drop_table("revisions")
    op.drop_table("recurring")
    op.drop_table("meetings")
    op.drop_table("duties")
    op.drop_table("doubts")
    op.drop_table("programmes")


def _programmes() -> None:
    op.create_table(
        "programmes",
        sa.Column("id", Number, nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=True),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("revision", Number, nullable=False),
        sa.Column("published_at", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("programmes_key")),
    )


def _doubts() -> None:
    op.create_table(
        "doubts",
        sa.Column("id", Number, nullable=False),
        sa.Column("programme", Number, nullable=False),
        sa.Column("revision", Number, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("line", Number, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme"], ["programmes.id"], name=op.f("doubts_programme_programmes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("doubts_key")),
    )
    op.create_index(op.f("doubts_programme"), "doubts", ["programme"], unique=False)


def _duties() -> None:
    op.create_table(
        "duties",
        sa.Column("id", Number, nullable=False),
        sa.Column("programme", Number, nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("meeting", sa.String(), nullable=True),
        sa.Column("session_begins", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("moved_at", sa.BigInteger(), nullable=True),
        sa.Column("moved_by", sa.String(), nullable=True),
        sa.Column("spoke_at", sa.BigInteger(), nullable=True),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("due_since", sa.BigInteger(), nullable=False),
        sa.Column("due_rule", sa.String(), nullable=False),
        sa.Column("due_version", Number, nullable=False),
        sa.Column("due_anchor", sa.Date(), nullable=True),
        sa.Column("due_workdays", Number, nullable=False),
        sa.Column("due_skipped", sa.JSON(), nullable=False),
        sa.Column("due_grace", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme"], ["programmes.id"], name=op.f("duties_programme_programmes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("duties_key")),
    )
    op.create_index(op.f("duties_agency"), "duties", ["agency"], unique=False)
    op.create_index(op.f("duties_programme"), "duties", ["programme"], unique=False)
    op.create_index(op.f("duties_ref"), "duties", ["ref"], unique=False)


def _meetings() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", Number, nullable=False),
        sa.Column("programme", Number, nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("time", sa.Time(), nullable=True),
        sa.Column("ends_at", sa.Time(), nullable=True),
        sa.Column("session", sa.String(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("chair", sa.Text(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("lead", sa.JSON(), nullable=False),
        sa.Column("support", sa.JSON(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("line", Number, nullable=False),
        sa.ForeignKeyConstraint(
            ["programme"], ["programmes.id"], name=op.f("meetings_programme_programmes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("meetings_key")),
    )
    op.create_index(op.f("meetings_programme"), "meetings", ["programme"], unique=False)


def _one_in_force() -> None:
    in_force = sa.text("withdrawn_at IS NULL")
    op.create_index(
        "programmes_in_force",
        "programmes",
        ["period", "issuer"],
        unique=True,
        sqlite_where=in_force,
        postgresql_where=in_force,
    )
    of_nobody = sa.text("withdrawn_at IS NULL AND issuer IS NULL")
    op.create_index(
        "programmes_of_nobody",
        "programmes",
        ["period"],
        unique=True,
        sqlite_where=of_nobody,
        postgresql_where=of_nobody,
    )


def _recurring() -> None:
    op.create_table(
        "recurring",
        sa.Column("id", Number, nullable=False),
        sa.Column("programme", Number, nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("rrule", sa.String(), nullable=False),
        sa.Column("time", sa.Time(), nullable=True),
        sa.Column("session", sa.String(), nullable=True),
        sa.Column("lead", sa.JSON(), nullable=False),
        sa.Column("line", Number, nullable=False),
        sa.ForeignKeyConstraint(
            ["programme"],
            ["programmes.id"],
            name=op.f("recurring_programme_programmes"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("recurring_key")),
    )
    op.create_index(
        op.f("recurring_programme"), "recurring", ["programme"], unique=False
    )


def _revisions() -> None:
    op.create_table(
        "revisions",
        sa.Column("programme", Number, nullable=False),
        sa.Column("number", Number, nullable=False),
        sa.Column("draft", sa.JSON(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme"],
            ["programmes.id"],
            name=op.f("revisions_programme_programmes"),
        ),
        sa.PrimaryKeyConstraint("programme", "number", name=op.f("revisions_key")),
    )


def _dossiers() -> None:
    op.create_table(
        "dossiers",
        sa.Column("id", Number, nullable=False),
        sa.Column("duty", Number, nullable=False),
        sa.Column("version", Number, nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", Number, nullable=False),
        sa.Column("message", sa.String(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["duty"], ["duties.id"], name=op.f("dossiers_duty_duties")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("dossiers_key")),
        sa.UniqueConstraint("duty", "sha256", name=op.f("dossiers_duty_sha256_once")),
        sa.UniqueConstraint("duty", "version", name=op.f("dossiers_duty_version_once")),
    )


def _items() -> None:
    op.create_table(
        "items",
        sa.Column("id", Number, nullable=False),
        sa.Column("programme", Number, nullable=False),
        sa.Column("meeting", Number, nullable=True),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("ordinal", Number, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("lead", sa.JSON(), nullable=False),
        sa.Column("support", sa.JSON(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("line", Number, nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting"], ["meetings.id"], name=op.f("items_meeting_meetings")
        ),
        sa.ForeignKeyConstraint(
            ["programme"], ["programmes.id"], name=op.f("items_programme_programmes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("items_key")),
    )
    op.create_index(op.f("items_meeting"), "items", ["meeting"], unique=False)
    op.create_index(op.f("items_programme"), "items", ["programme"], unique=False)


def _requests() -> None:
    op.create_table(
        "requests",
        sa.Column("id", Number, nullable=False),
        sa.Column("duty", Number, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["duty"], ["duties.id"], name=op.f("requests_duty_duties")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("requests_key")),
    )
    op.create_index(op.f("requests_duty"), "requests", ["duty"], unique=False)
