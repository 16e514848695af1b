"""Whoever dies at any named point: the morning comes to what it would have come to."""

import contextlib
import os
import shutil
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select

from storage import Store
from storage.tables.month import months_spent
from storage.tables.post import accepted, attempts
from tests.faults.furnished import NOW, furnish
from tests.faults.mornings import CHATS, Record, a_morning
from tests.faults.nights import a_night, leave_the_evening
from tests.faults.nursery import Nursery
from tests.faults.shares import FULL, chance, note
from tests.faults.town import a_street, a_town
from tests.postgresql import Cluster

pytestmark = pytest.mark.slow

#: `>`: about to commit, or to call; `<`: committed, or called.
POINTS = tuple(
    f"{name}{side}"
    for name in (
        "jobs.deliver.recover",
        "jobs.months.look_at_months",
        "jobs.digests.settle_digests",
        "jobs.deputies.end_deputies",
        "jobs.waking.keep_true",
        "jobs.waking._some_new",
        "jobs.rule_changes.ask_about_rules",
        "jobs.remind.carry_out",
        "jobs.escalate._begin",
        "jobs.escalate._tell",
        "jobs.deliver._commit",
        "jobs.resolve._write",
        "jobs.ingest.ingest",
        "jobs.attend._handle",
        "jobs.outages.heard",
        "send",
        "copy",
        "edit",
        "probe",
        "press",
        "updates",
    )
    for side in "><"
)


#: Of the night and of the day after it.
OF_NIGHTS = tuple(
    f"{name}{side}"
    for name in (
        "jobs.overnight.look_overnight",
        "jobs.overnight.make_room",
        "jobs.waking._some_new",
        "jobs.remind.carry_out",
        "jobs.escalate._tell",
        "jobs.deliver._commit",
        "jobs.attend._handle",
        "send",
        "edit",
        "press",
    )
    for side in "><"
)
#: What is played from its first moment to its last.
Hours = Callable[..., Awaitable[tuple[Record, int]]]

OFTEN = ("send", "jobs.deliver._commit")
#: Where another process may be alive still, somebody must look what has run out.
OF_SERVERS = ("jobs.deliver.reap>", "jobs.deliver.reap<")


@dataclass(kw_only=True)
class House:
    """A furnished office; each death gets a copy. The street is always the same."""

    nursery: Nursery
    folder: Path
    place: str
    cluster: Cluster | None = None

    @property
    def points(self) -> tuple[str, ...]:
        return POINTS + (OF_SERVERS if self.cluster else ())

    @contextlib.contextmanager
    def copied(self, name: str) -> Iterator[str]:
        if self.cluster is not None:
            with self.cluster.copy(self.place) as url:
                yield url
        else:
            path = self.folder / f"{name}.db"
            shutil.copy(self.place, path)
            yield str(path)

    @property
    def where(self) -> Path | str:
        return self.place if self.cluster else Path(self.place)

    async def furnish(self) -> None:
        street = a_street(self.nursery, self.folder, *CHATS)
        await furnish(self.where, street)
        await self._shut()
        street.child.kill()

    async def _shut(self) -> None:
        """Nothing got through for a while, yesterday: to be opened again."""
        store = await Store.open(self.where)
        async with store.begin() as unit:
            yesterday = NOW - timedelta(days=1)
            await unit.months.away("telegram", yesterday, yesterday)
        await store.close()

    async def live(
        self, name: str, hours: Hours = a_morning, **life: str | int
    ) -> tuple[Record, int]:
        """A morning in a copy: what it came to, and how many died in it."""
        folder = self.folder / name
        folder.mkdir()
        street = a_street(self.nursery, folder, *CHATS)
        with self.copied(name) as place:
            town = a_town(self.nursery, folder, place, street)
            if self.cluster:
                town.life = replace(town.life, ttl=1.0, letter_lease=2.0)
            record, deaths = await hours(town, **life)
            verdict = await town.judge()
            await _is_counted(place)
        street.child.kill()
        assert verdict.faults == {}, folder
        assert verdict.labelled == [], folder
        assert verdict.failed == [], folder
        return record, deaths


