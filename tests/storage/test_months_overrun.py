"""Never overrun by one message, whoever dies, takes over or doubts."""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programme.letters import Posted
from storage import MovedMeanwhile, Store
from tests.postgresql import Cluster, a_store
from tests.storage.makers import NOON
from tests.storage.quota_makers import (
    LEASE,
    a_quota,
    linked,
    paid,
    posted,
    taken,
    used,
)


@dataclass
class Story:
    """What two processes do on one database, and what the messenger really got."""

    stores: tuple[Store, Store]
    most: int
    arrived: int = 0
    hand: dict[int, list[Posted]] = field(default_factory=lambda: {0: [], 1: []})
    now: datetime = NOON
    letters: int = 0

    async def step(self, who: int, what: str, dice: random.Random) -> None:
        self.now += timedelta(seconds=20)
        store = self.stores[who]
        match what:
            case "post":
                await self.post(store, dice)
            case "take":
                self.hand[who] += await taken(store, self.now, str(who))
            case "die-before-commit":
                await self.die_before_commit(store, who)
            case "die":
                self.arrived += sum(dice.random() < 0.5 for _ in self.hand[who])
                self.hand[who] = []
            case "take-over":
                own = [one.id for one in self.hand[who]]
                async with store.begin() as unit:
                    await unit.outbox.recover(self.now, worker=str(who), but=own)
            case "settle":
                await self.settle(store)
            case _:
                await self.ends(store, who, what, dice)

    async def post(self, store: Store, dice: random.Random) -> None:
        for _ in range(dice.randint(1, 4)):
            self.letters += 1
            await posted(store, f"k{self.letters}", f"Sở {dice.randrange(20)}")

    async def die_before_commit(self, store: Store, who: int) -> None:
        with contextlib.suppress(InterruptedError):
            async with store.begin() as unit:
                await unit.outbox.take(
                    await unit.outbox.heads(self.now, 64),
                    worker=str(who),
                    now=self.now,
                    lease_until=self.now + LEASE,
                    occasion_now=self.now,
                )
                raise InterruptedError

    async def settle(self, store: Store) -> None:
        async with store.begin() as unit:
            for one in await unit.outbox.unsettled(self.now, timedelta(0)):
                await unit.outbox.settle(one.posted, self.now)

    async def ends(
        self, store: Store, who: int, what: str, dice: random.Random
    ) -> None:
        if not self.hand[who]:
            return
        one = self.hand[who].pop(dice.randrange(len(self.hand[who])))
        self.arrived += what in {"sent", "unsure-there"}
        with contextlib.suppress(MovedMeanwhile):
            async with store.begin() as unit:
                box, now = unit.outbox, self.now
                match what:
                    case "sent":
                        await box.sent(one, f"m{one.id}.{one.attempt}", now)
                    case "later":
                        await box.try_later(one, "502", now, now)
                    case "not-called":
                        await box.take_back(one, "lease", now)
                    case _:
                        await box.unsure(one, "timed out", now)


STEPS = (
    *("post", "take", "take", "sent", "sent", "later", "not-called"),
    *("unsure-there", "unsure-not-there", "die", "die-before-commit"),
    *("take-over", "settle"),
)


@given(seed=st.integers(min_value=0, max_value=10**9), most=st.integers(0, 12))
@settings(max_examples=15)
def test_whoever_dies_or_takes_over_the_month_is_never_overrun(
    seed: int, most: int, fresh: "Fresh"
) -> None:
    asyncio.run(_live(fresh, seed, most))


async def _live(fresh: "Fresh", seed: int, most: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - a story, no secret
    async with fresh.two() as stores:
        quota = {"zalo": a_quota(most)}
        for store in stores:
            store.quotas = quota
        for number in range(20):
            await linked(stores[0], f"z{number}", f"Sở {number}")
        story = Story(stores, most)
        for _ in range(40):
            await story.step(dice.randrange(2), dice.choice(STEPS), dice)
            spent = await used(stores[0])
            assert story.arrived <= spent <= most
            assert spent == await paid(stores[0])


class Fresh:
    """Databases to play a story on, one after the other, each for two processes."""

    def __init__(self, request: pytest.FixtureRequest, folder: Path) -> None:
        self.empty: Path = request.getfixturevalue("empty_file")
        self.folder, self.count = folder, 0
        is_server = request.param == "postgresql"
        self.cluster: Cluster | None = (
            request.getfixturevalue("cluster") if is_server else None
        )

    @contextlib.asynccontextmanager
    async def two(self) -> AsyncIterator[tuple[Store, Store]]:
        self.count += 1
        if self.cluster is None:  # there the second comes when the first is gone
            path = self.folder / f"{self.count}.db"
            path.write_bytes(self.empty.read_bytes())
            one = await Store.open(path)
            yield one, one
            await one.close()
            return
        with self.cluster.database() as url:
            async with a_store(url) as one, a_store(url) as other:
                yield one, other


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def fresh(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Fresh:
    return Fresh(request, tmp_path_factory.mktemp("stories"))


async def test_two_that_send_at_once_on_one_database_do_not_overrun_it(
    cluster: Cluster,
) -> None:
    with cluster.database() as url:
        async with a_store(url) as one, a_store(url) as other:
            for store in (one, other):
                store.quotas = {"zalo": a_quota(37)}
            for number in range(60):
                await linked(one, f"z{number}", f"Sở {number}")
                await posted(one, f"k{number}", f"Sở {number}")
            called: list[int] = []

            async def send(store: Store, worker: str) -> None:
                for _ in range(40):
                    try:
                        went = await taken(store, worker=worker, limit=3)
                    except MovedMeanwhile:
                        continue
                    called.extend(posted.id for posted in went)
                    await asyncio.sleep(0)

            await asyncio.gather(send(one, "a"), send(other, "b"))

            assert len(called) == len(set(called)) == 37
            assert await used(one) == 37
