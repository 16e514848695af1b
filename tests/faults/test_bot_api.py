"""Telegram fails in every way it can, alone and mixed: each letter is there once."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from tests.faults.nursery import Nursery
from tests.faults.oracle import Verdict, letters_of, number_in
from tests.faults.shares import FULL, SEED, note, share
from tests.faults.town import Town, a_file, a_street, a_town

pytestmark = pytest.mark.slow

#: After each of them a letter may be there, or not.
EVERY = (
    *("429", "500-before", "500-after", "502-before", "502-after"),
    *("reset-before", "reset-after", "cut-before", "cut-after"),
    *("slow-before", "slow-after", "slow-late"),
    *("garbage-before", "garbage-after", "empty-before", "empty-after"),
)
_SEND = ["sendMessage"]


async def a_town_of(
    nursery: Nursery, folder: Path, empty: Path, *wishes: str, paced: bool = False
) -> Town:
    folder.mkdir(exist_ok=True)  # noqa: ASYNC240 - nobody waits for a test
    street = a_street(nursery, folder, *wishes, seed=SEED)
    town = a_town(nursery, folder, a_file(empty, folder), street)
    # As in the field, a call that nobody waits for any more has ended, one way or the
    # other, before it is asked what came of it.
    town.life = replace(town.life, paced=paced, grace=0.9)
    await town.link(street.chats)
    return town


async def sent(town: Town, count: int, within: float = 60.0) -> Verdict:
    """All of them, by one service that nobody kills."""
    await town.plant(count)
    service = town.service()
    await town.until_quiet(within)
    town.stop(service)
    verdict = await town.judge()
    assert verdict.faults == {}, town.folder
    assert verdict.planted == count
    return verdict


def struck(town: Town, kind: str) -> int:
    return int(town.street.log(entries=False)["figures"]["struck"].get(kind, 0))


async def test_each_fault_alone_loses_nothing_and_says_nothing_twice(
    nursery: Nursery, empty_file: Path, tmp_path: Path
) -> None:
    """In supergroups a message that arrived is found; so there is no copy at all."""
    count, kinds = share(20, 8), EVERY if FULL else EVERY[::5]

    async def alone(kind: str) -> None:
        town = await a_town_of(nursery, tmp_path / kind, empty_file, "--groups", "5")
        # The first letter of every chat meets it, and some of those that follow; none
        # so often that it is given up.
        how = {"methods": _SEND, "retry_after": 1, "seconds": 1.0}
        town.street.fault(kind, times=5, **how)
        town.street.fault(kind, share=0.25, times=4, **how)
        verdict = await sent(town, count)
        assert struck(town, kind) >= 5, town.folder
        town.street.child.kill()
        assert verdict.failed == [], town.folder
        assert verdict.labelled == [], town.folder

    for kind in kinds:
        await alone(kind)
    note(f"faults alone: {len(kinds)} kinds x {count} letters, each once")


async def test_all_of_them_mixed_lose_nothing(
    nursery: Nursery, empty_file: Path, tmp_path: Path
) -> None:
    """And another polls; and some groups, where nothing can be asked, become
    supergroups meanwhile; and one throws us out."""
    count = share(600, 120)
    wishes = ("--groups", "9", "--basic-groups", "3")
    town = await a_town_of(nursery, tmp_path / "mixed", empty_file, *wishes)
    closed = town.street.chats[8]
    town.street.fault("403", chat=closed, methods=_SEND)
    town.street.fault("409", share=0.2, methods=["getUpdates"])
    town.street.fault("migration", share=0.05, methods=_SEND)
    town.street.fault(*EVERY, share=0.16, methods=_SEND, retry_after=1, seconds=1.0)
    verdict = await sent(town, count, 240)
    note(f"faults mixed, 16 %: {verdict}")
    # To the chat that threw us out, and what may be there twice where nobody can look.
    homes = await homes_of(town)
    may_fail = {homes[f"planted:{n}"] for n in range(count) if n % 12 >= 8}
    assert {homes[key] for key in verdict.failed} <= may_fail, tmp_path
    twice = {number_in(text) % 12 for text in verdict.labelled}
    assert twice <= {9, 10, 11}, tmp_path
    town.street.child.kill()


async def homes_of(town: Town) -> dict[str, int]:
    """By its key, where each letter goes: answers, too."""
    store = await town.store()
    try:
        return {row["key"]: row["home"] for row in await letters_of(store)}
    finally:
        await store.close()


@pytest.mark.parametrize("kind", ["403", "400"])
async def test_a_chat_that_refuses_us_is_called_once_for_each_letter_bound_to_it(
    nursery: Nursery, empty_file: Path, tmp_path: Path, kind: str
) -> None:
    town = await a_town_of(nursery, tmp_path / kind, empty_file, "--groups", "5")
    closed = town.street.chats[2]
    town.street.fault(kind, chat=closed, methods=_SEND)
    verdict = await sent(town, 20)
    calls = [e for e in town.street.log()["entries"] if e["chat"] == closed]
    assert len(verdict.failed) == 4
    assert len([e for e in calls if e["method"] == "sendMessage"]) == 4
    town.street.child.kill()


async def test_a_letter_whose_markup_is_not_understood_is_said_without_it(
    nursery: Nursery, empty_file: Path, tmp_path: Path
) -> None:
    town = await a_town_of(nursery, tmp_path / "markup", empty_file, "--groups", "5")
    words = "can't parse entities: unsupported start tag"
    town.street.fault("400", methods=_SEND, times=5, words=words)
    verdict = await sent(town, 20)
    assert verdict.failed == []
    assert struck(town, "400") == 5
    town.street.child.kill()


async def test_groups_that_become_supergroups_while_we_write_lose_nothing(
    nursery: Nursery, empty_file: Path, tmp_path: Path
) -> None:
    wishes = ("--basic-groups", "6")
    town = await a_town_of(nursery, tmp_path / "moved", empty_file, *wishes)
    town.street.fault("migration", methods=_SEND, share=0.3)
    verdict = await sent(town, 60)
    assert verdict.failed == [], tmp_path
    assert verdict.labelled == [], tmp_path
    assert struck(town, "migration") > 1
    town.street.child.kill()


async def test_another_poller_takes_nothing_from_what_is_sent(
    nursery: Nursery, empty_file: Path, tmp_path: Path
) -> None:
    town = await a_town_of(nursery, tmp_path / "409", empty_file, "--groups", "5")
    town.street.fault("409", methods=["getUpdates"], times=2)
    await sent(town, 20)
    assert struck(town, "409") >= 1
    town.street.child.kill()


@pytest.mark.parametrize("kind", ["refused", "silent"])
async def test_an_outage_delays_and_loses_nothing(
    nursery: Nursery, empty_file: Path, tmp_path: Path, kind: str
) -> None:
    town = await a_town_of(nursery, tmp_path / kind, empty_file, "--groups", "5")
    service = town.service()
    await asyncio.to_thread(service.line_with, "at work")
    town.street.post("outage", kind=kind, seconds=share(20, 3))
    await town.plant(40)
    await town.until_quiet()
    town.stop(service)
    verdict = await town.judge()
    assert verdict.faults == {}, town.folder
    assert verdict.failed == []
    assert verdict.labelled == [], town.folder
    town.street.child.kill()


async def test_telegram_s_limits_are_kept_whatever_fails(
    nursery: Nursery, empty_file: Path, tmp_path: Path
) -> None:
    """30 a second over all, one a second in a chat, 20 a minute in a group, and no 429
    but those that were told to come; no call before it may."""
    wishes = ("--groups", str(share(60, 40)), "--limits")
    town = await a_town_of(
        nursery, tmp_path / "limits", empty_file, *wishes, paced=True
    )
    town.street.fault("429", methods=_SEND, share=0.02, retry_after=2)
    town.street.fault("500-before", "reset-after", share=0.05, methods=_SEND)
    await town.plant(share(900, 120))
    service = town.service(every=0.5)
    # The next one remembers what was called.
    await asyncio.sleep(2.0)
    service.kill()
    service = town.service(every=0.5)
    await town.until_quiet(240)
    town.stop(service)
    verdict = await town.judge()
    log = town.street.log()
    over = [e for e in log["entries"] if e["over"] and not e["fault"]]
    figures = log["figures"]
    note(
        f"limits: {verdict}; busiest second {figures['busiest_second']}, of a chat "
        f"{figures['busiest_second_of_a_chat']}, minute of a group "
        f"{figures['busiest_minute_of_a_group']}"
    )
    assert verdict.faults == {}, tmp_path
    assert over == [], tmp_path
    assert figures["busiest_second"] <= 30
    assert figures["busiest_minute_of_a_group"] <= 20
    town.street.child.kill()