async def _is_counted(place: str) -> None:
    """What the month has come to is what the calls cost; all that arrived is in it."""
    is_server = place.startswith("postgresql")
    store = await Store.open(place if is_server else Path(place))
    async with store.read() as unit:
        shut = await unit.months.shut_channels()
    async with store._reader.connect() as connection:
        used = await connection.scalar(select(func.sum(months_spent.c.used)))
        paid = await connection.scalar(select(func.sum(attempts.c.cost)))
        is_said = accepted.c.attempt > 0
        arrived = await connection.scalar(
            select(func.count()).select_from(accepted).where(is_said)
        )
    await store.close()
    assert shut == {}
    assert used == paid
    assert (used or 0) >= (arrived or 0) > 0


@pytest.fixture(params=["sqlite", "postgresql"])
def house(
    request: pytest.FixtureRequest, nursery: Nursery, tmp_path: Path
) -> Iterator[House]:
    made = partial(House, nursery=nursery, folder=tmp_path)
    if request.param == "sqlite":
        yield made(place=str(tmp_path / "furnished.db"))
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    with cluster.database() as url:
        yield made(place=url, cluster=cluster)


def chosen(house: House) -> list[tuple[str, int]]:
    """All of them, and what is passed often at a later pass, too; else some, or those
    that are asked for (FAULTS_POINTS="send> jobs.ingest.ingest>:2")."""
    if asked := os.environ.get("FAULTS_POINTS"):
        wanted = [point.partition(":") for point in asked.split()]
        return [(point, int(nth or 1)) for point, _, nth in wanted]
    each = [(point, 1) for point in house.points]
    each += [(p, 3) for p in house.points if p.startswith(OFTEN)]
    # The first of these brings news of before; the second, what somebody says.
    each += [(p, 2) for p in house.points if p.startswith(("jobs.ingest", "updates"))]
    # A return, a press, its undoing, a request, its granting, a file, its return, the
    # reason, another file, its acceptance: each is the next pass.
    each += [(f"jobs.attend._handle{side}", n) for n in range(2, 12) for side in "><"]
    if FULL:
        return each
    some = chance("points").sample(each, 6)
    return some[4:] if house.cluster else some[:4]


async def test_a_morning_passes_every_point_and_ends_the_same_wherever_it_dies(
    house: House,
) -> None:
    await house.furnish()
    hits = house.folder / "hits"
    whole, deaths = await house.live("whole", hits=str(hits))
    assert deaths == 0
    assert len(POINTS) >= 24
    passed = set(hits.read_text().split())
    assert set(house.points) - passed == set()

    wanted = chosen(house)
    for point, nth in wanted:
        name = f"{point[:-1]}-{'before' if point[-1] == '>' else 'after'}-{nth}"
        record, deaths = await house.live(name, point=point, nth=nth)
        assert deaths == 1, f"{name}: it did not die"
        assert record == whole, name
    kind = "PostgreSQL" if house.cluster else "SQLite"
    note(
        f"crash points, {kind}: {len(wanted)} deaths, all {len(house.points)} points "
        "passed, every morning the same"
    )


def chosen_of_nights(house: House) -> list[tuple[str, int]]:
    """What is only passed there always; of the rest all, or some."""
    if os.environ.get("FAULTS_POINTS"):
        return chosen(house)
    own = [(point, 1) for point in OF_NIGHTS if "overnight" in point]
    each = [(point, 1) for point in OF_NIGHTS if (point, 1) not in own]
    # A return, two requests, a file, what is taken back, two presses.
    each += [(f"jobs.attend._handle{side}", n) for n in range(2, 8) for side in "><"]
    each += [(f"jobs.deliver._commit{side}", n) for n in (4, 9, 14) for side in "><"]
    if FULL:
        return own + each
    some = chance("nights").sample(each, 2)
    return [*own[house.cluster is not None :: 2], *some]


async def test_a_night_and_the_day_after_it_end_the_same_wherever_it_dies(
    house: House,
) -> None:
    await house.furnish()
    await leave_the_evening(house.where)
    hits = house.folder / "hits"
    whole, deaths = await house.live("whole", a_night, hits=str(hits))
    assert deaths == 0
    assert set(OF_NIGHTS) - set(hits.read_text().split()) == set()

    wanted = chosen_of_nights(house)
    for point, nth in wanted:
        name = f"{point[:-1]}-{'before' if point[-1] == '>' else 'after'}-{nth}"
        record, deaths = await house.live(name, a_night, point=point, nth=nth)
        assert deaths == 1, f"{name}: it did not die"
        assert record == whole, name
    kind = "PostgreSQL" if house.cluster else "SQLite"
    note(f"of the night, {kind}: {len(wanted)} deaths, every day after it the same")
