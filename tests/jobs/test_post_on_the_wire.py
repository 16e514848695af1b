"""The post against a Telegram that fails on command: over HTTP, in Telegram's words."""

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from bot.channels import Outcome
from bot.channels.telegram import Telegram
from jobs.deliver import Postman
from jobs.pacing import Pace
from nhacviec.clocks import PlayedClock
from programme.letters import Button, Letter, LetterState
from programme.reminders import ChatRole, Kind
from sandbox.app import bot_api_app
from sandbox.chats import Chat, ChatKind
from sandbox.serving import serve
from sandbox.street import Street
from storage import Store
from tests.bot.makers import at
from tests.jobs.makers import all_letters, linked

CLOCK = PlayedClock(at(7))


@dataclass(kw_only=True)
class Town:
    """Five supergroups in which people talk, the bot, and the post that serves them."""

    street: Street
    chats: list[Chat]
    store: Store
    post: Postman
    url: str

    async def write(self, count: int) -> None:
        """Letters to the chats in turn, people talking in between."""
        async with self.store.begin() as unit:
            for number in range(count):
                chat = number % len(self.chats)
                letter = Letter(
                    key=f"k{number}",
                    kind=Kind.DIGEST,
                    at=at(7),
                    text=f"<b>Thư {number}</b>: mục I.3 &amp; I.4\nhạn 14/7",
                    chat=chat + 1,
                    buttons=((Button("Đã xong", f"r:{number}"),),),
                )
                await unit.outbox.post(letter, now=CLOCK.real())

    async def until_quiet(self) -> None:
        stopping = asyncio.Event()
        running = asyncio.create_task(self.post.run(stopping))
        talk = 0
        async with asyncio.timeout(60):
            while await self._is_waiting():
                chat = self.chats[talk % len(self.chats)]
                if talk % 3 == 0 and not chat.is_over:
                    self.street.say(chat, chat.player, f"trao đổi {talk}")
                talk += 1
                await self.post.settle()
                await asyncio.sleep(0.05)
        stopping.set()
        self.post.ring()
        await running

    async def _is_waiting(self) -> bool:
        async with self.store.read() as unit:
            return bool(await unit.outbox.pending())

    def said(self) -> Counter[str]:
        """Each text that stands in any chat, and how often."""
        return Counter(
            message.text
            for chat in self.street.chats.values()
            for message in self.street.messages(chat)
            if message.is_by_bot and not message.happening
        )


@contextlib.asynccontextmanager
async def a_town(store: Store, kind: ChatKind) -> AsyncIterator[Town]:
    street = Street(now=lambda: at(7))
    bot = street.bot("NhacViecBot", "Nhắc Việc")
    chats = []
    for number in range(5):
        person = street.person(f"Lan {number}")
        chats.append(street.group(f"Nhóm {number}", person, bots=[bot], kind=kind))
        await linked(store, str(chats[-1].id), ChatRole.AGENCY, f"Sở {number}")
    await linked(store, "0", ChatRole.OFFICE)
    async with serve(bot_api_app(street)) as url:
        telegram = Telegram(bot.token, base_url=url, read_timeout=1.0)
        await telegram.introduce()
        post = Postman(
            worker="w",
            store=store,
            channels={telegram.name: telegram},
            clock=CLOCK,
            pace=Pace(a_chat=0, over_all=0),
            grace=timedelta(seconds=0.3),
        )
        try:
            yield Town(street=street, chats=chats, store=store, post=post, url=url)
        finally:
            await post.resolver.stop()
            await telegram.close()


@pytest.mark.parametrize(
    "fault",
    ["500-after", "502-before", "reset-after", "cut-before", "garbage-after"],
)
async def test_whatever_a_call_came_to_each_letter_is_there_once(
    store: Store, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    async with a_town(store, ChatKind.SUPERGROUP) as town:
        town.street.faults.add(fault, methods=["sendMessage"], times=4)
        await town.write(20)
        await town.until_quiet()
        said = town.said()

    letters = await all_letters(store)
    assert {one.state for one in letters} == {LetterState.SENT}
    assert len(said) == sum(said.values()) == 20
    copies = sum("(gửi lại)" in text for text in said)
    assert copies == sum(one.resends for one in letters)
    assert copies == (0 if fault.endswith("after") else 4)


async def test_a_group_that_becomes_a_supergroup_loses_no_letter(store: Store) -> None:
    async with a_town(store, ChatKind.GROUP) as town:
        town.street.faults.add("migration", methods=["sendMessage"], times=1)
        await town.write(20)
        await town.until_quiet()
        said = town.said()

    assert {one.state for one in await all_letters(store)} == {LetterState.SENT}
    assert len(said) == sum(said.values()) == 20


async def test_a_pause_that_was_asked_for_is_kept(store: Store) -> None:
    async with a_town(store, ChatKind.SUPERGROUP) as town:
        chat = town.chats[2].id
        town.street.faults.add(
            "429", methods=["sendMessage"], chat=chat, times=1, retry_after=1
        )
        await town.write(10)
        await town.until_quiet()
        said = town.said()

    assert len(said) == sum(said.values()) == 10


@dataclass
class Trust:
    is_given: bool = True

    def is_trusted(self) -> bool:
        return self.is_given


class Frozen(Telegram):
    """Sleeps past its lease when a call has begun, and nothing has left yet."""

    trust = Trust()

    async def send(self, letter: Letter, address: str, *, copy: bool) -> Outcome:
        self.trust.is_given = False
        return await super().send(letter, address, copy=copy)


async def test_who_wakes_up_in_the_middle_of_a_call_sends_nothing_any_more(
    store: Store,
) -> None:
    async with a_town(store, ChatKind.SUPERGROUP) as town:
        trust = Trust()
        (bot,) = town.street.bots.values()
        frozen = Frozen(bot.token, base_url=town.url)
        frozen.trust = trust
        await frozen.introduce()
        channels = {frozen.name: frozen}
        old = replace(town.post, worker="old", channels=channels, gate=trust)
        await town.write(5)
        for _ in range(5):
            trust.is_given = True
            assert await old.deliver_one()
        await frozen.close()
        assert town.said() == Counter()
        states = {(one.state, one.resends) for one in await all_letters(store)}
        assert states == {(LetterState.PLANNED, 0)}

        await town.until_quiet()
        said = town.said()

    assert len(said) == sum(said.values()) == 5
    assert not any("(gửi lại)" in text for text in said)
