"""A thousand updates and kill -9 each second: what was acknowledged counts, once."""

import asyncio
import random
import re
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from nhacviec.demo import OFFICE, START
from nhacviec.demo_street import open_chats
from nhacviec.example import example_path
from nhacviec.publishing import fill_agencies, publish, read_document
from programme.duties import DutyRole
from sandbox.app import bot_api_app
from sandbox.chats import Chat
from sandbox.people import Bot
from sandbox.serving import serve
from sandbox.street import Street
from storage import InboxState, Store
from tests.faults.patience import Patience
from tests.faults.shares import chance, note, share
from tests.scenes.scenery import at
from web.webhook import SECRET_HEADER

pytestmark = pytest.mark.slow

WORD = "a-word-that-nobody-guesses"
NOW = at("30/6", "08:00")
#: Updates that are brought, and that are asked for.
BROUGHT, ASKED_FOR = share(700, 210), share(300, 90)
FIRST = 900_000_000
#: Messages a chat at a time are brought in order, as Telegram does.
AT_ONCE = 4
#: Seconds in which something must move, on the slowest machine.
STILL = 60.0


@dataclass
class Town:
    """The street, and the service that is started again whenever it was killed."""

    street: Street
    bot: Bot
    url: str
    place: Path | str
    port: int
    #: Chat and item of each agency that prepares something.
    owing: Sequence[tuple[Chat, str]]
    dice: random.Random
    kills: int = 0
    done: asyncio.Event = field(default_factory=asyncio.Event)

    async def live_and_die(self) -> None:
        """Again and again, until all has come in; then it lives on."""
        while True:
            words = ("-m", "tests.scenes.hearer", str(self.place), self.url)
            more = (self.bot.token, NOW.isoformat(), str(self.port), WORD)
            process = await asyncio.create_subprocess_exec(
                sys.executable, *words, *more
            )
            try:
                await self._until_open(process)
                if await self._is_done_within(self.dice.uniform(0.4, 1.6)):
                    await self._until_empty(process)
                    return
            finally:
                if process.returncode is None:
                    process.send_signal(signal.SIGKILL)
                await process.wait()
            self.kills += 1

    async def _until_open(self, process: asyncio.subprocess.Process) -> None:
        patience = Patience(STILL)
        while process.returncode is None:
            try:
                _, line = await asyncio.open_connection("127.0.0.1", self.port)
            except OSError:
                await asyncio.sleep(0.02)
                assert not patience.is_over(_worked(process.pid)), "it does not open"
            else:
                line.close()
                return

    async def _is_done_within(self, seconds: float) -> bool:
        try:
            await asyncio.wait_for(self.done.wait(), seconds)
        except TimeoutError:
            return False
        return True

    async def _until_empty(self, process: asyncio.subprocess.Process) -> None:
        """It is not killed any more: whatever it does, it does not die."""
        store = await Store.open(self.place)
        patience = Patience(STILL)
        try:
            while any(waits := (len(self.bot.inbox), await _waits(store))):
                assert process.returncode is None, "it died by itself"
                assert not patience.is_over(waits), waits
                await asyncio.sleep(0.1)
        finally:
            await store.close()


@pytest.fixture
async def town(place: Path | str, unused_tcp_port: int) -> AsyncIterator[Town]:
    # Each message a while after the one before: nobody sends too much.
    moments = (NOW + n * timedelta(seconds=10) for n in count(-5000))
    street = Street(now=lambda: next(moments))
    bot = street.bot("NhacViecBot", "Nhắc Việc")
    street.privacy = False
    store = await Store.open(place)
    await fill_agencies(store)
    force = await publish(
        store, read_document(example_path()), office=OFFICE, by="test", at=START
    )
    chats = await open_chats(street, bot, store, force, at=START)
    await store.close()
    leads = [duty for duty in force.duties if duty.role is DutyRole.LEAD]
    owing = [(chats[duty.agency], duty.ref) for duty in leads]
    dice = chance("arrivals")
    async with serve(bot_api_app(street)) as url:
        yield Town(street, bot, url, place, unused_tcp_port, owing, dice)


