"""SIGTERM at any moment: the service ends soon, and every letter goes out once."""

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from nhacviec.demo import OFFICE, START
from nhacviec.demo_street import open_chats
from nhacviec.example import example_path
from nhacviec.publishing import fill_agencies, publish, read_document
from nhacviec.telegram_settings import TOKEN_VARIABLE
from programme.letters import Letter, LetterState, Priority
from programme.reminders import agency
from sandbox.app import bot_api_app
from sandbox.chats import Chat
from sandbox.people import Bot
from sandbox.serving import serve
from sandbox.street import Street
from storage import Store
from tests.faults.shares import chance, note, share
from tests.scenes.scenery import SHORT

pytestmark = pytest.mark.slow

STOPS = share(30, 4)
A_ROUND = 30
CONFIG = """
[telegram]
base_url = "{url}"
[web]
port = 0
"""


@dataclass
class Town:
    street: Street
    bot: Bot
    folder: Path
    chats: dict[str, Chat]

    @property
    def database(self) -> Path:
        return self.folder / "nhacviec.db"

    @contextlib.asynccontextmanager
    async def store(self) -> AsyncIterator[Store]:
        store = await Store.open(self.database)
        try:
            yield store
        finally:
            await store.close()

    async def post(self, number: int) -> None:
        """A round's letters, to all the agencies in turn."""
        async with self.store() as store, store.begin() as unit:
            now = START
            for n in range(A_ROUND):
                name = list(SHORT.values())[n % len(SHORT)]
                letter = Letter(
                    key=f"{number}:{n}",
                    kind=None,
                    at=now,
                    text=f"round {number} letter {n}.",
                    to=agency(name),
                    # As an answer: whatever the hour at which this is run.
                    priority=Priority.ANSWER,
                )
                await unit.outbox.post(letter, now=now)

    async def counts(self) -> Counter[LetterState]:
        async with self.store() as store, store.read() as unit:
            return Counter(await unit.outbox.counts())

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[asyncio.subprocess.Process]:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", "from nhacviec.cli import main; main()", "run"),
            cwd=self.folder,
            env={**os.environ, TOKEN_VARIABLE: self.bot.token},
            stderr=asyncio.subprocess.PIPE,
        )
        assert process.stderr is not None
        said = b""
        draining: asyncio.Task[bytes] | None = None
        try:
            while b"Ctrl+C" not in (line := await process.stderr.readline()):
                said += line
                assert line, said.decode()
            draining = asyncio.create_task(process.stderr.read())
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()
            if draining is not None:
                await draining

    def said(self) -> list[str]:
        return [
            message.text
            for chat in self.chats.values()
            for message in self.street.messages(chat)
            if message.is_by_bot and message.text.startswith(("round", "(gửi lại)"))
        ]


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    street = Street(now=lambda: START)
    bot = street.bot("NhacViecBot", "Nhắc Việc")
    street.privacy = False
    store = await Store.open(tmp_path / "nhacviec.db")
    await store.migrate()
    await fill_agencies(store)
    document = read_document(example_path())
    force = await publish(store, document, office=OFFICE, by="test", at=START)
    chats = await open_chats(street, bot, store, force, at=START)
    await store.close()
    async with serve(bot_api_app(street)) as url:
        (tmp_path / "config.toml").write_text(CONFIG.format(url=url))
        yield Town(street, bot, tmp_path, chats)


async def test_stopped_at_random_under_load_it_loses_nothing(town: Town) -> None:
    draw = chance("stops")
    slowest = 0.0
    for number in range(STOPS):
        await town.post(number)
        async with town.running() as process:
            await asyncio.sleep(draw.uniform(0.0, 1.5))
            began = time.monotonic()
            process.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(process.wait(), 30) == 0
            slowest = max(slowest, time.monotonic() - began)
        counts = await town.counts()
        assert not counts[LetterState.UNKNOWN] + counts[LetterState.SENDING]
        assert not (town.folder / "nhacviec.db-wal").exists()

    # All that is left goes at its pace: twenty a minute in a group.
    async with town.running() as process, asyncio.timeout(share(600, 120)):
        while (await town.counts())[LetterState.PLANNED]:  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.2)
        process.send_signal(signal.SIGTERM)
        await process.wait()

    said = town.said()
    assert len(said) == len(set(said)) == STOPS * A_ROUND
    note(f"{STOPS} stops under load, the slowest took {slowest:.2f} s; nothing lost")


async def test_a_second_signal_ends_it_at_once(town: Town) -> None:
    async with town.running() as process:
        process.send_signal(signal.SIGTERM)
        process.send_signal(signal.SIGINT)
        began = time.monotonic()
        await asyncio.wait_for(process.wait(), 10)

    assert time.monotonic() - began < 5
