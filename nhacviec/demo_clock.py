"""The clock of the demo: it visits every planned moment, in order."""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import datetime, timedelta

from jobs.remind import next_moment
from nhacviec.clocks import PlayedClock
from nhacviec.service import Service

#: Between two moments while it plays, so that a person can follow.
_BREATH = 1.8
_PATIENCE = 60.0


class DemoClock:
    """Moves the played clock; what the page's buttons do (sandbox.play.host.Clock).

    A day on is not an outage: each planned moment on the way is visited, and the next
    waits until everything of the one before has been sent. What was just done is told
    to others a minute later: nobody who plays is made to wait for that minute.
    """

    def __init__(
        self, clock: PlayedClock, service: Service, *, outside: Callable[[], int]
    ) -> None:
        self._clock = clock
        self._service = service
        self._outside = outside  # how many updates the street still holds
        self._moving = asyncio.Lock()
        self._player: asyncio.Task[None] | None = None

    @property
    def playing(self) -> bool:
        return self._player is not None and not self._player.done()

    @property
    def can_advance(self) -> bool:
        return True

    def now(self) -> datetime:
        return self._clock.now()

    async def to_next(self) -> bool:
        async with self._moving:
            moment = await self._next()
            if moment is None:
                return False
            await self._visit(moment)
            return True

    async def day_on(self) -> bool:
        await self.go_to(self.now() + timedelta(days=1))
        return True

    async def go_to(self, target: datetime) -> None:
        """Every planned moment up to `target`, then `target` itself."""
        async with self._moving:
            while (moment := await self._next()) is not None and moment <= target:
                await self._visit(moment)
            await self._visit(target)

    async def play(self) -> None:
        if not self.playing:
            self._player = asyncio.create_task(self._play())

    async def pause(self) -> None:
        if self._player is not None:
            self._player.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._player
            self._player = None

    async def settle(self) -> None:
        """Waits until everything that came in is handled and answered."""
        async with asyncio.timeout(_PATIENCE):
            await self._handled()
            while (moment := await self._gathered()) is not None:
                self._clock.move_to(moment)
                self._service.post.ring()
                await self._handled()

    async def run(self) -> None:
        """While nobody moves it: what was done is told a breath later, not at once."""
        while True:
            await asyncio.sleep(_BREATH)
            if not self._moving.locked() and await self._gathered() is not None:
                async with self._moving:
                    with contextlib.suppress(TimeoutError):
                        await self.settle()

    async def _handled(self) -> None:
        while not await self._is_quiet():  # noqa: ASYNC110 - the database is asked
            await asyncio.sleep(0.01)

    async def _gathered(self) -> datetime | None:
        """When the minute is over in which what happens becomes one message."""
        minute = timedelta(seconds=self._service.office.rules.merge_seconds)
        moment = await self._next_held()
        return moment if moment and moment <= self.now() + minute else None

    async def _next_held(self) -> datetime | None:
        async with self._service.store.read() as unit:
            return await unit.outbox.next_held(self.now())

    async def _play(self) -> None:
        while await self.to_next():  # noqa: ASYNC110 - the pause is what is wanted
            await asyncio.sleep(_BREATH)

    async def _is_quiet(self) -> bool:
        return not self._outside() and await self._service.is_quiet()

    async def _next(self) -> datetime | None:
        """The next moment of the timetable, or of a letter that waits for its own."""
        service = self._service
        planned = await next_moment(service.store, self.now(), office=service.office)
        moments = [at for at in (planned, await self._next_held()) if at is not None]
        return min(moments, default=None)

    async def _visit(self, moment: datetime) -> None:
        await self.settle()
        self._clock.move_to(moment)
        await self._service.tick()
        await self.settle()
