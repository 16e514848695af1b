"""Two processes never go by one name, not even where hosts and numbers repeat."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from nhacviec.naming import own_name
from nhacviec.service import Service
from programme.letters import LetterState
from programme.reminders import ChatRole, agency
from storage import Store
from tests.bot.makers import FARMING, THE_OFFICE, at
from tests.jobs.makers import FakeChannel, PlayedClock, linked
from tests.jobs.post_makers import posted


@pytest.fixture
async def store(place: Path | str) -> AsyncIterator[Store]:
    opened = await Store.open(place)
    yield opened
    await opened.close()


def test_the_same_process_started_twice_has_two_names() -> None:
    """As two containers of one image have, each with its process number one."""
    assert len({own_name() for _ in range(100)}) == 100


async def test_who_starts_beside_another_of_the_same_number_leaves_it_its_letters(
    store: Store,
) -> None:
    clock = PlayedClock(moment=at(7, 8))
    await linked(store, "nn", ChatRole.AGENCY, FARMING)
    await posted(store, clock, "a", to=agency(FARMING))
    one, other = a_service(store, clock), a_service(store, clock)
    async with store.begin() as unit:
        taken = await unit.outbox.claim(
            worker=one.post.worker,
            now=clock.real(),
            lease=timedelta(minutes=1),
            occasion_now=clock.now(),
        )
    assert taken is not None

    found = await other.post.recover()

    assert found == 0
    async with store.read() as unit:
        letter = await unit.outbox.get(taken.id)
    assert (letter.state, letter.worker) == (LetterState.SENDING, one.name)


def a_service(store: Store, clock: PlayedClock) -> Service:
    return Service(
        store=store,
        channels={"telegram": FakeChannel()},
        clock=clock,
        office=THE_OFFICE,
        is_alone=False,
    )
