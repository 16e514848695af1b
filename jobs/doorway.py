"""The doorway: several doorkeepers at once, one to a chat, and what becomes of an
update that none of them can handle."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from jobs.aside import Aside
from jobs.attend import Doorkeeper
from jobs.deliver import loop_time
from jobs.gate import OPEN, Gate
from jobs.lanes import Lanes
from programme.office import Office
from storage import MovedMeanwhile, Waiting, is_trouble
from storage.inbox import InboxRow

log = logging.getLogger(__name__)

DOORKEEPERS = 8
#: Seconds until an update is tried again; after the last one it is set aside.
_PAUSES = (1.0, 5.0)
#: The same while the database is not well, which is no fault of the update.
_TROUBLE = (0.5, 1.0, 2.0, 5.0, 15.0)
#: So often in a row the database may fail for one update while it serves others; then
#: it is that update after all.
_PATIENCE = 6
#: Seconds between looks when nobody rang: where others store updates, too, and where
#: this process alone does.
IDLE, ALONE = 1.0, 5.0
_A_LOOK = 1000
_A_SWEEP = 200


@dataclass(kw_only=True, eq=False)
class Doorway:
    """`office_now`: with the days it has entered by now. `on_attended` is called when
    there may be a new letter in the outbox."""

    doorkeeper: Doorkeeper
    office_now: Callable[[], Awaitable[Office]] | None = None
    gate: Gate = OPEN
    at_once: int = DOORKEEPERS
    idle: float = IDLE
    steady: Callable[[], float] = loop_time
    on_attended: Callable[[], object] = lambda: None
    _lanes: Lanes = field(default_factory=Lanes)
    _stir: asyncio.Event = field(default_factory=asyncio.Event)
    _looking: asyncio.Lock = field(default_factory=asyncio.Lock)
    _looked_at: float | None = None
    _attended: int = 0
    #: How often the database failed for a row alone, and how many rows had been
    #: attended to when it last did.
    _troubles: dict[int, tuple[int, int]] = field(default_factory=dict)
    _paused: dict[int, int] = field(default_factory=dict)

    @property
    def _aside(self) -> Aside:
        keeper = self.doorkeeper
        return Aside(store=keeper.store, clock=keeper.clock, office=keeper.office)

    def ring(self) -> None:
        """There is something new in the inbox."""
        self._looked_at = None
        self._stir.set()

    async def attend_one(self) -> bool:
        """False if there is nobody to attend to now."""
        first = await self._first()
        if first is None:
            return False
        await self._attend(first)
        return True

    async def run(self, stopping: asyncio.Event) -> None:
        """Until it is told to stop, and those at the door have been attended to."""
        at_the_door: set[asyncio.Task[None]] = set()
        try:
            while not stopping.is_set():
                self._stir.clear()
                try:
                    await self._let_in(at_the_door)
                except Exception:
                    # Of whatever kind: who stops looking hears nobody any more.
                    log.exception("the inbox: a look failed; the next one tries again")
                await self._wait()
            await asyncio.gather(*at_the_door)
        finally:
            for task in at_the_door:
                task.cancel()
            await asyncio.gather(*at_the_door, return_exceptions=True)

    async def _let_in(self, at_the_door: set[asyncio.Task[None]]) -> None:
        while len(at_the_door) < self.at_once and self.gate.is_trusted():
            first = await self._first()
            if first is None:
                return
            task = asyncio.create_task(self._attend(first))
            at_the_door.add(task)
            task.add_done_callback(at_the_door.discard)
            task.add_done_callback(lambda _: self._stir.set())

    async def _wait(self) -> None:
        wait, rests_until = self.idle, self._lanes.free_at()
        if rests_until is not None:
            wait = min(wait, max(rests_until - self.steady(), 0.0))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stir.wait(), wait)

    async def _first(self) -> Waiting | None:
        """Whose turn it is. Looks first if there is news, or has not for a while."""
        async with self._looking:
            if self._is_time_to_look():
                await self._look()
            return self._lanes.take(self.steady())

    def _is_time_to_look(self) -> bool:
        last = self._looked_at
        return last is None or self.steady() - last >= self.idle

    async def _look(self) -> None:
        self._looked_at = self.steady()
        while True:
            async with self.doorkeeper.store.read() as unit:
                some = await unit.inbox.waiting(after=self._lanes.seen, most=_A_LOOK)
            self._lanes.add(some)
            if len(some) < _A_LOOK:
                return

    async def _attend(self, first: Waiting) -> None:
        """To its end, whatever that is; its lane is free again then."""
        try:
            row = await self._row(first)
            attended = await (await self._keeper()).attend(row) if row else None
            swept = await self._sweep(first) if attended and attended.is_over else ()
        except Exception as error:
            # Of whatever kind: any code may run in there, and three failures end it.
            await self._failed(first, error)
        except BaseException:  # told to stop: nothing has happened
            self._lanes.rest(first, self.steady())
            raise
        else:
            self._end(first, *swept)
            if attended is not None:
                self.on_attended()
                await self.doorkeeper.flash(attended)

    def _end(self, first: Waiting, *others: Waiting) -> None:
        self._troubles.pop(first.id, None)
        self._paused.pop(first.id, None)
        self._attended += 1
        self._lanes.ended(first, *others)

    async def _keeper(self) -> Doorkeeper:
        if self.office_now is None:
            return self.doorkeeper
        return replace(self.doorkeeper, office=await self.office_now())

    async def _row(self, first: Waiting) -> InboxRow | None:
        async with self.doorkeeper.store.read() as unit:
            return next(iter(await unit.inbox.new([first.id])), None)

    async def _sweep(self, first: Waiting) -> list[Waiting]:
        """Of who has sent too much, all the rest that is too much, at once."""
        behind = self._lanes.behind(first, _A_SWEEP)
        async with self.doorkeeper.store.read() as unit:
            rows = {row.id: row for row in await unit.inbox.new([b.id for b in behind])}
        over: list[Waiting] = []
        for one in behind:
            row = rows.get(one.id)
            if row is None or not self.doorkeeper.is_over(row):
                break
            over.append(one)
        if over:
            await self._aside.pass_over(over)
        return over

    async def _failed(self, first: Waiting, error: Exception) -> None:
        """It rests for a while, or is set aside; those behind it are next then."""
        if isinstance(error, MovedMeanwhile) and error.noun == "update":
            self._end(first)  # somebody else has attended to it
            return
        if is_trouble(error) and not self._is_its_own(first):
            self._pause(first, error)
            return
        log.error("update %s was not handled", first.id, exc_info=error)
        try:
            left = await self._aside.tried(first, error)
        except MovedMeanwhile:
            self._end(first)
        except Exception as other:
            # Of whatever kind: it could not even be counted, so it waits.
            self._pause(first, other)
        else:
            self._troubles.pop(first.id, None)
            if left:
                pause = _PAUSES[-left]
                self._lanes.rest(first, self.steady() + pause)
            else:
                self._end(first)
                self.on_attended()

    def _is_its_own(self, first: Waiting) -> bool:
        """Whether the database serves everybody but this one."""
        count, served = self._troubles.get(first.id, (0, self._attended))
        count = count + 1 if self._attended > served else count
        self._troubles[first.id] = count, self._attended
        return count >= _PATIENCE

    def _pause(self, first: Waiting, error: Exception) -> None:
        """The database is not well: no fault of the update, and not counted."""
        log.warning("the inbox waits for the database: %s", type(error).__name__)
        longest = len(_TROUBLE) - 1
        pause = _TROUBLE[min(self._paused.get(first.id, 0), longest)]
        self._paused[first.id] = self._paused.get(first.id, 0) + 1
        self._lanes.rest(first, self.steady() + pause)
