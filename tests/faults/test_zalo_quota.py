"""The month's quota: not one message more, whoever dies, doubts or takes over.

Zalo's side counts by itself. A call that it refuses because the month is used up is one
that we should not have made.
"""

import asyncio
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from nhacviec.clocks import WallClock
from programme.letters import FINAL, LetterState
from programme.rules import OFFICE_ZONE
from storage import Store
from storage.letters import TOO_LATE
from storage.tables.month import months_spent
from tests.faults.nursery import Child, Nursery
from tests.faults.oracle import Row, Verdict, letters_of
from tests.faults.paid import paid_for
from tests.faults.patience import Patience
from tests.faults.rivalry import LEASE, OF_A_LETTER, never_both
from tests.faults.shares import SEED, chance, note, share
from tests.faults.test_rivals import OF_ZALO
from tests.faults.town import Town, a_file, a_town_on_both, both_streets
from tests.postgresql import Cluster

pytestmark = pytest.mark.slow

#: Agencies with a chat on both, and those with one on Zalo alone.
BOTH, ONLY = 5, 6
#: Of a call: nobody is in doubt but for having been killed.
_ALL_THE_TIME = 30.0
#: So long that it takes two messages.
LONG = "\n\n" + "\n\n".join(
    f"{n}. " + "đề nghị chuẩn bị hồ sơ. " * 8 for n in range(14)
)


async def a_town_of(
    nursery: Nursery, folder: Path, place: str, quota: int, *, theirs: int = 0
) -> Town:
    """`theirs`: what Zalo lets us say, if it is not what we think."""
    people = BOTH + ONLY + 1
    telegram, zalo = both_streets(
        nursery, folder, "--groups", "6", people=people, seed=SEED
    )
    zalo.post("zalo", messages=theirs or quota)
    town = a_town_on_both(nursery, folder, place, zalo, telegram)
    town.life = replace(town.life, quota=quota, grace=0.9)
    await town.link_both(BOTH, only_here=ONLY)
    return town


async def until_it_rests(
    town: Town, within: float = 60.0, *, dead: Child | None = None
) -> None:
    """Nothing waits but for another month, or it is `dead`. Until then some letter
    comes to its end within so many seconds.

    What may go and what is on its way are two looks: between them one letter may leave
    and another come to its end. So none does, as long as both last.
    """
    patience, rests, ended = Patience(within), 0, await town.ended()
    while rests < 2 and (dead is None or dead.is_alive()):
        before, is_stirred = ended, await stirs(town)
        ended = await town.ended()
        rests = 0 if is_stirred or ended != before else rests + 1
        assert not patience.is_over(ended), town.folder


async def stirs(town: Town) -> bool:
    await asyncio.sleep(0.3)  # whoever serves has looked at it meanwhile
    now = WallClock(OFFICE_ZONE).now()
    rows = await town.with_store(letters_of)
    may_go: bool = await town.with_store(partial(somebody_may_go, now))
    return may_go or any(
        row["state"] in {LetterState.SENDING, LetterState.UNKNOWN}
        or (row["next_try"] and now < row["next_try"] < now + timedelta(minutes=1))
        for row in rows
        if row["state"] not in FINAL
    )


async def somebody_may_go(now: datetime, store: Store) -> bool:
    async with store.read() as unit:
        return bool(await unit.outbox.heads(now, 1, now))


async def used(town: Town) -> int:
    async def ask(store: Store) -> int:
        async with store.read() as unit:
            return int(await unit.outbox._one(select(func.sum(months_spent.c.used))))

    return int(await town.with_store(ask))


def over(town: Town) -> list[Row]:
    """Calls that Zalo refused because the month was used up."""
    return [one for one in town.street.log()["entries"] if one["over"] == "quota"]


