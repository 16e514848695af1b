"""Duties: any of them survives, and nobody overwrites anybody."""

import asyncio
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programme.duties import Due, Duty, DutyState
from storage import MovedMeanwhile, NotFound, Store
from storage.duties import to_columns_of_duty
from storage.duty_json import from_json, to_json
from storage.tables.work import duties
from tests.storage.makers import FINANCE, NOON, published

# A moment that exists twice or never in the office's zone is nobody's deadline.
moments = st.datetimes(
    datetime(1990, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    datetime(2100, 1, 1),  # noqa: DTZ001 - as above
    timezones=st.just(UTC),
)
words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
any_due = st.builds(Due, at=moments, since=moments, grace=st.none() | moments)
any_duty = st.builds(
    Duty,
    id=st.just(1),
    programme=st.just(1),
    ref=words,
    title=words,
    agency=words,
    note=st.none() | words,
    due=any_due.flatmap(
        lambda due: st.builds(
            replace,
            st.just(due),
            version=st.integers(1, 99),
            anchor=st.none() | st.dates(),
            skipped=st.lists(st.dates(), max_size=3).map(tuple),
            workdays=st.integers(0, 30),
        )
    ),
    meeting=st.none() | words,
    session_begins=st.none() | moments,
    moved_at=st.none() | moments,
    spoke_at=st.none() | moments,
    secret=st.booleans(),
)


@settings(deadline=None)
@given(duty=any_duty)
def test_any_duty_survives_the_record(duty: Duty) -> None:
    assert from_json(to_json(duty)) == duty


def test_any_duty_survives_the_table(place: Path | str) -> None:
    """One database for all of them: the examples are many, the fixture is one."""

    async def there_and_back(store: Store, duty: Duty) -> None:
        async with store.begin() as unit:
            was = await unit.duties.get(1)
            await unit.duties.put(duty, was=was)
        async with store.read() as unit:
            assert await unit.duties.get(1) == replace(duty, programme=1)

    async def opened() -> Store:
        store = await Store.open(place)
        async with store.begin() as unit:
            await published(unit)
        return store

    with asyncio.Runner() as runner:
        store = runner.run(opened())

        @settings(deadline=None, max_examples=60)
        @given(duty=any_duty)
        def survives(duty: Duty) -> None:
            runner.run(there_and_back(store, duty))

        survives()
        runner.run(store.close())


def test_every_field_has_a_column() -> None:
    names = {field.name for field in fields(Duty)} - {"due"}
    names |= {f"due_{field.name}" for field in fields(Due)}
    assert names == set(duties.c.keys()) - {"wakes_at"}


def test_every_field_is_written(one: Duty) -> None:
    assert set(to_columns_of_duty(one)) == set(duties.c.keys()) - {"wakes_at"}


@pytest.fixture
async def one(store: Store) -> Duty:
    async with store.begin() as unit:
        return (await published(unit)).duties[0]


async def test_nobody_overwrites_anybody(store: Store, one: Duty) -> None:
    ready = one.report(DutyState.READY, at=NOON)
    async with store.begin() as unit:
        await unit.duties.put(ready, was=one)

    for late in (
        one.report(DutyState.BLOCKED, at=NOON),
        one.report(DutyState.READY, at=NOON + timedelta(hours=1)),
    ):
        with pytest.raises(MovedMeanwhile):
            async with store.begin() as unit:
                await unit.duties.put(late, was=one)

    async with store.read() as unit:
        assert await unit.duties.get(one.id) == ready


async def test_a_new_due_moment_is_a_move(store: Store, one: Duty) -> None:
    due = replace(one.due, at=NOON + timedelta(days=9), skipped=(date(2020, 7, 4),))
    back = one.send_back(at=NOON, reason="thiếu phụ lục", due=due)
    async with store.begin() as unit:
        await unit.duties.put(back, was=one)
        found = await unit.duties.get(one.id)
        assert found == back
        assert found.due.version == 2
        with pytest.raises(MovedMeanwhile):
            await unit.duties.put(one, was=replace(back, due=one.due))


async def test_a_sign_of_life_is_not_overwritten(store: Store, one: Duty) -> None:
    async with store.begin() as unit:
        await unit.duties.spoke([one.id], NOON)
        accepted = one.accept(at=NOON)
        await unit.duties.put(accepted, was=one)
        assert await unit.duties.get(one.id) == replace(accepted, spoke_at=NOON)


async def test_duties_are_found_newest_programme_first(store: Store) -> None:
    async with store.begin() as unit:
        august = await published(unit, period="2020-08")
        july = await published(unit, period="2020-07")
        done = july.duties[0]
        await unit.duties.put(done.accept(at=NOON), was=done)

    async with store.read() as unit:
        of_finance = await unit.duties.of_agency(FINANCE)
        open_ones = await unit.duties.of_agency(FINANCE, open_only=True)
        called = await unit.duties.find("I.2")
        of_other = await unit.duties.find("I.2", agency=FINANCE)
    both = (august.programme.id, july.programme.id)
    assert [(d.programme, d.ref) for d in of_finance] == [
        (number, ref) for number in both for ref in ("I.1", "I.2")
    ]
    assert [d.id for d in open_ones] == [d.id for d in of_finance if d.id != done.id]
    assert [(d.programme, d.agency) for d in called] == [
        (number, "Sở Nội vụ") for number in both
    ]
    assert of_other == []  # it only supports


async def test_duties_come_in_the_order_asked_for(store: Store, one: Duty) -> None:
    async with store.read() as unit:
        found = await unit.duties.by_ids([3, 99, 1, 3])
        assert [duty.id for duty in found] == [3, 1]
        with pytest.raises(NotFound):
            await unit.duties.get(99)
