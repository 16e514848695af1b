"""The inbox: stored before it is acknowledged, handled once, never in the way."""

import pytest

from storage import MovedMeanwhile, Store
from tests.storage.makers import NOON


async def test_updates_and_offset_are_stored_together(store: Store) -> None:
    async def put(updates: list[tuple[int, dict[str, object]]], offset: int) -> int:
        async with store.begin() as unit:
            stored = await unit.inbox.put("telegram", updates, offset=offset, at=NOON)
            if offset == 13:
                raise TimeoutError
            return stored

    assert await put([(10, {"text": "đã xong"}), (11, {})], 12) == 2
    assert await put([(11, {}), (12, {})], 13 - 1) == 1
    with pytest.raises(TimeoutError):
        await put([(13, {})], 13)

    async with store.read() as unit:
        assert await unit.inbox.offset("telegram") == 12
        assert await unit.inbox.offset("zalo") is None
        first = await unit.inbox.next()
    assert first is not None
    assert (first.update_id, first.raw, first.tries) == (10, {"text": "đã xong"}, 0)


async def test_a_hook_stores_without_an_offset(store: Store) -> None:
    async with store.begin() as unit:
        assert await unit.inbox.put("zalo", [(1, {})], offset=None, at=NOON) == 1
        assert await unit.inbox.put("telegram", [(1, {})], offset=None, at=NOON) == 1
        assert await unit.inbox.offset("zalo") is None


async def test_each_update_is_handled_once_in_order(store: Store) -> None:
    async with store.begin() as unit:
        await unit.inbox.put("telegram", [(2, {}), (1, {})], offset=3, at=NOON)
        order = []
        while row := await unit.inbox.next():
            order.append(row.update_id)
            await unit.inbox.done(row.id, NOON)
            with pytest.raises(MovedMeanwhile):
                await unit.inbox.done(row.id, NOON)
        assert order == [2, 1]


async def test_a_poisoned_update_blocks_nobody_for_long(store: Store) -> None:
    async with store.begin() as unit:
        await unit.inbox.put("telegram", [(1, {}), (2, {})], offset=3, at=NOON)
    for tries in range(3):
        async with store.begin() as unit:
            row = await unit.inbox.next()
            assert row is not None
            assert (row.update_id, row.tries) == (1, tries)
            await unit.inbox.tried(row.id, "KeyError", NOON)

    async with store.read() as unit:
        row = await unit.inbox.next()
        assert row is not None
        assert row.update_id == 2
        (dead,) = await unit.inbox.dead()
        assert (dead.update_id, dead.error, dead.tries) == (1, "KeyError", 3)
