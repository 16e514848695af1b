"""What people write on Zalo while the service is killed: brought, it counts once; asked
for, only what nobody fetched is lost."""

import asyncio
import contextlib
import re
import socket
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import text

from nhacviec.demo import OFFICE, START
from nhacviec.demo_street import open_chats
from nhacviec.example import example_path
from nhacviec.publishing import fill_agencies, publish, read_document
from programme.duties import DutyRole
from sandbox.app import zalo_app
from sandbox.chats import Chat
from sandbox.serving import serve
from sandbox.street import Street
from sandbox.zalo_side.people import ZaloBot
from storage import InboxState, Store
from tests.faults.ears import Hearing
from tests.faults.nursery import Child, Nursery
from tests.faults.shares import chance, note, share
from tests.scenes.scenery import at

pytestmark = pytest.mark.slow

NOW = at("30/6", "08:00")
WORD = "a-word-that-nobody-guesses"
REPORTS = share(250, 100)
#: Of what is said beside the reports nothing is to be understood.
KILLS = share(4, 2)
NOISE = ("strange", "protected", "bare")
_REPORT = re.compile(r"số liệu (z\d+)")


@dataclass(kw_only=True)
class Office:
    """The street, and the service that is started again whenever it was killed."""

    nursery: Nursery
    folder: Path
    street: Street
    bot: ZaloBot
    hearing: Hearing
    #: Chat and item of each agency that prepares something.
    owing: Sequence[tuple[Chat, str]]
    kills: int = 0
    said: asyncio.Event = field(default_factory=asyncio.Event)

    async def lives_and_dies(self) -> None:
        """Again and again, until all has been said; then until it has heard all."""
        draw = chance("zalo arrivals")
        while True:
            service = self._born()
            try:
                await asyncio.to_thread(service.line_with, "hears")
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self.said.wait(), draw.uniform(0.2, 0.8))
                if self.said.is_set():
                    return await self._until_empty()
                self.kills += 1
            finally:  # nobody is left over who would speak for the next
                await asyncio.to_thread(service.kill)

    def _born(self) -> Child:
        said = self.folder / f"ear{self.kills}.log"
        return self.nursery.bear("ear", self.hearing.as_words(), said)

    async def speak(self) -> None:
        zalo = self.street.zalo
        for number in range(REPORTS):
            chat, ref = self.owing[number % len(self.owing)]
            said = f"mục {ref} vướng mắc: thiếu số liệu z{number}"
            self.street.say(chat, chat.player, said)
            if number % 10 == 0:
                fault = zalo.faults.add(NOISE[number // 10 % len(NOISE)])
                zalo.faults._faults.insert(0, zalo.faults._faults.pop())
                self.street.say(chat, chat.player, "Xin chào")
                zalo.faults.remove(fault.number)
            await asyncio.sleep(0.05)
        while self.kills < KILLS:  # noqa: ASYNC110 - nobody rings
            await asyncio.sleep(0.05)
        self.said.set()

    async def _until_empty(self) -> None:
        store = await Store.open(self.place)
        try:
            async with asyncio.timeout(120):
                while self.street.zalo.waiting() or await _waits(store):  # noqa: ASYNC110 - nobody rings
                    await asyncio.sleep(0.1)
        finally:
            await store.close()

    @property
    def place(self) -> Path | str:
        place = self.hearing.place
        return place if place.startswith("postgresql") else Path(place)

    async def recorded(self) -> Counter[str]:
        """How often each report was written into the record."""
        store = await Store.open(self.place)
        try:
            async with store._reader.connect() as connection:
                moves = text("SELECT note FROM audit WHERE did = 'move'")
                notes = list(await connection.scalars(moves))
        finally:
            await store.close()
        return Counter(one for said in notes for one in _REPORT.findall(said or ""))

    def lost(self) -> set[str]:
        """Of the reports, what Zalo has never handed out."""
        words = [str(one.body) for one in self.street.zalo.lost()]
        return {one for said in words for one in _REPORT.findall(said)}


async def _waits(store: Store) -> int:
    async with store.read() as unit:
        return (await unit.inbox.counts())[InboxState.NEW]


@pytest.fixture
async def office(
    nursery: Nursery, place: Path | str, tmp_path: Path
) -> AsyncIterator[Office]:
    moments = (NOW + n * timedelta(seconds=10) for n in count(-5000))
    street = Street(now=lambda: next(moments))
    street.zalo.plan.users = 100
    bot = street.zalo.bot("Bot Nhắc Việc")
    store = await Store.open(place)
    await fill_agencies(store)
    document = read_document(example_path())
    force = await publish(store, document, office=OFFICE, by="test", at=START)
    chats = await open_chats(street, bot, store, force, at=START, zalo_of=lambda _: bot)
    await store.close()
    leads = [duty for duty in force.duties if duty.role is DutyRole.LEAD]
    async with serve(zalo_app(street)) as url:
        yield Office(
            nursery=nursery,
            folder=tmp_path,
            street=street,
            bot=bot,
            hearing=Hearing(
                place=str(place), url=url, token=bot.token, now=NOW.isoformat()
            ),
            owing=[(chats[duty.agency], duty.ref) for duty in leads],
        )


async def heard(office: Office) -> Counter[str]:
    living = asyncio.create_task(office.lives_and_dies())
    async with asyncio.timeout(60):  # until then Zalo knows of no door
        while office.hearing.port and not office.bot.has_webhook:  # noqa: ASYNC110 - nobody rings
            await asyncio.sleep(0.05)
    await office.speak()
    await living
    return await office.recorded()


async def test_what_is_brought_to_the_door_counts_once_whoever_is_killed(
    office: Office,
) -> None:
    """Twice, flat or wrapped, brought again until somebody opens."""
    zalo = office.street.zalo
    zalo.lets_loopback_in = True
    zalo.carrier.pauses, zalo.carrier.patience = (0.2,) * 300, 2.0
    zalo.faults.add("twice", share=0.1)
    zalo.faults.add("other-form", share=0.3)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    office.hearing = Hearing(**{**vars(office.hearing), "port": port, "word": WORD})

    said = await heard(office)

    again = Counter((one.update.chat, one.update.number) for one in zalo.carrier.knocks)
    note(
        f"zalo's door, {type(office.place).__name__}: {office.kills} kills, "
        f"{sum(again.values())} knocks for {len(again)} updates, {len(said)} reports, "
        "each recorded once"
    )
    assert set(said) == {f"z{n}" for n in range(REPORTS)}
    assert set(said.values()) == {1}
    assert office.lost() == set()
    assert sum(again.values()) > len(again)
    assert office.kills >= KILLS


async def test_of_what_it_asks_for_only_that_is_lost_which_nobody_fetched(
    office: Office,
) -> None:
    """Zalo keeps it but for a moment, and hands it out once. What was handed to a
    process that was killed before it had written it down is one update a death."""
    office.bot.mailbox.kept = 0.1
    office.street.zalo.faults.add("twice", share=0.1)

    said = await heard(office)

    missing = {f"z{n}" for n in range(REPORTS)} - set(said)
    lost = office.lost()
    note(
        f"zalo asked, {type(office.place).__name__}: {office.kills} kills, {len(said)} "
        f"of {REPORTS} reports recorded once, {len(lost)} fetched by nobody, "
        f"{len(missing - lost)} fetched by one who died"
    )
    assert set(said.values()) == {1}
    assert len(missing - lost) <= office.kills
    assert office.kills >= KILLS
