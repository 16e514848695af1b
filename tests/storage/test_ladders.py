"""Ladders and outcomes on both databases: written once, ruled on once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from programme.escalation import Ladder, Level, Ruling
from programme.outcomes import Outcome
from storage import MovedMeanwhile, Store
from storage.outcomes import Told
from tests.storage.makers import NOON, published

DAY = date(2020, 7, 15)


def a_ladder(duty: int) -> Ladder:
    return Ladder(duty=duty, version=1, since=date(2020, 7, 14), days=(1, 2, 4))


async def test_a_ladder_stays_as_it_began(store: Store) -> None:
    async with store.begin() as unit:
        number = (await published(unit)).duties[0].id
        await unit.ladders.begin([a_ladder(number)], NOON)
        await unit.ladders.begin([replace(a_ladder(number), days=(9,))], NOON)
        known = await unit.ladders.known([number])

    found = known.ladders[number]
    assert (found.days, found.levels) == ((1, 2, 4), tuple(Level))
    assert found.id


@pytest.mark.parametrize("first", [Ruling.SENT, Ruling.DROPPED])
async def test_what_was_decided_stays_decided(store: Store, first: Ruling) -> None:
    async with store.begin() as unit:
        ladder = a_ladder((await published(unit)).duties[0].id)
        for ruling in (Ruling.LATER, Ruling.LATER, first):
            await unit.ladders.rule(
                ladder, Level.HEAD, ruling, day=DAY, at=NOON, by="Lan"
            )

    with pytest.raises(MovedMeanwhile):
        async with store.begin() as unit:
            await unit.ladders.rule(
                ladder, Level.HEAD, Ruling.SENT, day=DAY, at=NOON, by="Minh"
            )
    async with store.read() as unit:
        known = await unit.ladders.known([ladder.duty])
    said = known.ladders[ladder.duty].said_of(Level.HEAD)
    assert said is not None
    assert said.ruling is first


async def test_late_are_lead_duties_past_their_day_in_force(store: Store) -> None:
    async with store.begin() as unit:
        force = await published(unit)
        last = max(duty.due.at for duty in force.duties)
        first = min(duty.due.at for duty in force.duties)
        before = await unit.ladders.late(first - timedelta(hours=1))
        after = await unit.ladders.late(last + timedelta(days=200))
        begun = [d for d in force.duties if d.due.at == first]
        found = await unit.ladders.late(first + timedelta(hours=1))

    assert before == after == []
    assert {d.id for d in found} <= {d.id for d in begun}
    assert found


async def test_an_outcome_is_said_once_and_taken_back_as_a_whole(store: Store) -> None:
    async with store.begin() as unit:
        number = (await published(unit)).duties[0].id
        told = Told(
            duty=number,
            held_on=DAY,
            outcome=Outcome.PASSED,
            at=NOON,
            by="Lan",
            message="telegram:1",
        )
        assert await unit.outcomes.add(told)
        assert not await unit.outcomes.add(replace(told, outcome=Outcome.NEXT))
        assert await unit.outcomes.of_message("telegram:1") == (told,)
        assert await unit.outcomes.take_back(told)
        assert not await unit.outcomes.take_back(told)
        assert await unit.outcomes.of_duties([number]) == ()
