"""The database fails: nothing is sent that is not written down, and work goes on soon
after it is well again."""

import asyncio
import shutil
import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from typer.testing import CliRunner

from nhacviec.cli import app
from storage.postgresql import _LOCK
from tests.faults.nursery import Child, Nursery
from tests.faults.shares import SEED, chance, note, share
from tests.faults.town import TOKEN, Town, a_file, a_street, a_town
from tests.postgresql import Cluster

pytestmark = pytest.mark.slow

LETTERS, GROUPS = share(600, 120), 8
_SEND = ["sendMessage"]
#: Seconds from the end of a fault until something is sent.
SOON = 10.0
_KILL = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE application_name = 'nhacviec' AND pid <> pg_backend_pid()
"""


async def at_work(nursery: Nursery, folder: Path, place: str) -> tuple[Town, Child]:
    street = a_street(nursery, folder, "--groups", str(GROUPS), seed=SEED)
    town = a_town(nursery, folder, place, street)
    town.life = replace(town.life, spoiled=str(folder / "spoiled"))
    (folder / "spoiled").touch()
    await town.link(street.chats)
    service = town.service()
    await asyncio.to_thread(service.line_with, "at work")
    return town, service


async def in_the_air(town: Town, letters: int) -> None:
    """When this returns, Telegram has taken a letter of every chat and says nothing:
    half of the answers come while the database is ill, half come too late for it."""
    before = struck(town)
    for seconds in (0.4, 5.0):
        town.street.fault(
            "slow-after", methods=_SEND, times=GROUPS // 2, seconds=seconds
        )
    await town.plant(letters)
    until = time.monotonic() + 30
    while struck(town) < before + GROUPS:
        assert time.monotonic() < until, town.folder
        await asyncio.sleep(0.01)


def struck(town: Town) -> int:
    return sum(figures(town)["struck"].values())


def figures(town: Town) -> dict[str, Any]:
    found: dict[str, Any] = town.street.log(entries=False)["figures"]
    return found


async def recovered(town: Town, service: Child, what: str) -> None:
    """The fault is over. All is sent, once; each message with its record."""
    well_at = time.monotonic()
    await town.plant(GROUPS)  # there is something to send, whatever was sent till now
    await town.until_quiet(90)
    town.stop(service)
    verdict = await town.judge()
    sends = [e for e in town.street.log()["entries"] if e["accepted"]]
    took = next(e["seconds"] for e in sends if e["seconds"] > well_at) - well_at
    note(f"{what}: sends again after {took:.1f} s, {verdict}")
    assert verdict.faults == {}, town.folder
    assert verdict.failed == []
    assert verdict.labelled == [], town.folder
    assert verdict.in_doubt >= GROUPS // 2
    assert took <= SOON
    town.street.child.kill()


async def test_connections_that_are_killed_lose_nothing(
    nursery: Nursery, cluster: Cluster, tmp_path: Path
) -> None:
    with cluster.database() as url:
        town, service = await at_work(nursery, tmp_path, url)
        times, draw = share(20, 3), chance("connections")
        for _ in range(times):
            await in_the_air(town, LETTERS // times)
            await asyncio.sleep(draw.uniform(0.0, 0.5))
            cluster.execute(_KILL)
        await recovered(town, service, f"{times} times all connections killed")


async def test_a_database_that_loses_its_power_loses_nothing(
    nursery: Nursery, cluster: Cluster, tmp_path: Path
) -> None:
    with cluster.database() as url:
        town, service = await at_work(nursery, tmp_path, url)
        times = share(4, 1)
        for _ in range(times):
            await in_the_air(town, LETTERS // times)
            cluster.stop()
            await asyncio.sleep(share(5, 1))
            cluster.start()
        await recovered(town, service, f"{times} times the server without power")


async def test_whoever_holds_the_lock_on_postgresql_only_delays(
    nursery: Nursery, cluster: Cluster, tmp_path: Path
) -> None:
    with cluster.database() as url:
        town, service = await at_work(nursery, tmp_path, url)
        await in_the_air(town, LETTERS)
        with psycopg.connect(url) as connection:
            connection.execute(_LOCK.encode())
            before = figures(town)["sends"]
            await asyncio.sleep(share(15, 3))
            assert figures(town)["sends"] - before <= GROUPS  # what was on its way
        await recovered(town, service, "the lock held on PostgreSQL")


async def test_whoever_holds_the_file_only_delays(
    nursery: Nursery, empty_file: Path, tmp_path: Path
) -> None:
    town, service = await at_work(nursery, tmp_path, a_file(empty_file, tmp_path))
    await in_the_air(town, LETTERS)
    with closing(sqlite3.connect(town.place, isolation_level=None, timeout=10)) as file:
        file.execute("BEGIN IMMEDIATE")
        before = figures(town)["sends"]
        await asyncio.sleep(share(15, 3))
        assert figures(town)["sends"] - before <= GROUPS
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
    await in_the_air(town, LETTERS)
    spoiled = tmp_path / "spoiled"
    spoiled.write_text(ill)
    await asyncio.sleep(share(10, 2))
    before = figures(town)["sends"]
    await asyncio.sleep(1.0)
    assert figures(town)["sends"] == before
    assert service.is_alive()
    assert before < LETTERS
    spoiled.write_text(well)
    await recovered(town, service, f"a disk that is {fault}")


async def test_a_file_with_one_damaged_page_refuses_to_start(
    nursery: Nursery, empty_file: Path, tmp_path: Path
) -> None:
    """Whichever page it is, and whatever stood there: nothing is sent from it."""
    town = a_town(
        nursery,
        tmp_path,
        a_file(empty_file, tmp_path),
        a_street(nursery, tmp_path, "--groups", str(GROUPS)),
    )
    await town.link(town.street.chats)
    await town.plant(LETTERS)
    whole = Path(town.place)
    with closing(sqlite3.connect(whole)) as file:
        file.execute("VACUUM")  # a page that is in no use may hold anything
        (size,) = file.execute("PRAGMA page_size").fetchone()
        (count,) = file.execute("PRAGMA page_count").fetchone()
    pages = chance("pages").sample(range(count), share(30, 4))
    for page in pages:
        damaged = tmp_path / f"page{page}.db"
        shutil.copy(whole, damaged)
        with damaged.open("r+b") as file:
            file.seek(page * size)
            file.write(b"\xde\xad" * (size // 2))
        assert "hỏng" in await asyncio.to_thread(refused, town, damaged), page
    assert figures(town)["sends"] == 0
    note(f"{len(pages)} pages of {count} damaged, one at a time: each time no start")
    town.street.child.kill()


def refused(town: Town, path: Path) -> str:
    """What `run` says to it."""
    config = path.with_suffix(".toml")
    config.write_text(
        f'[database]\npath = "{path}"\n\n[telegram]\nbase_url = "{town.street.url}"\n'
    )
    began = time.monotonic()
    done = CliRunner().invoke(
        app,
        ["run", "--config", str(config)],
        env={"NHACVIEC_TELEGRAM_TOKEN": TOKEN},
    )
    assert done.exit_code != 0
    assert time.monotonic() - began < 30
    return done.output
