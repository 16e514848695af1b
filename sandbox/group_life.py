"""What else befalls a group: another name, a bot made a member again, its end."""

from __future__ import annotations

from sandbox.changes import Rearranged
from sandbox.chats import BotStatus, Chat, NotPossible
from sandbox.messages import Happening, HappeningKind
from sandbox.neighbourhood import Neighbourhood
from sandbox.people import Bot, Person

#: As Telegram takes a title.
LONGEST_TITLE = 128


def rename(street: Neighbourhood, chat: Chat, title: str, by: Person) -> None:
    """A person of the group gives it another title; the bots are told."""
    title = title.strip()[:LONGEST_TITLE]
    if chat.is_private or chat.is_over or not title:
        raise NotPossible(f"to call {chat.title} otherwise")
    chat.title = title
    street.happen(chat, by, Happening(kind=HappeningKind.RENAMED, words=title))
    street.announce(Rearranged())


def demote(street: Neighbourhood, chat: Chat, bot: Bot, by: Person) -> None:
    """An administrator is a member again."""
    if chat.status(bot) is not BotStatus.ADMINISTRATOR:
        raise NotPossible(f"to demote {bot.name} in {chat.title}")
    street.move(chat, bot, BotStatus.MEMBER, by)


def delete(street: Neighbourhood, chat: Chat, by: Person) -> None:
    """The group is no more: the bots are out of it, and who writes there is refused."""
    if chat.is_private or chat.is_over:
        raise NotPossible(f"to delete {chat.title}")
    chat.is_deleted = True
    for bot in chat.present_bots():
        street.move(chat, bot, BotStatus.LEFT, by)
    street.announce(Rearranged())
