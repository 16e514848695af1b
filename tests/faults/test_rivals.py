"""Two processes on one PostgreSQL, killed while Telegram fails."""

import asyncio
from pathlib import Path

import pytest

from tests.faults.nursery import Child, Nursery
from tests.faults.rivalry import a_rivalry, never_both
from tests.faults.shares import chance, note, share
from tests.faults.town import ZALO, Town
from tests.postgresql import Cluster

pytestmark = pytest.mark.slow

MIXED = (
    *("429", "500-before", "500-after", "502-before", "502-after", "reset-before"),
    *("reset-after", "cut-before", "cut-after", "slow-after", "slow-before"),
    *("garbage-before", "garbage-after", "empty-after"),
)
OF_ZALO = (
    *("403", "408-before", "408-after", "502-before", "502-after", "504-after"),
    *("reset-before", "reset-after", "cut-before", "cut-after", "slow-after"),
    *("slow-before", "garbage-before", "garbage-after", "empty-after"),
)


async def test_two_processes_that_are_killed_never_both_lead_and_lose_nothing(
    nursery: Nursery, cluster: Cluster, tmp_path: Path
) -> None:
    count, letters = share(60, 4), share(2500, 200)
    with cluster.database() as url:
        town = await a_rivalry(nursery, tmp_path, url)
        town.street.fault(
            *MIXED, methods=["sendMessage"], share=0.16, retry_after=1, seconds=1.0
        )
        every = await killed_in_turn(town, count, letters)
        terms = never_both(every)
        verdict = await town.judge()
    note(f"two processes: {count} kills, 16 % faults, {terms} terms, {verdict}")
    assert verdict.faults == {}, tmp_path
    assert verdict.planted == letters
    assert verdict.failed == []
    assert verdict.labelled == [], tmp_path
    assert terms >= 2
    town.street.child.kill()


async def test_on_zalo_two_processes_lose_nothing_and_say_what_is_a_copy(
    nursery: Nursery, cluster: Cluster, tmp_path: Path
) -> None:
    count, letters = share(60, 4), share(2500, 200)
    with cluster.database() as url:
        town = await a_rivalry(nursery, tmp_path, url, ZALO)
        town.street.fault(*OF_ZALO, methods=["sendMessage"], share=0.16, seconds=1.0)
        every = await killed_in_turn(town, count, letters)
        terms = never_both(every)
        verdict = await town.judge()
    note(f"zalo, two processes: {count} kills, 16 % faults, {terms} terms, {verdict}")
    assert verdict.faults == {}, tmp_path
    assert verdict.planted == letters
    # Nobody can look: a letter that was in doubt twice has failed, and is told.
    assert verdict.hasty == [], tmp_path
    assert terms >= 2
    town.street.child.kill()


async def killed_in_turn(town: Town, count: int, letters: int) -> list[Child]:
    """Now one, now the other, while letters come in. All that ever lived."""
    draw = chance("rivals")
    alive = [town.service(), town.service()]
    every = list(alive)
    for number in range(count):
        wanted = letters * (number + 2) // (count + 1)
        await town.plant(wanted - town.planted)
        await asyncio.sleep(draw.uniform(0.7, 1.6))
        which = draw.randrange(2)
        alive[which].kill()
        alive[which] = town.service()
        every.append(alive[which])
    await town.plant(letters - town.planted)
    await town.until_quiet(120)
    town.stop(*alive)
    return every
