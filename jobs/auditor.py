"""The auditor: each minute it asks whether all goes as it should, and says if not.

What is out of order is told in the office's chat once, and once more when it is over.
Only when nothing is, somebody outside is told that we live; who hears nothing for a
while looks after us.
"""

import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.messages import alarms as words
from bot.messages.alarms import Cause
from jobs.clock import Clock
from jobs.gate import OPEN, Gate
from programme.letters import Letter, Priority
from programme.reminders import OFFICE, Kind
from storage import Store, Unit
from storage.guarding import HELD

log = logging.getLogger(__name__)

EVERY = timedelta(seconds=60)
#: What is out of order is told of at any hour; that it is over waits for the morning.
_GRAVE, _NEWS = Priority.ANSWER, Priority.REMINDER


@dataclass(kw_only=True, eq=False)
class Auditor:
    """`signs`: what the running parts know of themselves. `ping` tells the outside."""

    store: Store
    clock: Clock
    gate: Gate = OPEN
    signs: Callable[[], Collection[Cause]] = tuple
    ping: Callable[[], Awaitable[None]] | None = None
    found: frozenset[Cause] = frozenset()
    looked_at: datetime | None = None

    async def look(self) -> frozenset[Cause]:
        """Everything once. Never raises: a database that fails is a finding."""
        found = set(self.signs())
        try:
            found |= await self._asked()
            await self._tell(found)
        except Exception as error:
            # Of whatever kind: what keeps us from looking is what is out of order.
            log.warning("the auditor: %s", type(error).__name__)
            found.add(Cause.DATABASE)
        for cause in sorted(found - self.found):
            log.error("out of order: %s", cause)
        for cause in sorted(self.found - found):
            log.info("in order again: %s", cause)
        self.found, self.looked_at = frozenset(found), self.clock.real()
        if not found and self.ping is not None:
            await self._ping(self.ping)
        return self.found

    async def _asked(self) -> set[Cause]:
        real = self.clock.real()
        if not await self.store.is_current():
            return {Cause.SCHEMA}
        async with self.store.read() as unit:
            ask = unit.auditing
            answers = {
                Cause.POST: await ask.is_post_stuck(real, self.clock.now()),
                Cause.UNSETTLED: await ask.is_unsettled(real),
                Cause.ABANDONED: await ask.is_abandoned(real),
                Cause.INBOX: await ask.is_inbox_stuck(real),
                Cause.MISSING: await ask.is_letter_missing(),
                Cause.UNPROVEN: await ask.is_unproven(real),
                Cause.PLANNER: await self._is_planner_stuck(unit),
                Cause.LEADER: await self._is_led_by_nobody(unit),
            }
        return {cause for cause, is_so in answers.items() if is_so}

    async def _is_planner_stuck(self, unit: Unit) -> bool:
        """Where the office is asked after a restore, it waits with good reason."""
        if await unit.guarding.held() == HELD:
            return False
        return await unit.auditing.is_planner_stuck(self.clock.now())

    async def _is_led_by_nobody(self, unit: Unit) -> bool:
        if self.gate.is_trusted():
            return False
        lease = await unit.leases.look()
        return lease is None or not lease.is_live

    async def _tell(self, found: Collection[Cause]) -> None:
        """Who leads tells, and writes down that it was told: once for each cause."""
        if not self.gate.is_trusted():
            return
        real = self.clock.real()
        async with self.store.begin() as unit:  # also shows that we can write
            await unit.settings.set("audited-at", real.isoformat())
            known = {Cause(c) for c in await unit.auditing.all() if c in set(Cause)}
            new, gone = set(found) - known, known - set(found)
            if new:
                await unit.auditing.found(sorted(new), real)
                await self._post(unit, "alarm", str(words.found(sorted(new))), _GRAVE)
                await unit.auditing.told(sorted(new), real)
            if gone:
                await unit.auditing.over(sorted(gone))
                await self._post(unit, "over", str(words.over(sorted(gone))), _NEWS)

    async def _post(self, unit: Unit, what: str, text: str, how: Priority) -> None:
        real = self.clock.real()
        letter = Letter(
            key=f"{what}:{real.isoformat()}",
            kind=Kind.OFFICE,
            at=self.clock.now(),
            to=OFFICE,
            text=text,
            priority=how,
        )
        await unit.outbox.post(letter, now=real)

    async def _ping(self, ping: Callable[[], Awaitable[None]]) -> None:
        try:
            await ping()
        except Exception as error:
            # Of whatever kind: hearing nothing is the message. By kind alone: the
            # address is a secret.
            log.warning("the watch was not told: %s", type(error).__name__)
