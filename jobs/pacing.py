"""Our own pacing: Telegram takes about one message a second in a chat, thirty in all.

PTB's limiter breaks its own halt, so the post keeps its own (docs/decisions/0005).
Short bursts are borne, so an answer need not wait for the reminder before it.
"""

import asyncio
from dataclasses import dataclass, field

_REMEMBERED = 4096


@dataclass
class Pace:
    """Waits its turn, per chat and over all, in real time. Zero: no limit."""

    a_chat: float = 1.05
    burst: int = 3
    over_all: float = 1 / 28
    _next: dict[str, float] = field(default_factory=dict)
    _next_of_all: float = 0.0

    async def turn(self, chat: str) -> None:
        """Returns when a message may go to `chat`."""
        clock = asyncio.get_running_loop().time
        now = clock()
        saved = now - (self.burst - 1) * self.a_chat
        at_chat = max(self._next.get(chat, 0.0), saved)
        at = max(now, at_chat, self._next_of_all)
        self._next[chat] = at_chat + self.a_chat
        self._next_of_all = at + self.over_all
        if len(self._next) > _REMEMBERED:
            self._next = {c: t for c, t in self._next.items() if t > saved}
        if at > now:
            await asyncio.sleep(at - now)
