"""What the months have come to, and which channels are shut by that, or otherwise."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from sqlalchemy import ColumnElement, func, select, update

from programme.letters import LetterState, Priority
from programme.quota import NOTHING, Need, Quota, Spent
from storage.homes import is_shut_out
from storage.letters import TOO_LATE, is_planned
from storage.shutting import Shut, Shutting
from storage.tables.month import months_spent
from storage.tables.people import chats
from storage.tables.post import attempts, letters

#: Why a channel is shut: our own count; what the messenger said; nothing gets through.
COUNTED, REFUSED, AWAY = "quota", "429", "away"
_A_DAY = timedelta(days=1)


class Months(Shutting):
    """`quotas`: by channel; others have none."""

    quotas: Mapping[str, Quota] = MappingProxyType({})

    async def spent(self, moment: datetime) -> list[Spent]:
        """This month's of every quota."""
        return [await self._spent(quota, moment) for quota in self.quotas.values()]

    async def answered(self, channel: str, since: datetime) -> tuple[int, int]:
        """Of the messages counted there since then: answers, and all others."""
        is_answer = letters.c.priority == int(Priority.ANSWER)
        rows = await self._rows(
            select(is_answer.label("answer"), func.sum(attempts.c.cost).label("n"))
            .join(letters, letters.c.id == attempts.c.letter)
            .join(chats, chats.c.id == attempts.c.chat)
            .where(chats.c.channel == channel, attempts.c.started >= since)
            .group_by(is_answer)
        )
        found = {bool(row["answer"]): int(row["n"] or 0) for row in rows}
        return found.get(True, 0), found.get(False, 0)

    async def told(self, spent: Spent, mark: int) -> None:
        await self._do(
            update(months_spent)
            .where(*of_month(spent.quota, spent.month), months_spent.c.told < mark)
            .values(told=mark)
        )

    async def narrow(self, quota: Quota, used: int, moment: datetime) -> None:
        """After so many, less goes than before; never more."""
        goes = quota.goes(used)
        was = (await self.shut_channels()).get(quota.channel)
        known = was.goes if was and was.waits else max(Need)
        if goes < known:
            await self.shut(_counted(quota, goes, moment))

    async def is_due(self, moment: datetime) -> bool:
        """Whether `look` would change anything, or there is something to tell."""
        if await self._changes(moment):
            return True
        if any(one.untold for one in await self.spent(moment)):
            return True
        forsaken = select(letters.c.id).where(*_forsaken(moment)).limit(1)
        return await self._one(forsaken) is not None

    async def look(self, moment: datetime, real: datetime) -> None:
        """A month has turned, a limit was raised, a pause is over: it opens again.

        An answer is said where it was asked, or soon not at all.
        """
        for channel, now in (await self._changes(moment)).items():
            if now is None:
                await self.open_up(channel)
            else:
                await self.shut(now)
        over = {"state": LetterState.EXPIRED, "error": TOO_LATE, "since": real}
        await self._do(update(letters).where(*_forsaken(moment)).values(over))

    async def used_up(self, channel: str, moment: datetime) -> Spent | None:
        """The messenger says so: nothing before tomorrow. What was spent by our own
        count, where there is one."""
        quota = self.quotas.get(channel)
        until = quota.tomorrow(moment) if quota else moment + _A_DAY
        said = Shut(
            channel=channel,
            goes=NOTHING,
            waits=True,
            why=REFUSED,
            since=moment,
            until=until,
        )
        await self.shut(said)
        return await self._spent(quota, moment) if quota else None

    async def away(self, channel: str, moment: datetime, until: datetime) -> None:
        """Nothing gets through: what has another chat goes there meanwhile. A month
        that is used up is the graver."""
        was = (await self.shut_channels()).get(channel)
        if was is None or not was.waits:
            said = Shut(
                channel=channel,
                goes=NOTHING,
                waits=False,
                why=AWAY,
                since=moment,
                until=until,
            )
            await self.shut(said)

    async def back(self, channel: str) -> None:
        """It takes messages again."""
        was = (await self.shut_channels()).get(channel)
        if was is not None and was.why == AWAY:
            await self.open_up(channel)

    async def _changes(self, moment: datetime) -> dict[str, Shut | None]:
        """What is otherwise than it is written down; None: the channel opens."""
        changed: dict[str, Shut | None] = {}
        shut = await self.shut_channels()
        for channel, was in shut.items():
            over = was.until is not None and was.until <= moment
            if over or (was.why == COUNTED and channel not in self.quotas):
                changed[channel] = None
        for one in await self.spent(moment):
            channel, goes = one.quota.channel, one.quota.goes(one.used)
            was_shut = shut.get(channel) if channel not in changed else None
            if was_shut is not None and was_shut.why != COUNTED:
                continue
            known = was_shut.goes if was_shut else max(Need)
            if goes != known:
                shut_now = _counted(one.quota, goes, moment)
                changed[channel] = shut_now if goes < max(Need) else None
        return changed

    async def _spent(self, quota: Quota, moment: datetime) -> Spent:
        month = quota.month_of(moment)
        row = await self._row(select(months_spent).where(*of_month(quota, month)))
        used, told = (row["used"], row["told"]) if row else (0, 0)
        return Spent(quota=quota, month=month, used=used, told=told)


def _counted(quota: Quota, goes: int, moment: datetime) -> Shut:
    return Shut(channel=quota.channel, goes=goes, waits=True, why=COUNTED, since=moment)


def _forsaken(moment: datetime) -> tuple[ColumnElement[bool], ...]:
    """Bound to a chat in a channel that takes nothing, for a day."""
    is_bound = letters.c.chat.is_not(None)
    is_old = letters.c.at < moment - _A_DAY
    return is_planned(letters), is_bound, is_old, is_shut_out(letters)


def of_month(quota: Quota, month: str) -> tuple[ColumnElement[bool], ...]:
    return (
        months_spent.c.channel == quota.channel,
        months_spent.c.bot == quota.bot,
        months_spent.c.month == month,
    )
