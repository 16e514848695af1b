"""What the month allows, looked at every tick: what opens again, what the office hears.

The counting itself is done where letters are taken (storage/quotas.py).
"""

from datetime import datetime

from bot.messages import months as words
from programme.letters import Letter, Priority
from programme.quota import Spent
from programme.reminders import OFFICE, Kind
from storage import Store, Unit

#: The office is told while something can still be done; that hurries no more than a
#: digest. That only the urgent goes from now on, or nothing, cannot wait.
_HURRY = 95


async def look_at_months(store: Store, now: datetime, *, real: datetime) -> int:
    """How many letters it posted. Costs two looks while nothing changes."""
    async with store.read() as unit:
        is_due = await unit.months.is_due(now)
    if not is_due:
        return 0
    async with store.begin() as unit:
        await unit.months.look(now, real)
        untold = [one for one in await unit.months.spent(now) if one.untold]
        for spent in untold:
            await _tell(unit, spent, spent.untold, now, real)
    return len(untold)


async def tell_used_up(unit: Unit, channel: str, now: datetime, real: datetime) -> None:
    """The messenger takes no more this month, whatever we have counted: told once."""
    spent = await unit.months.used_up(channel, now)
    if spent is not None and spent.told < 100:
        await unit.months.told(spent, 100)
        await _post(unit, spent, "said", str(words.refused(spent)), now, real)


async def _tell(
    unit: Unit, spent: Spent, mark: int, now: datetime, real: datetime
) -> None:
    await unit.months.told(spent, mark)
    await _post(unit, spent, str(mark), str(words.reached(spent, mark)), now, real)


async def _post(
    unit: Unit, spent: Spent, what: str, text: str, now: datetime, real: datetime
) -> None:
    """It counts itself; through whatever channel of the office's still takes it."""
    is_grave = not what.isdecimal() or int(what) >= _HURRY
    quota = spent.quota
    letter = Letter(
        key=f"month:{quota.channel}:{quota.bot}:{spent.month}:{what}",
        kind=Kind.OFFICE,
        at=now,
        to=OFFICE,
        text=text,
        priority=Priority.ANSWER if is_grave else Priority.REMINDER,
    )
    await unit.outbox.post(letter, now=real)
