"""Who leads: of all processes on one database, one plans and sends.

It holds a lease, a row with a term, and renews it long before it runs out. Two rules
keep two from leading at once, and neither asks two clocks to agree:

- the leader trusts its lease for `TRUSTED` from the moment it *began to ask* for it,
  by its own steady clock; an answer that was slow, or never came, extends nothing;
- another takes the lease only when it has run out (`TTL`, longer than that). Whoever
  has watched it being renewed counts from when it saw that, by its own steady clock,
  so that a database whose clock is set forward hands the lease to nobody.

Who begins to lead takes over first what the one before left lying; until that is
done, it holds the lease, and sends and plans nothing.

A process that is frozen past its lease wakes up without trust. What it had in hand at
that very moment cannot be called back: see docs/decisions/0006.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

from jobs.gate import Gate
from nhacviec.clocks import steady
from storage import Lease, Store

log = logging.getLogger(__name__)

TTL = timedelta(seconds=15)
RENEW = timedelta(seconds=5)
TRUSTED = timedelta(seconds=10)


@dataclass
class Watch:
    """What a process has itself seen of another's lease, by its own steady clock."""

    ttl: timedelta
    every: timedelta
    _seen: Lease | None = None
    _until: float = 0.0

    def look(self, lease: Lease | None, at: float) -> float:
        """In how many seconds it may be taken: none or less, and it may be now."""
        if lease is None:
            return 0.0
        if self._seen is None or not lease.is_as(self._seen):
            self._until = at + self._lasts(lease).total_seconds()
            self._seen = lease
        return self._until - at

    def saw(self, lease: Lease) -> None:
        """Ours: when it is another's, it will have changed under our eyes."""
        self._seen = lease

    def _lasts(self, lease: Lease) -> timedelta:
        """At first sight, as long as the database says.

        A lease that changed under our eyes was renewed since we last looked, whatever
        the time is there by now.
        """
        if lease.holder is None:
            return timedelta()
        least = self.ttl - self.every if self._seen else timedelta()
        return min(max(lease.left, least), self.ttl)


@dataclass(frozen=True)
class Held:
    """The gate of who takes over: open as soon as the lease is ours, until its end."""

    leadership: "Leadership"

    def is_trusted(self) -> bool:
        return self.leadership.holds_lease()


@dataclass(kw_only=True)
class Leadership:
    """This process's part in it: a `jobs.gate.Gate`, told of what it gains and loses.

    `on_gained` takes over what the one before left lying, by a gate of its own: ours
    opens when it is done. It must be short, and leave alone what is not yet run out by
    its own lease. If it fails it is called again.
    """

    store: Store
    holder: str
    ttl: timedelta = TTL
    every: timedelta = RENEW
    trusted: timedelta = TRUSTED
    clock: Callable[[], float] = steady
    on_gained: Callable[[Gate], Awaitable[object]] | None = None
    on_lost: Callable[[], object] | None = None
    gained: asyncio.Event = field(default_factory=asyncio.Event)
    _ours: Lease | None = None
    _trusted_until: float = float("-inf")
    _watch: Watch = field(init=False)
    _standby: float = field(init=False)  # seconds between looks of who waits to lead
    _lapsing: asyncio.TimerHandle | None = None

    def __post_init__(self) -> None:
        look = self.every / 5
        if not timedelta() < self.every < self.trusted < self.ttl - look:
            raise ValueError("a lease is renewed before its trust ends, and that first")
        self._standby = look.total_seconds()
        self._watch = Watch(self.ttl, look)

    def is_trusted(self) -> bool:
        return self.gained.is_set() and self.holds_lease()

    def holds_lease(self) -> bool:
        """No other process may act now; whether this one has taken over or not yet."""
        return self.clock() < self._trusted_until

    @property
    def term(self) -> int | None:
        """Of the lease that is ours, or was until we find out."""
        return self._ours.term if self._ours else None

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Leads when it may, for as long as the block lasts; then lets go at once."""
        task = asyncio.create_task(self._running())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await self._let_go()

    async def attempt(self) -> float:
        """Takes or renews it once. In how many seconds to try again."""
        started = self.clock()
        if self._ours is None:
            return await self._take(started)
        async with self.store.leasing() as leases:
            still_ours = await leases.renew(self._ours, self.ttl)
        if still_ours:
            await self._trust(started)
        else:
            log.warning("another process leads now; term %s is over", self.term)
            self._ours = None
            self._distrust()
        return self._next(started)

    async def _take(self, started: float) -> float:
        async with self.store.leasing() as leases:
            seen = await leases.look()
            left = self._watch.look(seen, self.clock())
            if left > 0:
                return min(left, self._standby)
            self._ours = await leases.take(holder=self.holder, ttl=self.ttl, seen=seen)
        if self._ours is not None:
            self._watch.saw(self._ours)
            log.info("this process leads, term %s", self.term)
            await self._trust(started)
        return self._next(started)

    async def _running(self) -> None:
        while True:
            try:
                wait = await self.attempt()
            except Exception as error:
                # Of whatever kind, in the database or in what is taken over: who stops
                # asking never leads again. By kind alone: a driver's message may hold
                # where the database is.
                log.warning("the lease is not ours for now: %s", type(error).__name__)
                wait = self._standby
            await asyncio.sleep(max(wait, 0.0))

    async def _trust(self, started: float) -> None:
        """From when it was asked for, never from when the answer came."""
        self._trusted_until = started + self.trusted.total_seconds()
        self._lapse()
        if self.holds_lease() and not self.gained.is_set():
            if self.on_gained is not None:
                await self.on_gained(Held(self))
            self.gained.set()

    def _lapse(self) -> None:
        """Looks again when the trust would end: whoever listens hears of it then."""
        left = self._trusted_until - self.clock()
        if self._lapsing is not None:
            self._lapsing.cancel()
        if left > 0:
            loop = asyncio.get_running_loop()
            self._lapsing = loop.call_later(left, self._lapse)
        else:
            self._distrust()

    def _distrust(self) -> None:
        self._trusted_until = float("-inf")
        if self._lapsing is not None:
            self._lapsing.cancel()
        if self.gained.is_set():
            self.gained.clear()
            if self.on_lost is not None:
                self.on_lost()

    def _next(self, started: float) -> float:
        return self.every.total_seconds() - (self.clock() - started)

    async def _let_go(self) -> None:
        """So that another need not wait for it to run out."""
        ours, self._ours = self._ours, None
        self._distrust()
        if ours is None:
            return
        try:
            async with self.store.leasing() as leases:
                await leases.release(ours)
        except Exception as error:
            # Of whatever kind: we are stopping, and it runs out by itself.
            log.warning("the lease was not let go: %s", type(error).__name__)
