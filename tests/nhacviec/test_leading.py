"""Who leads: what is trusted and until when, and how it passes to another."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from jobs.gate import Gate
from nhacviec.leading import RENEW, TRUSTED, TTL, Leadership
from tests.nhacviec.rivals import Street, World, opened


@pytest.fixture
async def street(tmp_path: Path) -> AsyncIterator[Street]:
    """Two processes; the first leads, the second has looked."""
    world = World()
    store = await opened(tmp_path / "a.db", world)
    two = Street(store, world, (1.0, 1.0))
    await two.begin()
    yield two
    for one in two.ones:
        one._distrust()
    await store.close()


async def test_the_first_leads_and_the_second_waits(street: Street) -> None:
    assert [one.is_trusted() for one in street.ones] == [True, False]
    assert [one.term for one in street.ones] == [1, None]
    assert street.ones[0].gained.is_set()


@pytest.mark.parametrize(("since", "trusted"), [(9.9, True), (10.0, False)])
async def test_a_lease_is_trusted_for_ten_seconds(
    street: Street, since: float, trusted: bool
) -> None:
    street.world.time += since
    assert street.ones[0].is_trusted() is trusted


@pytest.mark.parametrize(("since", "trusted"), [(3.9, True), (4.1, False)])
async def test_a_slow_renewal_is_trusted_from_when_it_was_asked_for(
    street: Street, since: float, trusted: bool
) -> None:
    await street.attempt(0, 3.0, 3.0, None)
    street.world.time += since
    assert street.ones[0].is_trusted() is trusted


async def test_an_answer_that_came_too_late_is_trusted_not_at_all(
    street: Street,
) -> None:
    street.world.time += 5
    await street.attempt(0, 0.0, 10.0, None)

    assert not street.ones[0].is_trusted()
    await street.attempt(0, 0.0, 0.0, None)
    assert street.ones[0].is_trusted()
    assert street.ones[0].term == 1


@pytest.mark.parametrize(("since", "leads"), [(14.9, False), (15.0, True)])
async def test_another_takes_it_when_it_has_run_out_and_not_before(
    street: Street, since: float, leads: bool
) -> None:
    street.world.time += since
    await street.attempt(1, 0.0, 0.0, None)
    assert street.ones[1].is_trusted() is leads


async def test_who_was_replaced_finds_out_and_leads_no_more(street: Street) -> None:
    lost = []
    street.ones[0].on_lost = lambda: lost.append("a")
    street.world.time += 16
    await street.attempt(1, 0.0, 0.0, None)
    await street.attempt(0, 0.0, 0.0, None)

    assert lost == ["a"]
    assert street.ones[0].term is None
    assert not street.ones[0].gained.is_set()
    assert street.ones[1].term == 2


async def test_who_was_replaced_does_not_believe_a_clock_that_was_set_then(
    street: Street,
) -> None:
    """It knows that the lease changed hands; that is no first sight."""
    street.world.time += 16
    await street.attempt(1, 0.0, 0.0, None)
    await street.attempt(0, 0.0, 0.0, None)
    street.world.jumped += 3600
    await street.attempt(0, 0.0, 0.0, None)

    assert [one.is_trusted() for one in street.ones] == [False, True]


async def test_a_clock_that_is_set_back_keeps_the_lease_from_nobody_for_long(
    street: Street,
) -> None:
    street.world.jumped -= 86_400
    street.world.time += 15
    await street.attempt(1, 0.0, 0.0, None)

    assert street.ones[1].is_trusted()


async def test_who_stops_hands_over_at_once(street: Street) -> None:
    first, second = street.ones
    await first._let_go()

    assert not first.is_trusted()
    await second.attempt()
    assert second.is_trusted()
    assert second.term == 2


async def test_what_is_taken_over_is_looked_at_first_and_again_if_that_failed(
    street: Street,
) -> None:
    tries: list[int] = []

    async def recover(gate: Gate) -> None:
        tries.append(len(tries))
        if len(tries) == 1:
            raise ConnectionError

    second = street.ones[1]
    second.on_gained = recover
    street.world.time += 15
    with pytest.raises(ConnectionError):
        await second.attempt()
    assert not second.gained.is_set()

    await second.attempt()
    await second.attempt()

    assert second.gained.is_set()
    assert tries == [0, 1]


async def test_nothing_goes_before_what_lies_there_is_taken_over(
    street: Street,
) -> None:
    second = street.ones[1]
    seen: list[tuple[bool, bool]] = []

    async def recover(gate: Gate) -> None:
        seen.append((gate.is_trusted(), second.is_trusted()))
        street.world.time += 10
        seen.append((gate.is_trusted(), second.is_trusted()))

    second.on_gained = recover
    street.world.time += 15
    await second.attempt()

    assert seen == [(True, False), (False, False)]
    assert not second.is_trusted()
    await second.attempt()
    assert second.is_trusted()


def test_a_lease_outlasts_the_trust_in_it_whatever_the_clocks_rate() -> None:
    """A tenth too fast or too slow is more than any clock errs."""
    assert RENEW < TRUSTED
    assert TRUSTED / 0.9 < (TTL - RENEW / 5) / 1.15


@pytest.mark.parametrize("times", [(5, 10, 10), (10, 10, 15), (5, 20, 15)])
def test_times_that_would_let_two_lead_are_refused(
    street: Street, times: tuple[int, int, int]
) -> None:
    every, trusted, ttl = (timedelta(seconds=some) for some in times)
    with pytest.raises(ValueError, match="renewed"):
        Leadership(
            store=street.store, holder="a", every=every, trusted=trusted, ttl=ttl
        )
