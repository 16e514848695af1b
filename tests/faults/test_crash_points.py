"""Whoever dies at any named point: the morning comes to what it would have come to."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest

from tests.faults.mornings import CHATS, Record, a_morning, furnish
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
        "jobs.waking.keep_true",
        "jobs.waking._some_new",
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

    async def furnish(self) -> None:
        street = a_street(self.nursery, self.folder, *CHATS)
        await furnish(self.place if self.cluster else Path(self.place), street)
        street.child.kill()

    async def live(self, name: str, **life: str | int) -> tuple[Record, int]:
        """A morning in a copy: what it came to, and how many died in it."""
        folder = self.folder / name
        folder.mkdir()
        street = a_street(self.nursery, folder, *CHATS)
        with self.copied(name) as place:
            town = a_town(self.nursery, folder, place, street)
            if self.cluster:
                town.life = replace(town.life, ttl=1.0, letter_lease=2.0)
            record, deaths = await a_morning(town, **life)
            verdict = await town.judge()
        street.child.kill()
        assert verdict.faults == {}, folder
        assert verdict.labelled == [], folder
        assert verdict.failed == [], folder
        return record, deaths


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