async def rested(town: Town, quota: int) -> Verdict:
    """All that may be said is said; the rest waits for those who have no other chat."""
    verdict = await town.judge()
    faults = {what: of for what, of in verdict.faults.items() if what != "open"}
    assert faults == {}, town.folder
    rows = await town.with_store(letters_of)
    planted = [row for row in rows if row["key"].startswith("planted:")]
    waiting = [row for row in planted if row["state"] == LetterState.PLANNED]
    # What is in doubt is settled where it was said: its copy waits there, too, also
    # of what the office is told.
    copies = {row["key"] for row in rows if row["resends"]}
    moves = {row["to_agency"] for row in waiting if row["resends"] == 0}
    assert moves <= set(town.agencies[BOTH:]), town.folder
    assert waiting, town.folder
    assert set(verdict.open) <= {row["key"] for row in waiting} | copies
    assert over(town) == [], town.folder
    assert town.street.counted() <= await used(town) <= quota
    marks = told(rows)
    assert set(marks.values()) == {1}, town.folder
    assert "100" in marks
    return verdict


def told(rows: list[Row]) -> Mapping[str, int]:
    """How often the office is told of each mark."""
    keys = [row["key"] for row in rows if row["key"].startswith("month:zalo:")]
    return Counter(key.rpartition(":")[2] for key in keys)


async def test_exactly_as_many_go_as_the_month_has(
    nursery: Nursery, empty_file: Path, tmp_path: Path
) -> None:
    quota = 65  # the last round has room for some of those who wait
    place = a_file(empty_file, tmp_path)
    town = await a_town_of(nursery, tmp_path, place, quota)
    await town.plant(132)
    service = town.service()
    await until_it_rests(town)
    town.stop(service)
    verdict = await rested(town, quota)
    assert town.street.counted() == quota
    assert verdict.failed == []
    assert verdict.labelled == []
    town.street.child.kill()


async def test_a_letter_of_two_messages_counts_as_two_wherever_the_service_dies(
    nursery: Nursery, empty_file: Path, tmp_path: Path
) -> None:
    """Killed between its parts, again and again: it counts too many, never too few;
    and too many by just what the killed had in hand and had not said."""
    quota = 75
    place = a_file(empty_file, tmp_path)
    town = await a_town_of(nursery, tmp_path, place, quota)
    town.life = replace(town.life, read_timeout=_ALL_THE_TIME)
    await town.plant(66, more=LONG)
    killed: dict[int, int] = {}  # by process: how many parts were surely said
    for nth in range(1, 8):
        service = town.service(point="part<", nth=nth)
        await asyncio.to_thread(service.line_with, "here")
        await until_it_rests(town, dead=service)  # the month may end before that
        killed[service.pid] = 0 if service.is_alive() else nth
        service.kill()
    service = town.service()
    await until_it_rests(town)
    town.stop(service)
    assert over(town) == [], tmp_path
    assert quota - 1 <= await used(town) <= quota  # one is too few for any of them
    await just_what_was_in_hand_is_missing(town, killed)
    town.street.child.kill()


async def just_what_was_in_hand_is_missing(
    town: Town, killed: Mapping[int, int]
) -> None:
    """Held against every try that was paid for, and every message that arrived."""
    log, ours, counted = town.street.log(), await used(town), town.street.counted()
    paid = await town.with_store(lambda store: paid_for(store, log))
    cut = [one for one in paid if one.outcome == "interrupted"]
    whole = [one for one in paid if one.outcome == "sent"]
    assert len(cut) + len(whole) == len(paid), town.folder  # nothing else happened
    assert all(one.is_whole for one in whole), town.folder
    assert all(one.arrived <= one.cost for one in cut), town.folder
    assert sum(one.cost for one in paid) == ours, town.folder
    missing = sum(one.cost - one.arrived for one in cut)
    assert ours - counted == missing, town.folder
    # One letter a chat is on its way when a process is killed, and none otherwise.
    assert {one.pid for one in cut} <= killed.keys(), town.folder
    in_hand = Counter((one.pid, one.chat) for one in cut)
    assert set(in_hand.values()) == {1}, town.folder
    for pid, said in killed.items():
        arrived = sum(one.arrived for one in paid if one.pid == pid)
        assert arrived >= said, town.folder
    # A process is charged two for each chat, and as much as it has said to the end:
    # two of them cannot use the month up, so the third comes to its third part.
    assert sum(said > 0 for said in killed.values()) >= 3, town.folder
    assert counted >= sum(killed.values()), town.folder
    note(
        f"zalo's quota, letters of two messages: {len(killed)} kills, we count {ours}, "
        f"Zalo {counted}; {len(whole)} said, {len(cut)} cut, {missing} not said"
    )


