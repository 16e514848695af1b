"""Whose turn it is: one update of a chat at a time, in order; the chats in turn.

A chat that sends a thousand messages waits behind every other one after each of them.
"""

import heapq
from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from storage import Waiting

#: A channel and an address in it; without one, all that nobody can place.
Lane = tuple[str, str | None]


@dataclass(eq=False)
class Lanes:
    """What waits, as far as it was looked at: up to the row `seen`."""

    seen: int = 0
    _waiting: dict[Lane, deque[Waiting]] = field(default_factory=dict)
    #: Lanes with somebody waiting and nobody attending to him, in turn.
    _free: deque[Lane] = field(default_factory=deque)
    _resting: list[tuple[float, int, Lane]] = field(default_factory=list)
    #: Rows after which a lane that is not theirs may go on.
    _held: defaultdict[Lane, set[int]] = field(default_factory=lambda: defaultdict(set))

    def add(self, some: Iterable[Waiting]) -> None:
        for one in some:
            lane = _of(one)
            if lane not in self._waiting:
                self._waiting[lane] = deque()
                self._free.append(lane)
            self._waiting[lane].append(one)
            if one.holds is not None:
                self._held[one.channel, one.holds].add(one.id)
            self.seen = max(self.seen, one.id)

    def take(self, now: float) -> Waiting | None:
        """The first of the lane whose turn it is. Nobody else gets it, or one behind
        it, until it is `ended` or put to `rest`."""
        while self._resting and self._resting[0][0] <= now:
            self._free.append(heapq.heappop(self._resting)[-1])
        for _ in range(len(self._free)):
            lane = self._free.popleft()
            first = self._waiting[lane][0]
            if all(first.id <= number for number in self._held.get(lane, ())):
                return first
            self._free.append(lane)
        return None

    def behind(self, one: Waiting, most: int) -> list[Waiting]:
        """Who comes next in its lane."""
        return list(islice(self._waiting[_of(one)], 1, most + 1))

    def ended(self, one: Waiting, *others: Waiting) -> None:
        """It has been attended to, and so have these right behind it."""
        lane = _of(one)
        its = self._waiting[lane]
        for _ in range(1 + len(others)):
            gone = its.popleft()
            if gone.holds is not None:
                self._held[gone.channel, gone.holds].discard(gone.id)
        if its:
            self._free.append(lane)
        else:
            del self._waiting[lane]

    def rest(self, one: Waiting, until: float) -> None:
        """It is tried again then, and what is behind it waits."""
        heapq.heappush(self._resting, (until, one.id, _of(one)))

    def free_at(self) -> float | None:
        """When the first that rests may be tried again."""
        return self._resting[0][0] if self._resting else None


def _of(one: Waiting) -> Lane:
    return one.channel, one.lane
