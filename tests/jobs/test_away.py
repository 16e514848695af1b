"""A channel through which nothing gets for long; and when it is back."""

import pytest

from jobs.away import LONG
from jobs.months import look_at_months
from programme.reminders import agency
from storage import Store
from tests.bot.makers import at
from tests.jobs.makers import PlayedClock
from tests.jobs.month_makers import REFUSED, Time, a_post, a_town, deliver_all, post_one


@pytest.fixture
def clock() -> PlayedClock:
    return PlayedClock(moment=at(7))


@pytest.fixture
async def town(store: Store) -> Store:
    return await a_town(store)


async def test_a_token_that_is_refused_for_long_sends_letters_to_the_next_chat(
    town: Store, clock: PlayedClock
) -> None:
    await post_one(town, clock, "k")
    post, channels = a_post(town, clock, zalo=[REFUSED])
    steady = post.steady
    assert isinstance(steady, Time)

    await deliver_all(post)
    assert channels["telegram"].said == []
    steady.now += 700
    clock.later(seconds=LONG.total_seconds())
    await deliver_all(post)

    assert channels["telegram"].said == [("t-nn", "k")]
    # Whom nobody can write to elsewhere is tried here all the same.
    await post_one(town, clock, "xd", to=agency("Sở Xây dựng"))
    steady.now += 700
    channels["zalo"].outcomes = []
    await deliver_all(post)
    assert channels["zalo"].said[-1] == ("z-xd", "xd")
    await post_one(town, clock, "again")
    await deliver_all(post)
    assert channels["zalo"].said[-1] == ("z-nn", "again")


async def test_after_an_hour_one_letter_asks_whether_it_is_back(
    town: Store, clock: PlayedClock
) -> None:
    await post_one(town, clock, "k")
    post, channels = a_post(town, clock, zalo=[REFUSED])
    steady = post.steady
    assert isinstance(steady, Time)
    await deliver_all(post)
    clock.later(seconds=LONG.total_seconds())
    steady.now += 700
    await deliver_all(post)
    asked = len(channels["zalo"].said)
    for number in range(3):
        await post_one(town, clock, f"m{number}")
    await deliver_all(post)
    assert len(channels["zalo"].said) == asked

    clock.moment = at(7, 9, 30)
    clock.later(hours=1)
    steady.now += 3600
    await look_at_months(town, clock.now(), real=clock.real())
    await post_one(town, clock, "later")
    await deliver_all(post)
    assert len(channels["zalo"].said) == asked + 1
    assert ("t-nn", "later") in channels["telegram"].said
