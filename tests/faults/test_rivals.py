"""Two processes on one PostgreSQL, killed and frozen while Telegram fails."""

import asyncio
import signal
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from tests.faults.nursery import Child, Nursery
from tests.faults.shares import SEED, chance, note, share
from tests.faults.town import Town, a_street, a_town
from tests.postgresql import Cluster

pytestmark = pytest.mark.slow

#: Seconds. Shorter than in the field, in the same proportions.
LEASE = 2.0
MIXED = (
    *("429", "500-before", "500-after", "502-before", "502-after", "reset-before"),
    *("reset-after", "cut-before", "cut-after", "slow-after", "slow-before"),
    *("garbage-before", "garbage-after", "empty-after"),
)


def never_both(children: list[Child]) -> int:
    """Terms follow one another: none begins before the last has ended. How many."""
    spans: dict[int, tuple[float, float, str]] = {}
    for child in children:
        for line in child.words().split("\n")[:-1]:
            match line.split():
                case ["leads", moment, term]:
                    at, name = float(moment), child.said.name
                    begin, _, whose = spans.get(int(term), (at, at, name))
                    assert whose == name, f"two led in term {term}"
                    spans[int(term)] = (begin, at, name)
    in_order = [spans[term] for term in sorted(spans)]
    assert all(a[1] < b[0] for a, b in pairwise(in_order)), in_order
    return len(in_order)


async def a_rivalry(nursery: Nursery, folder: Path, url: str) -> Town:
    street = a_street(nursery, folder, "--groups", "12", seed=SEED)
    town = a_town(nursery, folder, url, street)
    town.life = replace(town.life, ttl=LEASE, letter_lease=3.0)
    await town.link(street.chats)
    return town


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


async def test_a_process_that_was_frozen_past_its_lease_overwrites_nothing(
    nursery: Nursery, cluster: Cluster, tmp_path: Path
) -> None:
    freezes, letters = share(20, 2), share(1500, 150)
    draw = chance("freezes")
    with cluster.database() as url:
        town = await a_rivalry(nursery, tmp_path, url)
        alive = [town.service(), town.service()]
        for number in range(freezes):
            wanted = letters * (number + 1) // freezes
            leader = await who_leads(alive)
            await town.plant(wanted - town.planted)
            await asyncio.sleep(draw.uniform(0.0, 0.3))
            leader.send(signal.SIGSTOP)
            await asyncio.sleep(LEASE * 1.5 + draw.uniform(0.0, 1.0))
            leader.send(signal.SIGCONT)
        await town.until_quiet(120)
        town.stop(*alive)
        terms = never_both(alive)
        verdict = await town.judge()
    note(f"frozen past the lease: {freezes} freezes, {terms} terms, {verdict}")
    assert verdict.faults == {}, tmp_path
    assert verdict.planted == letters
    assert len(verdict.labelled) <= freezes, tmp_path
    town.street.child.kill()


async def who_leads(alive: list[Child]) -> Child:
    """Whoever has just said so."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        now = time.clock_gettime(time.CLOCK_BOOTTIME)
        for child in alive:
            said = [x for x in child.words().split("\n")[:-1] if x.startswith("leads")]
            if said and now - float(said[-1].split()[1]) < 0.2:
                return child
        await asyncio.sleep(0.02)
    raise AssertionError("nobody leads")
