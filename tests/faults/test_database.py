"""The database fails: nothing is sent that is not written down, and work goes on soon
after it is well again."""

import asyncio
import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from typer.testing import CliRunner

from nhacviec.cli import app
from storage.postgresql import _LOCK
from tests.faults.nursery import Child, Nursery
from tests.faults.shares import SEED, chance, note, share
from tests.faults.town import Town, a_file, a_street, a_town
from tests.postgresql import Cluster

pytestmark = pytest.mark.slow

LETTERS = share(600, 120)
#: Seconds from the end of a fault until all is sent.
SOON = 10.0
_KILL = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE application_name = 'nhacviec' AND pid <> pg_backend_pid()
"""


async def at_work(nursery: Nursery, folder: Path, place: str) -> tuple[Town, Child]:
    street = a_street(nursery, folder, "--groups", "6", seed=SEED)
    town = a_town(nursery, folder, place, street)
    town.life = replace(town.life, spoiled=str(folder / "spoiled"))
    (folder / "spoiled").touch()
    await town.link(street.chats)
    service = town.service()
    await asyncio.to_thread(service.line_with, "at work")
    return town, service


async def recovered(town: Town, service: Child, what: str) -> None:
    """All is sent, once; each message with its record."""
    took = await town.until_quiet(60)
    town.stop(service)
    verdict = await town.judge()
    note(f"{what}: all sent {took:.1f} s after, {verdict}")
    assert verdict.faults == {}, town.folder
    assert verdict.failed == []
    assert verdict.labelled == [], town.folder
    assert took <= SOON + share(20, 10)  # with all that is still to be sent
    town.street.child.kill()


async def test_connections_that_are_killed_lose_nothing(
    nursery: Nursery, cluster: Cluster, tmp_path: Path
) -> None:
    with cluster.database() as url:
        town, service = await at_work(nursery, tmp_path, url)
        times, draw = share(20, 3), chance("connections")
        for _ in range(times):
            await town.plant(LETTERS // times)
            await asyncio.sleep(draw.uniform(0.0, 0.15))
            cluster.execute(_KILL)
        await recovered(town, service, f"{times} times all connections killed")


async def test_a_database_that_loses_its_power_loses_nothing(
    nursery: Nursery, cluster: Cluster, tmp_path: Path
) -> None:
    with cluster.database() as url:
        town, service = await at_work(nursery, tmp_path, url)
        for _ in range(share(4, 1)):
            await town.plant(LETTERS // share(4, 1))
            await asyncio.sleep(0.05)
            cluster.stop()
            await asyncio.sleep(share(5, 1))
            cluster.start()
        await recovered(town, service, "the server without power")


async def test_whoever_holds_the_lock_on_postgresql_only_delays(
    nursery: Nursery, cluster: Cluster, tmp_path: Path
) -> None:
    with cluster.database() as url:
        town, service = await at_work(nursery, tmp_path, url)
        await town.plant(LETTERS)
        with psycopg.connect(url) as connection:
            connection.execute(_LOCK.encode())
            before = town.street.log(entries=False)["figures"]["sends"]
            await asyncio.sleep(share(15, 3))
            after = town.street.log(entries=False)["figures"]["sends"]
        assert after - before <= 6  # what was on its way
        await recovered(town, service, "the lock held on PostgreSQL")


async def test_whoever_holds_the_file_only_delays(
    nursery: Nursery, empty_file: Path, tmp_path: Path
) -> None:
    town, service = await at_work(nursery, tmp_path, a_file(empty_file, tmp_path))
    await town.plant(LETTERS)
    with closing(sqlite3.connect(town.place, isolation_level=None, timeout=10)) as file:
        file.execute("BEGIN IMMEDIATE")
        await asyncio.sleep(share(15, 3))
        file.execute("ROLLBACK")
    await recovered(town, service, "the file held")


@pytest.mark.parametrize("fault", ["full", "read-only"])
async def test_a_disk_that_takes_nothing_stops_the_post_at_once(
    nursery: Nursery, empty_file: Path, tmp_path: Path, fault: str
) -> None:
    town, service = await at_work(nursery, tmp_path, a_file(empty_file, tmp_path))
    full = ("PRAGMA max_page_count = 1", "PRAGMA max_page_count = 1073741823")
    locked = ("PRAGMA query_only = ON", "PRAGMA query_only = OFF")
    ill, well = full if fault == "full" else locked
    await town.plant(LETTERS)
    spoiled = tmp_path / "spoiled"
    spoiled.write_text(ill)
    await asyncio.sleep(share(10, 2))
    before = town.street.log(entries=False)["figures"]["sends"]
    await asyncio.sleep(1.0)
    assert town.street.log(entries=False)["figures"]["sends"] == before
    assert service.is_alive()
    assert before < LETTERS
    spoiled.write_text(well)
    await recovered(town, service, f"a disk that is {fault}")


def test_a_damaged_file_refuses_to_start(empty_file: Path, tmp_path: Path) -> None:
    path = Path(a_file(empty_file, tmp_path))
    with path.open("r+b") as file:
        for page in range(1, 12):
            file.seek(page * 4096)
            file.write(b"\xde\xad" * 2048)
    config = tmp_path / "config.toml"
    config.write_text(
        f'[database]\npath = "{path}"\n\n[telegram]\nbase_url = "http://127.0.0.1:9"\n'
    )
    began = time.monotonic()
    done = CliRunner().invoke(
        app,
        ["run", "--config", str(config)],
        env={"NHACVIEC_TELEGRAM_TOKEN": "7000000001:faults-faults-faults-faults"},
    )
    assert done.exit_code != 0
    assert time.monotonic() - began < 30
    assert "hỏng" in done.output
