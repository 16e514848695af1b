"""An application on a loopback port, inside the event loop that is running already.

    async with serve(play_app(street)) as url:
        ...

uvicorn's own serving would take the process's signals; this leaves them to the host.
Connections meant to last (long polls, event streams) would hold up the end, so what the
application has put into `app.state.on_close` is called first.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator

import uvicorn
from starlette.applications import Starlette


@contextlib.asynccontextmanager
async def serve(
    app: Starlette, port: int = 0, *, host: str = "127.0.0.1"
) -> AsyncIterator[str]:
    """Serve until the block ends; yields the address, such as http://127.0.0.1:8000."""
    config = uvicorn.Config(
        app, log_config=None, access_log=False, timeout_graceful_shutdown=2
    )
    server = uvicorn.Server(config)
    # Signals belong to the host program; see the module's docstring.
    server.capture_signals = contextlib.nullcontext  # type: ignore[method-assign,assignment]  # any context will do
    # Bound here, because uvicorn ends the whole process when a port is taken.
    with socket.create_server((host, port)) as door:
        running = asyncio.create_task(server.serve(sockets=[door]))
        try:
            await _started(server, running)
            yield f"http://{host}:{door.getsockname()[1]}"
        finally:
            for close in getattr(app.state, "on_close", []):
                close()
            server.should_exit = True
            await running


async def _started(server: uvicorn.Server, running: asyncio.Task[None]) -> None:
    while not server.started:
        if running.done():
            raise RuntimeError("the application did not start; see its log")
        await asyncio.sleep(0.01)
