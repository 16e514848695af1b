"""PostgreSQL: any number of processes, one writer; a server that comes and goes."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage import (
    DatabaseBusy,
    DatabaseMisnamed,
    DatabaseUnfit,
    DatabaseUnreachable,
    Store,
)
from tests.postgresql import Cluster, a_store
from tests.storage.makers import FINANCE, a_draft, published


@pytest.fixture
def url(cluster: Cluster) -> Iterator[str]:
    with cluster.database() as address:
        yield address


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    async with a_store(url) as opened:
        yield opened


@pytest.fixture
async def beside(url: str) -> AsyncIterator[Store]:
    """Another process, as the database sees it."""
    async with a_store(url) as opened:
        yield opened


async def test_processes_that_read_and_then_write_lose_nothing(
    store: Store, beside: Store
) -> None:
    async def count(through: Store) -> None:
        for _ in range(30):
            async with through.begin() as unit:
                was = await unit.settings.get("count")
                await asyncio.sleep(0)
                await unit.settings.set("count", str(int(was or 0) + 1))

    await asyncio.gather(*(count(one) for one in (store, beside, store, beside)))

    async with store.read() as unit:
        assert await unit.settings.get("count") == "120"


async def test_a_writer_who_waits_too_long_is_told_so(
    store: Store, beside: Store
) -> None:
    beside._doors = type(beside._doors)(**{**vars(beside._doors), "tries": 1})

    async def wait() -> None:
        async with beside.begin():
            pass

    async with store.begin() as unit:
        await unit.settings.set("a", "1")
        with pytest.raises(DatabaseBusy):
            await wait()
        async with beside.read() as looking:
            assert await looking.settings.get("a") is None

    await wait()


async def test_a_writer_asks_for_its_turn_again(store: Store, beside: Store) -> None:
    async def write() -> None:
        async with beside.begin() as unit:
            await unit.settings.set("b", "1")

    async with store.begin() as unit:
        waiting = asyncio.create_task(write())
        await asyncio.sleep(2.5)  # longer than one asking
        await unit.settings.set("a", "1")
        assert not waiting.done()
    await waiting

    async with store.read() as unit:
        assert await unit.settings.get("a") == await unit.settings.get("b") == "1"


async def test_the_lease_waits_for_no_writer(store: Store, beside: Store) -> None:
    async with store.begin(), beside.leasing() as leases:
        assert await leases.look() is None


async def kill_the_others(through: Store) -> None:
    async with through._reader.connect() as connection:
        await connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )


async def test_a_connection_killed_in_mid_transaction_is_replaced_at_once(
    store: Store, beside: Store
) -> None:
    async def half_way() -> None:
        async with store.begin() as unit:
            await unit.settings.set("a", "1")
            await kill_the_others(beside)
            await unit.settings.set("b", "1")

    with pytest.raises(DBAPIError):
        await half_way()

    async with store.begin() as unit:
        assert await unit.settings.get("a") is None
        await unit.settings.set("a", "2")
    async with store.read() as unit:
        assert await unit.settings.get("a") == "2"


async def test_our_own_error_is_told_though_the_connection_died_too(
    store: Store, beside: Store
) -> None:
    async def half_way() -> None:
        async with store.begin() as unit:
            await unit.settings.set("a", "1")
            await kill_the_others(beside)
            raise KeyError("a")

    with pytest.raises(KeyError):
        await half_way()

    async with store.begin() as unit:
        assert await unit.settings.get("a") is None


async def test_a_killed_commit_is_an_error_and_the_next_unit_begins(
    store: Store, beside: Store
) -> None:
    async def to_the_commit() -> None:
        async with store.begin() as unit:
            await unit.settings.set("a", "1")
            await kill_the_others(beside)

    with pytest.raises(DBAPIError):
        await to_the_commit()

    async with store.begin() as unit:
        assert await unit.settings.get("a") is None


async def test_texts_are_ordered_by_code_as_the_file_orders_them(
    store: Store,
) -> None:
    periods = ["2020-07", "2020-Q3", "2020-W29", "2020", "2020-08"]
    async with store.begin() as unit:
        for period in periods:
            await published(unit, period=period)

    async with store.read() as unit:
        found = [force.programme.period for force in await unit.programmes.in_force()]
    assert found == sorted(periods, reverse=True)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("statement_timeout", "5s"),
        ("lock_timeout", "2s"),
        ("idle_in_transaction_session_timeout", "10s"),
        ("TimeZone", "UTC"),
        ("application_name", "nhacviec"),
        ("synchronous_commit", "on"),
        ("transaction_isolation", "read committed"),
        ("transaction_read_only", "off"),
    ],
)
async def test_what_a_writers_connection_promises(
    store: Store, name: str, value: str
) -> None:
    async with store._writer.connect() as connection:
        assert await connection.scalar(text(f"SHOW {name}")) == value


@pytest.mark.parametrize(
    ("name", "value"),
    [("transaction_isolation", "repeatable read"), ("transaction_read_only", "on")],
)
async def test_what_a_readers_connection_promises(
    store: Store, name: str, value: str
) -> None:
    async with store._reader.connect() as connection:
        assert await connection.scalar(text(f"SHOW {name}")) == value


async def test_what_the_address_asks_for_does_not_weaken_it(url: str) -> None:
    weak = f"{url}&options=-c%20synchronous_commit%3Doff%20-c%20work_mem%3D8MB"
    async with a_store(weak) as store, store._writer.connect() as connection:
        assert await connection.scalar(text("SHOW synchronous_commit")) == "on"
        assert await connection.scalar(text("SHOW work_mem")) == "8MB"


async def test_which_server_it_is(store: Store) -> None:
    server = await store.server()
    assert server.kind == "PostgreSQL"
    assert int(server.version.split(".")[0]) >= 15


@pytest.mark.parametrize(
    "written",
    ["", "nhacviec.db", "mysql://a:secret@b/c", "postgresql://a:secret@b", "://secret"],
)
async def test_what_is_no_address_is_refused_without_repeating_it(
    written: str,
) -> None:
    with pytest.raises(DatabaseMisnamed) as raised:
        await Store.open(written)
    assert "secret" not in repr(raised.value)


async def test_a_wrong_password_is_told_without_it(cluster: Cluster) -> None:
    with pytest.raises(DatabaseUnreachable) as raised:
        await Store.open(cluster.url("postgres", "sai-mật-khẩu"))
    assert "password authentication failed" in raised.value.why
    assert "sai-m" not in raised.value.why


async def test_no_server_at_all_is_told_at_once() -> None:
    with pytest.raises(DatabaseUnreachable):
        await Store.open("postgresql://nhacviec:x@127.0.0.1:9/nhacviec")


async def test_two_that_start_on_an_empty_database_migrate_it_once(
    cluster: Cluster,
) -> None:
    with cluster.bare_database() as empty:
        async with a_store(empty) as one, a_store(empty) as other:
            assert not await one.is_current()
            await asyncio.gather(one.migrate(), other.migrate())
            assert await one.is_current()
            async with other.begin() as unit:
                force = await published(unit)
    assert [meeting.title for meeting in force.meetings] == [
        meeting.title for meeting in a_draft().meetings
    ]
    assert FINANCE in {duty.agency for duty in force.duties}


async def test_a_database_that_cannot_keep_vietnamese_is_refused(
    cluster: Cluster,
) -> None:
    latin = "ENCODING 'LATIN1' LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C'"
    with cluster.bare_database(latin) as url:
        async with a_store(url) as store:
            with pytest.raises(DatabaseUnfit, match="LATIN1"):
                await store.migrate()


async def test_a_server_that_lost_its_power_is_found_again(
    cluster: Cluster, store: Store
) -> None:
    async with store.begin() as unit:
        await unit.settings.set("a", "kept")

    cluster.stop()
    with pytest.raises(DBAPIError):
        async with store.begin():
            pass
    cluster.start()

    async with store.begin() as unit:
        assert await unit.settings.get("a") == "kept"
    async with store.read() as unit:
        assert await unit.settings.get("a") == "kept"
    async with store.leasing() as leases:
        assert await leases.look() is None
