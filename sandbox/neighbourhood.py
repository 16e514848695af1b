"""Who lives on the street, in which chats, and who has come or gone.

Whatever happens here is told twice: to the bots it concerns (`Bot.inbox`), and to those
who watch the street (`on_change`).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from sandbox import wire
from sandbox.changes import Change, Rearranged, Said
from sandbox.chats import BotStatus, Chat, ChatKind, Messenger, Standing
from sandbox.hearing import hears
from sandbox.inbox import Inbox
from sandbox.messages import File, Happening, HappeningKind, Message
from sandbox.numbering import Numbering
from sandbox.people import Author, Bot, Person
from sandbox.presses import Press
from sandbox.weather.faults import Faults
from sandbox.weather.ledger import Ledger
from sandbox.weather.limits import Limits
from sandbox.weather.outages import Outage
from sandbox.zalo_side.people import ZaloChat
from sandbox.zalo_side.side import ZaloSide


class Neighbourhood:
    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.now = now
        self.monotonic = monotonic
        self.bots: dict[str, Bot] = {}  # by token
        self.people: dict[int, Person] = {}
        self.chats: dict[str, Chat] = {}  # by key
        self.presses: dict[str, Press] = {}
        self.files: dict[str, File] = {}
        self.on_request: list[Callable[[str, dict[str, Any]], None]] = []
        self.on_change: list[Callable[[Change], None]] = []
        self.faults = Faults()
        self.limits = Limits()
        self.outage = Outage()
        self.ledger = Ledger()
        self.closing = asyncio.Event()
        self._privacy = True
        self._numbers = Numbering()
        #: The bots on Zalo, and their weather; chats of both lie in `chats`.
        self.zalo = ZaloSide(self)

    @property
    def privacy(self) -> bool:
        """Telegram's privacy mode for groups; see `hearing.py`."""
        return self._privacy

    @privacy.setter
    def privacy(self, on: bool) -> None:
        self._privacy = on
        self.announce(Rearranged())

    # Who and where

    def bot(self, username: str, name: str, *, token: str | None = None) -> Bot:
        number = 7_000_000_000 + self._numbers.next()
        token = token or f"{number}:sandbox-sandbox-sandbox-sandbox-san"
        if token.partition(":")[0].isdecimal():
            number = int(token.partition(":")[0])
        bot = Bot(
            id=number,
            token=token,
            username=username,
            name=name,
            inbox=Inbox(monotonic=lambda: self.monotonic()),  # noqa: PLW0108  # a test may lend the street another clock
        )
        self.bots[token] = bot
        return bot

    def person(self, name: str) -> Person:
        person = Person(id=5_000_000_000 + self._numbers.next(), name=name)
        self.people[person.id] = person
        return person

    def group(
        self,
        title: str,
        player: Person,
        *,
        bots: Iterable[Bot] = (),
        kind: ChatKind = ChatKind.GROUP,
        standing: Standing = Standing.AGENCY,
    ) -> Chat:
        """A new group; the one at the screen speaks there as `player`."""
        chat = self.new_group(title, player, kind, standing)
        is_super = kind is ChatKind.SUPERGROUP
        made = HappeningKind.SUPERGROUP_MADE if is_super else HappeningKind.GROUP_MADE
        self.happen(chat, player, Happening(kind=made))
        for bot in bots:
            self.add(chat, bot, by=player)
        self.announce(Rearranged())
        return chat

    def new_group(
        self, title: str, player: Person, kind: ChatKind, standing: Standing
    ) -> Chat:
        """A group in which nothing has happened yet."""
        number, is_super = self._numbers.next(), kind is ChatKind.SUPERGROUP
        chat = Chat(
            id=-(1_002_000_000_000 if is_super else 4_000_000_000) - number,
            kind=kind,
            title=title,
            player=player,
            numbering=Numbering() if is_super else self._shared_numbering(),
            standing=standing,
            people={player.id: player},
        )
        self.chats[chat.key] = chat
        return chat

    def private(self, person: Person, bot: Bot) -> Chat:
        """The chat of a person with a bot; the bot may write once the person has."""
        key = f"{bot.id}.{person.id}"
        if key not in self.chats:
            self.chats[key] = Chat(
                id=person.id,
                kind=ChatKind.PRIVATE,
                title=person.name,
                player=person,
                numbering=bot.numbering,
                standing=Standing.PRIVATE,
                people={person.id: person},
                bots={bot.id: bot},
            )
            self.announce(Rearranged())
        return self.chats[key]

    def chat_of(self, bot: Bot, chat_id: int) -> Chat | None:
        """The chat that this bot knows by this id."""
        return self.chats.get(str(chat_id)) or self.chats.get(f"{bot.id}.{chat_id}")

    def bot_named(self, username: str) -> Bot | None:
        named = (
            b for b in self.bots.values() if b.username.lower() == username.lower()
        )
        return next(named, None)

    # Bots come and go

    def add(self, chat: Chat, bot: Bot, by: Person | None = None) -> None:
        """Add the bot to a group; in private, unblock it."""
        by = by or chat.player
        if isinstance(chat, ZaloChat):
            self.zalo.let_join(chat, bot)
        self.move(chat, bot, BotStatus.MEMBER, by)
        if not chat.is_private:
            self.happen(chat, by, Happening(kind=HappeningKind.JOINED, whom=bot))

    def promote(self, chat: Chat, bot: Bot, by: Person | None = None) -> None:
        self.move(chat, bot, BotStatus.ADMINISTRATOR, by or chat.player)

    def kick(
        self, chat: Chat, bot: Bot | None = None, by: Person | None = None
    ) -> None:
        """Remove the bot from a group; in private, block it."""
        by = by or chat.player
        for leaver in [bot] if bot else chat.present_bots():
            self.move(chat, leaver, BotStatus.KICKED, by)
            if not chat.is_private:
                self._part(chat, by, leaver)

    block, unblock = kick, add

    def leave(self, chat: Chat, bot: Bot) -> None:
        """The bot goes by itself."""
        self.move(chat, bot, BotStatus.LEFT, bot)
        self._part(chat, bot, bot)

    # What is said

    def place(self, chat: Chat, message: Message) -> Message:
        chat.messages[message.id] = message
        if message.author == chat.player:
            chat.read_to = message.id
        self._tell(chat, message, "message")
        self.announce(Said(chat, message))
        return message

    def change(
        self, chat: Chat, message: Message, *, kind: str | None = None
    ) -> Message:
        chat.messages[message.id] = message
        if kind:
            self._tell(chat, message, kind)
        self.announce(Said(chat, message))
        return message

    def announce(self, change: Change) -> None:
        for watcher in list(self.on_change):
            watcher(change)

    def close(self) -> None:
        """End every poll and every silence, so that the server can stop at once."""
        self.closing.set()
        self.outage.end()
        for bot in self.bots.values():
            bot.inbox.close()

    def next_number(self) -> int:
        return self._numbers.next()

    # Inside

    def _shared_numbering(self) -> Numbering:
        """Basic groups count along with the private chats of the street's first bot."""
        first = next(iter(self.bots.values()), None)
        return first.numbering if first else Numbering()

    def happen(self, chat: Chat, author: Author, happening: Happening) -> None:
        self.place(
            chat,
            Message(
                id=chat.numbering.next(),
                author=author,
                at=self.now(),
                happening=happening,
            ),
        )

    def _part(self, chat: Chat, author: Author, leaver: Bot) -> None:
        self.happen(chat, author, Happening(kind=HappeningKind.LEFT, whom=leaver))
        self.announce(Rearranged())

    def move(self, chat: Chat, bot: Bot, status: BotStatus, by: Author) -> None:
        was = chat.status(bot) or BotStatus.LEFT
        chat.bots[bot.id], chat.statuses[bot.id] = bot, status
        if was is status:
            return
        if chat.messenger is Messenger.TELEGRAM:
            self._tell_moved(chat, bot, (was, status), by)
        self.announce(Rearranged())

    def _tell_moved(
        self, chat: Chat, bot: Bot, move: tuple[BotStatus, BotStatus], by: Author
    ) -> None:
        """Zalo tells its bots nothing of the kind."""
        was, status = move
        body = {
            "chat": wire.to_chat(chat),
            "from": wire.to_user(by),
            "date": int(self.now().timestamp()),
            "old_chat_member": wire.to_status(bot, was),
            "new_chat_member": wire.to_status(bot, status),
        }
        bot.inbox.put("my_chat_member", body)

    def _tell(self, chat: Chat, message: Message, kind: str) -> None:
        if isinstance(chat, ZaloChat):
            self.zalo.tell(chat, message)
            return
        for bot in chat.present_bots():
            if hears(bot, chat, message, privacy=self.privacy):
                bot.inbox.put(kind, wire.to_message(chat, message))
