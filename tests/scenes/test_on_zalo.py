"""July 2020 on Zalo alone, over HTTP: typed codes, numbers, and short answers."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.channels.zalo import Zalo
from bot.codes import new_code
from nhacviec.clocks import PlayedClock
from nhacviec.demo import OFFICE, START
from nhacviec.demo_clock import DemoClock
from nhacviec.example import example_path
from nhacviec.publishing import fill_agencies, publish, read_document
from nhacviec.service import Service
from nhacviec.standing import Standing
from programme.chats import ChatState
from programme.duties import Duty
from programme.letters import LetterState
from programme.reminders import ChatRole
from programme.speech import utf16_length
from sandbox.app import zalo_app
from sandbox.chats import Chat
from sandbox.people import Person
from sandbox.serving import serve
from sandbox.street import Street
from sandbox.zalo_side.people import ZaloBot
from storage import Store
from tests.scenes.scenery import NO_PACE, SHORT, at

NAME = "Bot Nhắc Việc"


@dataclass(kw_only=True)
class OnZalo:
    """The office and the agencies, each in a private chat with the bot."""

    street: Street
    bot: ZaloBot
    store: Store
    hand: DemoClock
    chats: dict[str, Chat] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    spoken: int = 0

    def open(self, name: str) -> None:
        self.people[name] = self.street.person(f"Chị Lan, {name}")
        self.chats[name] = self.street.zalo.private(self.people[name], self.bot)

    async def say(
        self, name: str, text: str, *, mentions: Sequence[ZaloBot] = ()
    ) -> list[str]:
        """What the bot says in that chat because of it."""
        chat = self.chats[name]
        before = len(self.said(name))
        self.street.say(chat, self.people[name], text, mentions=mentions)
        self.spoken += 1
        while await self._stored() < self.spoken:  # noqa: ASYNC110 - the database is asked
            await asyncio.sleep(0.01)
        await self.hand.settle()
        return self.said(name)[before:]

    def said(self, name: str) -> list[str]:
        messages = self.street.messages(self.chats[name])
        return [one.text for one in messages if one.is_by_bot and not one.happening]

    async def _stored(self) -> int:
        """Zalo forgets an update as it hands it out: only our inbox tells of it."""
        async with self.store.read() as unit:
            return len(await unit.outbox.heard("zalo", 1000))

    async def link(self, name: str) -> list[str]:
        """The office makes a code; it is typed as it is."""
        role = ChatRole.OFFICE if name == "office" else ChatRole.AGENCY
        agency = SHORT.get(name)
        async with self.store.begin() as unit:
            now = self.hand.now()
            code = new_code(role, agency, today=now.date(), office=OFFICE)
            await unit.links.add(code, by="test", at=now)
        self.open(name)
        return await self.say(name, code.code)

    async def duty(self, ref: str) -> Duty:
        async with self.store.read() as unit:
            (found, *_) = await unit.duties.find(ref)
        return found


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[OnZalo]:
    clock = PlayedClock(START)
    street = Street(now=clock.now)
    bot = street.zalo.bot(NAME)
    store = await Store.open(tmp_path / "zalo.db")
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(store.close)
        await store.migrate()
        await fill_agencies(store)
        document = read_document(example_path())
        await publish(store, document, office=OFFICE, by=OFFICE.name, at=START)
        url = await stack.enter_async_context(serve(zalo_app(street)))
        zalo = Zalo(bot.token, base_url=url)
        stack.push_async_callback(zalo.close)
        await zalo.introduce()
        service = Service(
            store=store,
            channels={zalo.name: zalo},
            clock=clock,
            office=OFFICE,
            standing=Standing(store=store, settled=lambda _: OFFICE),
            pace=NO_PACE,
            every=timedelta(seconds=1),
            long_poll=timedelta(seconds=5),
        )
        hand = DemoClock(clock, service, outside=lambda: len(bot.mailbox))
        await stack.enter_async_context(service.running())
        yield OnZalo(street=street, bot=bot, store=store, hand=hand)


async def test_a_chat_is_linked_by_a_code_that_is_typed(town: OnZalo) -> None:
    await town.link("office")
    (asked,) = await town.link("NV")
    assert "Đã nhận mã của Sở Nội vụ" in asked

    question = town.said("office")[-1]
    assert "A1 Đúng, xác nhận" in question
    await town.say("office", "A1")

    async with town.store.read() as unit:
        chat = await unit.chats.at("zalo", town.chats["NV"].address)
    assert chat is not None
    assert (chat.state, chat.agency) == (ChatState.LINKED, SHORT["NV"])
    assert "I.9" in town.said("NV")[-1]  # its list, at once


async def test_the_morning_digest_reads_well_and_is_answered(
    town: OnZalo, snapshot: SnapshotAssertion
) -> None:
    await town.link("office")
    await town.link("NV")
    await town.say("office", "A1")
    await town.hand.go_to(at("7/7", "08:01"))

    digest = town.said("NV")[-1]
    assert utf16_length(digest) <= 1900
    assert digest == snapshot

    (said,) = await town.say("NV", _code(digest, "I.9", "đã sẵn sàng"))
    assert said.startswith("Đã ghi nhận mục I.9: đã sẵn sàng")
    assert (await town.duty("I.9")).state == "ready"
    await town.hand.go_to(at("10/7", "08:01"))
    assert "I.9" not in town.said("NV")[-1]  # the next digest says what holds


async def test_a_send_nobody_knows_of_is_said_again_once_and_labelled(
    town: OnZalo,
) -> None:
    await town.link("office")
    await town.link("NV")
    await town.say("office", "A1")
    chat = town.chats["NV"]
    before = len(town.said("NV"))
    methods = ["sendMessage"]
    town.street.zalo.faults.add(
        "reset-after", methods=methods, chat=chat.address, times=1
    )
    service = town.hand._service
    service.post.grace = service.post.resolver.grace = timedelta(0)
    await town.hand.go_to(at("30/6", "08:01"))

    first, again = town.said("NV")[before:]
    assert again.startswith("(gửi lại) ")
    assert _code(first, "I.9", "vướng mắc")[0] != _code(again, "I.9", "vướng mắc")[0]
    async with town.store.read() as unit:
        counts = await unit.outbox.counts()
    assert counts[LetterState.UNKNOWN] == 0
    await town.say("NV", _code(first, "I.9", "vướng mắc"))
    assert (await town.duty("I.9")).state == "blocked"


async def test_words_go_on_working(town: OnZalo) -> None:
    await town.link("office")
    await town.link("NV")
    await town.say("office", "A1")
    (said,) = await town.say("NV", "mục 9 đã xong")
    assert said.startswith("Đã ghi nhận")
    assert (await town.duty("I.9")).state == "ready"


async def test_in_a_group_the_bot_is_called_by_its_name(town: OnZalo) -> None:
    """Zalo may leave the name in what is said, or take it away."""
    await town.link("office")
    lan = town.street.person("Chị Hoa, Sở Nội vụ")
    town.chats["NV"] = town.street.zalo.group("Sở Nội vụ", lan, bots=[town.bot])
    town.people["NV"] = lan
    async with town.store.begin() as unit:
        address = town.chats["NV"].address
        state, agency = ChatState.LINKED, SHORT["NV"]
        now = town.hand.now()
        await unit.chats.add("zalo", address, "NV", ChatRole.AGENCY, agency, state, now)
    for keeps, words in ((True, "mục 9 xong"), (False, "mục 11 đang chuẩn bị")):
        town.street.zalo.keeps_mention = keeps
        (said,) = await town.say("NV", words, mentions=[town.bot])
        assert said.startswith("Đã ghi nhận")
    (listed,) = await town.say("NV", "/myitems", mentions=[town.bot])
    assert "(trong nhóm: “@Bot …” kèm mã, hoặc trả lời chính tin này)" in listed
    code = _code(listed, "I.14", "vướng mắc")
    await town.say("NV", code, mentions=[town.bot])
    assert (await town.duty("I.14")).state == "blocked"


async def test_what_comes_twice_counts_once(town: OnZalo) -> None:
    await town.link("office")
    await town.link("NV")
    await town.say("office", "A1")
    town.street.zalo.faults.add("twice", times=1)
    said = await town.say("NV", "mục 9 đã xong")
    assert len(said) == 1


def _code(text: str, ref: str, label: str) -> str:
    (line,) = [one for one in text.split("\n") if one.startswith(f"{ref}: ")]
    (code,) = [
        choice.split(" ", 1)[0]
        for choice in line.removeprefix(f"{ref}: ").split(" · ")
        if choice.endswith(label)
    ]
    return code
