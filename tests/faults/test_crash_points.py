"""Whoever dies at any named point: the morning comes to what it would have come to."""

import os
import shutil
from pathlib import Path

import pytest

from tests.faults.mornings import CHATS, Record, a_morning, furnish
from tests.faults.nursery import Nursery
from tests.faults.shares import FULL, chance, note
from tests.faults.town import Town, a_street, a_town

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


async def a_life(
    nursery: Nursery, folder: Path, place: str, **life: str | int
) -> tuple[Record, int, Town]:
    folder.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240 - nobody waits
    street = a_street(nursery, folder, *CHATS)
    town = a_town(nursery, folder, place, street)
    record, deaths = await a_morning(town, **life)
    verdict = await town.judge()
    street.child.kill()
    assert verdict.faults == {}, folder
    assert verdict.labelled == [], folder
    assert verdict.failed == [], folder
    return record, deaths, town


async def a_house(nursery: Nursery, folder: Path) -> Path:
    """Furnished once; each death gets a copy. The street is always the same."""
    street = a_street(nursery, folder, *CHATS)
    path = folder / "furnished.db"
    await furnish(path, street)
    street.child.kill()
    return path


def chosen() -> list[tuple[str, int]]:
    """All of them, and what is passed often at a later pass, too; else some, or those
    that are asked for (FAULTS_POINTS="send> send<")."""
    if asked := os.environ.get("FAULTS_POINTS"):
        return [(point, 1) for point in asked.split()]
    if FULL:
        often = [p for p in POINTS if p.startswith(("send", "jobs.deliver._commit"))]
        return [(p, 1) for p in POINTS] + [(p, 3) for p in often]
    return [(p, 1) for p in chance("points").sample(POINTS, 6)]


async def test_a_morning_passes_every_point_and_ends_the_same_wherever_it_dies(
    nursery: Nursery, tmp_path: Path
) -> None:
    house = await a_house(nursery, tmp_path)
    hits = tmp_path / "hits"
    shutil.copy(house, tmp_path / "whole.db")
    whole, deaths, _ = await a_life(
        nursery, tmp_path / "whole", str(tmp_path / "whole.db"), hits=str(hits)
    )
    assert deaths == 0
    assert len(POINTS) >= 24
    passed = set(hits.read_text().split())
    assert set(POINTS) - passed == set()

    for point, nth in chosen():
        name = f"{point[:-1]}-{'before' if point[-1] == '>' else 'after'}-{nth}"
        path = tmp_path / f"{name}.db"
        shutil.copy(house, path)
        record, deaths, _ = await a_life(
            nursery, tmp_path / name, str(path), point=point, nth=nth
        )
        assert deaths == 1, f"{name}: it did not die"
        assert record == whole, name
    note(f"crash points: {len(chosen())} deaths at {len(POINTS)} points, all the same")
