"""A bot's updates as Telegram keeps them: numbered, confirmed by offset, long-polled.

    put ──> waiting updates ──take(offset)──> the poller
                 offset n confirms, and so forgets, all below n

What nobody fetches is forgotten too: a press after 150 seconds, all else after a day.
There is one poller at a time: a second one ends the first with Telegram's 409.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from sandbox import refusals
from sandbox.poller import Poller

#: Updates that are not sent unless a bot asks for them.
ONLY_IF_ASKED = frozenset(
    {"chat_member", "message_reaction", "message_reaction_count"},
)
#: For how many seconds an update waits to be fetched.
LIVES = {"callback_query": 150.0}
A_DAY = 86_400.0


@dataclass(frozen=True)
class Update:
    id: int
    kind: str
    body: dict[str, Any]
    #: When it is forgotten, on the inbox's clock.
    until: float

    def as_sent(self) -> dict[str, Any]:
        return {"update_id": self.id, self.kind: self.body}


class Inbox:
    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self.allowed: frozenset[str] | None = None  # None: all but ONLY_IF_ASKED
        self._next_id = 500_000_001
        self._waiting: deque[Update] = deque()
        self._poller = Poller()
        self._closed = False

    def __len__(self) -> int:
        self._forget()
        return len(self._waiting)

    def allow(self, kinds: Collection[str]) -> None:
        """Remember what the bot wants to hear of; an empty list means the usual."""
        self.allowed = frozenset(kinds) or None

    def put(self, kind: str, body: dict[str, Any]) -> None:
        if not self._wants(kind):
            return
        until = self._monotonic() + LIVES.get(kind, A_DAY)
        self._waiting.append(Update(self._next_id, kind, body, until))
        self._next_id += 1
        self._poller.wake()

    def drop_all(self) -> None:
        self._waiting.clear()

    def close(self) -> None:
        """End the poll under way, and let no later one wait."""
        self._closed = True
        self._poller.wake()

    def refuse(self, why: refusals.Refused) -> None:
        """End the poll under way, if there is one."""
        self._poller.wake(why)

    async def take(
        self,
        *,
        offset: int = 0,
        limit: int = 100,
        timeout: float = 0,  # noqa: ASYNC109  # Telegram's own parameter: silence is an answer, not a failure
    ) -> list[Update]:
        """The oldest unconfirmed updates; waits up to `timeout` seconds for one."""
        self._confirm(offset)
        self._forget()
        self.refuse(refusals.other_poller())
        if not self._waiting and timeout > 0 and not self._closed:
            await self._poller.wait(timeout)
            self._confirm(offset)
            self._forget()
        return [self._waiting[i] for i in range(min(limit, len(self._waiting)))]

    def _wants(self, kind: str) -> bool:
        if self.allowed is None:
            return kind not in ONLY_IF_ASKED
        return kind in self.allowed

    def _confirm(self, offset: int) -> None:
        if offset < 0:  # the last -offset updates are wanted, the others forgotten
            while len(self._waiting) > -offset:
                self._waiting.popleft()
        while self._waiting and self._waiting[0].id < offset:
            self._waiting.popleft()

    def _forget(self) -> None:
        now = self._monotonic()
        if any(update.until < now for update in self._waiting):
            self._waiting = deque(u for u in self._waiting if u.until >= now)
