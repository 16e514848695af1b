"""Two processes on one PostgreSQL: who leads, and that it is never both."""

import asyncio
import time
from collections.abc import Collection
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from tests.faults.nursery import Child, Nursery
from tests.faults.shares import SEED
from tests.faults.town import TELEGRAM, ZALO, Town, a_street, a_town, both_streets

#: Seconds. Shorter than in the field, in the same proportions.
LEASE, OF_A_LETTER = 2.0, 3.0


async def a_rivalry(
    nursery: Nursery, folder: Path, url: str, on: str = TELEGRAM
) -> Town:
    if on == ZALO:
        _, street = both_streets(nursery, folder, people=9, groups=3, seed=SEED)
    else:
        street = a_street(nursery, folder, "--groups", "12", seed=SEED)
    town = a_town(nursery, folder, url, street)
    town.life = replace(town.life, ttl=LEASE, letter_lease=OF_A_LETTER)
    await town.link(street.chats)
    return town


def never_both(children: Collection[Child]) -> int:
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


async def who_leads(alive: Collection[Child]) -> Child:
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
