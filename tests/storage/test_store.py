"""One writer at a time, all or nothing, moments with a zone."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from programme.duties import DutyState
from storage import NaiveMoment, NotFound, Store
from storage.columns import Moment
from tests.storage.makers import NOON, a_letter, linked, published


async def test_an_exception_undoes_the_unit(store: Store) -> None:
    async def half_way() -> None:
        async with store.begin() as unit:
            await unit.settings.set("generation", "1")
            raise NotFound("duty", 1)

    with pytest.raises(NotFound):
        await half_way()

    async with store.read() as unit:
        assert await unit.settings.get("generation") is None


async def test_a_cancelled_unit_is_undone_and_the_next_begins(store: Store) -> None:
    written = asyncio.Event()

    async def sleepy() -> None:
        async with store.begin() as unit:
            await unit.settings.set("generation", "1")
            written.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(sleepy())
    await written.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    async with store.begin() as unit:
        assert await unit.settings.get("generation") is None


async def test_cancelled_anywhere_a_unit_is_whole_or_undone(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    """Both rows or none, wherever the axe falls; and the writer is free again."""

    async def both(number: int) -> None:
        async with store.begin() as unit:
            await unit.settings.set(f"a{number}", "1")
            await unit.settings.set(f"b{number}", "1")

    for number in range(40):
        task = asyncio.create_task(both(number))
        await asyncio.sleep(number / 10_000)
        task.cancel()
        await asyncio.sleep(0)
        task.cancel()  # impatience changes nothing
        await asyncio.gather(task, return_exceptions=True)
        async with store.begin() as unit:
            first = await unit.settings.get(f"a{number}")
            assert first == await unit.settings.get(f"b{number}")
    # And no connection was lost over it: none was left in the middle of a statement.
    assert [one for one in caplog.records if one.name.startswith("sqlalchemy")] == []


async def test_four_at_once_lose_nothing(store: Store) -> None:
    async with store.begin() as unit:
        await unit.settings.set("count", "0")

    async def count() -> None:
        for _ in range(60):
            async with store.begin() as unit:
                was = await unit.settings.get("count")
                await asyncio.sleep(0)
                await unit.settings.set("count", str(int(was or 0) + 1))

    await asyncio.gather(*(count() for _ in range(4)))

    async with store.read() as unit:
        assert await unit.settings.get("count") == "240"


async def test_two_processes_that_read_and_then_write_lose_nothing(
    store: Store, place: Path | str
) -> None:
    beside = await Store.open(place)
    try:

        async def count(through: Store) -> None:
            for _ in range(20):
                async with through.begin() as unit:
                    was = await unit.settings.get("count")
                    await asyncio.sleep(0)
                    await unit.settings.set("count", str(int(was or 0) + 1))

        await asyncio.gather(count(store), count(beside))
        async with store.read() as unit:
            assert await unit.settings.get("count") == "40"
    finally:
        await beside.close()


async def test_a_reader_sees_one_moment_and_cannot_write(store: Store) -> None:
    async with store.read() as looking:
        assert await looking.settings.get("generation") is None
        async with store.begin() as unit:
            await unit.settings.set("generation", "1")
        assert await looking.settings.get("generation") is None

    async def write() -> None:
        async with store.read() as unit:
            await unit.settings.set("generation", "2")

    with pytest.raises(DBAPIError, match=r"read-?only"):
        await write()


async def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    naive = NOON.replace(tzinfo=None)

    async def post() -> None:
        async with store.begin() as unit:
            await unit.outbox.post(a_letter(at=naive), now=NOON)

    with pytest.raises(NaiveMoment):
        await post()


async def test_moments_come_back_in_office_time(store: Store) -> None:
    async with store.begin() as unit:
        chat = await linked(unit)
    assert chat.linked_at == NOON
    assert chat.linked_at is not None
    assert chat.linked_at.utcoffset() == timedelta(hours=7)


def test_a_moment_keeps_its_last_microsecond() -> None:
    moment = datetime.fromisoformat("2020-07-14T17:00:00.000001+07:00")
    stored = Moment().process_bind_param(moment, None)  # type: ignore[arg-type] # unused
    assert stored == 1594720800000001


async def test_what_was_written_is_there_at_the_next_start(
    store: Store, place: Path | str
) -> None:
    async with store.begin() as unit:
        force = await published(unit)
        duty = force.duties[0]
        ready = duty.report(DutyState.READY, at=NOON, note="66/TTr")
        await unit.duties.put(ready, was=duty)
    await store.close()

    again = await Store.open(place)
    async with again.read() as unit:
        assert await unit.duties.get(duty.id) == ready
        assert (await unit.programmes.in_force())[0].duties[0] == ready
        assert (
            replace(force, duties=(ready, *force.duties[1:]))
            == (await unit.programmes.in_force())[0]
        )
    await again.close()
