"""A process that does not lead: it plans nothing, asks for nothing, and is well."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from jobs.gate import Gate
from nhacviec.health import health_of
from nhacviec.leading import Leadership
from nhacviec.service import Service
from programme.reminders import ChatRole
from storage import Store
from tests.bot.makers import FARMING, THE_OFFICE, at
from tests.jobs.makers import FakeChannel, PlayedClock, linked, published


class Latch:
    """Opened and closed by the test."""

    trusted = False

    def is_trusted(self) -> bool:
        return self.trusted


class Line(FakeChannel):
    """Waits a little before it says that there is nothing, as a long poll does."""

    async def updates(
        self, offset: int | None, wait: timedelta
    ) -> list[tuple[int, dict[str, object]]]:
        await asyncio.sleep(0.02)
        return list(await super().updates(offset, wait))


@pytest.fixture
async def store(place: Path | str) -> AsyncIterator[Store]:
    opened = await Store.open(place)
    await published(opened)
    await linked(opened, "nn", ChatRole.AGENCY, FARMING)
    yield opened
    await opened.close()


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not holds():  # noqa: ASYNC110 - nobody rings for a fake
            await asyncio.sleep(0.02)


async def test_who_waits_does_nothing_and_who_leads_does_it_all(store: Store) -> None:
    gate, line = Latch(), Line()
    service = _served_by(store, line, gate)

    async with service.running():
        await asyncio.sleep(2)  # ticks and looks enough to do whatever it would do
        assert (line.said, line.offsets) == ([], [])
        assert await _pending(store) == 0
        health = await health_of(service, _real(service))
        assert (health["ok"], health["leads"]) == (True, False)

        gate.trusted = True
        await until(lambda: line.said and line.offsets)
        assert (await health_of(service, _real(service)))["leads"] is True

        gate.trusted = False
        await asyncio.sleep(0.1)
        asked = len(line.offsets)
        await asyncio.sleep(0.2)
        assert len(line.offsets) == asked


async def test_who_begins_to_lead_sends_nothing_before_it_took_over(
    store: Store,
) -> None:
    """What the one before planned yesterday may have to be taken back first."""
    line, taken_over = Line(), asyncio.Event()
    leadership = Leadership(store=store, holder="new")
    service = _served_by(store, line, leadership)

    async def take_over(gate: Gate) -> None:
        await taken_over.wait()
        await service.recover(gate)

    leadership.on_gained = take_over
    async with service.running(), leadership.running():
        await until(leadership.holds_lease)
        service.post.ring()
        await asyncio.sleep(2)  # it looks every second whether it may
        assert (line.said, line.offsets) == ([], [])
        assert await _pending(store) == 0

        taken_over.set()
        await until(lambda: line.said and line.offsets)


async def test_a_row_nobody_can_read_does_not_silence_who_begins_to_lead(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def stumble(*_: object, **__: object) -> int:
        raise KeyError("a row")

    monkeypatch.setattr("nhacviec.service.look_overnight", stumble)
    line = Line()
    leadership = Leadership(store=store, holder="new")
    service = _served_by(store, line, leadership)
    leadership.on_gained = service.recover
    async with service.running(), leadership.running():
        await until(lambda: line.said and line.offsets)


def _served_by(store: Store, line: Line, gate: Gate) -> Service:
    return Service(
        store=store,
        channels={"telegram": line},
        clock=PlayedClock(moment=at(7, 8)),
        office=THE_OFFICE,
        every=timedelta(seconds=0.05),
        gate=gate,
        is_alone=False,
    )


async def _pending(store: Store) -> int:
    async with store.read() as unit:
        return await unit.outbox.pending()


def _real(service: Service) -> datetime:
    return service.clock.real()
