"""Alarms: what is out of order, from when it was found until it is over."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete, select, update

from storage.dialect import insert
from storage.shelf import Shelf
from storage.tables.house import alarms


class Alarms(Shelf):
    async def all(self) -> Mapping[str, datetime | None]:
        """Every cause, and when the office was told of it."""
        rows = await self._rows(select(alarms).order_by(alarms.c.since))
        return {row["cause"]: row["told_at"] for row in rows}

    async def found(self, causes: Collection[str], at: datetime) -> None:
        for cause in causes:
            await self._do(
                insert(alarms).values(cause=cause, since=at).on_conflict_do_nothing()
            )

    async def told(self, causes: Collection[str], at: datetime) -> None:
        await self._do(
            update(alarms).where(alarms.c.cause.in_(list(causes))).values(told_at=at)
        )

    async def over(self, causes: Collection[str]) -> None:
        await self._do(delete(alarms).where(alarms.c.cause.in_(list(causes))))
