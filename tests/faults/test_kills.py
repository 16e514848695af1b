"""kill -9 at any moment: every letter is there once, and the house is soon at work."""

import asyncio
import contextlib
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.faults.nursery import Child, Nursery
from tests.faults.shares import SEED, chance, note, share
from tests.faults.town import Street, Town, a_street, a_town, both_streets

pytestmark = pytest.mark.slow

KILLS, LETTERS = share(60, 5), share(2500, 200)
#: Every letter once but for so many labelled ones where nothing can be asked.
SUPERGROUPS = ("--groups", "12")
BASIC = ("--basic-groups", "8")


async def kills(town: Town, count: int, letters: int, draw_from: str) -> float:
    """There is always something to send, and the service dies again and again, soon
    after its first letter. The longest time until it sends again."""
    draw = chance(draw_from)
    back = 0.0
    for number in range(count):
        wanted = letters * (number + 3) // (count + 2)
        await town.plant(wanted - town.planted)
        began = time.monotonic()
        service = town.service()
        with contextlib.suppress(TimeoutError):  # all is sent already
            await asyncio.to_thread(service.line_with, "sends", 8.0)
            back = max(back, time.monotonic() - began)
        await asyncio.sleep(draw.uniform(0.0, 0.2))
        service.kill()
    await town.plant(letters - town.planted)
    return back


def people(street: Street, count: int) -> list[int]:
    """Private chats: they share their numbers with one another and the basic groups."""
    return [street.post("person", name=f"Bà {n}")["id"] for n in range(count)]


async def settled(town: Town) -> Child:
    service = town.service()
    await town.until_quiet()
    return service


def a_street_of(nursery: Nursery, folder: Path, kind: str) -> Street:
    if kind == "zalo":
        return both_streets(nursery, folder, people=9, groups=3, seed=SEED)[1]
    wishes = SUPERGROUPS if kind == "supergroups" else BASIC
    street = a_street(nursery, folder, *wishes, seed=SEED)
    street.chats += people(street, 4 if kind == "basic groups" else 0)
    return street


@pytest.mark.parametrize("kind", ["supergroups", "basic groups", "zalo"])
async def test_whoever_is_killed_at_random_loses_nothing(
    nursery: Nursery, place: Path | str, tmp_path: Path, kind: str
) -> None:
    street = a_street_of(nursery, tmp_path, kind)
    town = a_town(nursery, tmp_path, str(place), street)
    if not isinstance(place, Path):
        town.life = replace(town.life, ttl=1.0, letter_lease=2.0)
    await town.link(street.chats)

    back = await kills(town, KILLS, LETTERS, f"kills {kind} {type(place).__name__}")
    town.stop(await settled(town))
    verdict = await town.judge()

    note(
        f"kills, {kind}, {type(place).__name__}: {KILLS} kills, {verdict}; "
        f"at work after {back:.1f} s at most"
    )
    assert verdict.faults == {}, tmp_path
    assert verdict.planted == LETTERS
    assert back <= 5
    if kind == "supergroups":
        assert verdict.labelled == [], tmp_path
        assert verdict.failed == []
    # Elsewhere a letter that two deaths in a row left in doubt has visibly failed, and
    # the office was told (`untold` is one of the faults): never before its one copy.
    assert verdict.hasty == []
    street.child.kill()
