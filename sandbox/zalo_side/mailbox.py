"""Updates that wait to be asked for: one at a time, not confirmed, and soon lost.

    put ──> waiting, for ten seconds ──take──> the poller
              └──> lost, if nobody asks

An update is gone with the answer that carries it. There is one poller: a second one
sends the first away with nothing.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.poller import Poller

#: Seconds for which an update waits for somebody to ask.
KEPT = 10.0


@dataclass(frozen=True, kw_only=True)
class Update:
    """`body`: the event's name and, mostly, a message; `chat`: the page's key."""

    event: str
    body: dict[str, Any]
    chat: str = ""
    number: int = 0


class Mailbox:
    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.kept = KEPT
        #: What nobody asked for in time.
        self.lost: list[Update] = []
        self._monotonic = monotonic
        self._waiting: deque[tuple[float, Update]] = deque()
        #: When the last update was handed out, until the next one is asked for.
        self._handed: float | None = None
        self._poller = Poller()
        self._closed = False

    def __len__(self) -> int:
        self._lose()
        return len(self._waiting)

    def unsettled(self) -> int:
        """Those that wait, and one whose taker has not come back for the next."""
        now = self._monotonic()
        held = self._handed is not None and now < self._handed + self.kept
        return len(self) + held

    def put(self, update: Update) -> None:
        self._waiting.append((self._monotonic() + self.kept, update))
        self.send_away()

    def send_away(self) -> None:
        """The poll under way ends, with what there is or with nothing."""
        self._poller.wake()

    def close(self) -> None:
        self._closed = True
        self.send_away()

    async def take(
        self,
        seconds: float,
        *,
        open_still: Callable[[], bool] = lambda: True,
    ) -> Update | None:
        """The oldest update, waiting for one; nothing for a poller who has gone."""
        self._handed = None
        self._lose()
        self.send_away()
        if not self._waiting and seconds > 0 and not self._closed:
            await self._poller.wait(seconds)
            self._lose()
        if not self._waiting or not open_still():
            return None
        self._handed = self._monotonic()
        return self._waiting.popleft()[1]

    def _lose(self) -> None:
        now = self._monotonic()
        while self._waiting and self._waiting[0][0] <= now:
            self.lost.append(self._waiting.popleft()[1])
