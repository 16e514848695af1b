"""The month's quota: counted as letters are taken, given back if nothing was sent."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from programme.letters import Posted
from storage import Store
from storage.outbox import Outbox
from tests.storage.makers import NOON
from tests.storage.quota_makers import (
    AUGUST,
    JULY,
    a_quota,
    a_town,
    paid,
    posted,
    taken,
    used,
)


@pytest.fixture
async def town(store: Store) -> Store:
    return await a_town(store)


async def test_so_many_go_as_the_month_bears_and_not_one_more(town: Store) -> None:
    town.quotas = {"zalo": a_quota(10)}
    for number in range(20):
        await posted(town, f"k{number}", f"Sở {number}")

    assert len(await taken(town)) == 10
    assert await taken(town) == []
    assert await used(town) == await paid(town) == 10


async def test_a_channel_without_a_quota_is_not_counted(town: Store) -> None:
    for number in range(20):
        await posted(town, f"k{number}", f"Sở {number}")

    assert len(await taken(town)) == 20
    assert await used(town) == 0


async def test_the_month_turns_at_midnight_where_the_office_is(town: Store) -> None:
    town.quotas = {"zalo": a_quota(3)}
    for number in range(8):
        await posted(town, f"k{number}", f"Sở {number}")

    assert len(await taken(town, JULY)) == 3
    async with town.begin() as unit:
        for spent in await unit.months.spent(JULY):
            await unit.months.told(spent, 100)
    async with town.read() as unit:
        assert not await unit.months.is_due(JULY)
        assert await unit.months.is_due(AUGUST)
    async with town.begin() as unit:
        await unit.months.look(AUGUST, AUGUST)
    assert len(await taken(town, AUGUST)) == 3
    assert (await used(town), await used(town, "2020-08")) == (3, 3)


Ending = Callable[[Outbox, Posted], Awaitable[object]]
ENDINGS: dict[str, tuple[Ending, int]] = {
    "sent": (lambda box, one: box.sent(one, "m", NOON), 1),
    "unsure": (lambda box, one: box.unsure(one, "timed out", NOON), 1),
    "crash": (lambda box, _: box.recover(NOON), 1),
    "try later": (lambda box, one: box.try_later(one, "502", NOON, NOON), 0),
    "not called": (lambda box, one: box.take_back(one, "no lease", NOON), 0),
    "refused": (lambda box, one: box.give_up(one, "400", NOON), 0),
    "gone": (lambda box, one: box.elsewhere(one, "403", NOON), 0),
    "plain": (lambda box, one: box.say_plainly(one, "x", NOON), 0),
    "lost commit": (lambda box, _: box.take_back_all("w", NOON, but=()), 0),
}


@pytest.mark.parametrize("name", ENDINGS)
async def test_what_surely_was_not_sent_is_given_back_and_what_may_have_been_is_not(
    town: Store, name: str
) -> None:
    ending, left = ENDINGS[name]
    town.quotas = {"zalo": a_quota()}
    await posted(town, "k", "Sở 1")
    (one,) = await taken(town)
    assert await used(town) == 1

    async with town.begin() as unit:
        await ending(unit.outbox, one)

    assert await used(town) == await paid(town) == left


async def test_of_a_refused_letter_of_several_messages_the_first_may_have_gone(
    town: Store,
) -> None:
    town.quotas = {"zalo": a_quota(cost=lambda letter, _: len(letter.text))}
    await posted(town, "k", "Sở 1", text="xxx")
    (one,) = await taken(town)
    async with town.begin() as unit:
        await unit.outbox.give_up(one, "400", NOON)

    assert await used(town) == 3


async def test_a_letter_of_several_messages_counts_as_many(town: Store) -> None:
    town.quotas = {"zalo": a_quota(5, cost=lambda letter, _: len(letter.text))}
    await posted(town, "a", "Sở 1", text="xx")
    await posted(town, "b", "Sở 2", text="xx")
    await posted(town, "c", "Sở 3", text="xx")
    await posted(town, "d", "Sở 4", text="x")

    went = await taken(town)

    assert [one.letter.key for one in went] == ["a", "b", "d"]
    assert await used(town) == 5


async def test_what_is_too_long_for_the_rest_of_the_month_holds_nobody_up(
    town: Store,
) -> None:
    town.quotas = {"zalo": a_quota(3, cost=lambda letter, _: len(letter.text))}
    await posted(town, "long", "Sở 1", text="xxxx")
    await posted(town, "short", "Sở 1", at=NOON + timedelta(seconds=1), text="x")

    assert await taken(town) == []
    async with town.read() as unit:
        # It is not asked for again and again.
        assert await unit.outbox.heads(NOON, 9) == []
    later = NOON + timedelta(hours=1)
    assert await taken(town, later) == []
    assert await used(town) == 0
