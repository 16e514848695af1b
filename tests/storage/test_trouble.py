"""What a database fails at, told apart from what it was asked."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage import DatabaseBusy, Store, is_trouble
from tests.postgresql import Cluster


async def failed(store: Store, *words: str) -> Exception:
    """What comes of these words, in one connection."""

    async def say() -> None:
        async with store._writer.connect() as connection:
            for said in words:
                await connection.execute(text(said))

    with pytest.raises(DBAPIError) as found:
        await say()
    return found.value


@pytest.mark.parametrize(
    "words",
    [
        "SELECT * FROM nothing_of_the_kind",
        "SELEKT 1",
        "INSERT INTO settings (key, value) VALUES ('a', NULL)",
        "INSERT INTO settings (key, value) VALUES ('a', 'b'), ('a', 'c')",
    ],
)
async def test_what_was_asked_wrongly_is_no_trouble(store: Store, words: str) -> None:
    assert not is_trouble(await failed(store, words))


def test_a_turn_that_does_not_come_is_trouble() -> None:
    assert is_trouble(DatabaseBusy())
    assert not is_trouble(ValueError())


async def test_a_full_or_read_only_file_is_trouble(tmp_path: Path) -> None:
    store = await Store.open(tmp_path / "nhacviec.db")
    await store.migrate()
    letters = "INSERT INTO settings (key, value) VALUES ('a', zeroblob(9000000))"
    try:
        full = await failed(store, "PRAGMA max_page_count = 1", letters)
        read_only = await failed(store, "PRAGMA query_only = 1", letters)
    finally:
        await store.close()

    assert is_trouble(full)
    assert is_trouble(read_only)


async def test_a_server_that_is_gone_is_trouble(cluster: Cluster) -> None:
    with cluster.database() as url:
        store = await Store.open(url)
        try:
            ended = "SELECT pg_terminate_backend(pg_backend_pid())"
            slow = "SET statement_timeout = 50; SELECT pg_sleep(5)"
            assert is_trouble(await failed(store, ended))
            assert is_trouble(await failed(store, *slow.split("; ")))
        finally:
            await store.close()
