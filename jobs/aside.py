"""An update that cannot be handled: tried again, set aside, and the office told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.messages import incoming
from jobs.attend import TOO_MANY
from jobs.clock import Clock
from programme.letters import Letter
from programme.office import Office
from programme.reminders import OFFICE, Kind
from storage import Store, Unit, Waiting, is_trouble

#: So many letters a day tell of updates that were set aside.
TELLINGS = 10
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Aside:
    """Where updates are put that nobody attends to."""

    store: Store
    clock: Clock
    office: Office

    async def tried(self, one: Waiting, error: Exception) -> int:
        """It failed once more; how many tries it has left. With none it is dead.

        Raises MovedMeanwhile if somebody else has attended to it.
        """
        try:
            return await self._tried(one, error, is_told=True)
        except Exception as other:
            # Of whatever kind but trouble with the database: the office cannot even be
            # told, and it must not come back for ever.
            if is_trouble(other):
                raise
            return await self._tried(one, error, is_told=False)

    async def pass_over(self, some: Sequence[Waiting]) -> None:
        """They are too much, and the one before them was told so."""
        async with self.store.begin() as unit:
            numbers = [one.id for one in some]
            await unit.inbox.pass_over(numbers, self.clock.real(), why=TOO_MANY)

    async def _tried(self, one: Waiting, error: Exception, *, is_told: bool) -> int:
        """By kind alone: what an error says may hold what was sent."""
        async with self.store.begin() as unit:
            left = await unit.inbox.tried(
                one.id, type(error).__name__, self.clock.real()
            )
            if not left and is_told:
                await self._tell(unit, one)
        return left

    async def _tell(self, unit: Unit, one: Waiting) -> None:
        """Which chat and when, never what; and not without end."""
        today = await unit.inbox.dead(since=self.clock.real() - _A_DAY)
        if len(today) > TELLINGS:
            return
        at = next(row.received_at for row in today if row.id == one.id)
        at = at.astimezone(self.office.rules.zone)
        chat = None
        if one.lane is not None:
            chat = await unit.chats.at(one.channel, one.lane)
        is_last = len(today) == TELLINGS
        letter = Letter(
            key=f"not-attended:{one.id}@{int(at.timestamp())}",
            kind=Kind.OFFICE,
            at=self.clock.now(),
            to=OFFICE,
            text=str(
                incoming.many_not_attended()
                if is_last
                else incoming.not_attended(chat, at)
            ),
        )
        await unit.outbox.post(letter, now=self.clock.real())
