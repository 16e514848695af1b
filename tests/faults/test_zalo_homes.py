"""Who has a chat on Zalo and one on Telegram: one letter is said once, where it can."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from nhacviec.clocks import WallClock
from programme.rules import OFFICE_ZONE
from storage import Store
from tests.faults.nursery import Nursery
from tests.faults.oracle import letters_of, number_in, said_in
from tests.faults.shares import SEED, chance, note, share
from tests.faults.town import (
    Town,
    a_file,
    a_town_on_both,
    both_streets,
)

pytestmark = pytest.mark.slow

_SEND = ["sendMessage"]
#: Of which nobody knows what came.
DOUBTS = ("408-before", "408-after", "reset-after", "502-before", "garbage-after")


async def a_town_of(
    nursery: Nursery, folder: Path, empty: Path, *, only_here: int = 0
) -> Town:
    """The office and five agencies on both; three of their Zalo chats are groups."""
    telegram, zalo = both_streets(
        nursery, folder, "--groups", "6", people=3 + only_here, groups=3, seed=SEED
    )
    zalo.chats = (
        zalo.chats[:3] + zalo.chats[3 + only_here :] + zalo.chats[3:][:only_here]
    )
    town = a_town_on_both(nursery, folder, a_file(empty, folder), zalo, telegram)
    await town.link_both(5, only_here=only_here)
    return town


def said_on(street: Any) -> dict[int, list[str]]:
    """Of each planted letter, the chats in which it stands there."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for text, entries in said_in(street.log()).items():
        if text.startswith("Thư "):
            found[number_in(text)] += [str(entry["chat"]) for entry in entries]
    return dict(found)


async def test_what_a_chat_on_zalo_takes_no_more_is_said_on_telegram_once(
    nursery: Nursery, empty_file: Path, tmp_path: Path
) -> None:
    town = await a_town_of(nursery, tmp_path, empty_file)
    assert town.also is not None
    gone = town.street.chats[3:]
    service = town.service()
    await town.plant(20)
    await town.until_quiet()
    for chat in gone:
        town.street.post("bots", chat=chat, move="kick")
    await town.plant(20)
    await town.until_quiet()
    town.stop(service)

    verdict = await town.judge()
    assert verdict.faults == {}, tmp_path
    assert verdict.failed == []
    assert verdict.labelled == []
    here, there = said_on(town.street), said_on(town.also)
    assert set(here) | set(there) == set(range(40))
    assert set(here) & set(there) == set()
    assert set(there) == {n for n in range(20, 40) if n % 5 >= 2}
    # Of each chat the office is told once.
    rows = await town.with_store(letters_of)
    told = [row["key"] for row in rows if row["key"].startswith("gone:")]
    assert len(told) == len({key.split(":")[1] for key in told}) == 3
    town.street.child.kill()


async def test_chats_that_go_while_zalo_fails_and_the_service_dies_lose_nothing(
    nursery: Nursery, empty_file: Path, tmp_path: Path
) -> None:
    """What is in doubt is settled where it was said; its copy says that it is one,
    wherever it has to go."""
    town = await a_town_of(nursery, tmp_path, empty_file)
    town.street.fault(*DOUBTS, share=0.16, methods=_SEND)
    kills, going = share(16, 4), list(town.street.chats[3:])

    def goes(number: int) -> None:
        if number % (kills // 4) == 1 and going:
            town.street.post("bots", chat=going.pop(), move="kick")

    await lived_and_died(town, kills, share(900, 120), goes)
    verdict = await town.judge()
    note(f"zalo, chats that go: {kills} kills, 16 % doubts, {verdict}")
    assert verdict.faults == {}, tmp_path
    assert verdict.hasty == [], tmp_path
    town.street.child.kill()


async def lived_and_died(
    town: Town, kills: int, letters: int, meanwhile: Callable[[int], object]
) -> None:
    """Letters come in while one service after another is killed; the last lives on."""
    draw = chance("homes")
    for number in range(kills):
        await town.plant(letters // kills)
        service = town.service()
        meanwhile(number)
        await asyncio.sleep(draw.uniform(0.3, 1.0))
        service.kill()
    service = town.service()
    await town.until_quiet(120)
    town.stop(service)


async def test_an_outage_of_zalo_keeps_no_letter_from_being_said_once(
    nursery: Nursery, empty_file: Path, tmp_path: Path
) -> None:
    town = await a_town_of(nursery, tmp_path, empty_file)
    town.street.post("outage", kind="refused", seconds=share(8, 4))
    service = town.service()
    await town.plant(50)
    await town.until_quiet()
    town.stop(service)
    verdict = await town.judge()
    assert verdict.faults == {}, tmp_path
    assert verdict.failed == []
    assert verdict.labelled == []
    town.street.child.kill()


async def test_who_is_written_to_in_every_chat_has_each_letter_once_in_each(
    nursery: Nursery, empty_file: Path, tmp_path: Path
) -> None:
    town = await a_town_of(nursery, tmp_path, empty_file)
    assert town.also is not None
    await town.with_store(partial(every_chat, town.agencies[:3]))
    town.street.fault(*DOUBTS, share=0.1, methods=_SEND)
    kills = share(12, 4)
    await lived_and_died(town, kills, share(400, 80), lambda _: None)
    verdict = await town.judge()
    note(f"every chat: {kills} kills, 10 % doubts on Zalo, {verdict}")
    assert verdict.faults == {}, tmp_path
    assert verdict.hasty == [], tmp_path
    rows = await town.with_store(letters_of)
    planted = [row for row in rows if row["key"].startswith("planted:")]
    of_both = [number for number in range(town.planted) if number % 5 < 3]
    assert len(planted) == town.planted + len(of_both)
    there = said_on(town.also)
    for number in range(town.planted):
        chats = set(there.get(number, []))
        assert len(chats) == of_both.count(number), (number, tmp_path)
    town.street.child.kill()


async def every_chat(agencies: Sequence[str], store: Store) -> None:
    now = WallClock(OFFICE_ZONE).now()
    async with store.begin() as unit:
        for name in agencies:
            await unit.everywhere.begin(name, at=now, by="test")
