"""Zalo's side of the street: the bots that live there, and what they come to hear.

    zalo = street.zalo
    bot = zalo.bot("Bot Nhắc Việc")
    chat = zalo.private(clerk, bot)          # the bot may write once the clerk has
    group = zalo.group("Sở Y tế", clerk, bots=[bot])
    street.say(group, clerk, "mục 3 đã xong", mentions=[bot])
    street.transcript(chat); zalo.counted(bot); zalo.ledger.sends()

Its troubles are its own: `faults`, `outage`, `ledger` are apart from Telegram's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Protocol

from sandbox.changes import Change, Rearranged
from sandbox.chats import BotStatus, Chat, ChatKind, NotPossible, Standing
from sandbox.messages import File, Happening, HappeningKind, Message
from sandbox.numbering import Numbering
from sandbox.people import Author, Bot, Person
from sandbox.weather.calls import Call
from sandbox.weather.faults import Faults
from sandbox.weather.ledger import Ledger
from sandbox.weather.outages import Outage
from sandbox.zalo_side.arriving import hears, struck, update_of
from sandbox.zalo_side.carrier import Carrier
from sandbox.zalo_side.faults import ARRIVING, ZaloFault
from sandbox.zalo_side.mailbox import Mailbox, Update
from sandbox.zalo_side.people import ZaloBot, ZaloChat, opaque
from sandbox.zalo_side.quota import Plan, Quota


class PlanFull(NotPossible):
    """The bot's plan has no room for another user or group."""


class Ground(Protocol):
    """As much of the street as Zalo stands on."""

    chats: dict[str, Chat]
    files: dict[str, File]
    now: Callable[[], datetime]
    monotonic: Callable[[], float]

    def next_number(self) -> int: ...
    def announce(self, change: Change) -> None: ...
    def happen(self, chat: Chat, author: Author, happening: Happening) -> None: ...
    def add(self, chat: Chat, bot: Bot, by: Person | None = None) -> None: ...


