"""Letters on their way: the calls that are out, and those that have come back."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from bot.channels import (
    LAST_LOOK,
    Channel,
    GiveUp,
    Outcome,
    TryLater,
    Unsure,
    Whose,
)
from jobs.breaker import Breaker
from jobs.clock import Clock
from jobs.clockwatch import ClockWatch, Hold
from jobs.gate import Gate
from jobs.pacing import Pace, Turn
from jobs.results import NotCalled, Result
from programme.letters import Posted, Priority

log = logging.getLogger(__name__)

#: A letter taken so long ago is not sent any more.
_STALE = 30.0
#: No call lasts longer, whatever its channel thinks; shorter than a letter's lease.
_LONGEST = 45.0


@dataclass(kw_only=True, eq=False)
class Flight:
    """One letter, from the moment it was taken until its fate is written down."""

    posted: Posted
    turn: Turn
    taken_at: float
    outcome: Outcome | NotCalled | None = None
    back_at: float = 0.0

    @property
    def has_moved_the_chat(self) -> bool:
        match self.outcome:
            case (
                TryLater(moved_to=str())
                | TryLater(whose=Whose.QUOTA)
                | GiveUp(gone=True)
            ):
                return True
        return False

    @property
    def result(self) -> Result:
        return self.posted, self.outcome or Unsure("not back")


@dataclass(kw_only=True, eq=False)
class Flights:
    """Makes the calls, one task each. `stir` is set when one is back."""

    channels: Mapping[str, Channel]
    clock: Clock
    pace: Pace
    gate: Gate
    watch: ClockWatch
    steady: Callable[[], float]
    breaker: Callable[[str], Breaker]
    back: list[Flight] = field(default_factory=list)
    stir: asyncio.Event = field(default_factory=asyncio.Event)
    _awaited: int = 0
    _are_enough: asyncio.Event = field(default_factory=asyncio.Event)
    _all: dict[int, Flight] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def in_hand(self) -> frozenset[int]:
        return frozenset(self._all)

    @property
    def count(self) -> int:
        return len(self._all)

    @property
    def chats(self) -> set[int]:
        """Where something is on its way."""
        return {flight.posted.chat or 0 for flight in self._all.values()}

    def go(self, posted: Posted, turn: Turn) -> None:
        flight = Flight(posted=posted, turn=turn, taken_at=self.steady())
        self._all[posted.id] = flight
        task = asyncio.create_task(self._fly(flight))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def forget(self, written: Iterable[Flight]) -> None:
        """Their fate is written down."""
        gone = {flight.posted.id for flight in written}
        for number in gone:
            self._all.pop(number, None)
        self.back = [one for one in self.back if one.posted.id not in gone]

    def put_last(self, flight: Flight) -> None:
        if flight in self.back:
            self.back.remove(flight)
            self.back.append(flight)

    async def so_many_are_back(self, enough: int, *, within: float) -> None:
        """Returns no later than `within` seconds, however few they are then."""
        self._awaited, self._are_enough = enough, asyncio.Event()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._are_enough.wait(), within)

    async def one_is_back(self) -> None:
        if self._tasks and not self.back:
            await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)

    async def _fly(self, flight: Flight) -> None:
        flight.outcome = await self._outcome(flight)
        flight.back_at = self.steady()
        self.back.append(flight)
        self.stir.set()
        if len(self.back) >= self._awaited:
            self._are_enough.set()

    async def _outcome(self, flight: Flight) -> Outcome | NotCalled:
        name = flight.posted.channel or ""
        channel = self.channels.get(name)
        if channel is None:
            return GiveUp(f"no channel {name}")
        why_not = self._why_not(flight)
        if why_not is not None:
            return self._not_called(flight, why_not)
        began = flight.turn.at = self.steady()
        LAST_LOOK.set(lambda: self._why_not(flight) is None)
        outcome = await _send(channel, flight.posted)
        if isinstance(outcome, TryLater) and outcome.whose is Whose.US:
            return self._not_called(flight, outcome.why)
        now = self.steady()
        self.pace.ended(flight.turn, began, now)
        self._learn(flight.posted, outcome, now)
        return outcome

    def _not_called(self, flight: Flight, why: str) -> NotCalled:
        self.pace.not_called(flight.turn)
        self.breaker(flight.posted.channel or "").not_called()
        return NotCalled(why)

    def _why_not(self, flight: Flight) -> str | None:
        """Looked at again just before the call, and when its bytes leave."""
        letter, hold = flight.posted.letter, self.watch.hold
        if not self.gate.is_trusted():
            return "another process leads"
        if self.steady() - flight.taken_at >= _STALE:
            return "taken too long ago"
        if letter.not_after is not None and letter.not_after < self.clock.now():
            return "too late"
        is_urgent = letter.priority is Priority.ANSWER
        if hold is Hold.ALL or (hold and not is_urgent):
            return "the clock is not sure"
        return None

    def _learn(self, posted: Posted, outcome: Outcome, now: float) -> None:
        """What it says of the channel and the chat holds at once."""
        channel, address = posted.channel or "", posted.address or ""
        breaker = self.breaker(channel)
        match outcome:
            case TryLater(whose=Whose.CHANNEL):
                breaker.silent(now)
                log.warning("%s: no connection (%s)", channel, outcome.why)
            case TryLater(whose=Whose.BOT):
                breaker.refused(now)
                log.error("%s refuses the bot: nothing is sent there", channel)
            case TryLater(whose=Whose.QUOTA):
                breaker.spent()
                log.error("%s takes no more this month", channel)
            case TryLater(whose=Whose.PACE):
                breaker.answered()
                until = now + outcome.after.total_seconds()
                self.pace.pause(channel, address, until, now)
            case Unsure():
                breaker.doubtful(now)
            case _:
                breaker.answered()


async def _send(channel: Channel, posted: Posted) -> Outcome:
    try:
        async with asyncio.timeout(_LONGEST):
            return await channel.send(
                posted.letter, posted.address or "", copy=posted.resends > 0
            )
    except Exception as error:
        # A fault of ours: it may have gone out, and its chat must not wait for ever.
        # By kind alone: the message of a transport may hold the token.
        log.error("letter %s: the channel failed: %s", posted.id, type(error).__name__)  # noqa: TRY400 - see above
        return Unsure(type(error).__name__)
