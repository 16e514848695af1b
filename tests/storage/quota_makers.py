"""A town on a messenger that counts, and what its month has come to."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from programme.letters import Posted
from programme.quota import Quota
from programme.reminders import Kind, agency
from programme.rules import OFFICE_ZONE
from storage import Store
from storage.tables.month import months_spent
from storage.tables.post import attempts
from tests.storage.makers import NOON, a_letter

LEASE = timedelta(minutes=1)
#: The last evening of July where the office is, and the first minute of August.
JULY = datetime(2020, 7, 31, 16, 59, tzinfo=UTC)
AUGUST = datetime(2020, 7, 31, 17, 0, tzinfo=UTC)


def a_quota(most: int = 10, **more: Any) -> Quota:
    return Quota(channel="zalo", bot="7", most=most, zone=OFFICE_ZONE, **more)


async def linked(store: Store, address: str, name: str, channel: str = "zalo") -> None:
    async with store.begin() as unit:
        to = agency(name)
        here = (channel, address, f"Nhóm {address}", to.role, to.agency)
        await unit.chats.add(*here, "linked", NOON)  # type: ignore[arg-type] # as stored


async def posted(store: Store, key: str, name: str, **said: Any) -> None:
    letter = a_letter(key, **{"to": agency(name), "kind": Kind.MEETING, **said})
    async with store.begin() as unit:
        await unit.outbox.post(letter, now=NOON)


async def taken(
    store: Store, now: datetime = NOON, worker: str = "w", limit: int = 64
) -> list[Posted]:
    async with store.begin() as unit:
        return await unit.outbox.take(
            await unit.outbox.heads(now, limit),
            worker=worker,
            now=now,
            lease_until=now + LEASE,
            occasion_now=now,
        )


async def used(store: Store, month: str = "2020-07") -> int:
    async with store._reader.connect() as connection:
        count = select(months_spent.c.used).where(months_spent.c.month == month)
        return await connection.scalar(count) or 0


async def paid(store: Store, month: str = "2020-07") -> int:
    """What the attempts say they cost, put together."""
    async with store._reader.connect() as connection:
        cost = select(func.sum(attempts.c.cost)).where(attempts.c.month == month)
        return await connection.scalar(cost) or 0


async def a_town(store: Store) -> Store:
    """Twenty agencies, each in a chat of its own on the messenger that counts."""
    for number in range(20):
        await linked(store, f"z{number}", f"Sở {number}")
    return store
