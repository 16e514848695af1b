"""Zalo fails in every way it can, alone and mixed: nothing is lost, copies say so."""

import asyncio
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from programme.letters import LetterState
from programme.rules import OFFICE_ZONE
from storage import Store
from tests.faults.nursery import Nursery
from tests.faults.oracle import Verdict, letters_of
from tests.faults.shares import FULL, SEED, note, share
from tests.faults.town import Town, a_file, a_town, both_streets

pytestmark = pytest.mark.slow

#: After each of them a letter may be there, or not.
EVERY = (
    *("403", "408-before", "408-after", "502-before", "502-after"),
    *("504-before", "504-after", "reset-before", "reset-after"),
    *("cut-before", "cut-after", "slow-before", "slow-after", "slow-late"),
    *("garbage-before", "garbage-after", "empty-before", "empty-after"),
)
#: Refusals inside HTTP 200, of any code at all.
REFUSED = ("refused-before", "refused-after")
_SEND = ["sendMessage"]


async def a_town_of(
    nursery: Nursery, folder: Path, empty: Path, *, people: int = 6, groups: int = 2
) -> Town:
    folder.mkdir(exist_ok=True)  # noqa: ASYNC240 - nobody waits for a test
    _, street = both_streets(nursery, folder, people=people, groups=groups, seed=SEED)
    town = a_town(nursery, folder, a_file(empty, folder), street)
    # As in the field, a call that nobody waits for any more has ended, one way or the
    # other, before it is settled.
    town.life = replace(town.life, grace=0.9)
    await town.link(street.chats)
    return town


async def sent(town: Town, count: int, within: float = 60.0) -> Verdict:
    """All of them, by one service that nobody kills."""
    await town.plant(count)
    service = town.service()
    await town.until_quiet(within)
    town.stop(service)
    return await whole(town, count)


async def whole(town: Town, count: int) -> Verdict:
    """Nothing is lost, what was said twice says so, what has failed was tried again."""
    verdict = await town.judge()
    assert verdict.faults == {}, town.folder
    assert verdict.hasty == [], town.folder
    assert verdict.planted == count
    return verdict


def calls(town: Town) -> list[dict[str, Any]]:
    """Every call for a letter, in order."""
    entries = town.street.log()["entries"]
    return [entry for entry in entries if entry["method"] == "sendMessage"]


def struck(town: Town, kind: str) -> int:
    return int(town.street.log(entries=False)["figures"]["struck"].get(kind, 0))


async def test_each_fault_alone_loses_nothing(
    nursery: Nursery, empty_file: Path, tmp_path: Path
) -> None:
    """The first letter of every chat meets it, and some of those that follow."""
    count, kinds = share(24, 16), EVERY if FULL else EVERY[::5]
    found: list[Verdict] = []
    for kind in kinds:
        town = await a_town_of(nursery, tmp_path / kind, empty_file)
        town.street.fault(kind, times=8, methods=_SEND, seconds=1.0)
        verdict = await sent(town, count)
        assert struck(town, kind) == 8, town.folder
        assert verdict.failed == [], town.folder
        # Where nobody can look, a copy goes of what may be there; only of what is there
        # is it one too many.
        arrived = kind.endswith("-after") or kind == "slow-late"
        assert len(verdict.labelled) == (8 if arrived else 0), town.folder
        found.append(verdict)
        town.street.child.kill()
    labelled = sum(len(verdict.labelled) for verdict in found)
    note(f"zalo, faults alone: {len(kinds)} kinds x {count}, {labelled} labelled extra")


