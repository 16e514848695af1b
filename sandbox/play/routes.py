"""The page and its API: `/`, `/page/…`, `/play/…`.

`hands_door` is what a harness in another process needs as well: what was accepted
(`/play/log`), what goes wrong (`/play/faults`), and everything a person can do.
"""

from __future__ import annotations

import contextlib
import json
import mimetypes
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import TypeAlias
from urllib.parse import unquote

from aiohttp import web

from sandbox.play import views
from sandbox.play.actions import ACTIONS, chat_named
from sandbox.play.audience import Audience
from sandbox.play.guard import HEADERS, NotAsked, action_of
from sandbox.play.trouble_actions import TROUBLES
from sandbox.play.troubles import log_view, troubles_view

PAGE = Path(__file__).parent.parent / "page"
FILES = {path.name: path for path in PAGE.iterdir()}

Answer: TypeAlias = Callable[[Audience, web.BaseRequest], Awaitable[web.StreamResponse]]


def page_door(
    audience: Audience,
) -> Callable[[web.BaseRequest], Awaitable[web.StreamResponse | None]]:
    async def door(request: web.BaseRequest) -> web.StreamResponse | None:
        path = request.raw_path.partition("?")[0]
        name = "index.html" if path == "/" else path.removeprefix("/page/")
        if request.method != "GET":
            return None
        if name in FILES and (path == "/" or path.startswith("/page/")):
            return _page_file(FILES[name])
        return await _told(SEEN, path, audience, request)

    return door


def hands_door(
    audience: Audience,
) -> Callable[[web.BaseRequest], Awaitable[web.StreamResponse | None]]:
    async def door(request: web.BaseRequest) -> web.StreamResponse | None:
        path = request.raw_path.partition("?")[0]
        if not path.startswith("/play/"):
            return None
        if request.method == "POST":
            return await _told({path: act}, path, audience, request)
        if path.startswith("/play/chats/"):
            return await _told({path: chat}, path, audience, request)
        return await _told(READ, path, audience, request)

    return door


async def state(audience: Audience, _: web.BaseRequest) -> web.StreamResponse:
    return _json(audience.state())


async def chat(audience: Audience, request: web.BaseRequest) -> web.StreamResponse:
    street = audience.street
    key = request.raw_path.partition("?")[0].removeprefix("/play/chats/")
    found = chat_named(audience, unquote(key))
    messages = [views.to_message(street, found, m) for m in street.messages(found)]
    return _json({"chat": views.to_chat(street, found), "messages": messages})


async def panel(audience: Audience, _: web.BaseRequest) -> web.StreamResponse:
    if audience.panel is None:
        raise NotAsked("Không có bảng theo dõi.", 404)
    drawn = await audience.panel()
    return web.Response(text=drawn, content_type="text/html", headers=HEADERS)


async def events(audience: Audience, request: web.BaseRequest) -> web.StreamResponse:
    stream = web.StreamResponse(headers=HEADERS)
    stream.content_type = "text/event-stream"
    await stream.prepare(request)
    async with contextlib.aclosing(audience.listen()) as texts:
        with contextlib.suppress(ConnectionError):  # the reader has left
            async for text in texts:
                await stream.write(text.encode())
    return stream


async def troubles(audience: Audience, _: web.BaseRequest) -> web.StreamResponse:
    return _json(troubles_view(audience.street))


async def log(audience: Audience, request: web.BaseRequest) -> web.StreamResponse:
    return _json(log_view(audience.street, request.query))


async def act(audience: Audience, request: web.BaseRequest) -> web.StreamResponse:
    name = request.raw_path.partition("?")[0].removeprefix("/play/")
    action = ACTIONS.get(name) or TROUBLES.get(name)
    if action is None:
        raise NotAsked("Không có thao tác này.", 404)
    return _json(await action(audience, await action_of(request, name)))


#: What one who looks on asks for; and what a harness asks for, too.
SEEN: Mapping[str, Answer] = {"/play/panel": panel, "/play/events": events}
READ: Mapping[str, Answer] = {
    "/play/state": state,
    "/play/faults": troubles,
    "/play/log": log,
}


async def _told(
    answers: Mapping[str, Answer],
    path: str,
    audience: Audience,
    request: web.BaseRequest,
) -> web.StreamResponse | None:
    if path not in answers:
        return None
    try:
        return await answers[path](audience, request)
    except NotAsked as error:
        return _json({"error": error.words}, error.status)


def _page_file(path: Path) -> web.Response:
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return web.Response(
        body=path.read_bytes(),
        content_type=kind,
        charset="utf-8" if kind.startswith("text/") else None,
        headers=HEADERS,
    )


def _json(view: views.View, status: int = 200) -> web.Response:
    text = json.dumps(view, ensure_ascii=False)
    return web.Response(
        text=text, status=status, content_type="application/json", headers=HEADERS
    )
