"""What comes in is stored before it is acknowledged, and handled once."""

import logging
from datetime import timedelta
from typing import Any

import pytest

from bot.asked import Asked
from jobs.attend import Doorkeeper
from jobs.ingest import ingest
from programme.duties import DutyState
from storage import Store
from tests.bot.makers import at
from tests.jobs.makers import (
    FakeChannel,
    PlayedClock,
    Steady,
    all_letters,
    an_update,
    doorway,
)

WAIT = timedelta(0)


@pytest.fixture
def clock() -> PlayedClock:
    return PlayedClock(moment=at(7))


async def test_the_offset_is_asked_only_after_the_commit(
    july: Store, clock: PlayedClock
) -> None:
    channel = FakeChannel(waiting=[an_update(5, "nn", "a"), an_update(6, "nn", "b")])

    assert await ingest(july, channel, clock=clock, wait=WAIT) == 2
    assert channel.offsets == [None]
    assert len(channel.waiting) == 2

    assert await ingest(july, channel, clock=clock, wait=WAIT) == 0
    assert channel.offsets == [None, 7]
    assert channel.waiting == []


async def test_a_crash_before_the_commit_brings_them_again_and_loses_none(
    july: Store, clock: PlayedClock
) -> None:
    class Crashing(PlayedClock):
        def real(self) -> Any:
            if channel.offsets:  # they are here, and are about to be written down
                raise KeyboardInterrupt
            return super().real()

    channel = FakeChannel(waiting=[an_update(5, "nn", "mục 3 đã xong")])
    with pytest.raises(KeyboardInterrupt):
        await ingest(july, channel, clock=Crashing(moment=at(7)), wait=WAIT)

    assert await ingest(july, channel, clock=clock, wait=WAIT) == 1
    assert channel.offsets == [None, None]


async def test_what_comes_twice_is_handled_once(
    july: Store, clock: PlayedClock
) -> None:
    """The acknowledgement was lost: the channel brings the same update again."""
    update = an_update(5, "nn", "mục 3 đã xong")
    for _ in range(2):
        await ingest(july, FakeChannel(waiting=[update]), clock=clock, wait=WAIT)

    assert await _attend_all(july, clock) == 1

    assert len(await all_letters(july)) == 1
    async with july.read() as unit:
        (duty,) = await unit.duties.find("I.3")
        assert len(await unit.audit.moves_of(duty.id)) == 1


async def test_updates_are_handled_in_the_order_they_came(
    july: Store, clock: PlayedClock
) -> None:
    texts = ["mục 3 đã xong", "mục 3 đang chuẩn bị", "mục 4 đã xong"]
    await _came(july, clock, *texts)

    await _attend_all(july, clock)

    async with july.read() as unit:
        states = [(await unit.duties.find(ref))[0].state for ref in ("I.3", "I.4")]
    assert states == [DutyState.PREPARING, DutyState.READY]


async def test_what_cannot_be_handled_is_set_aside_after_three_tries(
    july: Store, clock: PlayedClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    poison: tuple[int, dict[str, Any]] = (5, {"poison": "no such thing"})
    after = an_update(6, "nn", "mục 3 đã xong")
    channel = FakeChannel(waiting=[poison, after])
    await ingest(july, channel, clock=clock, wait=WAIT)

    assert await _attend_all(july, clock) == 4

    async with july.read() as unit:
        (dead,) = await unit.inbox.dead()
        (duty,) = await unit.duties.find("I.3")
    assert (dead.raw, dead.tries, dead.error) == (poison[1], 3, "ValueError")
    assert duty.state is DutyState.READY


async def test_what_comes_from_a_channel_that_is_gone_holds_nobody_up(
    july: Store, clock: PlayedClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    zalo = FakeChannel(waiting=[an_update(1, "z", "chào")], name="zalo")
    await ingest(july, zalo, clock=clock, wait=WAIT)
    await _came(july, clock, "mục 3 đã xong")

    await _attend_all(july, clock)

    async with july.read() as unit:
        (duty,) = await unit.duties.find("I.3")
    assert duty.state is DutyState.READY


async def test_effect_answers_and_mark_are_one_transaction(
    july: Store, clock: PlayedClock, caplog: pytest.LogCaptureFixture
) -> None:
    """The answer cannot be posted: the duty has not moved, the update still waits."""
    caplog.set_level(logging.CRITICAL)
    await _came(july, clock, "mục 3 đã xong")

    class NoPost(Doorkeeper):
        def _letter(self, asked: Asked, *rest: Any) -> Any:
            raise RuntimeError("no post today")

    assert await doorway(july, clock, NoPost).attend_one()

    async with july.read() as unit:
        (duty,) = await unit.duties.find("I.3")
        row = await unit.inbox.next()
        assert await unit.audit.moves_of(duty.id) == []
        assert await unit.members.of_chat(3) == []
    assert duty.state is DutyState.ASSIGNED
    assert row is not None
    assert row.tries == 1

    assert await doorway(july, clock).attend_one()
    async with july.read() as unit:
        (duty,) = await unit.duties.find("I.3")
    assert duty.state is DutyState.READY


async def test_a_refusal_keeps_nothing_but_is_said(
    july: Store, clock: PlayedClock
) -> None:
    await _came(july, clock, "/accept I.3", "/item I.9")

    await _attend_all(july, clock)

    texts = [one.letter.text for one in await all_letters(july)]
    assert texts[0] == "Lệnh này không dùng được tại đây. Đề nghị xem /help."
    assert texts[1].startswith("Mục I.9 do cơ quan khác chuẩn bị")
    async with july.read() as unit:
        assert await unit.inbox.next() is None


async def test_what_does_not_concern_us_is_done_and_quiet(
    july: Store, clock: PlayedClock
) -> None:
    channel = FakeChannel(waiting=[(5, {"id": 5, "joined": "somebody"})])
    await ingest(july, channel, clock=clock, wait=WAIT)

    assert await _attend_all(july, clock) == 1

    assert await all_letters(july) == []


async def test_a_press_is_flashed_even_when_it_is_refused(
    july: Store, clock: PlayedClock
) -> None:
    press = {"id": 5, "chat": "nn", "press": "1:o:1", "press_id": "p"}
    channel = FakeChannel(waiting=[(5, press)])
    await ingest(july, channel, clock=clock, wait=WAIT)

    await doorway(july, clock, channel=channel).attend_one()

    assert channel.flashed == ["Nút này không còn hiệu lực; đề nghị xem tin mới nhất."]


async def _came(store: Store, clock: PlayedClock, *texts: str) -> None:
    found = [an_update(100 + n, "nn", text) for n, text in enumerate(texts)]
    await ingest(store, FakeChannel(waiting=found), clock=clock, wait=WAIT)


async def _attend_all(store: Store, clock: PlayedClock) -> int:
    """As long as somebody waits, however long he has to."""
    played = Steady()
    door, count = doorway(store, clock, steady=played), 0
    while await _is_waiting(store):
        count += await door.attend_one()
        played.seconds += 1
    return count


async def _is_waiting(store: Store) -> bool:
    async with store.read() as unit:
        return await unit.inbox.next() is not None