@pytest.mark.parametrize("code", [402, 404, 409, 418, 426, 500, 503, 999])
async def test_a_refusal_of_any_code_is_a_refusal_though_it_comes_as_a_success(
    nursery: Nursery, empty_file: Path, tmp_path: Path, code: int
) -> None:
    town = await a_town_of(nursery, tmp_path / str(code), empty_file)
    town.street.fault("refused-before", code=code, times=3, methods=_SEND)
    await town.plant(16)
    service = town.service()
    await town.until_quiet()
    town.stop(service)
    verdict = await town.judge()
    assert verdict.faults == {}, tmp_path
    assert struck(town, "refused-before") == 3
    assert verdict.labelled == []
    # What is refused for good is told; what Zalo could not do is tried again.
    assert len(verdict.failed) == (0 if code == 426 or code >= 500 else 3)
    town.street.child.kill()


@pytest.mark.parametrize("code", [500, 502, 504])
async def test_a_fault_of_zalo_s_own_after_it_has_taken_a_letter_says_nothing_twice(
    nursery: Nursery, empty_file: Path, tmp_path: Path, code: int
) -> None:
    """It says that it failed, and the message is there all the same."""
    town = await a_town_of(nursery, tmp_path / str(code), empty_file)
    town.street.fault("refused-after", code=code, times=6, methods=_SEND)
    verdict = await sent(town, 16)
    assert len(verdict.labelled) == 6
    town.street.child.kill()


async def test_all_of_them_mixed_lose_nothing(
    nursery: Nursery, empty_file: Path, tmp_path: Path
) -> None:
    """While inbound is down, too, and one chat is gone."""
    count = share(600, 120)
    town = await a_town_of(nursery, tmp_path / "mixed", empty_file, people=9, groups=3)
    closed = town.street.chats[8]
    town.street.fault("400", chat=closed, words="chat not found", methods=_SEND)
    town.street.fault("504-before", share=0.5, methods=["getUpdates"])
    town.street.fault(*EVERY, share=0.16, methods=_SEND, seconds=1.0)
    verdict = await sent_but_to(town, closed, count)
    note(f"zalo, faults mixed, 16 %: {verdict}")
    town.street.child.kill()


async def sent_but_to(town: Town, closed: str, count: int) -> Verdict:
    await town.plant(count)
    service = town.service()
    await town.until_quiet(240)
    town.stop(service)
    verdict = await town.judge()
    assert verdict.faults == {}, town.folder
    assert verdict.planted == count
    there = town.street.chats.index(closed)
    hasty = {int(key.removeprefix("planted:")) % 12 for key in verdict.hasty}
    assert hasty <= {there}, town.folder
    return verdict


async def test_who_answers_that_the_month_is_used_up_is_not_asked_again_that_day(
    nursery: Nursery, empty_file: Path, tmp_path: Path
) -> None:
    """No letter is lost by it, nor by those who come after; the next day all go."""
    town = await a_town_of(nursery, tmp_path / "429", empty_file)
    town.life = replace(town.life, quota=100_000)
    fault = town.street.fault("429", methods=_SEND)
    await town.plant(40)
    await is_asked_once(town)
    assert await states(town) == {LetterState.PLANNED}
    assert await told_of_the_month(town) == 1

    town.street.post("calm", fault=fault)
    await town.with_store(a_night_passes)
    service = town.service()
    await town.until_quiet()
    town.stop(service)
    verdict = await whole(town, 80)
    assert verdict.labelled == []
    assert verdict.failed == []
    assert await told_of_the_month(town) == 1
    town.street.child.kill()


async def is_asked_once(town: Town) -> None:
    """By whoever serves, and whoever serves after him."""
    service = town.service()
    await asyncio.to_thread(service.line_with, "sends")
    await asyncio.sleep(1.0)
    asked = len(calls(town))
    assert 1 <= asked <= 8  # one of each chat may have been on its way
    await town.plant(40)
    await asyncio.sleep(share(10, 3))
    service.kill()
    service = town.service()
    await asyncio.sleep(2.0)
    town.stop(service)
    assert len(calls(town)) == asked, town.folder


