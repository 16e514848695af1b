"""The command line on a PostgreSQL database, from nothing to a programme in force."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from nhacviec.config import URL_VARIABLE
from storage import Store
from tests.nhacviec.conftest import Call
from tests.postgresql import Cluster, a_store

TTL = timedelta(seconds=15)


@pytest.fixture
def url(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty database, named in the environment."""
    with cluster.bare_database() as address:
        monkeypatch.setenv(URL_VARIABLE, address)
        yield address


async def _lead(store: Store, holder: str) -> None:
    async with store.leasing() as leases:
        await leases.take(holder=holder, ttl=TTL, seen=await leases.look())


async def _led(url: str, holder: str) -> None:
    async with a_store(url) as store:
        await _lead(store, holder)


async def _led_by_an_older_release(url: str) -> None:
    async with a_store(url) as store:
        await _lead(store, "máy-1:42")
        async with store._writer.begin() as connection:
            await connection.exec_driver_sql(
                "UPDATE alembic_version SET version_num='0001'"
            )


def test_a_programme_is_imported_and_asked_about(
    call: Call, url: str, document: Path, folder: Path
) -> None:
    assert call("import", document, "--yes").exit_code == 0

    assert "I.3" in call("items").stdout
    assert call("board").exit_code == 0
    assert call("simulate", "--json").exit_code == 0
    assert not (folder / "nhacviec.db").exists()


def test_doctor_names_the_server_and_who_leads(call: Call, url: str) -> None:
    assert "✗ Dữ liệu: của phiên bản khác; chạy: nhacviec migrate" in (
        call("doctor").stdout
    )
    assert call("migrate").exit_code == 0

    idle = call("doctor").stdout
    asyncio.run(_led(url, "máy-1:42"))
    led = call("doctor").stdout

    assert "✓ Dữ liệu: PostgreSQL nhacviec@" in idle
    assert "đúng phiên bản (PostgreSQL " in idle
    assert "✓ Dịch vụ: chưa có tiến trình nào điều hành" in idle
    assert "✓ Dịch vụ: máy-1:42 đang điều hành, giữ quyền đến " in led


def test_migrate_refuses_while_somebody_leads_on_older_tables(
    call: Call, url: str
) -> None:
    assert call("migrate").exit_code == 0
    asyncio.run(_led_by_an_older_release(url))

    result = call("migrate")

    assert result.exit_code == 1
    assert result.stderr.startswith("Dịch vụ đang chạy trên dữ liệu này (máy-1:42)")


def test_migrate_of_what_is_current_harms_nobody(call: Call, url: str) -> None:
    assert call("migrate").exit_code == 0
    asyncio.run(_led(url, "máy-1:42"))

    assert call("migrate").exit_code == 0


def test_a_newer_database_is_refused(call: Call, url: str) -> None:
    async def newer() -> None:
        async with a_store(url) as store, store._writer.begin() as connection:
            await connection.exec_driver_sql(
                "UPDATE alembic_version SET version_num='9999'"
            )

    assert call("migrate").exit_code == 0
    asyncio.run(newer())

    result = call("migrate")

    assert result.exit_code == 1
    assert "phiên bản mới hơn" in result.stderr


@pytest.mark.parametrize("command", ["items", "board"])
def test_without_tables_it_says_what_to_do(call: Call, url: str, command: str) -> None:
    assert "nhacviec migrate" in call(command).stderr
