"""A client of Zalo's Bot API as anybody would write one: JSON in, an envelope out."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp

from sandbox.app import zalo_app
from sandbox.serving import serve
from tests.sandbox.zalo_world import ZaloWorld


@dataclass
class Client:
    http: aiohttp.ClientSession
    url: str
    token: str

    async def answer(self, method: str, **params: Any) -> tuple[int, dict[str, Any]]:
        """The HTTP status and the envelope; raises what the wire does."""
        address = f"{self.url}/bot{self.token}/{method}"
        async with self.http.post(address, json=params) as answer:
            return answer.status, await answer.json()

    async def ask(self, method: str, **params: Any) -> Any:
        """The result of a call that is not refused."""
        status, body = await self.answer(method, **params)
        assert (status, body["ok"]) == (200, True), body
        return body.get("result")

    async def refused(self, method: str, **params: Any) -> tuple[int, str]:
        """The code and the words of a call that is refused, as Zalo does it: by 200."""
        status, body = await self.answer(method, **params)
        assert (status, body["ok"]) == (200, False), body
        return body["error_code"], body["description"]

    async def updates(self, seconds: float = 0.05) -> list[dict[str, Any]]:
        """Everything that waits, asked for one by one."""
        found: list[dict[str, Any]] = []
        while True:
            _, body = await self.answer("getUpdates", timeout=str(seconds))
            if not body["ok"]:
                assert body["error_code"] == 408
                return found
            found.append(body["result"])


@contextlib.asynccontextmanager
async def talking(world: ZaloWorld, *, patience: float = 5.0) -> AsyncIterator[Client]:
    timeout = aiohttp.ClientTimeout(total=patience)
    async with (
        serve(zalo_app(world.street)) as url,
        aiohttp.ClientSession(timeout=timeout) as http,
    ):
        yield Client(http, url, world.zalo_bot.token)
