"""The Bot API over HTTP: `/bot<token>/<method>`, by GET or POST.

A request passes, in this order, by who asks (401), the onlookers of `on_request`, what
is asked (404), and the method itself. Weather that strikes whatever is asked (too many
requests, an outage, a moved group) belongs between the onlookers and the method.
"""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.botapi.asked import Asked, decoded
from sandbox.botapi.forms import params_of
from sandbox.botapi.methods import METHODS, NAMES
from sandbox.refusals import Refused, not_found, unauthorized
from sandbox.street import Street


async def perform(street: Street, token: str, method: str, raw: dict[str, Any]) -> Any:
    """What the method returns; raises `Refused`."""
    bot = street.bots.get(token)
    if bot is None:
        raise unauthorized()
    params = decoded(raw)
    for onlooker in street.on_request:
        onlooker(NAMES.get(method.lower(), method), params)
    if method.lower() not in NAMES:
        raise not_found()
    return await METHODS[NAMES[method.lower()]](Asked(street, bot, params))


def bot_api_routes(street: Street) -> list[Route]:
    async def answer(request: Request) -> JSONResponse:
        try:
            result = await perform(
                street,
                request.path_params["token"],
                request.path_params["method"],
                await params_of(request),
            )
        except Refused as refused:
            return _refusal(refused)
        return JSONResponse({"ok": True, "result": result})

    async def give_file(request: Request) -> Response:
        bot = street.bots.get(request.path_params["token"])
        file = street.files.get(request.path_params["file"])
        if bot is None or file is None:
            return _refusal(not_found())
        return Response(file.data, media_type=file.kind)

    path = "/bot{token}/{method}"
    return [
        Route(path, answer, methods=["GET", "POST"], name="bot_api"),
        Route("/file/bot{token}/documents/{file}", give_file, name="bot_files"),
    ]


def _refusal(refused: Refused) -> JSONResponse:
    return JSONResponse(
        {
            "ok": False,
            "error_code": refused.status,
            "description": refused.description,
        },
        status_code=refused.status,
    )
