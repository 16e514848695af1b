"""kill -9 at the worst moments: nothing is lost, nothing counts twice."""

import asyncio
import contextlib
import signal
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from nhacviec.demo import OFFICE, START
from nhacviec.demo_street import open_chats
from nhacviec.example import example_path
from nhacviec.publishing import fill_agencies, publish, read_document
from programme.duties import DutyState
from programme.letters import LetterState
from sandbox.app import bot_api_app
from sandbox.chats import Chat
from sandbox.people import Bot
from sandbox.serving import serve
from sandbox.street import Street
from storage import Store
from tests.scenes.scenery import SHORT, at, watch

pytestmark = pytest.mark.slow

COPY = "(gửi lại)"
#: Who hears something at publication: the office its receipt, each agency its list.
TOLD = ("office", *SHORT)


@dataclass
class Town:
    """A street that outlives the service, and the database on disk."""

    street: Street
    bot: Bot
    url: str
    path: Path
    chats: dict[str, Chat]

    @contextlib.asynccontextmanager
    async def service(
        self, now: datetime, point: str = "never"
    ) -> AsyncIterator[asyncio.subprocess.Process]:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "tests.scenes.mortal", str(self.path), self.url),
            *(self.bot.token, now.isoformat(), point),
        )
        try:
            yield process
        finally:
            if process.returncode is None:
                process.send_signal(signal.SIGTERM)
            await process.wait()

    def said(self, name: str) -> list[str]:
        return [
            message.text
            for message in self.street.messages(self.chats[SHORT.get(name, name)])
            if message.is_by_bot and not message.happening
        ]

    async def counts(self) -> dict[LetterState, int]:
        store = await Store.open(self.path)
        try:
            async with store.read() as unit:
                return {s: n for s, n in (await unit.outbox.counts()).items() if n}
        finally:
            await store.close()

    async def moves(self, ref: str) -> tuple[DutyState, int]:
        """The state of a duty and how many moves brought it there."""
        store = await Store.open(self.path)
        try:
            async with store.read() as unit:
                [duty] = await unit.duties.find(ref)
                return duty.state, len(await unit.audit.moves_of(duty.id))
        finally:
            await store.close()


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    street = Street(now=lambda: START)
    bot = street.bot("NhacViecBot", "Nhắc Việc")
    street.privacy = False
    path = tmp_path / "office.db"
    store = await Store.open(path)
    await store.migrate()
    await fill_agencies(store)
    force = await publish(
        store, read_document(example_path()), office=OFFICE, by="test", at=START
    )
    chats = await open_chats(street, bot, store, force, at=START)
    await store.close()
    faults: list[str] = []
    watch(street, faults)
    async with serve(bot_api_app(street)) as url:
        yield Town(street, bot, url, path, chats)
    assert faults == []


async def until(what: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not what():  # noqa: ASYNC110 - another process is what is looked at
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("point", ["before-send", "after-send"])
async def test_a_letter_that_was_being_sent_is_not_lost(town: Town, point: str) -> None:
    async with town.service(START, point) as service:
        assert await service.wait() == -signal.SIGKILL
    on_their_way = (await town.counts())[LetterState.SENDING]

    async with town.service(START):
        await until(lambda: all(town.said(name) for name in TOLD))
        await until(lambda: any(COPY in t for n in TOLD for t in town.said(n)))

    # What may have gone out goes out once more, and says so; the rest goes once.
    texts = [text for name in TOLD for text in town.said(name)]
    copies = [text for text in texts if COPY in text]
    assert 1 <= len(copies) <= on_their_way
    assert all(len(town.said(name)) <= 2 for name in TOLD)
    assert len(texts) - len(copies) <= len(TOLD)
    assert set(await town.counts()) == {LetterState.SENT}


@pytest.mark.parametrize("point", ["after-stored", "after-effect"])
async def test_a_press_counts_once(town: Town, point: str) -> None:
    now = at("30/6", "08:00")
    async with town.service(now):
        await until(lambda: all(town.said(name) for name in ("TP", "TC", "KHCN")))
    chat = town.chats[SHORT["KHCN"]]
    message = next(m for m in reversed(chat.messages.values()) if m.is_by_bot)

    async with town.service(now, point) as service:
        town.street.press(chat, message.id, "Đã sẵn sàng")
        assert await service.wait() == -signal.SIGKILL
    async with town.service(now):
        await until(lambda: "đã sẵn sàng" in chat.messages[message.id].text.lower())

    assert await town.moves("I.7") == (DutyState.READY, 1)


async def test_what_was_written_to_a_dead_service_is_read_when_it_lives(
    town: Town,
) -> None:
    now = at("30/6", "08:00")
    chat = town.chats[SHORT["TC"]]
    async with town.service(now):
        await until(lambda: bool(town.said("TC")))
    town.street.say(chat, chat.player, "đã hoàn thành")

    async with town.service(now, "after-stored") as service:
        assert await service.wait() == -signal.SIGKILL
    async with town.service(now):
        await until(lambda: any("Đã ghi nhận" in text for text in town.said("TC")))

    assert await town.moves("I.12") == (DutyState.READY, 1)
    assert sum("Đã ghi nhận" in text for text in town.said("TC")) == 1
