"""The letters that may go next, seen some hundred at a time; taking them decides.

What is seen here may be old: a letter is sent only if the database still gives it.
"""

import math
from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass, field

from jobs.breaker import Breaker
from jobs.caps import Caps
from jobs.clock import Clock
from jobs.clockwatch import Hold
from jobs.pacing import Pace, Turn
from storage import Store
from storage.claiming import Head

_FEWEST, _MOST = 256, 16384
#: What came meanwhile is looked at after so long, however much there is to do.
_FRESH = 0.1
#: And after so long without anybody having rung.
_OLD = 1.0


@dataclass(kw_only=True)
class Lookahead:
    """What waits, in order. `free_at`: when the first of it may go."""

    store: Store
    pace: Pace
    caps: Caps = field(default_factory=Caps)
    breakers: MutableMapping[str, Breaker] = field(default_factory=dict)
    free_at: float = math.inf
    #: Letters of chats that were sent enough this hour, and for how many seconds.
    over: list[tuple[int, float]] = field(default_factory=list)
    _heads: list[Head] = field(default_factory=list)
    _limit: int = _FEWEST
    _seen_at: float = -math.inf
    _is_stale: bool = True
    _is_quiet: bool = False

    def ring(self) -> None:
        """Something came, or a chat is free again."""
        self._is_stale = True

    def not_called(self, head: Head, turn: Turn) -> None:
        """It was chosen, and is not sent: what was seen of it may be old."""
        self._is_stale = True
        self.pace.not_called(turn)
        self.breaker(head.channel).not_called()
        if head.may_wait:
            self.caps.not_called((head.channel, head.address))

    def drop(self) -> None:
        """A chat is elsewhere now: what was seen is wrong."""
        self._heads, self._is_stale = [], True

    def breaker(self, channel: str) -> Breaker:
        return self.breakers.setdefault(channel, Breaker())

    async def choose(
        self, most: int, now: float, clock: Clock, hold: Hold, busy: Iterable[int]
    ) -> list[tuple[Head, Turn]]:
        """As many as may go at this moment, one of a chat, each with its turn."""
        homes = set(busy)
        age = now - self._seen_at
        if age >= _OLD or (self._is_stale and age >= _FRESH):
            await self._look(now, clock)
        self._is_quiet = self._quiet(clock)
        chosen = self._chosen(most, now, hold, homes)
        if len(chosen) < most and self._is_stale:
            await self._look(now, clock)
            chosen += self._chosen(most - len(chosen), now, hold, homes)
        if not chosen and len(self._heads) == self._limit < _MOST:
            # Nothing but chats that must wait: others may stand behind them.
            self._limit *= 4
            self._is_stale = True
        return chosen

    def _quiet(self, clock: Clock) -> bool:
        """Nobody is written to unasked now, however long a letter has waited."""
        timing = self.store.timing
        return timing is not None and timing.hours.is_quiet(clock.now())

    async def _look(self, now: float, clock: Clock) -> None:
        async with self.store.read() as unit:
            self._heads = await unit.outbox.heads(
                clock.real(), self._limit, clock.now()
            )
        self._seen_at, self._is_stale = now, False
        if len(self._heads) < _FEWEST:
            self._limit = _FEWEST

    def _chosen(
        self, most: int, now: float, hold: Hold, homes: set[int]
    ) -> list[tuple[Head, Turn]]:
        """Takes them off the list, and their chats as busy."""
        chosen: list[tuple[Head, Turn]] = []
        rest: list[Head] = []
        self.free_at = math.inf
        for head in self._heads:
            is_held = hold is Hold.ALL or (bool(hold) and not head.is_answer)
            is_held = is_held or (self._is_quiet and head.may_wait)
            if head.home in homes or is_held or len(chosen) >= most:
                rest.append(head)
                continue
            if self._is_over(head, now):
                continue
            at = self._free_at(head, now)
            if at > now:
                self.free_at = min(self.free_at, at)
                rest.append(head)
                continue
            self.breaker(head.channel).goes()
            if head.may_wait:
                self.caps.goes((head.channel, head.address), now)
            chosen.append((head, self.pace.turn(head.channel, head.address, now)))
            homes.add(head.home)
        self._heads = rest
        return chosen

    def _is_over(self, head: Head, now: float) -> bool:
        """Its chat was sent enough this hour: it is put off, others pass it."""
        if not head.may_wait:
            return False
        at = self.caps.free_at((head.channel, head.address), now)
        if at > now:
            self.over.append((head.id, at - now))
        return at > now

    def _free_at(self, head: Head, now: float) -> float:
        asks = self.breaker(head.channel).free_at(now)
        if asks is None:
            return math.inf
        return max(
            asks,
            self.pace.free_at(head.channel, now),
            self.pace.chat_free_at(
                head.channel, head.address, now, is_answer=head.is_answer
            ),
        )
