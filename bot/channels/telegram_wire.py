"""Where a call leaves: up to here nothing has been sent, from here on nobody knows."""

from aiohttp import ClientError, ClientRequest, ClientTimeout, TCPConnector
from aiohttp.abc import AbstractStreamWriter
from aiohttp.connector import Connection
from aiohttp.tracing import Trace

from bot.channels import LAST_LOOK
from bot.channels.telegram_causes import (
    NotAllowed,
    NotConnected,
    NotConnectedInTime,
)


class Connector(TCPConnector):
    """Whatever goes wrong in here, nothing has been sent."""

    async def connect(
        self,
        req: ClientRequest,
        traces: list[Trace],
        timeout: ClientTimeout,  # noqa: ASYNC109 - the library's own
    ) -> Connection:
        while True:
            try:
                connection = await super().connect(req, traces, timeout)
            except TimeoutError:
                raise NotConnectedInTime from None
            except (ClientError, OSError) as error:
                raise NotConnected(type(error).__name__) from None
            protocol = connection.protocol
            if protocol is None or not protocol.should_close:
                return connection
            # Something came while it rested: it would be taken for the next answer.
            connection.close()


class Request(ClientRequest):
    """Headers and body leave in one piece, from here."""

    async def write_bytes(
        self,
        writer: AbstractStreamWriter,
        conn: Connection,
        content_length: int | None = None,
    ) -> None:
        if LAST_LOOK.get()():
            await super().write_bytes(writer, conn, content_length)
        elif conn.protocol is not None:
            conn.protocol.set_exception(NotAllowed())
