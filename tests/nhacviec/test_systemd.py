"""systemd is told what it wants to know, and nothing where there is none."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from nhacviec.systemd import feed, notify, watchdog
from storage import Store
from tests.bot.makers import PUBLISHED
from tests.jobs.makers import PlayedClock


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """systemd's end of the line."""
    path = tmp_path / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(path))
        listening.setblocking(False)
        monkeypatch.setenv("NOTIFY_SOCKET", str(path))
        yield listening


class Ticking:
    """As much of a service as is asked."""

    def __init__(self, store: Any, behind: float | None) -> None:
        self.store = store
        self.clock = PlayedClock(moment=PUBLISHED)
        self._behind = behind

    def behind(self) -> float | None:
        return self._behind


def test_without_systemd_nobody_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    monkeypatch.delenv("WATCHDOG_USEC", raising=False)

    notify("READY=1")

    assert watchdog() is None


def test_it_hears_that_we_are_ready(there: socket.socket) -> None:
    notify("READY=1")

    assert there.recv(100) == b"READY=1"


def test_the_watchdog_is_for_its_own_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHDOG_USEC", "60000000")
    assert watchdog() == timedelta(seconds=60)

    monkeypatch.setenv("WATCHDOG_PID", "1")
    assert watchdog() is None


@pytest.mark.parametrize(
    ("behind", "is_fed"), [(1.0, True), (None, False), (90.0, False)]
)
async def test_a_tick_and_a_write_feed_it(
    there: socket.socket, place: Path | str, behind: float | None, *, is_fed: bool
) -> None:
    store = await Store.open(place)
    assert await _fed(there, Ticking(store, behind)) is is_fed
    await store.close()


async def test_a_database_that_cannot_be_written_starves_it(
    there: socket.socket,
) -> None:
    class Full:
        def begin(self) -> Any:
            raise OSError

    assert not await _fed(there, Ticking(Full(), 1.0))


async def _fed(there: socket.socket, service: Any) -> bool:
    feeding = asyncio.create_task(feed(service, timedelta(seconds=60)))
    try:
        for _ in range(50):
            await asyncio.sleep(0.01)
            with suppress(BlockingIOError):
                return there.recv(100) == b"WATCHDOG=1"
        return False
    finally:
        feeding.cancel()
        await asyncio.gather(feeding, return_exceptions=True)
