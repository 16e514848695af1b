"""What systemd is told, if it started us: that we are ready, alive, stopping."""

import asyncio
import os
import socket
from contextlib import suppress
from datetime import timedelta

from nhacviec.service import Service


def notify(words: str) -> None:
    """One datagram to where NOTIFY_SOCKET says; without it, nothing."""
    where = os.environ.get("NOTIFY_SOCKET", "")
    if not where:
        return
    address = "\0" + where[1:] if where.startswith("@") else where
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as there:
        there.sendto(words.encode(), address)


def watchdog() -> timedelta | None:
    """How often systemd wants to hear of us, if it does."""
    microseconds = os.environ.get("WATCHDOG_USEC", "")
    ours = os.environ.get("WATCHDOG_PID", str(os.getpid())) == str(os.getpid())
    if not (ours and microseconds.isdecimal() and int(microseconds)):
        return None
    return timedelta(microseconds=int(microseconds))


async def feed(service: Service, every: timedelta) -> None:
    """Until it is cancelled: fed by the tick, and by a write that came to its end.

    A service whose ticks have stopped, or that cannot write, is started anew.
    """
    limit = every.total_seconds()
    while True:
        behind = service.behind()
        if behind is not None and behind < limit and await _can_write(service, limit):
            notify("WATCHDOG=1")
        await asyncio.sleep(limit / 3)


async def _can_write(service: Service, limit: float) -> bool:
    try:
        async with asyncio.timeout(limit / 3), service.store.begin() as unit:
            await unit.settings.set("alive-at", service.clock.real().isoformat())
    except Exception:
        # Of whatever kind: the watchdog is fed by a write that succeeded, or not.
        return False
    return True
