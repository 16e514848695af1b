"""Which letter goes next, and to which chat: asked anew at every claim."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    ScalarSelect,
    Select,
    and_,
    func,
    or_,
    select,
)

from programme.chats import ChatState
from programme.letters import LetterState
from storage.tables.people import chats
from storage.tables.post import IN_FLIGHT, letters


def next_letter(now: datetime) -> Select[Any]:
    """The first planned letter whose chat is free, with that chat as `home`.

    By priority, then by moment. In one chat an earlier letter that waits for its next
    try holds back the later ones of its priority; an answer overtakes.
    """
    home = home_of(letters)
    return (
        select(letters.c.id, letters.c.attempt, home.label("home"))
        .where(
            is_ready(letters, now),
            home.is_not(None),
            ~_is_busy(home),
            ~_is_held_back(home, now),
        )
        .order_by(letters.c.priority, letters.c.at, letters.c.id)
        .limit(1)
    )


def is_ready(table: FromClause, now: datetime) -> ColumnElement[bool]:
    """Planned, and not waiting for its next try."""
    waited = or_(table.c.next_try.is_(None), table.c.next_try <= now)
    return and_(table.c.state == LetterState.PLANNED, waited)


def home_of(table: FromClause) -> ColumnElement[Any]:
    """The chat that asked, or else the addressee's first linked chat."""
    first: ScalarSelect[Any] = (
        select(chats.c.id)
        .where(
            chats.c.role == table.c.to_role,
            chats.c.agency.is_not_distinct_from(table.c.to_agency),
            chats.c.state == ChatState.LINKED,
        )
        .order_by(chats.c.position)
        .limit(1)
        .correlate(table)
        .scalar_subquery()
    )
    return func.coalesce(table.c.chat, first)


def _is_busy(home: ColumnElement[Any]) -> ColumnElement[bool]:
    other = letters.alias("in_flight")
    on_its_way = and_(other.c.lane == home, other.c.state.in_(IN_FLIGHT))
    return select(other.c.id).where(on_its_way).correlate(letters).exists()


def _is_held_back(home: ColumnElement[Any], now: datetime) -> ColumnElement[bool]:
    other = letters.alias("earlier")
    earlier = or_(
        other.c.at < letters.c.at,
        and_(other.c.at == letters.c.at, other.c.id < letters.c.id),
    )
    waits = and_(
        other.c.state == LetterState.PLANNED,
        other.c.next_try > now,
        other.c.priority == letters.c.priority,
        earlier,
        home_of(other) == home,
    )
    return select(other.c.id).where(waits).correlate(letters).exists()
