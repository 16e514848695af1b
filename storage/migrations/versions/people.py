"""Whom we write to: agencies, chats, people, codes that link."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Number

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _agencies()
    _chats()
    _link_tries()
    _links()
    _people()
    _agency_aliases()
    _members()


def downgrade() -> None:
    op.drop_table("members")
    op.drop_table("agency_aliases")
    op.drop_table("people")
    op.drop_table("links")
    op.drop_table("link_tries")
    op.drop_table("chats")
    op.drop_table("agencies")


def _agencies() -> None:
    op.create_table(
        "agencies",
        sa.Column("id", Number, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("short", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("successors", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("agencies_key")),
        sa.UniqueConstraint("name", name=op.f("agencies_name_once")),
    )


def _chats() -> None:
    op.create_table(
        "chats",
        sa.Column("id", Number, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("linked_at", sa.BigInteger(), nullable=True),
        sa.Column("position", Number, nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("chats_key")),
        sa.UniqueConstraint(
            "channel", "address", name=op.f("chats_channel_address_once")
        ),
    )
    op.create_index(
        "chats_addressee", "chats", ["role", "agency", "position"], unique=False
    )


def _link_tries() -> None:
    op.create_table(
        "link_tries",
        sa.Column("id", Number, nullable=False),
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("link_tries_key")),
    )
    op.create_index(op.f("link_tries_at"), "link_tries", ["at"], unique=False)


def _links() -> None:
    op.create_table(
        "links",
        sa.Column("id", Number, nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), nullable=True),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.Column("used_in", sa.String(), nullable=True),
        sa.Column("used_by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("links_key")),
        sa.UniqueConstraint("code_hash", name=op.f("links_code_hash_once")),
        sa.UniqueConstraint("token_hash", name=op.f("links_token_hash_once")),
    )


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", Number, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("people_key")),
        sa.UniqueConstraint(
            "channel", "address", name=op.f("people_channel_address_once")
        ),
    )


def _agency_aliases() -> None:
    op.create_table(
        "agency_aliases",
        sa.Column("agency", Number, nullable=False),
        sa.Column("position", Number, nullable=False),
        sa.Column("alias", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency"], ["agencies.id"], name=op.f("agency_aliases_agency_agencies")
        ),
        sa.PrimaryKeyConstraint("agency", "position", name=op.f("agency_aliases_key")),
    )


def _members() -> None:
    op.create_table(
        "members",
        sa.Column("person", Number, nullable=False),
        sa.Column("chat", Number, nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["chat"], ["chats.id"], name=op.f("members_chat_chats")
        ),
        sa.ForeignKeyConstraint(
            ["person"], ["people.id"], name=op.f("members_person_people")
        ),
        sa.PrimaryKeyConstraint("person", "chat", name=op.f("members_key")),
    )
