"""What cannot be handled is tried again, then set aside; and the office is told."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from jobs.aside import TELLINGS
from jobs.attend import Attended, Doorkeeper
from jobs.ingest import ingest
from programme.duties import DutyState
from programme.reminders import OFFICE
from storage import DatabaseBusy, InboxState, Store
from storage.inbox import InboxRow
from tests.bot.makers import FARMING, at
from tests.jobs.makers import (
    FakeChannel,
    PlayedClock,
    Steady,
    all_letters,
    an_update,
    doorway,
)


@pytest.fixture
def clock() -> PlayedClock:
    return PlayedClock(moment=at(7))


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    caplog.set_level(logging.CRITICAL)
    yield
    assert not any("thứ bí mật" in record.getMessage() for record in caplog.records)


def poison(number: int, chat: str = "nn") -> tuple[int, dict[str, Any]]:
    return number, {"id": number, "chat": chat, "poison": "thứ bí mật"}


async def test_the_office_is_told_which_chat_and_when_and_not_what(
    july: Store, clock: PlayedClock
) -> None:
    await _came(july, clock, poison(1), an_update(2, "nv", "/help"))
    door, played = _door(july, clock)

    for _ in range(12):
        await door.attend_one()
        played.seconds += 1

    told, *others = [
        one.letter for one in await all_letters(july) if one.letter.to == OFFICE
    ]
    assert others == []
    assert f"<b>{FARMING}</b>, nhóm «Nhóm nn»" in told.text
    assert "07:00 thứ Năm 1/1" in told.text
    assert "bí mật" not in told.text
    async with july.read() as unit:
        assert await unit.inbox.counts() == {InboxState.NEW: 0, InboxState.DEAD: 1}


async def test_it_is_tried_again_after_a_second_and_after_five(
    july: Store, clock: PlayedClock
) -> None:
    await _came(july, clock, poison(1), an_update(2, "nn", "mục 3 đã xong"))
    door, played = _door(july, clock)

    tried = []
    for second in range(9):
        played.seconds = second
        while await door.attend_one():
            tried.append(second)

    # The one behind it waits for it, and then goes at once.
    assert tried == [0, 1, 6, 6]
    assert await _state(july) is DutyState.READY


async def test_another_chat_does_not_wait_at_all(
    july: Store, clock: PlayedClock
) -> None:
    await _came(july, clock, poison(1, "nv"), an_update(2, "nn", "mục 3 đã xong"))
    door, _ = _door(july, clock)

    assert [await door.attend_one() for _ in range(3)] == [True, True, False]

    assert await _state(july) is DutyState.READY


async def test_the_office_is_not_told_without_end(
    july: Store, clock: PlayedClock
) -> None:
    await _came(july, clock, *[poison(n, f"c{n}") for n in range(1, TELLINGS + 6)])
    door, played = _door(july, clock)

    for second in range(9):
        played.seconds = second
        while await door.attend_one():
            pass

    texts = [one.letter.text for one in await all_letters(july)]
    assert len(texts) == TELLINGS
    assert sum("không báo riêng" in text for text in texts) == 1


async def test_what_the_database_fails_at_is_no_fault_of_the_update(
    july: Store, clock: PlayedClock
) -> None:
    """However long it lasts; then the update is handled as if nothing had been."""
    failures = 40

    class Unwell(Doorkeeper):
        async def attend(self, row: InboxRow) -> Attended:
            nonlocal failures
            failures -= 1
            if failures >= 0:
                raise DatabaseBusy
            return await super().attend(row)

    await _came(july, clock, an_update(1, "nn", "mục 3 đã xong"))
    door, played = _door(july, clock, Unwell)

    while failures >= 0:
        await door.attend_one()
        played.seconds += 20

    assert await _state(july) is DutyState.READY
    async with july.read() as unit:
        assert await unit.inbox.counts() == {InboxState.NEW: 0, InboxState.DEAD: 0}


async def test_one_that_alone_brings_the_database_down_dies_in_the_end(
    july: Store, clock: PlayedClock
) -> None:
    class Unwell(Doorkeeper):
        async def attend(self, row: InboxRow) -> Attended:
            if row.update_id == 1:
                raise DatabaseBusy
            return await super().attend(row)

    await _came(july, clock, an_update(1, "nn", "mục 3 đã xong"))
    door, played = _door(july, clock, Unwell)

    for number in range(2, 60):
        await _came(july, clock, an_update(number, f"c{number}", "chào"))
        door.ring()
        while await door.attend_one():
            pass
        played.seconds += 20

    async with july.read() as unit:
        (dead,) = await unit.inbox.dead()
    assert (dead.update_id, dead.error) == (1, "DatabaseBusy")


async def test_what_another_process_has_handled_is_let_be(
    july: Store, clock: PlayedClock
) -> None:
    """It led meanwhile: before we took it up, or while we did."""

    class Slow(Doorkeeper):
        async def attend(self, row: InboxRow) -> Attended:
            async with self.store.begin() as unit:
                await unit.inbox.done(row.id, self.clock.real())
            return await super().attend(row)

    await _came(july, clock, an_update(1, "nn", "mục 3 đã xong"))
    door, _ = _door(july, clock, Slow)

    assert [await door.attend_one() for _ in range(2)] == [True, False]

    assert await _state(july) is DutyState.ASSIGNED
    assert await all_letters(july) == []
    async with july.read() as unit:
        assert await unit.inbox.counts() == {InboxState.NEW: 0, InboxState.DEAD: 0}


async def _came(
    store: Store, clock: PlayedClock, *updates: tuple[int, dict[str, Any]]
) -> None:
    channel = FakeChannel(waiting=list(updates))
    await ingest(store, channel, clock=clock, wait=timedelta(0))


def _door(
    store: Store, clock: PlayedClock, kind: type[Doorkeeper] = Doorkeeper
) -> tuple[Any, Steady]:
    played = Steady()
    return doorway(store, clock, kind, steady=played), played


async def _state(store: Store) -> DutyState:
    async with store.read() as unit:
        (duty,) = await unit.duties.find("I.3")
    state: DutyState = duty.state
    return state