async def test_what_was_acknowledged_counts_once(town: Town) -> None:
    updates = _disordered(list(_reports(town)), town.dice)
    twice = town.dice.sample(updates, len(updates) // 10)

    async with asyncio.TaskGroup() as house:
        house.create_task(town.live_and_die())
        async with asyncio.TaskGroup() as group:
            group.create_task(_ask(town))
            for lane in _lanes(updates + twice):
                group.create_task(_bring(lane, town))
        town.done.set()

    said = await _recorded(town.place)
    kind = "SQLite" if isinstance(town.place, Path) else "PostgreSQL"
    note(
        f"updates, {kind}: {town.kills} kills, {len(said)} reports, each recorded once"
    )
    wanted = {f"b{n}" for n in range(BROUGHT)} | {f"a{n}" for n in range(ASKED_FOR)}
    assert set(said) == wanted
    assert set(said.values()) == {1}
    assert town.kills >= share(5, 2)


def _reports(town: Town) -> Iterator[dict[str, Any]]:
    for number in range(BROUGHT):
        chat, ref = town.owing[number % len(town.owing)]
        when = int((NOW - timedelta(seconds=10 * (BROUGHT - number))).timestamp())
        yield {
            "update_id": FIRST + number,
            "message": {
                "message_id": 10_000 + number,
                "date": when,
                "chat": {"id": chat.id, "type": "supergroup", "title": chat.title},
                "from": {
                    "id": 7_000 + number % 90,
                    "is_bot": False,
                    "first_name": "Lan",
                },
                "text": f"mục {ref} vướng mắc: thiếu số liệu b{number}",
            },
        }


def _disordered(updates: list[dict[str, Any]], dice: random.Random) -> list[Any]:
    """One in twenty comes after the one behind it."""
    for number in range(len(updates) - 1):
        if dice.random() < 0.05:
            updates[number : number + 2] = updates[number + 1], updates[number]
    return updates


def _lanes(updates: list[Any]) -> list[list[Any]]:
    return [updates[start::AT_ONCE] for start in range(AT_ONCE)]


async def _bring(updates: list[Any], town: Town) -> None:
    """As Telegram does: again and again, until it is acknowledged."""
    url = f"http://127.0.0.1:{town.port}/tg"
    patience = Patience(STILL)
    async with httpx.AsyncClient(trust_env=False, timeout=5) as telegram:
        for number, update in enumerate(updates):
            while not await _is_taken(telegram, url, update):
                assert not patience.is_over(number), f"{town.kills} kills, and no word"
                await asyncio.sleep(0.05)


async def _is_taken(telegram: httpx.AsyncClient, url: str, update: Any) -> bool:
    try:
        answer = await telegram.post(url, json=update, headers={SECRET_HEADER: WORD})
    except httpx.HTTPError:
        return False
    return answer.status_code == 200


async def _ask(town: Town) -> None:
    """People write while it lives and dies; it asks for what they wrote."""
    for number in range(ASKED_FOR):
        chat, ref = town.owing[number % len(town.owing)]
        said = f"mục {ref} vướng mắc: thiếu số liệu a{number}"
        town.street.say(chat, chat.player, said)
        await asyncio.sleep(0.03)


def _worked(pid: int) -> tuple[int, ...]:
    """What the machine has given to a process: a slow one gives little, not nothing."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return ()
    return tuple(map(int, stat.rpartition(")")[2].split()[11:13]))


async def _waits(store: Store) -> int:
    async with store.read() as unit:
        return (await unit.inbox.counts())[InboxState.NEW]


async def _recorded(place: Path | str) -> Counter[str]:
    """How often each report was written into the record."""
    store = await Store.open(place)
    try:
        async with store._reader.connect() as connection:
            notes = await connection.scalars(
                text("SELECT note FROM audit WHERE did = 'move'")
            )
            found = [re.findall(r"số liệu ([ab]\d+)", note or "") for note in notes]
    finally:
        await store.close()
    return Counter(report for reports in found for report in reports)
