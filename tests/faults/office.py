"""The service as a process of its own, on a database and a street that outlive it.

It may die at a named point: `jobs.deliver._commit>` is before that transaction is
committed, `jobs.deliver._commit<` after it; the same with calls to the channel. Told by
SIGUSR1, it stands still at the next point that a file names, until SIGCONT.
"""

import asyncio
import contextlib
import functools
import json
import logging
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event

import jobs.deliver
import jobs.flights
from bot.channels import NotProbed, Outcome, Probed
from bot.channels.telegram import Telegram
from jobs.clock import Clock
from jobs.gate import OPEN
from jobs.pacing import Pace
from nhacviec.clocks import PlayedClock, WallClock, steady
from nhacviec.demo import OFFICE
from nhacviec.leading import Leadership
from nhacviec.service import Service
from nhacviec.settling_in import settle_in
from programme.letters import Letter
from programme.rules import OFFICE_ZONE
from storage import Store, Unit
from tests.faults.dying import Death, say


@dataclass(frozen=True, kw_only=True)
class Life:
    """How this process lives, and where it dies. `now` stands still if it is given;
    `set_by` names a file that says by how many seconds the machine's clock is wrong,
    `spoiled` one with what SQLite is told before each transaction, `freezes` one with
    the point where it stands still. `is_told`: each look at what is due is said.
    """

    place: str
    url: str
    token: str
    holder: str = ""
    now: str | None = None
    set_by: str = ""
    spoiled: str = ""
    freezes: str = ""
    every: float = 0.1
    grace: float = 0.3
    read_timeout: float = 0.6
    ttl: float = 0.0
    letter_lease: float = 0.0
    paced: bool = False
    automatic: bool = False
    point: str = ""
    nth: int = 1
    hits: str = ""
    is_told: bool = False

    def as_words(self) -> list[str]:
        return [json.dumps(asdict(self))]


class MortalStore(Store):
    """Every transaction that is written has two points, named for who writes it."""

    death: Death

    def begin(self) -> contextlib._AsyncGeneratorContextManager[Unit]:
        frame = sys._getframe(1)
        name = f"{frame.f_globals['__name__']}.{frame.f_code.co_name}"
        return self._dying(name, super().begin())

    @contextlib.asynccontextmanager
    async def _dying(
        self, name: str, begun: contextlib.AbstractAsyncContextManager[Unit]
    ) -> AsyncIterator[Unit]:
        async with begun as unit:
            yield unit
            self.death.pass_by(f"{name}>")
        self.death.pass_by(f"{name}<")


class MortalTelegram(Telegram):
    death: Death

    async def send(self, letter: Letter, address: str, *, copy: bool) -> Outcome:
        name = "edit" if letter.edits else "copy" if copy else "send"
        self.death.pass_by(f"{name}>")
        outcome = await super().send(letter, address, copy=copy)
        self.death.pass_by(f"{name}<")
        return outcome

    async def probe(
        self, letter: Letter, address: str, message_id: str, *, copy: bool
    ) -> Probed | NotProbed:
        self.death.pass_by("probe>")
        found = await super().probe(letter, address, message_id, copy=copy)
        self.death.pass_by("probe<")
        return found

    async def updates(
        self, offset: int | None, wait: timedelta
    ) -> Sequence[tuple[int, dict[str, Any]]]:
        self.death.pass_by("updates>")
        found = await super().updates(offset, wait)
        if found:
            self.death.pass_by("updates<")
        return found

    async def answer_press(self, press_id: str, text: str | None) -> None:
        self.death.pass_by("press>")
        await super().answer_press(press_id, text)
        self.death.pass_by("press<")


@dataclass
class WrongClock:
    """The machine's clock, which somebody has set: a file says by how many seconds."""

    clock: Clock
    file: Path

    def _by(self) -> timedelta:
        with contextlib.suppress(OSError, ValueError):
            return timedelta(seconds=float(self.file.read_text()))
        return timedelta()

    def now(self) -> datetime:
        return self.clock.now() + self._by()

    def real(self) -> datetime:
        return self.clock.real() + self._by()


def clock_of(life: Life) -> Clock:
    clock: Clock = WallClock(OFFICE_ZONE)
    if life.now is not None:
        clock = PlayedClock(datetime.fromisoformat(life.now))
    return WrongClock(clock, Path(life.set_by)) if life.set_by else clock


