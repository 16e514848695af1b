"""Zalo's side on loopback: a real HTTP server that answers as it is told to."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

TOKEN = "777000:" + "z" * 35

ME = {
    "id": "1",
    "account_name": "bot.VPUB",
    "account_type": "BASIC",
    "can_join_groups": False,
    "display_name": "Bot Văn phòng",
}
#: What a method answers next; None lets it hang until the server stops.
Answered = Callable[[web.Request], Awaitable[web.StreamResponse]]


def ok(result: Any = None, **more: Any) -> dict[str, Any]:
    return {"ok": True, "result": result, **more}


def no(code: int, description: str = "refused") -> dict[str, Any]:
    return {"ok": False, "error_code": code, "description": description}


@dataclass
class Side:
    """`planned`: by method, what is answered next; then as a healthy Zalo would."""

    planned: dict[str, list[Any]] = field(default_factory=dict)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    door: dict[str, Any] = field(default_factory=dict)
    url: str = ""
    _ended: asyncio.Event = field(default_factory=asyncio.Event)

    def plan(self, method: str, *answers: Any) -> None:
        self.planned.setdefault(method, []).extend(answers)

    def said(self, method: str = "sendMessage") -> list[dict[str, Any]]:
        return [what for name, what in self.calls if name == method]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        assert request.match_info["token"] == f"bot{TOKEN}"
        what = await request.json()
        self.calls.append((method, what))
        waiting = self.planned.get(method)
        return await self._as_planned(
            waiting.pop(0) if waiting else self._usual(method, what), request
        )

    async def _as_planned(self, found: Any, request: web.Request) -> web.StreamResponse:
        if found is None:
            await self._ended.wait()
        if isinstance(found, web.StreamResponse):
            return found
        if callable(found):
            called: Answered = found
            return await called(request)
        return web.json_response(found)

    def _usual(self, method: str, what: dict[str, Any]) -> dict[str, Any]:
        if method == "setWebhook":
            self.door = what
        url = self.door.get("url")
        usual = {
            "getMe": ok(ME),
            "sendMessage": ok({"message_id": f"z{len(self.calls)}", "date": 1}),
            "getUpdates": no(408, "Request timeout"),
            "setWebhook": ok({"url": url, "updated_at": 1}),
            "getWebhookInfo": ok({"url": url}) if url else no(404, "Not found"),
        }
        return usual.get(method, {"ok": True})


@asynccontextmanager
async def zalo_side() -> AsyncIterator[Side]:
    side = Side()
    app = web.Application()
    app.router.add_post("/{token}/{method}", side.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    side.url = f"http://127.0.0.1:{port}"
    try:
        yield side
    finally:
        side._ended.set()
        await runner.cleanup()


async def reset(request: web.Request) -> web.StreamResponse:
    """The connection is cut after the message was read."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


def html(status: int) -> web.Response:
    return web.Response(
        status=status, text="<html><h1>Bad Gateway</h1>", content_type="text/html"
    )
