"""The inbox: stored before it is acknowledged, handled once, never in the way."""

from datetime import timedelta

import pytest

from storage import Arrived, InboxState, MovedMeanwhile, Store
from tests.storage.makers import NOON

A_DAY = timedelta(days=1)


def arrived(*numbers: int, lane: str | None = None) -> list[Arrived]:
    return [Arrived(update_id=n, raw={"n": n}, lane=lane) for n in numbers]


async def test_updates_and_offset_are_stored_together(store: Store) -> None:
    async def put(updates: list[Arrived], offset: int) -> int:
        async with store.begin() as unit:
            stored = await unit.inbox.put("telegram", updates, offset=offset, at=NOON)
            if offset == 13:
                raise TimeoutError
            return stored

    assert await put(arrived(10, 11), 12) == 2
    assert await put(arrived(11, 12, 12), 12) == 1
    with pytest.raises(TimeoutError):
        await put(arrived(13), 13)

    async with store.read() as unit:
        assert await unit.inbox.offset("telegram", NOON) == 12
        assert await unit.inbox.offset("zalo", NOON) is None
        first = await unit.inbox.next()
    assert first is not None
    assert (first.update_id, first.raw, first.tries) == (10, {"n": 10}, 0)


async def test_a_hook_stores_without_an_offset(store: Store) -> None:
    async with store.begin() as unit:
        assert await unit.inbox.put("zalo", arrived(1), offset=None, at=NOON) == 1
        assert await unit.inbox.put("telegram", arrived(1), offset=None, at=NOON) == 1
        assert await unit.inbox.offset("zalo", NOON) is None


async def test_each_update_is_handled_once_in_order(store: Store) -> None:
    async with store.begin() as unit:
        await unit.inbox.put("telegram", arrived(2, 1), offset=3, at=NOON)
        order = []
        while row := await unit.inbox.next():
            order.append(row.update_id)
            await unit.inbox.done(row.id, NOON)
            with pytest.raises(MovedMeanwhile):
                await unit.inbox.done(row.id, NOON)
        assert order == [2, 1]


async def test_a_poisoned_update_blocks_nobody_for_long(store: Store) -> None:
    async with store.begin() as unit:
        await unit.inbox.put("telegram", arrived(1, 2), offset=3, at=NOON)
    for tries in range(3):
        async with store.begin() as unit:
            row = await unit.inbox.next()
            assert row is not None
            assert (row.update_id, row.tries) == (1, tries)
            assert await unit.inbox.tried(row.id, "KeyError", NOON) == 2 - tries

    async with store.read() as unit:
        row = await unit.inbox.next()
        assert row is not None
        assert row.update_id == 2
        (dead,) = await unit.inbox.dead()
        assert (dead.update_id, dead.error, dead.tries) == (1, "KeyError", 3)
        assert await unit.inbox.counts() == {InboxState.NEW: 1, InboxState.DEAD: 1}
        assert await unit.inbox.dead(since=NOON + A_DAY) == []


async def test_what_waits_is_looked_at_from_where_one_left_off(store: Store) -> None:
    async with store.begin() as unit:
        await unit.inbox.put("telegram", arrived(1, 2, lane="a"), offset=3, at=NOON)
        await unit.inbox.put("telegram", arrived(3, lane="b"), offset=4, at=NOON)
        first, second = await unit.inbox.waiting(after=0, most=2)
        (third,) = await unit.inbox.waiting(after=second.id, most=2)
        assert [one.lane for one in (first, second, third)] == ["a", "a", "b"]

        await unit.inbox.pass_over([first.id, third.id], NOON, why="too many")

        assert [row.id for row in await unit.inbox.new([first.id, second.id])] == [
            second.id
        ]
        assert await unit.inbox.waiting(after=0, most=9) == [second]


async def test_an_old_number_that_comes_again_is_another_update(store: Store) -> None:
    """Telegram counts from anywhere when it had nothing for us for a week."""
    for days, stored in ((0, 1), (2.9, 0), (3.1, 1), (5, 0), (9, 1)):
        async with store.begin() as unit:
            then = NOON + days * A_DAY
            assert (
                await unit.inbox.put("telegram", arrived(7), offset=8, at=then)
                == stored
            )


async def test_an_old_offset_asks_for_nothing(store: Store) -> None:
    """Numbers may begin below it; what was read before the inbox knows."""
    async with store.begin() as unit:
        await unit.inbox.put("telegram", arrived(7), offset=8, at=NOON)
        assert await unit.inbox.offset("telegram", NOON + 2 * A_DAY) == 8
        assert await unit.inbox.offset("telegram", NOON + 4 * A_DAY) is None


async def test_what_was_handled_is_forgotten_but_not_what_waits(store: Store) -> None:
    async with store.begin() as unit:
        await unit.inbox.put("telegram", arrived(1, 2, 3), offset=4, at=NOON)
        first, second, _ = await unit.inbox.waiting(after=0, most=9)
        await unit.inbox.done(first.id, NOON)
        for _ in range(3):
            await unit.inbox.tried(second.id, "KeyError", NOON)
        await unit.inbox.put("telegram", arrived(4), offset=5, at=NOON + 31 * A_DAY)
        *_, newest = await unit.inbox.waiting(after=0, most=9)
        await unit.inbox.done(newest.id, NOON)

        before = NOON + 32 * A_DAY
        assert await unit.inbox.clear_out(NOON, most=9) == 0
        assert await unit.inbox.clear_out(before, most=9) == 1
        assert await unit.inbox.clear_out(before, most=9) == 0

        assert await unit.inbox.counts() == {InboxState.NEW: 1, InboxState.DEAD: 1}
        # Its place in the queue is not given away: it is the newest.
        await unit.inbox.put("telegram", arrived(5), offset=6, at=before)
        *_, later = await unit.inbox.waiting(after=0, most=9)
        assert later.id > newest.id
