"""Little room on the disk: what is left undone, and how the service gets out of it."""

import contextlib
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from jobs.gate import OPEN
from nhacviec.disk import Disk, Roomy
from nhacviec.service import Service
from programme.letters import LetterState
from programme.reminders import ChatRole
from storage import Store, is_trouble
from tests.bot.makers import PUBLISHED, THE_OFFICE
from tests.jobs.makers import FakeChannel, PlayedClock, linked, published
from tests.jobs.test_delivering import NO_PACE


class Free:
    """How much is free is told by the test."""

    def __init__(self, free: int) -> None:
        self.free = free

    def __call__(self, folder: Path) -> int:
        return self.free


@pytest.fixture
def free() -> Free:
    return Free(10**9)


@pytest.fixture
def disk(tmp_path: Path, free: Free) -> Disk:
    made = Disk(ballast=tmp_path / "nhacviec.ballast", free=free)
    made.look()
    return made


def test_the_ballast_is_really_there(disk: Disk) -> None:
    there = disk.ballast.stat()

    assert there.st_size == 16 * 1024 * 1024
    assert there.st_blocks * 512 >= there.st_size


def test_it_is_thrown_away_when_the_disk_is_full_and_taken_in_again(
    disk: Disk, free: Free
) -> None:
    free.free = 150_000_000
    disk.look()
    assert (disk.is_low, disk.is_full, disk.ballast.exists()) == (True, False, True)

    free.free = 20_000_000
    disk.look()
    assert (disk.is_low, disk.is_full, disk.ballast.exists()) == (True, True, False)
    assert not Roomy(OPEN, disk).is_trusted()

    free.free = 210_000_000  # it would fall below at once
    disk.look()
    assert (disk.is_low, disk.is_full, disk.ballast.exists()) == (False, False, False)

    free.free = 10**9
    disk.look()
    assert disk.ballast.exists()
    assert Roomy(OPEN, disk).is_trusted()


@pytest.fixture
async def store(empty_file: Path, tmp_path: Path) -> AsyncIterator[Store]:
    path = tmp_path / "a.db"
    shutil.copy(empty_file, path)
    opened = await Store.open(path)
    await published(opened)
    await linked(opened, "office", ChatRole.OFFICE)
    yield opened
    await opened.close()


@pytest.fixture
def channel() -> FakeChannel:
    return FakeChannel()


def serving(store: Store, channel: FakeChannel, disk: Disk | None = None) -> Service:
    return Service(
        store=store,
        channels={"telegram": channel},
        clock=PlayedClock(moment=PUBLISHED),
        office=THE_OFFICE,
        pace=NO_PACE,
        disk=disk,
    )


async def test_with_little_room_nothing_is_planned_and_with_none_nothing_is_sent(
    store: Store, channel: FakeChannel, disk: Disk, free: Free
) -> None:
    service = serving(store, channel, disk)
    free.free = 150_000_000
    await service.tick()
    assert await service.is_quiet()

    free.free = 10**9
    await service.tick()
    free.free = 20_000_000
    await service.tick()
    assert not await service.post.deliver_one()
    assert channel.said == []

    free.free = 10**9
    await service.tick()
    assert await service.post.deliver_one()
    assert channel.said


async def test_what_cannot_be_written_down_is_not_sent(
    store: Store, channel: FakeChannel
) -> None:
    """SQLite is allowed no more pages: sooner or later a commit fails."""
    service = serving(store, channel)
    await service.tick()
    await _allow(store, 1)
    with pytest.raises(DBAPIError) as failed:
        await _fill(store)
    assert is_trouble(failed.value)

    with contextlib.suppress(DBAPIError):
        await _deliver_all(service)
    counts = await _counts(store)
    assert len(channel.said) <= counts[LetterState.SENT] + counts[LetterState.SENDING]

    await _allow(store, 10**9)
    await _deliver_all(service)
    counts = await _counts(store)
    assert len(channel.said) == counts[LetterState.SENT] > 0
    assert not counts[LetterState.UNKNOWN] + counts[LetterState.SENDING]


async def _fill(store: Store) -> None:
    """Until the room that is left in the pages is used."""
    for number in range(200):
        async with store.begin() as unit:
            await unit.settings.set(f"x{number}", "x" * 100_000)


async def _deliver_all(service: Service) -> None:
    while await service.post.deliver_one():
        pass


async def _counts(store: Store) -> dict[LetterState, int]:
    async with store.read() as unit:
        return await unit.outbox.counts()


async def _allow(store: Store, pages: int) -> None:
    async with store._writer.connect() as connection:
        await connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
