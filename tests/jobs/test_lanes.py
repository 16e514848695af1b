"""One update of a chat at a time, in order, whatever else waits and however long."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.asked import Asked, SentFile
from bot.channels import NotFetched
from jobs.attend import Attended, Doorkeeper
from jobs.ingest import ingest
from jobs.lanes import Lanes
from programme.duties import DutyState
from storage import Store, Waiting
from storage.inbox import InboxRow
from tests.bot.makers import at
from tests.jobs.makers import (
    FakeChannel,
    PlayedClock,
    all_letters,
    an_update,
    doorway,
)

AT_ONCE = 8
#: The lane of each update, and how many turns it takes; now and then one has to rest.
comings = st.lists(
    st.tuples(st.sampled_from("abcde"), st.integers(0, 4), st.integers(0, 6)),
    max_size=60,
)


@settings(max_examples=200)
@given(comings)
async def test_the_order_of_a_lane_is_kept_by_eight_doorkeepers(
    came: list[tuple[str, int, int]],
) -> None:
    lanes = Lanes()
    lanes.add(_waiting(n, lane) for n, (lane, _, _) in enumerate(came, 1))
    rests = {n: (3 if rest == 0 else 0) for n, (*_, rest) in enumerate(came, 1)}
    ended: list[int] = []
    in_hand: dict[int, tuple[Waiting, int]] = {}

    for now in range(1000):
        while len(in_hand) < AT_ONCE and (one := lanes.take(now)) is not None:
            assert one.lane not in {other.lane for other, _ in in_hand.values()}
            in_hand[one.id] = one, now + came[one.id - 1][1]
        for one, until in list(in_hand.values()):
            if until <= now:
                del in_hand[one.id]
                if rests[one.id]:
                    rests[one.id] -= 1
                    lanes.rest(one, now + 2)
                else:
                    lanes.ended(one)
                    ended.append(one.id)

    by_lane: dict[str, list[int]] = defaultdict(list)
    for number in ended:
        by_lane[came[number - 1][0]].append(number)
    assert sorted(ended) == list(range(1, len(came) + 1))
    assert all(numbers == sorted(numbers) for numbers in by_lane.values())


def test_a_chat_with_a_thousand_updates_waits_behind_each_other_chat() -> None:
    lanes = Lanes()
    lanes.add(_waiting(n, "loud") for n in range(1, 1001))
    lanes.add([_waiting(1001, "quiet")])

    first = lanes.take(0)
    assert first is not None
    lanes.ended(first)
    second = lanes.take(0)

    assert (first.lane, second and second.lane) == ("loud", "quiet")


def test_a_new_address_waits_until_the_chat_has_moved_there() -> None:
    lanes = Lanes()
    lanes.add([_waiting(1, "old"), Waiting(id=2, channel="t", lane="old", holds="new")])
    lanes.add([_waiting(3, "new"), _waiting(4, "other")])

    taken = [lanes.take(0), lanes.take(0), lanes.take(0)]
    assert [one and one.id for one in taken] == [1, 4, None]
    for number in (1, 2):
        lanes.ended(_waiting(number, "old"))
        taken.append(lanes.take(0))

    assert [one and one.id for one in taken[3:]] == [2, 3]


class Reading(FakeChannel):
    """A file of the office is on its way for as long as the test likes."""

    def __init__(self) -> None:
        super().__init__()
        self.arrived = asyncio.Event()
        self.asked_for: list[str] = []

    async def fetch(self, file_id: str) -> bytes:
        self.asked_for.append(file_id)
        await self.arrived.wait()
        raise NotFetched(file_id)

    def read(self, update: dict[str, Any]) -> Asked | None:
        if "file" not in update:
            return super().read(update)
        asked = super().read(update | {"text": ""})
        assert asked is not None
        return replace(asked, file=SentFile(id="f", name="ct.docx", size=9))


async def test_a_slow_file_in_one_chat_holds_up_no_other(july: Store) -> None:
    clock, channel, stopping = PlayedClock(moment=at(7)), Reading(), asyncio.Event()
    file = {"id": 1, "chat": "office", "file": True}
    channel.waiting = [
        (1, file),
        an_update(2, "office", "/help"),
        an_update(3, "nn", "mục 3 đã xong"),
    ]
    await _came(july, channel, clock)
    door = doorway(july, clock, channel=channel)
    running = asyncio.create_task(door.run(stopping))

    async with asyncio.timeout(20):
        while await _state(july) is not DutyState.READY:  # noqa: ASYNC110 - nobody rings
            await asyncio.sleep(0.01)
    assert channel.asked_for == ["f"]
    before = [one.letter.key for one in await all_letters(july)]

    channel.arrived.set()
    stopping.set()
    door.ring()
    await running

    # The file is finished with; what came behind it in its chat waits for the next run.
    after = [one.letter.key for one in await all_letters(july)]
    assert [key.partition("@")[0] for key in before] == ["telegram:3"]
    assert [key.partition("@")[0] for key in after] == ["telegram:3", "telegram:1"]
    async with july.read() as unit:
        row = await unit.inbox.next()
    assert row is not None
    assert row.update_id == 2


async def test_chats_are_attended_to_side_by_side(july: Store) -> None:
    clock, stopping = PlayedClock(moment=at(7)), asyncio.Event()
    seen: list[tuple[str | None, int]] = []
    inside: set[str | None] = set()
    most = 0

    class Watched(Doorkeeper):
        async def attend(self, row: InboxRow) -> Attended:
            nonlocal most
            assert row.lane not in inside
            inside.add(row.lane)
            most = max(most, len(inside))
            await asyncio.sleep(0)
            attended = await super().attend(row)
            seen.append((row.lane, row.update_id))
            inside.discard(row.lane)
            return attended

    channel = FakeChannel()
    for number in range(1, 61):
        chat = f"c{number % 12}"
        _, update = an_update(number, chat, f"tin {number}")
        channel.waiting.append((number, update | {"person": chat}))
    await _came(july, channel, clock)
    door = doorway(july, clock, Watched, channel=channel)
    running = asyncio.create_task(door.run(stopping))

    async with asyncio.timeout(60):
        while len(seen) < len(channel.waiting):  # noqa: ASYNC110 - nobody rings
            await asyncio.sleep(0.01)
    stopping.set()
    door.ring()
    await running

    by_chat: dict[str | None, list[int]] = defaultdict(list)
    for lane, number in seen:
        by_chat[lane].append(number)
    assert all(numbers == sorted(numbers) for numbers in by_chat.values())
    assert most == AT_ONCE


async def test_stopped_in_the_middle_it_is_undone_whole(july: Store) -> None:
    """Who is not done when the time is up has done nothing."""
    clock, channel = PlayedClock(moment=at(7)), Reading()
    channel.waiting = [(1, {"id": 1, "chat": "office", "file": True})]
    await _came(july, channel, clock)
    running = asyncio.create_task(
        doorway(july, clock, channel=channel).run(asyncio.Event())
    )
    async with asyncio.timeout(20):
        while not channel.asked_for:  # noqa: ASYNC110 - nobody rings
            await asyncio.sleep(0.01)

    running.cancel()
    await asyncio.gather(running, return_exceptions=True)

    assert await all_letters(july) == []
    channel.arrived.set()
    assert await doorway(july, clock, channel=channel).attend_one()
    assert len(await all_letters(july)) == 1


def _waiting(number: int, lane: str) -> Waiting:
    return Waiting(id=number, channel="t", lane=lane)


async def _came(store: Store, channel: FakeChannel, clock: PlayedClock) -> None:
    await ingest(store, channel, clock=clock, wait=timedelta(0))


async def _state(store: Store) -> DutyState:
    async with store.read() as unit:
        found: Sequence[Any] = await unit.duties.find("I.3")
    state: DutyState = found[0].state
    return state
