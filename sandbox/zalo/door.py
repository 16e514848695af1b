"""The Zalo Bot API over HTTP: `/bot<token>/<method>`; pictures under `/sent/<id>`.

Whatever Zalo itself answers comes with HTTP status 200, refusals too; only what stands
between it and the bot (a proxy, the wire) answers otherwise.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

from aiohttp import web

from sandbox.botapi.door import Door
from sandbox.botapi.forms import params_of
from sandbox.breaking import broken_answer
from sandbox.refusals import Broken, Refused
from sandbox.street import Street
from sandbox.zalo.asked import Asked
from sandbox.zalo.methods import METHODS
from sandbox.zalo.passing import passed
from sandbox.zalo.refusals import bad_request, unauthorized


async def perform(
    street: Street, token: str, method: str, asked: dict[str, Any], **more: Any
) -> Any:
    """What the method returns; raises `Refused` or `Broken`."""
    bot = street.zalo.bots.get(token)
    if bot is None:
        raise unauthorized()
    for onlooker in street.zalo.on_request:
        onlooker(method, asked)
    if method not in METHODS:
        raise bad_request(f"there is no method {method}")
    return await passed(Asked(street, bot, asked, **more), method)


def zalo_door(street: Street) -> Door:
    async def door(request: web.BaseRequest) -> web.StreamResponse | None:
        path = request.raw_path.partition("?")[0]
        street.zalo.url = f"http://{request.headers.get('host', '')}"
        if path.startswith("/sent/"):
            return _picture(street, unquote(path.removeprefix("/sent/")))
        token, _, method = unquote(path.removeprefix("/bot")).partition("/")
        if not path.startswith("/bot") or request.method not in {"GET", "POST"}:
            return None
        try:
            params = await params_of(request)
            result = await perform(
                street, token, method, params, open_still=lambda: _is_open(request)
            )
        except Refused as refused:
            return _refusal(refused)
        except Broken as broken:
            return broken_answer(request, broken.how)
        return _json({"ok": True} if result is None else {"ok": True, "result": result})

    return door


def _is_open(request: web.BaseRequest) -> bool:
    return request.transport is not None and not request.transport.is_closing()


def _picture(street: Street, name: str) -> web.Response:
    file = street.files.get(name)
    if file is None:
        return web.Response(status=404)
    return web.Response(body=file.data, content_type=file.kind)


def _refusal(refused: Refused) -> web.Response:
    return _json(
        {
            "ok": False,
            "error_code": refused.status,
            "description": refused.description,
        }
    )


def _json(answer: dict[str, Any]) -> web.Response:
    body = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
    return web.Response(body=body, content_type="application/json")
