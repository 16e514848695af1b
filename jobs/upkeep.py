"""Upkeep: once a night what nobody needs any more is cleared away, a little at a time.

Raw updates hold what people wrote, word for word: they go after thirty days, once they
were attended to. What waits, and what could not be handled, stays. So does every letter
with its attempts: its key must never be used again, and it is the record of what was
said. Backups and journals are thinned out by whoever writes them.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from jobs.clock import Clock
from jobs.gate import OPEN, Gate
from storage import Store, Unit
from storage.folder import Folder

log = logging.getLogger(__name__)

#: How long what came in, and what was not heard, is kept.
KEPT = timedelta(days=30)
#: Wrong codes count for an hour (docs/decisions/0011).
_TRIES_KEPT = timedelta(days=1)
#: By the office's clock; a machine that was off then makes up for it.
AT_NIGHT = time(2, 30)
_KEY = "kept-up-at"
#: Rows in one transaction, and the pause for whoever else wants to write.
A_BITE, _PAUSE = 500, 0.05

_Clear = Callable[[Unit], Awaitable[int]]


@dataclass(kw_only=True, eq=False)
class Upkeep:
    """Only who leads does it. `most`: rows in one transaction."""

    store: Store
    clock: Clock
    gate: Gate = OPEN
    folder: Folder | None = None
    most: int = A_BITE
    _next: datetime | None = None

    async def look(self) -> int:
        """Whether it is time, and if so all of it; how many rows went."""
        now = self.clock.now()
        if not self.gate.is_trusted() or (self._next is not None and now < self._next):
            return 0
        self._next = await self._due(now)
        if now < self._next:
            return 0
        gone = await self._clear_away(now)
        if not self.gate.is_trusted():
            return gone  # whoever leads now goes on with it
        async with self.store.begin() as unit:
            await unit.settings.set(_KEY, now.isoformat())
        self._next = night_after(now)
        if gone:
            log.info("upkeep: %s rows were cleared away", gone)
        return gone

    async def _due(self, now: datetime) -> datetime:
        async with self.store.read() as unit:
            found = await unit.settings.get(_KEY)
        if found is None:
            return now
        last = datetime.fromisoformat(found).astimezone(now.tzinfo)
        return night_after(last)

    async def _clear_away(self, now: datetime) -> int:
        """What came in is dated by the machine's clock, the rest by the office's."""
        came, was = self.clock.real() - KEPT, now - KEPT
        clears: tuple[_Clear, ...] = (
            lambda unit: unit.inbox.clear_out(came, most=self.most),
            lambda unit: unit.outages.clear_out(was, most=self.most),
        )
        gone = sum([await self._in_bites(clear) for clear in clears])
        gone += await self._sweep()
        async with self.store.begin() as unit:
            return gone + await unit.links.forget_tries(now - _TRIES_KEPT)

    async def _sweep(self) -> int:
        """Dossiers that no row names: what a crash left before its commit."""
        if self.folder is None:
            return 0
        async with self.store.read() as unit:
            known = await unit.dossiers.all_hashes()
        return await asyncio.to_thread(self.folder.sweep, known, self.clock.real())

    async def _in_bites(self, clear: _Clear) -> int:
        """As long as this process leads and there is more."""
        gone, some = 0, self.most
        while some == self.most and self.gate.is_trusted():
            async with self.store.begin() as unit:
                some = await clear(unit)
            gone += some
            await asyncio.sleep(_PAUSE if some else 0)
        return gone


def night_after(moment: datetime) -> datetime:
    """The next time it is to be done, once it was done at that moment."""
    same_day = datetime.combine(moment.date(), AT_NIGHT, moment.tzinfo)
    return same_day if moment < same_day else same_day + timedelta(days=1)
