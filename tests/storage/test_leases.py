"""The lease: one statement each, a term that rises, the database's own time."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text

from storage import Lease, ServiceRunning, Store
from storage.migrations import HEAD

TTL = timedelta(seconds=15)


async def look(store: Store) -> Lease | None:
    async with store.leasing() as leases:
        return await leases.look()


async def taken(store: Store, holder: str, ttl: timedelta = TTL) -> Lease:
    async with store.leasing() as leases:
        found = await leases.take(holder=holder, ttl=ttl, seen=await leases.look())
    assert found is not None
    return found


async def test_nobody_leads_on_a_new_database(store: Store) -> None:
    assert await look(store) is None


async def test_who_takes_it_has_it_for_so_long(store: Store) -> None:
    lease = await taken(store, "a")

    assert (lease.holder, lease.term) == ("a", 1)
    assert lease.is_live
    assert timedelta(seconds=14) < lease.left <= TTL
    assert lease.until - lease.renewed_at == TTL


async def test_the_term_rises_with_every_new_holder_and_with_no_renewal(
    store: Store,
) -> None:
    terms = []
    for holder in "abab":
        lease = await taken(store, holder)
        async with store.leasing() as leases:
            assert await leases.renew(lease, TTL)
        terms.append(lease.term)

    assert terms == [1, 2, 3, 4]


async def test_of_two_who_saw_the_same_lease_one_takes_it(store: Store) -> None:
    await taken(store, "dead")
    seen = await look(store)

    async def take(holder: str) -> Lease | None:
        async with store.leasing() as leases:
            return await leases.take(holder=holder, ttl=TTL, seen=seen)

    won = await asyncio.gather(*(take(holder) for holder in "abcd"))

    assert [lease.term for lease in won if lease] == [2]


async def test_of_two_who_saw_none_one_takes_it(store: Store) -> None:
    async def take(holder: str) -> Lease | None:
        async with store.leasing() as leases:
            return await leases.take(holder=holder, ttl=TTL, seen=None)

    won = await asyncio.gather(*(take(holder) for holder in "abcd"))

    assert [lease.term for lease in won if lease] == [1]


async def test_a_lease_renewed_meanwhile_is_not_taken(store: Store) -> None:
    lease = await taken(store, "a")
    seen = await look(store)
    async with store.leasing() as leases:
        assert await leases.renew(lease, TTL)

    async with store.leasing() as leases:
        assert await leases.take(holder="b", ttl=TTL, seen=seen) is None


async def test_who_lost_it_can_neither_renew_nor_release_it(store: Store) -> None:
    old = await taken(store, "a")
    new = await taken(store, "b")

    async with store.leasing() as leases:
        assert not await leases.renew(old, TTL)
        assert not await leases.release(old)

    found = await look(store)
    assert found is not None
    assert found.is_as(new)


async def test_what_is_let_go_is_nobodys_at_once(store: Store) -> None:
    lease = await taken(store, "a")
    async with store.leasing() as leases:
        assert await leases.release(lease)

    found = await look(store)

    assert found is not None
    assert (found.holder, found.is_live, found.term) == (None, False, 1)


async def test_a_lease_runs_out_by_the_databases_clock(store: Store) -> None:
    await taken(store, "a", timedelta(milliseconds=1))
    await asyncio.sleep(0.01)

    found = await look(store)

    assert found is not None
    assert not found.is_live


async def test_a_process_left_behind_by_a_migration_leads_no_more(
    store: Store,
) -> None:
    lease = await taken(store, "a")
    async with store._writer.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num='9999'"))

    async with store.leasing() as leases:
        assert not await leases.renew(lease, TTL)
        assert await leases.take(holder="b", ttl=TTL, seen=await leases.look()) is None


async def test_nothing_is_migrated_under_a_service_that_runs(store: Store) -> None:
    lease = await taken(store, "a")
    async with store._writer.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num='0012'"))
    with pytest.raises(ServiceRunning):
        await store.migrate()

    async with store.leasing() as leases:
        await leases.release(lease)
    async with store._writer.begin() as connection:
        as_it_is = text("UPDATE alembic_version SET version_num=:head")
        await connection.execute(as_it_is, {"head": HEAD})
    await store.migrate()


async def test_what_is_current_already_is_not_refused(store: Store) -> None:
    await taken(store, "a")
    await store.migrate()
    assert await store.is_current()
