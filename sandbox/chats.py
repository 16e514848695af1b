"""A chat on the street: who is in it, what was said in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from sandbox.messages import Message
from sandbox.numbering import Numbering
from sandbox.people import Author, Bot, Person


class NotPossible(ValueError):
    """A person tried what the messenger's own application would not offer."""


class Messenger(StrEnum):
    TELEGRAM = "telegram"
    ZALO = "zalo"


class ChatKind(StrEnum):
    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"


class Standing(IntEnum):
    """Where a chat stands in the list on the page."""

    OFFICE = 0
    LEADERS = 1
    AGENCY = 2
    PRIVATE = 3


class BotStatus(StrEnum):
    MEMBER = "member"
    ADMINISTRATOR = "administrator"
    LEFT = "left"
    KICKED = "kicked"


PRESENT = frozenset({BotStatus.MEMBER, BotStatus.ADMINISTRATOR})


@dataclass(kw_only=True, eq=False)
class Chat:
    id: int
    kind: ChatKind
    title: str
    #: As whom the person at the screen speaks here.
    player: Person
    numbering: Numbering
    standing: Standing = Standing.AGENCY
    people: dict[int, Person] = field(default_factory=dict)
    #: Who has gone, and how: by number, the Bot API's word for it.
    gone: dict[int, str] = field(default_factory=dict)
    bots: dict[int, Bot] = field(default_factory=dict)
    statuses: dict[int, BotStatus] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    #: The supergroup that this group has become, and the group that it was.
    upgraded_to: Chat | None = None
    upgraded_from: Chat | None = None
    is_deleted: bool = False
    #: The newest message that the person at the screen has seen.
    read_to: int = 0

    @property
    def key(self) -> str:
        """Its name on the page: unlike the id, another for each bot's private chat."""
        if self.is_private:
            return f"{next(iter(self.bots))}.{self.id}"
        return str(self.id)

    @property
    def messenger(self) -> Messenger:
        return Messenger.TELEGRAM

    @property
    def address(self) -> str:
        """What its bots call it, as text."""
        return str(self.id)

    @property
    def is_private(self) -> bool:
        return self.kind is ChatKind.PRIVATE

    @property
    def is_over(self) -> bool:
        """It is a supergroup now, or deleted; nothing is said here any more."""
        return self.upgraded_to is not None or self.is_deleted

    @property
    def last(self) -> Message | None:
        return next(reversed(self.messages.values()), None)

    @property
    def unread(self) -> int:
        return sum(
            message.is_by_bot and number > self.read_to and not message.happening
            for number, message in self.messages.items()
        )

    def present_bots(self) -> list[Bot]:
        return [bot for bot in self.bots.values() if self.status(bot) in PRESENT]

    def status(self, bot: Bot) -> BotStatus | None:
        """None if the bot was never here."""
        return self.statuses.get(bot.id)

    def last_author(self, *, before: int) -> Author | None:
        """Who spoke last before this message; service messages do not count."""
        spoken = (
            message.author
            for number, message in reversed(self.messages.items())
            if number < before and message.happening is None
        )
        return next(spoken, None)
