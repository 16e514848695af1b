"""Dead at a named point of sending on Zalo: whoever comes next finishes it."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from tests.faults.nursery import Nursery
from tests.faults.shares import FULL, SEED, chance, note
from tests.faults.town import Town, a_town, both_streets

pytestmark = pytest.mark.slow

POINTS = tuple(
    f"{place}{side}"
    for place in ("send", "copy", "jobs.deliver._commit", "jobs.resolve._write")
    for side in "><"
)
#: Each of them before and after some have passed it; and between a letter and the next.
EACH = [(point, nth) for point in (*POINTS, "part<") for nth in (1, 3)]
LETTERS = 24


async def test_wherever_it_dies_nothing_is_lost_and_copies_say_so(
    nursery: Nursery, place: Path | str, tmp_path: Path
) -> None:
    chosen = EACH if FULL else chance("zalo points").sample(EACH, 4)
    _, street = both_streets(nursery, tmp_path, people=6, groups=2, seed=SEED)
    town = a_town(nursery, tmp_path, str(place), street)
    if not isinstance(place, Path):
        town.life = replace(town.life, ttl=1.0, letter_lease=2.0)
    await town.link(street.chats)
    for point, nth in chosen:
        await dies_at(town, point, nth)
    verdict = await town.judge()
    note(f"zalo, crash points, {type(place).__name__}: {len(chosen)} deaths, {verdict}")
    assert verdict.faults == {}, tmp_path
    assert verdict.hasty == [], tmp_path
    assert verdict.planted == LETTERS * len(chosen)
    street.child.kill()


async def dies_at(town: Town, point: str, nth: int) -> None:
    """Some of the answers are lost: there is something to settle and to copy."""
    fault = town.street.fault("408-before", methods=["sendMessage"], times=4)
    await town.plant(LETTERS)
    service = town.service(point=point, nth=nth)
    status = await asyncio.to_thread(service.wait)
    assert status == -9, (point, nth, service.words()[-2000:])
    town.street.post("calm", fault=fault)
    service = town.service()
    await town.until_quiet()
    town.stop(service)
