"""The postman: takes what may go, calls the channels, writes down what came of it.

One in a process. A round is one commit: what has come back is written, and what goes
next is marked `sending`; then the calls go out beside one another, with no transaction
open. A crash leaves no more letters unknown than were on their way.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from bot.channels import TOO_MANY, Channel
from bot.offering import take_numbered
from jobs.caps import HOUR, Caps
from jobs.clock import Clock
from jobs.clockwatch import ClockWatch
from jobs.flights import Flight, Flights
from jobs.gate import OPEN, Gate
from jobs.journal import Journal
from jobs.lookahead import Lookahead
from jobs.pacing import Pace, Turn
from jobs.recording import Recorder, accepted_of
from jobs.resolve import Resolver
from programme.letters import Posted
from storage import MovedMeanwhile, Store, Unit
from storage.claiming import Head

log = logging.getLogger(__name__)

#: Of a letter; longer than the whole HTTP budget of one call.
LEASE = timedelta(seconds=60)
#: After a send that timed out: late evidence may still come in for so long.
GRACE = timedelta(seconds=15)
#: A result that cannot be written is tried for so long, then settled as unknown.
_PATIENCE = 60.0
#: Between two rounds; and until what is too late, or has no chat, is put away again.
_IDLE, _TIDY = 1.0, 5.0
#: While many are on their way, so long is waited for a part of them to come back: a
#: commit costs the same for one as for ten.
_A_MOMENT, _PART = 0.008, 2


def loop_time() -> float:
    """A clock that nobody sets."""
    return asyncio.get_running_loop().time()


@dataclass(kw_only=True, eq=False)
class Postman:
    """Who delivers: a name of its own, the channels, the clocks, how many at once.

    `is_alone`: every other process is surely dead when this one starts.
    """

    worker: str
    store: Store
    channels: Mapping[str, Channel]
    clock: Clock
    pace: Pace = field(default_factory=Pace)
    grace: timedelta = GRACE
    gate: Gate = OPEN
    watch: ClockWatch = field(default_factory=ClockWatch)
    steady: Callable[[], float] = loop_time
    at_once: int = 64
    is_alone: bool = True
    journal: Journal | None = None
    #: How many an hour a chat is sent that nobody there asked for; zero: any number.
    cap: int = 0
    resolver: Resolver = field(init=False)
    _ahead: Lookahead = field(init=False)
    _flights: Flights = field(init=False)
    _recorder: Recorder = field(init=False)
    _tidied_at: float | None = None
    _is_shaken: bool = False
    _is_single: bool = False

    def __post_init__(self) -> None:
        caps = Caps(most=self.cap)
        self._ahead = Lookahead(store=self.store, pace=self.pace, caps=caps)
        self._recorder = Recorder(
            store=self.store, clock=self.clock, journal=self.journal
        )
        self._flights = Flights(
            channels=self.channels,
            clock=self.clock,
            pace=self.pace,
            gate=self.gate,
            watch=self.watch,
            steady=self.steady,
            breaker=self._ahead.breaker,
        )
        self.resolver = Resolver(
            store=self.store,
            channels=self.channels,
            clock=self.clock,
            pace=self.pace,
            gate=self.gate,
            grace=self.grace,
            steady=self.steady,
            recorder=self._recorder,
        )

    def state_of(self, channel: str) -> str:
        """For the health page."""
        return self._ahead.breaker(channel).state

    def ring(self) -> None:
        """There is something new in the outbox."""
        self._ahead.ring()
        self._tidied_at = None
        self._flights.stir.set()

    async def recover(self) -> int:
        """At the start, and after another process led: what it left behind.

        What was called in the last minute counts in our pace, in the last hour in what
        a chat is sent unasked.
        """
        real, now = self.clock.real(), self.steady()
        worker = None if self.is_alone else self.worker
        async with self.store.begin() as unit:
            in_hand = self._flights.in_hand  # now that it is our turn
            found = await unit.outbox.recover(real, worker=worker, but=in_hand)
        async with self.store.read() as unit:
            called = await unit.outbox.called_since(real - timedelta(minutes=1))
            paused = await unit.outbox.paused(real, TOO_MANY)
            unasked = await unit.outbox.called_unasked_since(real - HOUR)
        for channel, address, at in sorted(called, key=lambda call: call[2]):
            self.pace.turn(channel, address, now - (real - at).total_seconds())
        for channel, address, at in unasked:
            self._ahead.caps.goes((channel, address), now - (real - at).total_seconds())
        for channel, address, until in paused:
            end = now + (until - real).total_seconds()
            self.pace.pause(channel, address, end, now)
        self._ahead.ring()
        return found

    async def reap(self) -> int:
        """Letters whose sender has let its lease run out are unknown from now on."""
        real = self.clock.real()
        async with self.store.begin() as unit:
            in_hand = self._flights.in_hand  # a round may have taken some meanwhile
            return await unit.outbox.recover(real, worker=self.worker, but=in_hand)

    async def settle(self) -> int:
        """Letters whose fate is unknown, as far as it can be known now."""
        if settled := await self.resolver.settle():
            self.ring()
        return settled

    async def deliver_one(self) -> bool:
        """One letter, to its end; False if nothing can go now."""
        await self._tidy(always=True)
        self._ahead.ring()
        await self._round(1)
        if not self._flights.count:
            return False
        while self._flights.count:
            await self._flights.one_is_back()
            await self._round(0)
        return True

    async def run(self, stopping: asyncio.Event) -> None:
        """Until it is told to stop, and all that is on its way has been written."""
        while not stopping.is_set() or self._flights.count:
            self._flights.stir.clear()
            try:
                await self._gather()
                await self._tidy()
                flying = self._flights.count - len(self._flights.back)
                if await self._round(0 if stopping.is_set() else self.at_once - flying):
                    continue
            except Exception:
                # Of whatever kind: the post goes on. What has come back is kept, and
                # the next round writes it.
                log.exception("the post: a round failed; the next one tries again")
                await asyncio.sleep(_IDLE)
                continue
            await self._wait()

    async def _gather(self) -> None:
        """Lets some of the many that are on their way come back, for one commit."""
        enough, back = self.at_once // _PART, len(self._flights.back)
        if back < enough and self._flights.count - back > enough // 2:
            await self._flights.so_many_are_back(enough, within=_A_MOMENT)

    async def _wait(self) -> None:
        """Until something comes back, somebody rings, or a chat is free again."""
        wait = max(0.001, min(self._ahead.free_at - self.steady(), _IDLE))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._flights.stir.wait(), wait)

    async def _tidy(self, *, always: bool = False) -> None:
        """What is too late, and what has no chat: now and then."""
        now, last = self.steady(), self._tidied_at
        if last is not None and now - last < _TIDY and not (always or self._is_shaken):
            return
        real, moment = self.clock.real(), self.clock.now()
        async with self.store.read() as unit:
            is_untidy = await unit.outbox.is_untidy(real, moment)
        if (is_untidy and self.gate.is_trusted()) or self._is_shaken:
            async with self.store.begin() as unit:
                await unit.outbox.tidy(real, moment)
                if self._is_shaken:  # a commit failed: had it taken letters, or not?
                    await unit.outbox.take_back_all(
                        self.worker, real, but=self._flights.in_hand
                    )
            self._ahead.ring()
        self._tidied_at, self._is_shaken = now, False

    async def _round(self, room: int) -> bool:
        """Writes what is back, takes what may go. False if there was neither."""
        back = list(self._flights.back)
        if self._is_single:
            await self._write_each(back)
            return True
        chosen = await self._choose(room)
        if not (back or chosen or self._ahead.over):
            return False
        try:
            taken = await self._commit(back, [head for head, _ in chosen])
        except BaseException as error:
            self._not_taken(chosen, ())
            self._is_single = bool(back)
            if isinstance(error, MovedMeanwhile):
                return True
            self._is_shaken = True
            raise
        self._flights.forget(back)
        self._not_taken(chosen, {posted.id for posted in taken})
        turns = {head.id: turn for head, turn in chosen}
        for posted in taken:
            self._flights.go(posted, turns[posted.id])
        if any(flight.has_moved_the_chat for flight in back):
            self._ahead.drop()
        elif back:
            self._ahead.ring()
        return True

    async def _choose(self, room: int) -> list[tuple[Head, Turn]]:
        if room <= 0 or not self.gate.is_trusted():
            return []
        return await self._ahead.choose(
            room,
            self.steady(),
            self.clock,
            self.watch.hold,
            self._flights.chats | self.resolver.chats,
        )

    async def _commit(
        self, back: Sequence[Flight], heads: Sequence[Head]
    ) -> list[Posted]:
        real = self.clock.real()
        await self._recorder.keep(accepted_of([flight.result for flight in back]))
        async with self.store.begin() as unit:
            await self._recorder.write_all(unit, [flight.result for flight in back])
            await self._put_off(unit)
            return await take_numbered(
                unit,
                heads,
                worker=self.worker,
                now=real,
                lease_until=real + LEASE,
                occasion_now=self.clock.now(),
            )

    async def _put_off(self, unit: Unit) -> None:
        """Written on them, so that whoever looks sees why they wait."""
        over, self._ahead.over = self._ahead.over, []
        for number, seconds in over:
            until = self.clock.now() + timedelta(seconds=seconds)
            await unit.outbox.put_off([number], until)

    def _not_taken(
        self, chosen: Sequence[tuple[Head, Turn]], taken: set[int] | tuple[()]
    ) -> None:
        for head, turn in chosen:
            if head.id not in taken:
                self._ahead.not_called(head, turn)

    async def _write_each(self, back: Sequence[Flight]) -> None:
        """One of many could not be written: each by itself, the faulty one last."""
        for flight in back:
            try:
                await self._recorder.write_one(*flight.result)
            except Exception:
                # Of whatever kind: it waits behind the others, and is raised again.
                if self.steady() - flight.back_at > _PATIENCE:
                    log.exception("letter %s: its fate is lost", flight.posted.id)
                    self._flights.forget([flight])
                self._flights.put_last(flight)
                raise
            self._flights.forget([flight])
        self._is_single = False
        self._ahead.drop()
