"""The service: what comes in is stored and handled, what is due is posted and sent."""

import asyncio
import contextlib
import logging
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.channels import Channel
from jobs.attend import Doorkeeper
from jobs.clock import Clock
from jobs.deliver import GRACE, Postman
from jobs.ingest import ingest
from jobs.pacing import Pace
from jobs.remind import post_reminders
from jobs.timetable import TICK, timetable
from programme.office import Office
from storage import Store

log = logging.getLogger(__name__)

_POSTMEN = 4
_LONG_POLL = timedelta(seconds=25)
_IDLE = 1.0  # seconds between looks when nobody rang
_STUCK = 120.0
_LAST_CALL = 25.0
_BACKOFF = (1.0, 2.0, 5.0, 15.0, 30.0)


@dataclass(kw_only=True)
class Service:
    """Everything that runs between `start` and `stop`, in one event loop."""

    store: Store
    channels: Mapping[str, Channel]
    clock: Clock
    office: Office
    pace: Pace = field(default_factory=Pace)
    every: timedelta = TICK
    grace: timedelta = GRACE
    long_poll: timedelta = _LONG_POLL
    _rung: dict[str, asyncio.Event] = field(default_factory=dict)
    _ticking: asyncio.Lock = field(default_factory=asyncio.Lock)
    _ticked: datetime | None = None
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)

    async def recover(self) -> int:
        """At the start: the process before us is gone, its letters are ours."""
        async with self.store.begin() as unit:
            return await unit.outbox.recover(self.clock.real())

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Runs until the block ends; what is in hand then is finished first."""
        await self.recover()
        self._stopping.clear()
        scheduler = timetable(self.tick, every=self.every)
        listeners = [
            asyncio.create_task(self._ingesting(channel))
            for channel in self.channels.values()
        ]
        workers = [
            asyncio.create_task(self._working(kind, work))
            for kind, work in self._work()
        ]
        scheduler.start()
        try:
            await self.tick()
            yield
        finally:
            scheduler.pause()
            async with self._ticking:  # a tick under way ends; no other begins
                scheduler.shutdown(wait=False)
            await self._stop(listeners, workers)

    def _work(self) -> list[tuple[str, Callable[[], Awaitable[bool]]]]:
        postmen = [self._postman(number).deliver_one for number in range(_POSTMEN)]
        return [
            ("inbox", self._doorkeeper().attend_one),
            *(("outbox", deliver_one) for deliver_one in postmen),
        ]

    async def _stop(
        self, listeners: list[asyncio.Task[None]], workers: list[asyncio.Task[None]]
    ) -> None:
        """Nothing new comes in; what is on its way is sent and written down."""
        self._stopping.set()
        for task in listeners:  # what was not stored was not acknowledged
            task.cancel()
        for kind in list(self._rung):
            self._ring(kind)
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
            posted = await post_reminders(
                self.store,
                self.clock.now(),
                office=self.office,
                real=self.clock.real(),
            )
            settled = await self._postman(0).settle()
            self._ticked = self.clock.real()
        except Exception:
            log.exception("a tick failed; the next one tries again")
            return
        if posted or settled:
            self._ring("outbox")

    async def health(self, now: datetime) -> dict[str, Any]:
        """Figures without names: what waits, what failed, when the last tick was."""
        async with self.store.read() as unit:
            counts = await unit.outbox.counts()
            waiting = await unit.inbox.next() is not None
        behind = (now - self._ticked).total_seconds() if self._ticked else None
        return {
            "ok": behind is not None and behind < _STUCK,
            "last_tick_seconds": behind,
            "inbox_waiting": waiting,
            "outbox": {str(state): count for state, count in counts.items()},
        }

    async def is_quiet(self) -> bool:
        """Whether nothing waits to be handled or sent."""
        async with self.store.read() as unit:
            waiting = await unit.inbox.next()
            return waiting is None and not await unit.outbox.pending()

    def _postman(self, number: int) -> Postman:
        return Postman(
            worker=f"{socket.gethostname()}:{os.getpid()}:{number}",
            store=self.store,
            channels=self.channels,
            clock=self.clock,
            pace=self.pace,
            grace=self.grace,
        )

    def _doorkeeper(self) -> Doorkeeper:
        return Doorkeeper(
            store=self.store,
            channels=self.channels,
            clock=self.clock,
            office=self.office,
        )

    async def _ingesting(self, channel: Channel) -> None:
        failures = 0
        while True:
            try:
                if await ingest(
                    self.store, channel, clock=self.clock, wait=self.long_poll
                ):
                    self._ring("inbox")
                failures = 0
            except Exception as error:
                # By kind alone: the message of a transport may hold the token.
                log.warning(
                    "%s does not answer: %s", channel.name, type(error).__name__
                )
                await asyncio.sleep(_BACKOFF[min(failures, len(_BACKOFF) - 1)])
                failures += 1

    async def _working(self, kind: str, work: Callable[[], Awaitable[bool]]) -> None:
        """Works while there is work, then waits to be rung, or looks again."""
        while not self._stopping.is_set():
            rung = self._rung.setdefault(kind, asyncio.Event())
            try:
                if await work():
                    self._ring("outbox")
                    continue
            except Exception:
                log.exception("%s: this one failed; the next one is tried", kind)
                await asyncio.sleep(_IDLE)
            if self._stopping.is_set():
                return
            rung.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(rung.wait(), _IDLE)

    def _ring(self, kind: str) -> None:
        self._rung.setdefault(kind, asyncio.Event()).set()