class ZaloSide:
    def __init__(self, street: Ground) -> None:
        self.bots: dict[str, ZaloBot] = {}  # by token
        self.faults = Faults(kinds=ZaloFault)
        self.outage = Outage()
        self.ledger = Ledger()
        self.quota = Quota()
        self.carrier = Carrier()
        self.on_request: list[Callable[[str, dict[str, Any]], None]] = []
        self.closing = asyncio.Event()
        #: Whether a webhook may lie on this machine; Zalo's own may not.
        self.lets_loopback_in = False
        #: Whether updates come to a webhook without their envelope.
        self.flat = False
        #: Whether the text of a mention still has the bot's name in it.
        self.keeps_mention = True
        #: Where this side is served; known once a bot has called.
        self.url = ""
        #: What a fault has swallowed.
        self.swallowed: list[Update] = []
        self._street = street

    # Who lives here

    def bot(
        self, name: str, *, token: str | None = None, can_join_groups: bool = True
    ) -> ZaloBot:
        if not name.startswith("Bot"):
            raise NotPossible(f"a bot called {name!r}: Zalo wants Bot in front")
        number = 3_000_000_000_000_000_000 + self._street.next_number()
        bot = ZaloBot(
            id=number,
            token=token or f"{number}:sandboxZaloSandboxZaloSandboxZaloSandbox",
            username="",
            name=name,
            can_join_groups=can_join_groups,
            mailbox=Mailbox(monotonic=lambda: self._street.monotonic()),  # noqa: PLW0108  # a test may lend the street another clock
        )
        self.bots[bot.token] = bot
        return bot

    def private(
        self,
        person: Person,
        bot: ZaloBot,
        *,
        title: str | None = None,
        standing: Standing = Standing.PRIVATE,
        met: bool = False,
    ) -> ZaloChat:
        """The chat of a person with a bot; the bot may write once the person has.

        `met`: the person has, at some time before.
        """
        word = bot.name_of(person)
        known = self.chat_of(bot, word)
        if known is not None:
            return known
        chat = ZaloChat(
            id=self._street.next_number(),
            word=word,
            kind=ChatKind.PRIVATE,
            title=title or person.name,
            player=person,
            numbering=Numbering(),
            standing=standing,
            people={person.id: person},
            bots={bot.id: bot},
        )
        if met:
            self.let_write(chat)
            chat.statuses[bot.id] = BotStatus.MEMBER
        return self._put(chat)

    def group(
        self,
        title: str,
        player: Person,
        *,
        bots: Iterable[ZaloBot] = (),
        standing: Standing = Standing.AGENCY,
    ) -> ZaloChat:
        number = self._street.next_number()
        chat = ZaloChat(
            id=number,
            word=opaque("group", number),
            kind=ChatKind.GROUP,
            title=title,
            player=player,
            numbering=Numbering(),
            standing=standing,
            people={player.id: player},
        )
        joining = list(bots)
        for bot in joining:
            self.let_join(chat, bot)
        self._street.chats[chat.key] = chat
        made = Happening(kind=HappeningKind.GROUP_MADE)
        self._street.happen(chat, player, made)
        for bot in joining:
            self._street.add(chat, bot, player)
        return self._put(chat)

    def chat_of(self, bot: ZaloBot, word: str) -> ZaloChat | None:
        """The chat that this bot knows by this word."""
        chat = self._street.chats.get(f"zalo.{word}")
        return chat if isinstance(chat, ZaloChat) and bot.id in chat.bots else None

    # Who may come

    def let_join(self, chat: ZaloChat, bot: Bot) -> None:
        """Raises `NotPossible` if Zalo would not let the bot into the group."""
        if not isinstance(bot, ZaloBot):
            raise NotPossible("to add Telegram's bot to a group on Zalo")
        if chat.is_private or bot in chat.present_bots():
            return
        if not bot.can_join_groups:
            raise NotPossible(f"to add {bot.name} to a group")
        if len(self.groups_of(bot)) >= self.quota.plan.groups:
            raise PlanFull(f"{bot.name} is in {self.quota.plan.groups} groups already")

    def let_write(self, chat: ZaloChat) -> None:
        """The person writes to the bot: one more user, if there is room."""
        for bot in chat.bots.values():
            if not isinstance(bot, ZaloBot) or chat.player.id in bot.users:
                continue
            if len(bot.users) >= self.quota.plan.users:
                raise PlanFull(f"{bot.name} has {self.quota.plan.users} users already")
            bot.users[chat.player.id] = chat.player

    def groups_of(self, bot: ZaloBot) -> list[Chat]:
        chats = self._street.chats.values()
        return [c for c in chats if not c.is_private and bot in c.present_bots()]

    # What the bots hear

    def tell(self, chat: ZaloChat, message: Message) -> None:
        for bot in chat.present_zalo_bots():
            if hears(bot, chat, message):
                update = update_of(
                    bot, chat, message, url=self.url, keeps_mention=self.keeps_mention
                )
                if self.quota.plan.both_ways:
                    self.quota.count(bot.address, self._street.now())
                self._bring(bot, chat, update)

    def _bring(self, bot: ZaloBot, chat: ZaloChat, update: Update) -> None:
        call = Call(
            bot=bot.address,
            method=ARRIVING,
            chat=chat.address,
            in_group=not chat.is_private,
        )
        strike = self.faults.strike(call)
        kind = ZaloFault(strike.kind) if strike else None
        if kind is ZaloFault.LOST:
            self.swallowed.append(update)
            return
        update = struck(update, kind) if kind else update
        for _ in range(2 if kind is ZaloFault.TWICE else 1):
            if bot.has_webhook:
                flat = self.flat != (kind is ZaloFault.OTHER_FORM)
                self.carrier.carry(bot, update, flat=flat)
            else:
                bot.mailbox.put(update)

    # For whoever looks on

    @property
    def plan(self) -> Plan:
        return self.quota.plan

    def counted(self, bot: ZaloBot) -> int:
        """Messages that count against this month's quota."""
        return self.quota.counted(bot.address, self._street.now())

    def lost(self) -> list[Update]:
        """What people wrote that no bot will ever be told."""
        unasked = [update for bot in self.bots.values() for update in bot.mailbox.lost]
        return self.swallowed + unasked + self.carrier.lost

    def waiting(self) -> int:
        """Updates that wait to be asked for, are on their way, or were just taken."""
        unsettled = (bot.mailbox.unsettled() for bot in self.bots.values())
        return len(self.carrier) + sum(unsettled)

    def close(self) -> None:
        """End every poll and every silence, so that the server can stop at once."""
        self.closing.set()
        self.outage.end()
        self.carrier.close()
        for bot in self.bots.values():
            bot.mailbox.close()

    def _put(self, chat: ZaloChat) -> ZaloChat:
        self._street.chats[chat.key] = chat
        self._street.announce(Rearranged())
        return chat


def may_write(chat: ZaloChat, bot: ZaloBot) -> bool:
    return chat.status(bot) in {BotStatus.MEMBER, BotStatus.ADMINISTRATOR}
