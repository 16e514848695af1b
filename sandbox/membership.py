"""People come to a group and go: by themselves, or by somebody's hand.

A bot is told by a service message; where it is an administrator and has asked for it,
by a `chat_member` update as well. Who is out of a group cannot write there, but may
press what a screen still shows: in a public group Telegram lets anybody.
"""

from __future__ import annotations

from typing import Any

from sandbox import wire
from sandbox.changes import Rearranged
from sandbox.chats import BotStatus, Chat, NotPossible
from sandbox.messages import Happening, HappeningKind
from sandbox.neighbourhood import Neighbourhood
from sandbox.people import Person

MEMBER, LEFT, KICKED = "member", "left", "kicked"


def join(
    street: Neighbourhood, chat: Chat, person: Person, by: Person | None = None
) -> None:
    """They follow an invitation, or somebody adds them."""
    if chat.is_private or chat.is_over or person.id in chat.people:
        raise NotPossible(f"to add {person.name} to {chat.title}")
    chat.people[person.id] = person
    was = chat.gone.pop(person.id, LEFT)
    happened = Happening(kind=HappeningKind.JOINED, whom=person)
    street.happen(chat, by or person, happened)
    _tell(street, chat, (was, MEMBER), person, by or person)


def part(
    street: Neighbourhood, chat: Chat, person: Person, by: Person | None = None
) -> None:
    """They leave, or somebody puts them out."""
    if chat.is_private or chat.is_over or person.id not in chat.people:
        raise NotPossible(f"to take {person.name} out of {chat.title}")
    now = LEFT if by in {None, person} else KICKED
    street.happen(chat, by or person, Happening(kind=HappeningKind.LEFT, whom=person))
    del chat.people[person.id]
    chat.gone[person.id] = now
    _tell(street, chat, (MEMBER, now), person, by or person)


def _tell(
    street: Neighbourhood, chat: Chat, move: tuple[str, str], person: Person, by: Person
) -> None:
    was, now = move
    body = {
        "chat": wire.to_chat(chat),
        "from": wire.to_user(by),
        "date": int(street.now().timestamp()),
        "old_chat_member": _status(person, was),
        "new_chat_member": _status(person, now),
    }
    for bot in chat.present_bots():
        if chat.status(bot) is BotStatus.ADMINISTRATOR:
            bot.inbox.put("chat_member", body)
    street.announce(Rearranged())


def _status(person: Person, status: str) -> dict[str, Any]:
    body: dict[str, Any] = {"user": wire.to_user(person), "status": status}
    return body | {"until_date": 0} if status == KICKED else body
