"""A proxy on loopback that passes calls on, as an office's own does, and keeps of each
what stood in its first line."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass
class Proxy:
    """`passed`: method and the last word of the path, in order; of a tunnel, where it
    was to lead: those it does not dig."""

    passed: list[str] = field(default_factory=list)
    url: str = ""

    async def serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            first, _, fields = head.partition(b"\r\n")
            method, target, _ = first.decode().split(" ")
            if method == "CONNECT":
                self.passed.append(f"CONNECT {target}")
                writer.write(b"HTTP/1.1 502 no\r\nContent-Length: 0\r\n\r\n")
            else:
                parts = urlsplit(target)
                self.passed.append(f"{method} {parts.path.rpartition('/')[2]}")
                body = await reader.readexactly(_length(fields))
                writer.write(await _asked(method, target, fields, body))
            await writer.drain()
        writer.close()


async def _asked(method: str, target: str, fields: bytes, body: bytes) -> bytes:
    """One call on a connection of its own, which both sides close behind it."""
    parts = urlsplit(target)
    there, here = await asyncio.open_connection(parts.hostname, parts.port)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    kept = [line for line in fields.split(b"\r\n") if line and not _is_ours(line)]
    head = b"\r\n".join([f"{method} {path} HTTP/1.1".encode(), *kept])
    here.write(head + b"\r\nConnection: close\r\n\r\n" + body)
    await here.drain()
    answer = await there.read()
    here.close()
    return answer


def _is_ours(line: bytes) -> bool:
    return line.lower().startswith((b"connection:", b"proxy-"))


def _length(fields: bytes) -> int:
    for line in fields.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


@contextlib.asynccontextmanager
async def proxy() -> AsyncIterator[Proxy]:
    one = Proxy()
    server = await asyncio.start_server(one.serve, "127.0.0.1", 0)
    one.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield one
