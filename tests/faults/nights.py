"""One night of the office, the same each time, and the day after it.

Yesterday's digests never left, nor did news of the evening. The service wakes at ten to
six: what says reminders is taken back, what events brought waits for half past six. In
the dark people ask, hand in and take back; the office has it as one message, and
decides in it. Then nobody serves from half past seven until three in the afternoon,
and what lay there for the office is said along with the afternoon's.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from jobs.escalate import tend_ladders
from jobs.remind import post_reminders
from nhacviec.demo import OFFICE
from nhacviec.timing import timing_of
from programme.letters import Letter
from programme.reminders import Kind
from programme.rules import OFFICE_ZONE
from storage import Store
from tests.faults.mornings import Morning, Record, record_of, set_to
from tests.faults.town import Town
from tests.programme.test_dossiers import PDF

_YESTERDAY = datetime(2020, 7, 15, 8, 0, tzinfo=OFFICE_ZONE)
_EVENING = _YESTERDAY.replace(hour=20, minute=30)
NIGHT = datetime(2020, 7, 16, 5, 50, tzinfo=OFFICE_ZONE)
_OPEN = NIGHT.replace(hour=6, minute=30)
_DIGEST = NIGHT.replace(hour=7, minute=30)
_AFTERNOON = NIGHT.replace(hour=15, minute=0)
#: The chats in the order of the street.
_OFFICE, _JUSTICE, _SCIENCE, _FINANCE, _EDUCATION = 0, 4, 5, 8, 10


@dataclass(kw_only=True)
class Night(Morning):
    at: datetime = NIGHT

    async def play(self) -> Record:
        self.serve()
        await self.until(self._is_swept)
        for step in (
            *(self._send_back, self._ask_to_withdraw, self._ask_for_more_time),
            *(self._hand_in, self._take_back),
        ):
            await step()
        self._move_to(_OPEN)
        await self.until(self._nothing_waits)
        for step in (self._grant, self._take_in):
            await step()
        await self._leave_the_morning_unsent()
        self._move_to(_AFTERNOON)
        self.serve()
        await self.until(self._is_told_of_silence)
        await self.until(self._nothing_waits)
        self.town.stop(*self.services[-1:])
        return await record_of(self.street, self.store)

    async def _let_pass(self) -> None:
        """Until the afternoon, hours are moved by hand."""
        if self.at >= _AFTERNOON:
            await super()._let_pass()

    async def _is_quiet(self) -> bool:
        return await self._is_still()

    async def _is_swept(self) -> bool:
        async with self.store.read() as unit:
            old = await unit.lapsing.lapsed(self.at, urgent=self.at)
            return not (old or await unit.lapsing.news_waits(self.at))

    async def _nothing_waits(self) -> bool:
        async with self.store.read() as unit:
            return not await unit.outbox.pending()

    async def _is_told_of_silence(self) -> bool:
        async with self.store.read() as unit:
            return await unit.settings.get("ladders-told") is not None

    async def _ask_for_more_time(self) -> None:
        await self._say(_JUSTICE, "I.6 xin gia hạn đến 20/7 vì còn chờ góp ý")

    async def _take_back(self) -> None:
        """What was asked at night is no question in the morning."""
        await self._say(_JUSTICE, "hoàn tác")

    async def _hand_in(self) -> None:
        await self._send("Tờ trình.pdf", PDF)

    async def _grant(self) -> None:
        await self._pressed(_OFFICE, *self._offered("I.12: Đồng ý"), "đồng ý")

    async def _take_in(self) -> None:
        await self._pressed(_OFFICE, *self._offered("II.1: Tiếp nhận"), "đã tiếp nhận")

    async def _leave_the_morning_unsent(self) -> None:
        """Whoever served planned the morning, and was gone before any of it left."""
        self._move_to(_DIGEST.replace(hour=6, minute=35))
        await self.until(self._nothing_waits)
        self.town.stop(*self.services[-1:])
        await _plan(self.store, _DIGEST)


async def _plan(store: Store, moment: datetime) -> None:
    store.timing = timing_of(OFFICE)
    await post_reminders(store, moment, office=OFFICE, real=moment)
    await tend_ladders(store, moment, office=OFFICE, real=moment)


async def leave_the_evening(place: Path | str) -> None:
    """In a furnished house: what was planned yesterday; what came in the evening."""
    store = await Store.open(place)
    try:
        await _plan(store, _YESTERDAY)
        async with store.begin() as unit:
            chats = await unit.chats.all()
            for number in range(2):
                letter = Letter(
                    key=f"evening:{number}",
                    kind=Kind.CHANGE,
                    at=_EVENING,
                    text=f"Thay đổi thứ {number + 1} của buổi tối",
                    chat=chats[_SCIENCE].id,
                )
                await unit.outbox.post(letter, now=_EVENING)
    finally:
        await store.close()


async def a_night(town: Town, **life: str | int) -> tuple[Record, int]:
    """What it came to, and how many died in it."""
    file = town.folder / "moment"
    set_to(file, NIGHT)
    dossiers = str(town.folder / "dossiers")
    town.life = replace(town.life, moment=str(file), automatic=True, folder=dossiers)
    town.street.fault("500-after", methods=["sendMessage"], times=2)
    town.street.fault("500-before", methods=["sendMessage"], times=2)
    store = await town.store()
    night = Night(town=town, store=store, life=life, moment=file)
    try:
        return await night.play(), night.deaths
    finally:
        await store.close()
        for service in night.services:
            service.kill()
