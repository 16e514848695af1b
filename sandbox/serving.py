"""An application on a loopback port, inside the event loop that is running already.

    async with serve(play_app(street)) as url:
        ...

Connections meant to last (long polls, event streams) would hold up the end, so what the
application wants called before it stops (`App.on_close`) is called first. In an outage
the port stays ours, but nobody listens on it: whoever calls is refused.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass

from aiohttp import web

from sandbox.weather.outages import Outage, OutageKind

#: Seconds that a request under way has to end in, when the server stops.
PATIENCE = 2.0
BACKLOG = 1024


@dataclass(frozen=True, kw_only=True)
class App:
    """What answers requests, and what to call before it stops."""

    answer: Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]
    on_close: Sequence[Callable[[], None]] = ()
    #: The outage that shuts this application's door.
    outage: Outage | None = None


@contextlib.asynccontextmanager
async def serve(
    app: App, port: int = 0, *, host: str = "127.0.0.1"
) -> AsyncIterator[str]:
    """Serve until the block ends; yields the address, such as http://127.0.0.1:8000."""
    gate = _Gate(app, _bound(host, port))
    gate.open()
    try:
        yield f"http://{host}:{gate.address[1]}"
    finally:
        for close in app.on_close:
            close()
        await gate.close()


class _Gate:
    """The port: open, or kept but shut while an outage lasts.

    Connections are taken one by one here: asyncio's own server fails with one that
    arrives just as it closes.
    """

    def __init__(self, app: App, line: socket.socket) -> None:
        self.address: tuple[str, int] = line.getsockname()
        self._app = app
        self._line = line
        self._server = web.Server(app.answer, access_log=None)
        self._is_open = False
        self._coming_in: set[asyncio.Task[None]] = set()

    def open(self) -> None:
        if self._app.outage is not None:
            self._app.outage.on_change.append(self._weather_changed)
        self._listen()

    async def close(self) -> None:
        if self._app.outage is not None:
            self._app.outage.on_change.remove(self._weather_changed)
        self._stop_listening()
        await asyncio.gather(*self._coming_in)
        await self._server.shutdown(PATIENCE)

    def _weather_changed(self) -> None:
        assert self._app.outage is not None  # noqa: S101  # only an outage calls this
        if self._app.outage.kind is not OutageKind.REFUSED:
            self._listen()
        elif self._is_open:
            self._stop_listening()
            for connection in self._server.connections:
                if connection.transport is not None:
                    connection.transport.abort()
            # Bound, but not listened on: the port stays ours, and callers are refused.
            self._line = _bound(*self.address)

    def _listen(self) -> None:
        if not self._is_open:
            self._is_open = True
            self._line.listen(BACKLOG)
            asyncio.get_running_loop().add_reader(self._line, self._take)

    def _stop_listening(self) -> None:
        self._is_open = False
        asyncio.get_running_loop().remove_reader(self._line)
        self._line.close()

    def _take(self) -> None:
        try:
            taken, _ = self._line.accept()
        except OSError:  # whoever it was has gone
            return
        taken.setblocking(False)  # noqa: FBT003  # the socket's own way to say it
        task = asyncio.get_running_loop().create_task(self._let_in(taken))
        self._coming_in.add(task)
        task.add_done_callback(self._coming_in.discard)

    async def _let_in(self, taken: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        transport, _ = await loop.connect_accepted_socket(self._server, taken)
        if not self._is_open:
            transport.abort()


def _bound(host: str, port: int) -> socket.socket:
    # The protocol is named, or asyncio leaves each answer waiting for company (Nagle).
    line = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        line.bind((host, port))
        line.setblocking(False)  # noqa: FBT003  # the socket's own way to say it
    except OSError:
        line.close()
        raise
    return line
