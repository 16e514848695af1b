"""What gives way when a month runs short, and where it goes or waits meanwhile."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from programme.letters import LetterState, Priority
from programme.reminders import Kind, Step, agency
from storage import Store
from tests.storage.makers import NOON, a_letter, a_reminder
from tests.storage.quota_makers import (
    AUGUST,
    a_quota,
    a_town,
    linked,
    posted,
    taken,
    used,
)


@pytest.fixture
async def town(store: Store) -> Store:
    return await a_town(store)


async def test_near_the_end_only_what_is_urgent_goes_and_before_that_what_is_soon(
    town: Store,
) -> None:
    """Of ten steps to come, the early ones give way first, then all but the urgent."""
    town.quotas = {"zalo": a_quota(20)}
    for number in range(17):
        await posted(town, f"k{number}", f"Sở {number}")
    assert len(await taken(town)) == 17

    said = {"kind": Kind.DIGEST, "text": "x"}
    async with town.begin() as unit:
        for name, count in (("Sở 17", 10), ("Sở 18", 5), ("Sở 19", 1)):
            says = [_coming(name, count)]
            letter = a_letter(name, **{**said, "to": agency(name)})
            await unit.outbox.post(letter, says, now=NOON)
    went = [one.letter.key for one in await taken(town)]
    assert sorted(went) == ["Sở 18", "Sở 19"]  # at 18 of 20 nothing early goes
    await posted(town, "now", "Sở 17", priority=Priority.ANSWER)
    assert [one.letter.key for one in await taken(town)] == ["now"]
    assert await used(town) == 20


def _coming(name: str, count: int) -> Any:
    said = a_reminder(f"{name}:{count}")
    return type(said)(
        **{**vars(said), "to": agency(name), "step": Step.COMING, "count": count}
    )


async def test_what_does_not_go_here_goes_through_the_agencys_next_chat(
    town: Store,
) -> None:
    await linked(town, "t1", "Sở 1", channel="telegram")
    town.quotas = {"zalo": a_quota(2)}
    for number in range(4):
        await posted(town, f"k{number}", "Sở 2", chat=None, at=NOON)
        await posted(town, f"m{number}", "Sở 1", at=NOON + timedelta(hours=1))
    first = await taken(town)
    assert {one.channel for one in first} == {"zalo"}
    assert len(first) == 2
    async with town.begin() as unit:
        for number, one in enumerate(first):
            await unit.outbox.sent(one, f"m{number}", NOON)

    went = await taken(town)

    assert [(one.channel, one.address) for one in went] == [("telegram", "t1")]
    async with town.begin() as unit:
        counts = await unit.outbox.counts()
    assert counts[LetterState.PLANNED] == 5  # nothing is lost, nothing was doubled


async def test_a_letter_of_unknown_fate_is_settled_where_it_was_said(
    town: Store,
) -> None:
    """It may have arrived: no copy of it goes through another chat."""
    await linked(town, "t1", "Sở 1", channel="telegram")
    town.quotas = {"zalo": a_quota(1)}
    await posted(town, "k", "Sở 1")
    (one,) = await taken(town)
    async with town.begin() as unit:
        one = await unit.outbox.unsure(one, "timed out", NOON)
    assert await taken(town) == []
    async with town.begin() as unit:
        settled = await unit.outbox.settle(one, NOON)
        assert (settled.state, settled.resends) == (LetterState.PLANNED, 1)
    assert await taken(town) == []

    async with town.begin() as unit:
        await unit.months.look(AUGUST, AUGUST)
    (copy,) = await taken(town, AUGUST)
    assert (copy.channel, copy.resends) == ("zalo", 1)


async def test_the_messengers_own_word_shuts_until_tomorrow(town: Store) -> None:
    await linked(town, "t1", "Sở 1", channel="telegram")
    town.quotas = {"zalo": a_quota(1000)}
    await posted(town, "a", "Sở 1")
    await posted(town, "b", "Sở 2")
    async with town.begin() as unit:
        spent = await unit.months.used_up("zalo", NOON)
        assert spent is not None
        await unit.months.told(spent, 100)
        assert (spent.used, spent.month) == (0, "2020-07")

    assert [one.address for one in await taken(town)] == ["t1"]
    tomorrow = datetime(2020, 7, 1, 17, tzinfo=UTC)
    async with town.read() as unit:
        assert not await unit.months.is_due(tomorrow - timedelta(seconds=1))
        assert await unit.months.is_due(tomorrow)
    async with town.begin() as unit:
        await unit.months.look(tomorrow, tomorrow)
    assert [one.address for one in await taken(town, tomorrow)] == ["z2"]


async def test_an_answer_waits_a_day_for_its_messenger_and_then_is_over(
    town: Store,
) -> None:
    town.quotas = {"zalo": a_quota(0)}
    async with town.begin() as unit:
        chat = await unit.chats.at("zalo", "z1")
        assert chat is not None
        answer = a_letter("a", to=None, chat=chat.id, priority=Priority.ANSWER)
        await unit.outbox.post(answer, now=NOON)
        await unit.months.look(NOON, NOON)
    assert await taken(town) == []
    async with town.begin() as unit:
        later = NOON + timedelta(days=1, seconds=1)
        await unit.months.look(later, later)
        assert (await unit.outbox.get(1)).state is LetterState.EXPIRED


async def test_what_was_too_late_because_of_the_month_is_told(town: Store) -> None:
    town.quotas = {"zalo": a_quota(0)}
    await posted(town, "a", "Sở 1", not_after=NOON + timedelta(hours=1))
    async with town.begin() as unit:
        await unit.months.look(NOON, NOON)
        later = NOON + timedelta(hours=2)
        await unit.outbox.tidy(later, later)
        assert [one.letter.key for one in await unit.outbox.failures(NOON)] == ["a"]


async def test_a_raised_limit_opens_what_was_shut(town: Store) -> None:
    town.quotas = {"zalo": a_quota(1)}
    await posted(town, "a", "Sở 1")
    await posted(town, "b", "Sở 2")
    assert len(await taken(town)) == 1
    assert await taken(town) == []

    town.quotas = {"zalo": a_quota(100)}
    async with town.begin() as unit:
        await unit.months.look(NOON, NOON)
    assert len(await taken(town)) == 1
    town.quotas = {}
    async with town.read() as unit:
        assert not await unit.months.is_due(NOON)


async def test_nobody_says_what_waits_for_a_month_is_stuck(town: Store) -> None:
    town.quotas = {"zalo": a_quota(0)}
    await posted(town, "a", "Sở 1")
    async with town.begin() as unit:
        await unit.months.look(NOON, NOON)
        later = NOON + timedelta(hours=1)
        assert not await unit.auditing.is_post_stuck(later, later)
        assert not await unit.outbox.is_stirring(later)
