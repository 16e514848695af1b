"""Telegram's limits: how much it takes, and for how long it then wants quiet.

Telegram publishes no exact figures. It names thirty messages a second over all, one a
second in a chat with short bursts borne, and twenty a minute in a group; edits are
counted apart in a group. These are held here when `on`.

A 429, by these limits or by a fault, closes a lane. Whoever calls before it opens again
is refused anew, waits anew and a second longer, and is written down as early: whether
the limits are on or off.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field

from sandbox.weather.calls import EDITING, Call, Lane, Name

#: Over all: messages a second, and how many of them may come at once.
OVER_ALL, AT_ONCE = 30, 30
#: In one chat: messages a second, and the burst that is borne.
IN_A_CHAT, BURST = 1, 5
#: In one group, of messages and of edits each.
IN_A_GROUP, WITHIN = 20, 60.0


class Bucket:
    """So many a second, with a burst before that is asked for."""

    __slots__ = ("_drained", "_every", "_spare")

    def __init__(self, a_second: float, burst: int) -> None:
        self._every = 1 / a_second
        self._spare = (burst - 1) * self._every
        self._drained = 0.0

    def wait(self, at: float) -> float:
        return max(0.0, self._drained - self._spare - at)

    def take(self, at: float) -> None:
        self._drained = max(self._drained, at) + self._every


class Window:
    """So many within any stretch of time."""

    __slots__ = ("_most", "_taken", "_within")

    def __init__(self, most: int, within: float) -> None:
        self._most, self._within = most, within
        self._taken: deque[float] = deque()

    def wait(self, at: float) -> float:
        while self._taken and self._taken[0] <= at - self._within:
            self._taken.popleft()
        if len(self._taken) < self._most:
            return 0.0
        return self._taken[0] + self._within - at

    def take(self, at: float) -> None:
        self._taken.append(at)


@dataclass(slots=True)
class _Closed:
    until: float
    length: float


@dataclass(frozen=True, kw_only=True)
class Over:
    """A call too many: of which limit, and the whole seconds to wait."""

    limit: str
    retry_after: int


@dataclass
class Limits:
    on: bool = False
    _closed: dict[Lane, _Closed] = field(default_factory=dict)
    _over_all: dict[Name, Bucket] = field(default_factory=dict)
    _chats: dict[Lane, Bucket] = field(default_factory=dict)
    _groups: dict[tuple[Lane, bool], Window] = field(default_factory=dict)

    def early(self, call: Call, at: float) -> Over | None:
        """The lane is closed still: the wait begins anew, a second longer."""
        for lane in (call.lane, call.broad_lane) if self._closed else ():
            closed = self._closed.get(lane)
            if closed is None or (lane == call.broad_lane and not call.is_counted):
                continue
            if at >= closed.until:
                del self._closed[lane]
                continue
            closed.length += 1
            closed.until = at + closed.length
            return Over(limit="early", retry_after=math.ceil(closed.length))
        return None

    def over(self, call: Call, at: float) -> Over | None:
        if not self.on or not call.is_counted:
            return None
        waits = {name: gauge.wait(at) for name, gauge in self._gauges(call).items()}
        limit = max(waits, key=lambda name: waits[name])
        if waits[limit] <= 0:
            return None
        return Over(limit=limit, retry_after=max(1, math.ceil(waits[limit])))

    def count(self, call: Call, at: float) -> None:
        if self.on and call.is_counted:
            for gauge in self._gauges(call).values():
                gauge.take(at)

    def close(
        self, call: Call, seconds: int, at: float, *, over_all: bool = False
    ) -> None:
        lane = call.broad_lane if over_all else call.lane
        self._closed[lane] = _Closed(at + seconds, seconds)

    def _gauges(self, call: Call) -> dict[str, Bucket | Window]:
        lane = call.lane
        gauges: dict[str, Bucket | Window] = {
            "over-all": self._over_all.setdefault(call.bot, Bucket(OVER_ALL, AT_ONCE)),
            "chat": self._chats.setdefault(lane, Bucket(IN_A_CHAT, BURST)),
        }
        if call.in_group:
            key = (lane, call.method in EDITING)
            gauges["group"] = self._groups.setdefault(key, Window(IN_A_GROUP, WITHIN))
        return gauges
