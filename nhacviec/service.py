"""The service: what comes in is stored and handled, what is due is posted and sent."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bot.channels import Channel, Door, Timekeeper
from jobs.attend import Doorkeeper
from jobs.auditor import Auditor
from jobs.clock import Clock
from jobs.clockwatch import ClockWatch, Hold
from jobs.deliver import GRACE, Postman
from jobs.doorway import ALONE, IDLE, Doorway
from jobs.first_hearing import hear_first
from jobs.gate import OPEN, Gate
from jobs.guarding import Guard
from jobs.listening import LONG_POLL, Ear, Listener
from jobs.menus import renew_if_stale
from jobs.overnight import look_overnight
from jobs.pacing import Pace
from jobs.remind import clear_the_way
from jobs.rounds import plan_round
from jobs.timetable import TICK, timetable
from nhacviec.clocks import monotonic
from nhacviec.disk import Disk, Roomy
from nhacviec.naming import own_name
from nhacviec.standing import Standing
from programme.office import Office
from storage import Store, is_trouble
from storage.folder import Folder

log = logging.getLogger(__name__)

_LAST_CALL = 25.0


@dataclass(kw_only=True)
class Service:
    """Everything that runs between `start` and `stop`, in one event loop."""

    store: Store
    channels: Mapping[str, Channel]
    clock: Clock
    office: Office
    pace: Pace = field(default_factory=Pace)
    #: What this process signs its letters with.
    name: str = field(default_factory=own_name)
    #: How many an hour a chat is sent that nobody there asked for; zero: any number.
    cap: int = 0
    every: timedelta = TICK
    grace: timedelta = GRACE
    long_poll: timedelta = LONG_POLL
    gate: Gate = OPEN
    #: Whether every other process is surely dead when this one starts.
    is_alone: bool = True
    watch: ClockWatch = field(default_factory=ClockWatch)
    #: The office with the days it enters while this runs; without it, as it is given.
    standing: Standing | None = None
    #: Where a channel brings its updates, if it is not asked for them.
    doors: Mapping[str, Door] = field(default_factory=dict)
    #: Where the database lies, if it is on this machine.
    disk: Disk | None = None
    folder: Folder | None = None  # where dossiers are kept; without it, none are taken
    #: Who looks whether all goes as it should; without one, nobody does.
    auditor: Auditor | None = None
    #: What was sent, held against the database at every start.
    guard: Guard | None = None
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)
    _post: Postman | None = None
    _doorway: Doorway | None = None
    _listeners: dict[str, Listener] = field(default_factory=dict)
    _ticking: asyncio.Lock = field(default_factory=asyncio.Lock)
    _ticked: datetime | None = None
    _has_heard: bool = False
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)

    async def recover(self, gate: Gate | None = None) -> int:
        """At the start, and on beginning to lead: what lies there from before.

        `gate`: of who begins to lead; ours opens when this is done.
        """
        gate = gate or self.gate
        marked = 0
        self._has_heard = False
        await self._look_at_days()
        if self.guard is not None and gate.is_trusted():
            marked = await self.guard.begin()
        found = await self.post.recover()
        if self.guard is not None and gate.is_trusted():
            await self.guard.ask(self.office, marked)
        if gate.is_trusted():
            await self._look_overnight()
            await self._clear_the_way()
        return found

    @property
    def post(self) -> Postman:
        """The one postman of this process."""
        if self._post is None:
            self._post = Postman(
                worker=self.name,
                store=self.store,
                channels=self.channels,
                clock=self.clock,
                pace=self.pace,
                grace=self.grace,
                gate=Roomy(self.gate, self.disk) if self.disk else self.gate,
                watch=self.watch,
                is_alone=self.is_alone,
                journal=self.guard.journal if self.guard else None,
                cap=self.cap,
            )
        return self._post

    @property
    def doorway(self) -> Doorway:
        """Where what came in is attended to."""
        if self._doorway is None:
            self._doorway = Doorway(
                doorkeeper=Doorkeeper(
                    store=self.store,
                    channels=self.channels,
                    clock=self.clock,
                    office=self.office,
                    has_room=lambda: not (self.disk and self.disk.is_low),
                    folder=self.folder,
                ),
                office_now=self._office_now,
                gate=self.gate,
                idle=ALONE if self.is_alone else IDLE,
                on_attended=self.post.ring,
            )
        return self._doorway

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Runs until the block ends; what is in hand then is finished first."""
        await self.recover()
        self._stopping.clear()
        scheduler = timetable(self.tick, every=self.every)
        listeners = [
            asyncio.create_task(self._listener(name).run()) for name in self.channels
        ]
        workers = [
            asyncio.create_task(work.run(self._stopping))
            for work in (self.doorway, self.post)
        ]
        self._tasks = [*listeners, *workers]
        scheduler.start()
        try:
            await self.tick()
            yield
        finally:
            scheduler.pause()
            async with self._ticking:  # a tick under way ends; no other begins
                scheduler.shutdown(wait=False)
            await self._stop(listeners, workers)

    async def take_in(self, channel: str, update: dict[str, Any]) -> None:
        """An update that was brought to the door; stored when this returns."""
        await self._listener(channel).take_in(update)

    def _listener(self, channel: str) -> Listener:
        if channel not in self._listeners:
            self._listeners[channel] = Listener(
                store=self.store,
                channel=self.channels[channel],
                clock=self.clock,
                gate=self.gate,
                wait=self.long_poll,
                door=self.doors.get(channel),
                on_came=partial(self._ring, "inbox"),
            )
        return self._listeners[channel]

    async def _office_now(self) -> Office:
        await self._look_at_days()
        return self.office

    async def _look_at_days(self) -> None:
        """What the office entered in its calendar holds from the next look on."""
        if self.standing is not None:
            self.office = await self.standing.office(self.clock.now().date())

    async def _stop(
        self, listeners: list[asyncio.Task[None]], workers: list[asyncio.Task[None]]
    ) -> None:
        """Nothing new comes in; what is on its way is sent and written down."""
        self._stopping.set()
        for task in listeners:  # what was not stored was not acknowledged
            task.cancel()
        self.doorway.ring()
        self.post.ring()
        await self.post.resolver.stop()
        _, late = await asyncio.wait(workers, timeout=_LAST_CALL)
        for task in late:
            task.cancel()
        await asyncio.gather(*listeners, *workers, return_exceptions=True)

    async def tick(self) -> None:
        """What this moment wants said is posted; unknown letters are settled."""
        async with self._ticking:
            await self._tick()

    async def _tick(self) -> None:
        try:
            if self.disk is not None:
                self.disk.look()
            await self._look_at_days()
            hold = self.watch.look(self.clock.real(), monotonic(), self._skew())
            leads = self.gate.is_trusted()
            # What is posted at a wrong moment stays posted.
            posted = await self._plan() if leads and hold is Hold.NOTHING else 0
            if leads and not self.is_alone:
                await self.post.reap()
            if leads:
                await renew_if_stale(self.store, self.channels)
            await self.post.resolver.begin(self.post.ring)
            self._ticked = self.clock.real()
        except Exception:
            # Of whatever kind: one faulty row or rule must not end all that follows.
            log.exception("a tick failed; the next one tries again")
            return
        if posted:
            self._ring("outbox")

    async def _plan(self) -> int:
        if self.disk is not None and self.disk.is_low:
            return 0
        if self.guard is not None and await self.guard.is_held(self.office):
            return 0
        await self._look_overnight()
        if self._tasks and not self._has_heard:
            self._has_heard = True
            await hear_first(self.store, map(self._listener, self.channels))
        now, real = self.clock.now(), self.clock.real()
        return await plan_round(
            self.store, now, office=self.office, real=real, folder=self.folder
        )

    async def _look_overnight(self) -> None:
        """Before anything is sent or planned: what waited past its day.

        Raises what ails the database: that may be well at the next look.
        """
        now, real = self.clock.now(), self.clock.real()
        try:
            await look_overnight(self.store, now, office=self.office, real=real)
        except Exception as error:
            # Of whatever kind: a faulty row says a day twice, and silences no chat.
            if is_trouble(error):
                raise
            log.exception("what waited overnight could not be looked at")

    async def _clear_the_way(self) -> None:
        now, real = self.clock.now(), self.clock.real()
        try:
            await clear_the_way(self.store, now, office=self.office, real=real)
        except Exception:
            # Of whatever kind, as in a tick: it says two messages then, and starts.
            log.exception("what waits could not be held against what is due")

    def _skew(self) -> timedelta | None:
        """What the channels' clocks say of ours: the smallest difference seen."""
        keepers = [one for one in self.channels.values() if isinstance(one, Timekeeper)]
        found = [one.skew for one in keepers if one.skew is not None]
        return min(found, key=abs, default=None)

    def behind(self) -> float | None:
        """Seconds since the last tick; None if there was none."""
        ticked = self._ticked
        return (self.clock.real() - ticked).total_seconds() if ticked else None

    def is_whole(self) -> bool:
        """Whether every part of it still runs."""
        return not any(task.done() for task in self._tasks)

    def ears(self) -> dict[str, Ear]:
        return {name: self._listener(name).ear for name in self.channels}

    async def is_quiet(self) -> bool:
        """Whether nothing waits to be handled or sent, but what waits for later."""
        async with self.store.read() as unit:
            waiting = await unit.inbox.next()
            stirring = await unit.outbox.is_stirring(self.clock.now())
            return waiting is None and not stirring

    def _ring(self, kind: str) -> None:
        if kind == "outbox":
            self.post.ring()
        else:
            self.doorway.ring()
