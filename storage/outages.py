"""When a channel could not be heard, and who has been told of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from programme.reminders import Addressee
from storage.rows import to_value
from storage.shelf import Shelf
from storage.tables.post import outages, outages_told


@dataclass(frozen=True, kw_only=True)
class Outage:
    """By the office's clock."""

    id: int
    channel: str
    since: datetime
    until: datetime


class Outages(Shelf):
    async def add(self, channel: str, since: datetime, until: datetime) -> None:
        await self._do(
            insert(outages).values(channel=channel, since=since, until=until)
        )

    async def after(self, moment: datetime) -> list[Outage]:
        """Those that ended after that moment, in order."""
        wanted = select(outages).where(outages.c.until > moment)
        rows = await self._rows(wanted.order_by(outages.c.until, outages.c.id))
        return [to_value(Outage, row) for row in rows]

    async def clear_out(self, before: datetime, *, most: int) -> int:
        """So many that ended before that are forgotten, with who was told; how many."""
        some = select(outages.c.id).where(outages.c.until < before)
        rows = await self._rows(some.order_by(outages.c.id).limit(most))
        old = [row["id"] for row in rows]
        await self._do(delete(outages_told).where(outages_told.c.outage.in_(old)))
        return await self._do(delete(outages).where(outages.c.id.in_(old)))

    async def told(self, some: Iterable[Outage]) -> set[tuple[int, Addressee]]:
        """Who was told of which."""
        numbers = [one.id for one in some]
        rows = await self._rows(
            select(outages_told).where(outages_told.c.outage.in_(numbers))
        )
        return {
            (row["outage"], Addressee(role=row["role"], agency=row["agency"] or None))
            for row in rows
        }

    async def tell(self, told: Collection[tuple[int, Addressee]]) -> None:
        rows = [
            {"outage": number, "role": to.role, "agency": to.agency or ""}
            for number, to in told
        ]
        await self._do_many(insert(outages_told), rows)