async def live(life: Life) -> None:
    if life.letter_lease:  # in the proportions of the field
        jobs.deliver.LEASE = timedelta(seconds=life.letter_lease)
        jobs.flights._STALE = life.letter_lease / 2
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    death = _death_of(life)
    store = await _opened(life, death)
    telegram = MortalTelegram(
        life.token,
        base_url=life.url,
        read_timeout=life.read_timeout,
        clock=clock_of(life).real,
    )
    telegram.death = death
    await _introduce(telegram)
    say("here")
    leadership = _leadership(life, store) if life.ttl else None
    service = _service(life, store, telegram, leadership)
    async with contextlib.AsyncExitStack() as house:
        telling = asyncio.create_task(_tell(life, service, leadership))
        house.callback(telling.cancel)
        if leadership is not None:
            leadership.on_gained = service.recover
            await house.enter_async_context(leadership.running())
        await house.enter_async_context(service.running())
        settle_in()
        say("at work")
        await stopped.wait()
    await telegram.close()
    await store.close()


def _death_of(life: Life) -> Death:
    death = Death(life.point, life.nth, Path(life.hits) if life.hits else None)
    if life.freezes:
        told = functools.partial(death.freeze_at, Path(life.freezes))
        asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, told)
    return death


async def _opened(life: Life, death: Death) -> MortalStore:
    is_file = not life.place.startswith("postgresql")
    store = await MortalStore.open(Path(life.place) if is_file else life.place)
    assert isinstance(store, MortalStore)
    store.death = death
    if life.spoiled:
        spoil(store, Path(life.spoiled))
    return store


def spoil(store: Store, file: Path) -> None:
    """Whoever writes does so under what the file says at that moment."""

    @event.listens_for(store._writer.sync_engine, "checkout")
    def tell(connection: Any, *_: object) -> None:
        cursor = connection.cursor()
        for words in file.read_text().splitlines():
            cursor.execute(words)
        cursor.close()


def _service(
    life: Life, store: Store, telegram: Telegram, leadership: Leadership | None
) -> Service:
    rules = replace(OFFICE.rules, escalation_automatic=life.automatic)
    return Service(
        store=store,
        channels={telegram.name: telegram},
        clock=clock_of(life),
        office=replace(OFFICE, rules=rules),
        pace=Pace() if life.paced else Pace(a_chat=0, burst=1, over_all=0),
        every=timedelta(seconds=life.every),
        grace=timedelta(seconds=life.grace),
        long_poll=timedelta(seconds=2),
        gate=leadership or OPEN,
        is_alone=leadership is None,
    )


async def _introduce(telegram: Telegram) -> None:
    """What starts the service again starts it until Telegram answers."""
    while True:
        try:
            await telegram.introduce()
        except Exception as error:  # whatever is wrong with the street
            say(f"not introduced: {type(error).__name__}")
            await asyncio.sleep(0.1)
        else:
            return


def _leadership(life: Life, store: Store) -> Leadership:
    return Leadership(
        store=store,
        holder=life.holder,
        ttl=timedelta(seconds=life.ttl),
        every=timedelta(seconds=life.ttl / 4),
        trusted=timedelta(seconds=life.ttl * 0.7),
    )


async def _tell(life: Life, service: Service, leadership: Leadership | None) -> None:
    async with asyncio.TaskGroup() as tellers:
        if leadership is not None:
            tellers.create_task(_say_who_leads(leadership))
        if life.is_told:
            tellers.create_task(_say_when_it_ticks(service))


async def _say_who_leads(leadership: Leadership) -> None:
    """The term log: when this process trusted its lease, looked at before and after."""
    while True:
        before = steady()
        if leadership.is_trusted():
            say(f"leads {before} {leadership.term}")
        await asyncio.sleep(0.02)


async def _say_when_it_ticks(service: Service) -> None:
    was = service._ticked
    while True:
        if service._ticked != was:
            was = service._ticked
            say("ticked")
        await asyncio.sleep(0.01)


def main(words: list[str]) -> None:
    logging.basicConfig(level=logging.WARNING)
    asyncio.run(live(Life(**json.loads(words[0]))))
