"""A server of raw bytes on loopback: what it does with each call is the test's own."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.channels import Outcome
from bot.channels.telegram import Telegram
from bot.channels.telegram_transport import Transport
from programme.letters import Letter
from programme.reminders import OFFICE, Kind
from tests.bot.makers import at

#: Takes one whole request and does with the connection what it wants.
Deed = Callable[[bytes, asyncio.StreamWriter], Awaitable[None]]

TOKEN = "123456:AAH" + "k" * 32
ME = {"ok": True, "result": {"id": 1, "is_bot": True, "first_name": "Nhắc Việc"}}
A_LETTER = Letter(key="k", kind=Kind.DIGEST, at=at(10), to=OFFICE, text="<b>Nhắc</b>")
SOON = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
ACCEPTED = {
    "ok": True,
    "result": {
        "message_id": 41,
        "date": 1594000000,
        "chat": {"id": -1001, "type": "supergroup", "title": "Sở Nội vụ"},
        "text": "nhắc việc",
    },
}


@dataclass
class Line:
    """The last of `deeds` is done for ever; `heard` is what came, call by call."""

    deeds: list[Deed]
    heard: list[bytes] = field(default_factory=list)
    connections: int = 0
    url: str = ""

    async def serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.connections += 1
        try:
            while request := await _request(reader):
                self.heard.append(request)
                await self.deeds[min(len(self.heard), len(self.deeds)) - 1](
                    request, writer
                )
        except (ConnectionError, asyncio.IncompleteReadError):
            return
        finally:
            writer.close()


@asynccontextmanager
async def line(*deeds: Deed) -> AsyncIterator[Line]:
    made = Line(list(deeds))
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    made.url = f"http://127.0.0.1:{port}"
    try:
        yield made
    finally:
        server.close()


@asynccontextmanager
async def talking_to(*deeds: Deed) -> AsyncIterator[tuple[Telegram, Line]]:
    async with line(says(ME), *deeds) as there:
        telegram = Telegram(
            TOKEN, base_url=there.url, read_timeout=0.2, clock=lambda: SOON
        )
        await telegram.introduce()
        try:
            yield telegram, there
        finally:
            await telegram.close()


async def sent(telegram: Telegram) -> Outcome:
    return await telegram.send(A_LETTER, "-1001", copy=False)


@asynccontextmanager
async def a_transport(**how: object) -> AsyncIterator[Transport]:
    made = Transport(**{"at_once": 1, **how})  # type: ignore[arg-type]  # as given
    await made.initialize()
    try:
        yield made
    finally:
        await made.shutdown()


def says(
    body: Any = ACCEPTED, *, code: int = 200, head: str = "", cut: int | None = None
) -> Deed:
    """Answers; only the first `cut` bytes of it, if given, and then it is gone."""

    async def deed(_: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(answer(body, code=code, head=head)[:cut])
        await writer.drain()
        if cut is not None:
            writer.close()

    return deed


def answer(body: Any, *, code: int = 200, head: str = "") -> bytes:
    whole = body if isinstance(body, bytes) else json.dumps(body).encode()
    return (
        f"HTTP/1.1 {code} Said\r\nContent-Length: {len(whole)}\r\n{head}\r\n".encode()
        + whole
    )


def raw(data: bytes) -> Deed:
    async def deed(_: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await writer.drain()

    return deed


async def hangs_up(_: bytes, writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def says_nothing(_: bytes, writer: asyncio.StreamWriter) -> None:
    await writer.drain()


async def trickles(_: bytes, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 Said\r\nContent-Length: 100000\r\n\r\n")
    while not writer.is_closing():
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.02)


async def _request(reader: asyncio.StreamReader) -> bytes:
    """Empty where the other side has hung up."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return b""
    fields = head.decode().lower().split("\r\n")
    if "transfer-encoding: chunked" in fields:
        return head + await reader.readuntil(b"0\r\n\r\n")
    known = [one for one in fields if one.startswith("content-length:")]
    length = int(known[0].partition(":")[2]) if known else 0
    return head + (await reader.readexactly(length) if length else b"")
