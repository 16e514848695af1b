"""A bot on Zalo and its chats. Whatever Zalo names, it names by a word without meaning.

One person is another word to each bot, so that an address kept for one bot reaches
nobody through another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from sandbox.chats import Chat, Messenger
from sandbox.people import Bot, Person
from sandbox.zalo_side.mailbox import Mailbox


@dataclass(frozen=True, kw_only=True)
class Webhook:
    url: str
    secret: str
    #: In milliseconds, as Zalo counts time.
    updated_at: int


@dataclass(kw_only=True, eq=False)
class ZaloBot(Bot):
    """`inbox`, `commands` and `door` are Telegram's, and stay empty."""

    mailbox: Mailbox
    can_join_groups: bool = True
    #: None: it never had one; with an empty url: it was taken away.
    webhook: Webhook | None = None
    #: Those who have written to it, in order: the plan counts them.
    users: dict[int, Person] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return self.token.partition(":")[0]

    @property
    def has_webhook(self) -> bool:
        return self.webhook is not None and bool(self.webhook.url)

    def name_of(self, person: Person) -> str:
        return opaque("person", self.address, person.id)


@dataclass(kw_only=True, eq=False)
class ZaloChat(Chat):
    """Its `id`, and those of its messages, are the street's; no bot ever sees them."""

    word: str

    @property
    def messenger(self) -> Messenger:
        return Messenger.ZALO

    @property
    def address(self) -> str:
        return self.word

    @property
    def key(self) -> str:
        return f"zalo.{self.word}"

    def present_zalo_bots(self) -> list[ZaloBot]:
        return [bot for bot in self.present_bots() if isinstance(bot, ZaloBot)]

    def name_of(self, message_id: int) -> str:
        """What Zalo calls the message."""
        return opaque("message", self.word, message_id)

    def named(self, word: str) -> int | None:
        """The number of the message that Zalo calls so."""
        return next((n for n in self.messages if self.name_of(n) == word), None)


def opaque(*parts: object) -> str:
    """The same word for the same thing, and nothing to be learned from it."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:20]


def mentioned(text: str, bots: Iterable[Bot]) -> str:
    """The text with each of these bots named in it, as the picker names them."""
    for bot in bots:
        if f"@{bot.name}" not in text:
            text = f"@{bot.name} {text}"
    return text
