"""The month's quota: counted as letters are taken, given back if nothing was sent.

The count is compared and set in the transaction that marks letters `sending`: who dies
after it has counted too many, never too few. What surely was not sent is given back
once; what may have arrived stays counted.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import bindparam, select, update

from programme.letters import Posted
from programme.quota import Need, Quota
from storage.dialect import insert
from storage.errors import MovedMeanwhile
from storage.letters import LetterShelf, posted_letters, to_posted
from storage.months import Months, of_month
from storage.shutting import Shut, Shutting
from storage.tables.month import months_spent
from storage.tables.post import attempts, letters


class Rationing(LetterShelf):
    """The part of the outbox that counts. `quotas`: by channel; others have none."""

    quotas: Mapping[str, Quota] = MappingProxyType({})

    async def beyond(self, wanted: Mapping[int, str], moment: datetime) -> set[int]:
        """Which of these letters, each with its channel, the month does not bear."""
        found: set[int] = set()
        shut: dict[str, Shut] | None = None
        for name in sorted({*wanted.values()} & self.quotas.keys()):
            ids = [number for number, channel in wanted.items() if channel == name]
            if shut is None:
                shut = await Shutting(self._connection).shut_channels()
            found |= await self._beyond(self.quotas[name], ids, moment, shut.get(name))
        return found

    async def charge(self, taken: Sequence[Posted], moment: datetime) -> None:
        """These are called now. Raises MovedMeanwhile if somebody else has counted."""
        by_channel: dict[str, list[Posted]] = defaultdict(list)
        for posted in taken:
            by_channel[posted.channel or ""].append(posted)
        for name, some in by_channel.items():
            if name in self.quotas:
                await self._charge(self.quotas[name], some, moment)

    async def give_back(self, posted: Posted, *, most: int | None = None) -> None:
        """Of this attempt nothing was sent: what it cost is free again, once.

        `most`: of a letter that cost more, some may have been sent all the same.
        """
        quota = self.quotas.get(posted.channel or "")
        if quota is None:
            return
        of_it = (attempts.c.letter == posted.id, attempts.c.n == posted.attempt)
        was = (attempts.c.cost, attempts.c.month)
        row = await self._row(select(*was).where(*of_it, attempts.c.cost > 0))
        if row is None or (most is not None and row["cost"] > most):
            return
        await self._do(update(attempts).where(*of_it).values(cost=0))
        await self._do(
            update(months_spent)
            .where(*of_month(quota, row["month"]))
            .values(used=months_spent.c.used - row["cost"])
        )

    async def _beyond(
        self, quota: Quota, ids: Sequence[int], moment: datetime, shut: Shut | None
    ) -> set[int]:
        """The most pressing are served first."""
        used = await self._used(quota, quota.month_of(moment))
        rows = await self._rows(
            posted_letters()
            .where(letters.c.id.in_(ids))
            .order_by(letters.c.need, letters.c.priority, letters.c.at, letters.c.id)
        )
        goes = shut.goes if shut and shut.waits else max(Need)
        found: set[int] = set()
        for row in rows:
            cost, need = _cost(quota, to_posted(row)), Need(row["need"])
            if need > goes or used + cost > quota.limit(need):
                found.add(row["id"])
            else:
                used += cost
        return found

    async def _charge(
        self, quota: Quota, taken: Sequence[Posted], moment: datetime
    ) -> None:
        month = quota.month_of(moment)
        was = await self._used(quota, month)
        costs = [_cost(quota, posted) for posted in taken]
        used = was + sum(costs)
        if used > quota.most:  # they are not where they were when it was asked
            raise MovedMeanwhile("month", f"{quota.channel}:{month}")
        still = months_spent.c.used == was
        raised = (
            update(months_spent).where(*of_month(quota, month), still).values(used=used)
        )
        await self._change_one(raised, "month", f"{quota.channel}:{month}")
        await self._do_many(
            _COST,
            [
                {"by": posted.id, "at": posted.attempt, "paid": cost, "in": month}
                for posted, cost in zip(taken, costs, strict=True)
            ],
        )
        await Months(self._connection).narrow(quota, used, moment)

    async def _used(self, quota: Quota, month: str) -> int:
        """The row is there from now on."""
        key = {"channel": quota.channel, "bot": quota.bot, "month": month}
        new = insert(months_spent).values(**key, used=0, told=0)
        await self._do(new.on_conflict_do_nothing())
        used: int = await self._one(
            select(months_spent.c.used).where(*of_month(quota, month))
        )
        return used


def _cost(quota: Quota, posted: Posted) -> int:
    return quota.cost(posted.letter, posted.resends > 0)


_COST = (
    update(attempts)
    .where(attempts.c.letter == bindparam("by"), attempts.c.n == bindparam("at"))
    .values(cost=bindparam("paid"), month=bindparam("in"))
)