async def a_night_passes(store: Store) -> None:
    """As far as the month is concerned; Zalo's clock and ours are what they are."""
    async with store.begin() as unit:
        for shut in (await unit.months.shut_channels()).values():
            assert shut.until is not None
            midnight = shut.until.astimezone(OFFICE_ZONE)
            assert (midnight.hour, midnight.minute) == (0, 0)
            await unit.months.shut(replace(shut, until=shut.since))


async def told_of_the_month(town: Town) -> int:
    rows = await town.with_store(letters_of)
    return sum(row["key"].startswith("month:zalo:") for row in rows)


async def states(town: Town) -> set[str]:
    """Of what was planted."""
    rows = await town.with_store(letters_of)
    return {row["state"] for row in rows if row["key"].startswith("planted:")}


async def test_a_token_that_is_refused_is_not_tried_again_and_again(
    nursery: Nursery, empty_file: Path, tmp_path: Path
) -> None:
    town = await a_town_of(nursery, tmp_path / "401", empty_file)
    fault = town.street.fault("401", methods=_SEND)
    await town.plant(40)
    service = town.service()
    await asyncio.to_thread(service.line_with, "sends")
    await asyncio.sleep(share(10, 3))
    assert 1 <= len(calls(town)) <= 8
    assert await states(town) == {LetterState.PLANNED}
    service.kill()

    # Whoever starts anew asks anew: somebody may have given it another token.
    town.street.post("calm", fault=fault)
    service = town.service()
    await town.until_quiet()
    town.stop(service)
    verdict = await whole(town, 40)
    assert verdict.labelled == []
    assert verdict.failed == []
    town.street.child.kill()


@pytest.mark.parametrize("words", ["", "text is not acceptable", "chat not found"])
async def test_a_letter_that_is_refused_for_good_is_called_once_and_told(
    nursery: Nursery, empty_file: Path, tmp_path: Path, words: str
) -> None:
    town = await a_town_of(nursery, tmp_path / "400", empty_file)
    closed = town.street.chats[3]
    town.street.fault("400", chat=closed, words=words, methods=_SEND)
    await town.plant(24)
    service = town.service()
    await town.until_quiet()
    town.stop(service)
    verdict = await town.judge()
    assert verdict.faults == {}
    assert len(verdict.failed) == 3
    assert len([one for one in calls(town) if one["chat"] == closed]) == 3
    town.street.child.kill()


async def test_letters_go_out_while_nothing_comes_in(
    nursery: Nursery, empty_file: Path, tmp_path: Path
) -> None:
    """As on a morning of 2026, when every bot's getUpdates failed for two hours."""
    town = await a_town_of(nursery, tmp_path / "deaf", empty_file)
    kinds = ("502-before", "504-before", "garbage-before", "slow-before")
    town.street.fault(*kinds, methods=["getUpdates"], seconds=0.5)
    verdict = await sent(town, 40)
    assert verdict.failed == []
    assert verdict.labelled == []
    polls = [e for e in town.street.log()["entries"] if e["method"] == "getUpdates"]
    assert polls
    # It asks less and less often, not at once again.
    seconds = [one["seconds"] for one in polls]
    pauses = [after - before for before, after in pairwise(seconds)]
    assert all(pause >= 0.9 for pause in pauses), pauses
    town.street.child.kill()


@pytest.mark.parametrize("kind", ["refused", "silent"])
async def test_an_outage_delays_and_loses_nothing(
    nursery: Nursery, empty_file: Path, tmp_path: Path, kind: str
) -> None:
    town = await a_town_of(nursery, tmp_path / kind, empty_file)
    service = town.service()
    await asyncio.to_thread(service.line_with, "at work")
    town.street.post("outage", kind=kind, seconds=share(8, 3))
    await town.plant(40)
    await town.until_quiet()
    town.stop(service)
    verdict = await town.judge()
    assert verdict.faults == {}, town.folder
    if kind == "refused":  # nothing had left
        assert verdict.failed == []
        assert verdict.labelled == []
    assert verdict.hasty == []
    town.street.child.kill()
