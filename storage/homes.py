"""Where a letter would go now: the chat that asked, or the addressee's first chat.

It is written on the letter (`home`) when it is posted, whenever a chat of its addressee
comes, goes or changes, and when a channel is shut or opens: whoever looks for the next
letter asks an index. A chat in a channel that is shut to the letter comes last.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    ScalarSelect,
    Update,
    case,
    func,
    literal_column,
    select,
    update,
)

from programme.chats import Chat, ChatState
from programme.letters import LetterState, Priority
from storage.tables.month import channels_shut
from storage.tables.people import chats
from storage.tables.post import letters

#: Written out, so that the indexes of planned letters are used.
_PLANNED = letters.c.state == literal_column(f"'{LetterState.PLANNED.value}'")


def home_now(table: FromClause) -> ColumnElement[Any]:
    """For a letter that lies in the outbox."""
    is_shut = table.c.need > channels_shut.c.goes
    first: ScalarSelect[Any] = (
        select(chats.c.id)
        .outerjoin(channels_shut, channels_shut.c.channel == chats.c.channel)
        .where(
            chats.c.role == table.c.to_role,
            chats.c.agency.is_not_distinct_from(table.c.to_agency),
            chats.c.state == ChatState.LINKED,
        )
        .order_by(case((is_shut, 1), else_=0), chats.c.position)
        .limit(1)
        .correlate(table)
        .scalar_subquery()
    )
    return func.coalesce(table.c.chat, first)


def is_shut_out(table: FromClause) -> ColumnElement[bool]:
    """Whether it waits for the channel of its home."""
    shut = channels_shut.join(chats, chats.c.channel == channels_shut.c.channel)
    return (
        select(channels_shut.c.channel)
        .select_from(shut)
        .where(
            chats.c.id == table.c.home,
            channels_shut.c.waits,
            table.c.need > channels_shut.c.goes,
        )
        .correlate(table)
        .exists()
    )


def rehomed(chat: Chat) -> Update:
    """The letters of the chat's addressee, after anything about the chat changed.

    What edits a message stays with the chat that message is in. In another chat there
    is nothing to reply to.
    """
    new = home_now(letters)
    stays = letters.c.home.is_not_distinct_from(new)
    return (
        update(letters)
        .where(
            _PLANNED,
            letters.c.chat.is_(None),
            letters.c.edits.is_(None),
            letters.c.to_role == chat.role,
            letters.c.to_agency.is_not_distinct_from(chat.agency),
        )
        .values(home=new, reply_to=case((stays, letters.c.reply_to), else_=None))
    )


def rehomed_all() -> Update:
    """All that waits for somebody, after a channel was shut or opened.

    What may have been said in its chat already, and is to be said there once more as a
    copy, stays.
    """
    new = home_now(letters)
    return (
        update(letters)
        .where(
            _PLANNED,
            letters.c.chat.is_(None),
            letters.c.edits.is_(None),
            letters.c.resends == 0,
            new.is_not(None),
            letters.c.home.is_distinct_from(new),
        )
        .values(home=new, reply_to=None, next_try=None)
    )


def found_home() -> Update:
    """Letters that are new, or had nowhere to go, and have now."""
    new = home_now(letters)
    homeless = (_PLANNED, letters.c.home.is_(None), new.is_not(None))
    return update(letters).where(*homeless).values(home=new)


def moved_away(chat_id: int) -> tuple[Update, Update]:
    """The messages of before cannot be edited or replied to where the chat is now.

    An answer is said as a message of its own; an edit that only keeps an old message
    true is not wanted any more.
    """
    here = (_PLANNED, letters.c.home == chat_id)
    is_answer = letters.c.priority == int(Priority.ANSWER)
    needless = (
        update(letters)
        .where(*here, letters.c.edits.is_not(None), ~is_answer)
        .values(state=LetterState.SUPERSEDED)
    )
    anew = update(letters).where(*here).values(edits=None, reply_to=None)
    return needless, anew
