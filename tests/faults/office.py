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
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event

import jobs.deliver
import jobs.flights
from bot.channels import zalo_errors
from bot.offering import messages_of
from jobs.clock import Clock
from jobs.gate import OPEN
from jobs.pacing import Pace
from nhacviec.clocks import PlayedClock, WallClock, steady
from nhacviec.demo import OFFICE
from nhacviec.leading import Leadership
from nhacviec.service import Service
from nhacviec.settling_in import settle_in
from nhacviec.timing import timing_of
from programme.office import Office
from programme.quota import Quota
from programme.rules import OFFICE_ZONE
from storage import Store
from storage.folder import Folder
from tests.faults.dying import Death, say
from tests.faults.mortals import Mortal, MortalStore, MortalTelegram, MortalZalo


@dataclass(frozen=True, kw_only=True)
class Life:
    """How this process lives, and where it dies. `now` stands still if it is given;
    if `moment` is, a file of that name says what it is, and hours are kept: quiet ones,
    and the minute in which news is gathered.
    `set_by` names a file that says by how many seconds the machine's clock is wrong,
    `spoiled` one with what SQLite is told before each transaction, `freezes` one with
    the point where it stands still. `is_told`: each look at what is due is said.
    A messenger without an address is not served; `quota` is what Zalo's month has.
    `folder`: where dossiers lie.
    """

    place: str
    url: str = ""
    token: str = ""
    zalo_url: str = ""
    zalo_token: str = ""
    quota: int = 0
    holder: str = ""
    now: str | None = None
    moment: str = ""
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
    folder: str = ""
    point: str = ""
    nth: int = 1
    hits: str = ""
    is_told: bool = False

    def as_words(self) -> list[str]:
        return [json.dumps(asdict(self))]


#: More than any morning says: it is counted, and nothing waits for it.
QUOTA = Quota(channel="telegram", bot="1", most=100_000, zone=OFFICE_ZONE)
#: What Zalo did not take, it is asked again after so long; a minute in the field.
A_MINUTE = timedelta(seconds=2)


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


class MovedClock(PlayedClock):
    """The office's moment is what the file says; only another process moves it."""

    def __init__(self, file: Path) -> None:
        self._file = file
        super().__init__(datetime.fromisoformat(file.read_text()))

    def now(self) -> datetime:
        self.move_to(datetime.fromisoformat(self._file.read_text()))
        return super().now()


def clock_of(life: Life) -> Clock:
    clock: Clock = WallClock(OFFICE_ZONE)
    if life.now is not None:
        clock = PlayedClock(datetime.fromisoformat(life.now))
    if life.moment:
        clock = MovedClock(Path(life.moment))
    return WrongClock(clock, Path(life.set_by)) if life.set_by else clock


async def live(life: Life) -> None:
    if life.letter_lease:  # in the proportions of the field
        jobs.deliver.LEASE = timedelta(seconds=life.letter_lease)
        jobs.flights._STALE = life.letter_lease / 2
    zalo_errors._A_MINUTE = A_MINUTE
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    death = _death_of(life)
    store = await _opened(life, death)
    channels = _channels(life, death)
    for channel in channels.values():
        await _introduce(channel)
    say("here")
    leadership = _leadership(life, store) if life.ttl else None
    service = _service(life, store, channels, leadership)
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
    for channel in channels.values():
        await channel.close()
    await store.close()


def _channels(life: Life, death: Death) -> dict[str, Mortal]:
    how: dict[str, Any] = {
        "read_timeout": life.read_timeout,
        "clock": clock_of(life).real,
    }
    found: list[Mortal] = []
    if life.url:
        found.append(MortalTelegram(life.token, base_url=life.url, **how))
    if life.zalo_url:
        found.append(MortalZalo(life.zalo_token, base_url=life.zalo_url, **how))
    for channel in found:
        channel.death = death
    return {channel.name: channel for channel in found}


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
    store.quotas = quotas_of(life)
    store.timing = timing_of(_office(life)) if life.moment else None
    if life.spoiled:
        spoil(store, Path(life.spoiled))
    return store


def quotas_of(life: Life) -> dict[str, Quota]:
    if not life.quota:
        return {QUOTA.channel: QUOTA}
    bot = life.zalo_token.partition(":")[0]
    of_zalo = replace(QUOTA, channel="zalo", bot=bot, most=life.quota, cost=messages_of)
    return {of_zalo.channel: of_zalo}


def spoil(store: Store, file: Path) -> None:
    """Whoever writes does so under what the file says at that moment."""

    @event.listens_for(store._writer.sync_engine, "checkout")
    def tell(connection: Any, *_: object) -> None:
        cursor = connection.cursor()
        for words in file.read_text().splitlines():
            cursor.execute(words)
        cursor.close()


def _office(life: Life) -> Office:
    rules = replace(OFFICE.rules, escalation_automatic=life.automatic)
    return replace(OFFICE, rules=rules)


def _service(
    life: Life,
    store: Store,
    channels: Mapping[str, Mortal],
    leadership: Leadership | None,
) -> Service:
    return Service(
        store=store,
        channels=channels,
        clock=clock_of(life),
        office=_office(life),
        pace=Pace() if life.paced else Pace(a_chat=0, burst=1, over_all=0),
        every=timedelta(seconds=life.every),
        grace=timedelta(seconds=life.grace),
        long_poll=timedelta(seconds=2),
        gate=leadership or OPEN,
        is_alone=leadership is None,
        folder=Folder(Path(life.folder)) if life.folder else None,
    )


async def _introduce(channel: Mortal) -> None:
    """What starts the service again starts it until the messenger answers."""
    while True:
        try:
            await channel.introduce()
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
    """The term log: when this process held its lease, looked at before and after."""
    while True:
        before = steady()
        if leadership.holds_lease():
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
