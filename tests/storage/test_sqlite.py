"""SQLite: one file, opened as safely as the library allows."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import Store
from storage.sqlite import has_wal_fault, journal_mode


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await Store.open(tmp_path / "nhacviec.db")
    yield opened
    await opened.close()


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("synchronous", 2),  # FULL: what was committed survives the power cut
        ("busy_timeout", 10_000),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
    ],
)
async def test_how_the_file_is_opened(store: Store, setting: str, value: int) -> None:
    async with store._writer.connect() as connection:
        assert await connection.scalar(text(f"PRAGMA {setting}")) == value


async def test_a_wal_only_where_it_is_safe(store: Store) -> None:
    async with store._writer.connect() as connection:
        mode = await connection.scalar(text("PRAGMA journal_mode"))
        version = await connection.scalar(text("SELECT sqlite_version()"))
    release = tuple(int(part) for part in str(version).split("."))
    assert mode == journal_mode(release).lower()


async def test_any_name_of_a_file_will_do(tmp_path: Path) -> None:
    store = await Store.open(tmp_path / "nhắc việc %20?a=b#1.db")
    await store.migrate()
    await store.close()
    assert (tmp_path / "nhắc việc %20?a=b#1.db").stat().st_size > 0


async def test_nothing_is_current_before_it_is_migrated(tmp_path: Path) -> None:
    store = await Store.open(tmp_path / "new.db")
    assert not await store.is_current()
    await store.migrate()
    assert await store.is_current()
    await store.migrate()
    await store.close()
    assert (tmp_path / "new.db").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("version", "faulty"),
    [
        ((3, 6, 23), False),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 53, 4), False),
    ],
)
def test_a_library_with_the_wal_fault_gets_no_wal(
    version: Sequence[int], faulty: bool
) -> None:
    assert has_wal_fault(version) is faulty
    assert journal_mode(version) == ("TRUNCATE" if faulty else "WAL")
