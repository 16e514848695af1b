"""The restore guard at work: at every start the journal is held against the database.

Where the database turns out to be an older one than the journal, nothing of what is
due goes out until the office has said so: see docs/decisions/0029.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime

from bot.messages import restored as words
from jobs.clock import Clock
from jobs.journal import Journal
from jobs.planning import Plan, plan_at
from jobs.remind import carry_out
from jobs.waking import keep_true, look_at_new
from programme.letters import Letter, Priority
from programme.office import Office
from programme.reminders import OFFICE, Kind
from storage import Store, Unit
from storage.guarding import DROPPING, HELD, Replayed

log = logging.getLogger(__name__)


@dataclass(kw_only=True, eq=False)
class Guard:
    """`is_alone`: the journal is of all that was ever sent from this database; where
    several machines send, each has only its own."""

    store: Store
    clock: Clock
    journal: Journal
    is_alone: bool = True

    async def begin(self) -> int:
        """Before anything is sent. How many letters the database knew less of."""
        async with self.store.begin() as unit:
            name, generation = await unit.guarding.instance()
        newest = self.journal.newest(name)
        if newest is None and not generation:
            self.journal.begin(name, 0, self.clock.real())
        lines = list(self.journal.since(name, generation))
        async with self.store.begin() as unit:
            found = await unit.guarding.replay(lines, self.clock.real())
            why = await self._why(unit, found, generation, newest)
            if why is not None:
                log.warning("an older database was restored: %s", why)
                await unit.guarding.hold(self.clock.real())
            now = self.clock.real()
            begun = max(generation, newest or 0) + 1
            await unit.guarding.begin(begun)
        # After the database: one that has not what the journal has is an older one.
        self.journal.begin(name, begun, now)
        return found.marked + found.unknown

    async def ask(self, office: Office, marked: int) -> None:
        """The office is asked, once for each restore."""
        async with self.store.read() as unit:
            if await unit.guarding.held() != HELD:
                return
            since = await unit.guarding.held_at()
        now = self.clock.now()
        plan = await self._plan(now, office)
        async with self.store.begin() as unit:
            whose = dict(await unit.guarding.whose())
            for occasion in plan.due.said:
                whose[occasion.to] = whose.get(occasion.to, 0) + 1
            letter = Letter(
                key=f"restored:{since}",
                kind=Kind.OFFICE,
                at=now,
                to=OFFICE,
                text=str(words.question(list(whose.items()), marked=marked)),
                buttons=words.buttons(),
                priority=Priority.ANSWER,
            )
            await unit.outbox.post(letter, now=self.clock.real())

    async def is_held(self, office: Office) -> bool:
        """Whether the planner waits. What the office dropped is put aside here."""
        async with self.store.read() as unit:
            held = await unit.guarding.held()
        if held == DROPPING:
            await self._put_aside(office)
            return False
        return held is not None

    async def _put_aside(self, office: Office) -> None:
        now = self.clock.now()
        plan = await self._plan(now, office)
        said = [r for occasion in plan.due.said for r in occasion.reminders]
        nothing = replace(plan.due, said=(), superseded=(*plan.due.superseded, *said))
        await carry_out(
            self.store,
            replace(plan, due=nothing),
            now,
            office=office,
            real=self.clock.real(),
        )
        async with self.store.begin() as unit:
            await unit.guarding.dropped()

    async def _plan(self, now: datetime, office: Office) -> Plan:
        await keep_true(self.store, office, now)
        await look_at_new(self.store, now, office=office)
        async with self.store.read() as unit:
            return await plan_at(unit, now, office)

    async def _why(
        self, unit: Unit, found: Replayed, generation: int, newest: int | None
    ) -> str | None:
        """Why this database is taken for an older one; None if it is not."""
        if await unit.guarding.restored_at():
            return "restored from a backup"
        if newest is not None and newest > generation:
            return f"generation {generation}, the journal has seen {newest}"
        if found.unknown:
            return f"{found.unknown} letters it has never had"
        if self.is_alone and generation and newest is None:
            return "its journal is not here"
        return None
