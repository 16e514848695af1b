"""A basic group becomes a supergroup: another id, and messages numbered from 1.

The bots are told by two service messages, one in each; whoever writes to the old id
from now on is refused, and told the new one.
"""

from __future__ import annotations

from sandbox.changes import Rearranged
from sandbox.chats import Chat, ChatKind, Messenger, NotPossible
from sandbox.messages import Happening, HappeningKind
from sandbox.neighbourhood import Neighbourhood


def upgraded(street: Neighbourhood, was: Chat) -> Chat:
    if was.messenger is Messenger.ZALO:
        raise NotPossible(f"to make a supergroup of {was.title}, on Zalo")
    if was.kind is not ChatKind.GROUP or was.is_over:
        raise NotPossible(f"to make a supergroup of {was.title}")
    chat = street.new_group(was.title, was.player, ChatKind.SUPERGROUP, was.standing)
    chat.people, chat.gone = dict(was.people), dict(was.gone)
    chat.bots = dict(was.bots)
    chat.statuses = dict(was.statuses)
    chat.upgraded_from, was.upgraded_to = was, chat
    _tell(street, was, HappeningKind.UPGRADED_TO, chat)
    _tell(street, chat, HappeningKind.UPGRADED_FROM, was)
    street.announce(Rearranged())
    return chat


def _tell(street: Neighbourhood, chat: Chat, kind: HappeningKind, other: Chat) -> None:
    street.happen(chat, chat.player, Happening(kind=kind, chat_id=other.id))