async def test_two_processes_that_are_killed_overrun_it_by_not_one_message(
    nursery: Nursery, cluster: Cluster, tmp_path: Path
) -> None:
    kills, letters, quota = share(60, 5), share(2500, 264), share(900, 80)
    with cluster.database() as url:
        town = await a_town_of(nursery, tmp_path, url, quota)
        town.life = replace(town.life, ttl=LEASE, letter_lease=OF_A_LETTER)
        town.street.fault(*OF_ZALO, methods=["sendMessage"], share=0.16, seconds=1.0)
        every = await killed_while_it_lasts(town, kills, letters)
        terms = never_both(every)
        verdict = await rested(town, quota)
        counted, ours = town.street.counted(), await used(town)
    note(
        f"zalo's quota of {quota}: {kills} kills, 16 % faults, {terms} terms, Zalo "
        f"counted {counted}, we {ours}, {len(over(town))} over; {verdict}"
    )
    assert verdict.hasty == [], tmp_path
    town.street.child.kill()


async def killed_while_it_lasts(town: Town, kills: int, letters: int) -> list[Any]:
    draw = chance("quota")
    alive = [town.service(), town.service()]
    every = list(alive)
    for number in range(kills):
        await town.plant(letters * (number + 1) // kills - town.planted)
        await asyncio.sleep(draw.uniform(0.7, 1.6))
        which = draw.randrange(2)
        alive[which].kill()
        alive[which] = town.service()
        every.append(alive[which])
    await until_it_rests(town, 120)
    town.stop(*alive)
    return every


async def test_who_is_told_sooner_than_he_thought_finds_other_chats_at_once(
    nursery: Nursery, empty_file: Path, tmp_path: Path
) -> None:
    """Somebody else has used the bot: Zalo says so, before our count does."""
    place = a_file(empty_file, tmp_path)
    town = await a_town_of(nursery, tmp_path, place, 3000, theirs=30)
    await town.plant(132)
    service = town.service()
    await until_it_rests(town)
    service.kill()
    service = town.service()
    await asyncio.sleep(2.0)
    town.stop(service)
    verdict = await town.judge()
    faults = {what: of for what, of in verdict.faults.items() if what != "open"}
    assert faults == {}, tmp_path
    assert verdict.failed == []
    assert verdict.labelled == []
    assert town.street.counted() == 30
    # Those that were on their way together were refused; nothing was asked after them.
    assert 1 <= len(over(town)) <= BOTH + ONLY + 1
    rows = await town.with_store(letters_of)
    waiting = {row["to_agency"] for row in rows if row["state"] == LetterState.PLANNED}
    assert waiting <= set(town.agencies[BOTH:])
    assert told(rows) == {"said": 1}
    town.street.child.kill()


async def test_what_waits_too_long_for_the_month_expires_and_is_told(
    nursery: Nursery, empty_file: Path, tmp_path: Path
) -> None:
    place = a_file(empty_file, tmp_path)
    town = await a_town_of(nursery, tmp_path, place, 22)
    await town.plant(66, after=timedelta(seconds=8))
    service = town.service()
    await town.until_quiet()
    town.stop(service)
    rows = await town.with_store(letters_of)
    expired = [row for row in rows if row["state"] == LetterState.EXPIRED]
    assert expired
    assert {row["to_agency"] for row in expired} <= set(town.agencies[BOTH:])
    assert {row["error"] for row in expired} == {TOO_LATE}
    assert over(town) == []
    town.street.child.kill()
