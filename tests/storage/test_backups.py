"""Backups: whole or not there, of one moment, good on either database."""

# ruff: noqa: ASYNC240 - files are what these tests are about

import asyncio
import gzip
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from storage import BackupFaulty, DatabaseDamaged, ServiceRunning, Store
from storage.backup_file import checked, contents_of
from storage.backups import back_up
from storage.migrating import downgrade
from storage.migrations import HEAD
from storage.restoring import restore
from tests.postgresql import Cluster
from tests.storage.makers import NOON, a_letter
from tests.storage.test_migrations import everything, filled

AT = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "all.backup"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@asynccontextmanager
async def opened(place: Path | str) -> AsyncIterator[Store]:
    store = await Store.open(place)
    try:
        yield store
    finally:
        await store.close()


async def rows_in(place: Path | str) -> dict[str, list[dict[str, Any]]]:
    async with opened(place) as store, store._reader.connect() as connection:
        found = await connection.run_sync(everything)
    return {
        name: sorted(rows, key=repr)
        for name, rows in found.items()
        if name != "settings"
    }


async def many_letters(store: Store, count: int, name: str = "n") -> None:
    async with store.begin() as unit:
        for number in range(count):
            letter = a_letter(key=f"{name}:{number}")
            await unit.outbox.post(letter, now=NOON)


async def test_a_backup_says_what_it_is(
    store: Store, place: Path | str, file: Path
) -> None:
    await filled(store)

    made = await back_up(place, file, at=AT)

    assert made == contents_of(file) == checked(file)
    assert made.schema == HEAD
    assert made.of == ("sqlite" if isinstance(place, Path) else "postgresql")
    assert datetime.fromisoformat(made.at) == AT
    assert made.tables["letters"] == 1
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert not list(file.parent.glob(".all*"))


async def test_what_is_restored_is_what_was_there(
    store: Store, place: Path | str, file: Path, kept: Path
) -> None:
    await filled(store)
    before = await rows_in(place)
    await back_up(place, file, at=AT)
    await many_letters(store, 3)
    await store.close()

    await restore(place, file, kept=kept, at=AT)

    assert await rows_in(place) == before
    async with opened(place) as again:  # and new rows come behind the old ones
        await many_letters(again, 1)
        async with again.read() as unit:
            assert sum((await unit.outbox.counts()).values()) == 2


async def test_what_was_there_is_kept(
    store: Store, place: Path | str, file: Path, kept: Path, tmp_path: Path
) -> None:
    await back_up(place, file, at=AT)
    await filled(store)
    full = await rows_in(place)
    await store.close()
    await restore(place, file, kept=kept, at=AT)
    assert (await rows_in(place))["letters"] == []

    if isinstance(place, Path):
        assert await rows_in(kept) == full
    else:
        await restore(place, kept, kept=tmp_path / "again", at=AT)
        assert await rows_in(place) == full


async def test_a_backup_goes_from_one_database_to_the_other_and_back(
    empty_file: Path, cluster: Cluster, tmp_path: Path
) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(empty_file.read_bytes())
    async with opened(path) as store:
        await filled(store)
    before = await rows_in(path)
    there, back = tmp_path / "there", tmp_path / "back"

    with cluster.bare_database() as url:
        await back_up(path, there, at=AT)
        await restore(url, there, kept=tmp_path / "k1", at=AT)
        assert await rows_in(url) == before
        await back_up(url, back, at=AT)
    await restore(path, back, kept=tmp_path / "k2", at=AT)

    assert await rows_in(path) == before


async def test_a_backup_of_an_older_release_is_brought_forward(
    store: Store, place: Path | str, file: Path, kept: Path
) -> None:
    await filled(store)
    async with store._writer.begin() as connection:
        await connection.run_sync(downgrade, "0008")

    made = await back_up(place, file, at=AT)
    await store.close()
    await restore(place, file, kept=kept, at=AT)

    assert made.schema == "0008"
    async with opened(place) as again:
        assert await again.is_current()
        async with again.read() as unit:
            assert sum((await unit.outbox.counts()).values()) == 1


async def test_a_backup_is_of_one_moment_while_others_write(
    store: Store, place: Path | str, file: Path, kept: Path
) -> None:
    stopping = asyncio.Event()

    async def write() -> int:
        number = 0
        while not stopping.is_set():
            async with store.begin() as unit:  # always two and two
                for half in ("a", "b"):
                    letter = a_letter(key=f"{number}:{half}")
                    await unit.outbox.post(letter, now=NOON)
            number += 1
            await asyncio.sleep(0)
        return number

    writing = asyncio.create_task(write())
    counts = []
    for _ in range(5):
        made = await back_up(place, file, at=AT)
        counts.append(made.tables["letters"])
        file.unlink() if len(counts) < 5 else None
    stopping.set()
    assert await writing * 2 >= counts[-1] > counts[0]
    assert all(count % 2 == 0 for count in counts)
    await store.close()

    await restore(place, file, kept=kept, at=AT)
    assert len((await rows_in(place))["letters"]) == counts[-1]


@pytest.mark.parametrize("where", [0.02, 0.3, 0.6, 0.95, "cut", "row", "text", "none"])
async def test_a_damaged_backup_touches_nothing(
    store: Store, place: Path | str, file: Path, kept: Path, where: float | str
) -> None:
    await filled(store)
    await back_up(place, file, at=AT)
    before = await rows_in(place)
    await store.close()
    _damage(file, where)

    with pytest.raises(BackupFaulty):
        await restore(place, file, kept=kept, at=AT)

    assert await rows_in(place) == before
    assert not kept.exists()


def _damage(file: Path, where: float | str) -> None:
    whole = file.read_bytes()
    match where:
        case "cut":
            file.write_bytes(whole[: len(whole) // 2])
        case "row":  # a row is missing, packed correctly
            lines = gzip.decompress(whole).splitlines(keepends=True)
            file.write_bytes(gzip.compress(b"".join([*lines[:5], *lines[6:]])))
        case "text":
            file.write_bytes(b"nothing of the kind")
        case "none":
            file.write_bytes(b"")
        case float():
            at = int(len(whole) * where)
            file.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])


async def test_a_restore_that_fails_halfway_touches_nothing(
    store: Store, place: Path | str, file: Path, kept: Path
) -> None:
    """Whole, but of tables that could never be: a reference to nothing."""
    await filled(store)
    await back_up(place, file, at=AT)
    before = await rows_in(place)
    await store.close()

    def stop(done: int) -> None:
        if done > 3:
            raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        await restore(place, file, kept=kept, at=AT, progress=stop)

    assert await rows_in(place) == before


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
async def test_a_restore_waits_until_nobody_leads(
    store: Store, place: Path | str, file: Path, kept: Path
) -> None:
    await back_up(place, file, at=AT)
    async with store.leasing() as leases:
        await leases.take(holder="máy-1", ttl=timedelta(seconds=15), seen=None)

    with pytest.raises(ServiceRunning):
        await restore(place, file, kept=kept, at=AT)


async def test_a_damaged_database_is_not_backed_up_as_if_it_were_whole(
    empty_file: Path, tmp_path: Path, file: Path
) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(empty_file.read_bytes())
    async with opened(path) as store:
        await filled(store)
        await many_letters(store, 50)
    whole = bytearray(path.read_bytes())
    for page in range(1, len(whole) // 4096):
        whole[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    path.write_bytes(whole)

    with pytest.raises(DatabaseDamaged):
        await back_up(path, file, at=AT)

    assert not file.exists()
    assert not list(file.parent.glob(".all*"))
