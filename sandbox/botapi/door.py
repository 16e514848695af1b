"""The Bot API over HTTP: `/bot<token>/<method>`, by GET or POST.

A request passes, in this order, by who asks (401), the onlookers of `on_request`, what
is asked (404), the weather (`passing.py`), and the method itself.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import unquote

from aiohttp import web

from sandbox.botapi.asked import Asked, decoded
from sandbox.botapi.forms import params_of
from sandbox.botapi.methods import METHODS, NAMES
from sandbox.botapi.passing import passed
from sandbox.breaking import broken_answer
from sandbox.refusals import Broken, Refused, not_found, unauthorized
from sandbox.street import Street

#: None: the request is not for this door.
Door = Callable[[web.BaseRequest], Awaitable[web.StreamResponse | None]]


async def perform(street: Street, token: str, method: str, raw: dict[str, Any]) -> Any:
    """What the method returns; raises `Refused` or `Broken`."""
    bot = street.bots.get(token)
    if bot is None:
        raise unauthorized()
    params = decoded(raw)
    for onlooker in street.on_request:
        onlooker(NAMES.get(method.lower(), method), params)
    if method.lower() not in NAMES:
        raise not_found()
    name = NAMES[method.lower()]
    return await passed(Asked(street, bot, params), name, METHODS[name])


def bot_api_door(street: Street) -> Door:
    async def door(request: web.BaseRequest) -> web.StreamResponse | None:
        path = request.raw_path.partition("?")[0]
        if path.startswith("/file/bot"):
            return _file(street, unquote(path.removeprefix("/file/bot")))
        token, _, method = unquote(path.removeprefix("/bot")).partition("/")
        if not path.startswith("/bot") or request.method not in {"GET", "POST"}:
            return None
        try:
            raw = await params_of(request)
            result = await perform(street, token, method, raw)
        except Refused as refused:
            return _refusal(refused)
        except Broken as broken:
            return broken_answer(request, broken.how)
        return _json({"ok": True, "result": result}, 200)

    return door


def _file(street: Street, path: str) -> web.Response:
    token, _, name = path.partition("/documents/")
    file = street.files.get(name)
    if token not in street.bots or file is None:
        return _refusal(not_found())
    return web.Response(body=file.data, content_type=file.kind)


def _refusal(refused: Refused) -> web.Response:
    answer: dict[str, Any] = {
        "ok": False,
        "error_code": refused.status,
        "description": refused.description,
    }
    if refused.parameters is not None:
        answer["parameters"] = refused.parameters
    return _json(answer, refused.status)


def _json(answer: dict[str, Any], status: int) -> web.Response:
    body = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
    return web.Response(body=body, status=status, content_type="application/json")
