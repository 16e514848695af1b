"""Nobody answers, or nobody is there: an outage, for a while or until it is ended.

`refused`: the door is shut, so that a new connection is refused, and those there were
are broken. `silent`: connections are taken, and then nothing is said on them; when the
outage ends they are broken, with nothing done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from enum import StrEnum


class OutageKind(StrEnum):
    REFUSED = "refused"
    SILENT = "silent"


class Outage:
    """The one there is now, if any; whoever keeps a door watches `on_change`."""

    def __init__(self) -> None:
        self.kind: OutageKind | None = None
        self.on_change: list[Callable[[], None]] = []
        self._over = asyncio.Event()
        self._ending: asyncio.TimerHandle | None = None

    def begin(self, kind: str, seconds: float | None = None) -> None:
        """Until `end`, or for so many seconds of the running event loop."""
        self.end()
        self.kind = OutageKind(kind)
        self._over = asyncio.Event()
        if seconds is not None:
            loop = asyncio.get_running_loop()
            self._ending = loop.call_later(seconds, self.end)
        self._tell()

    def end(self) -> None:
        if self._ending is not None:
            self._ending.cancel()
            self._ending = None
        if self.kind is not None:
            self.kind = None
            self._over.set()
            self._tell()

    @property
    def is_silent(self) -> bool:
        return self.kind is OutageKind.SILENT

    async def over(self) -> None:
        await self._over.wait()

    def _tell(self) -> None:
        for watcher in list(self.on_change):
            watcher()
