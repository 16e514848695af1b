"""The page and its API: `/`, `/page/…`, `/play/…`."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from sandbox.play import views
from sandbox.play.actions import ACTIONS, chat_named
from sandbox.play.audience import Audience
from sandbox.play.guard import HEADERS, NotAsked, action_of

PAGE = Path(__file__).parent.parent / "page"


class _PageFiles(StaticFiles):
    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update(HEADERS)
        return response


async def page(_: Request) -> Response:
    return FileResponse(PAGE / "index.html", headers=HEADERS)


async def state(request: Request) -> Response:
    return JSONResponse(_audience(request).state(), headers=HEADERS)


async def chat(request: Request) -> Response:
    street = _audience(request).street
    found = chat_named(_audience(request), request.path_params["key"])
    body = {
        "chat": views.to_chat(street, found),
        "messages": [
            views.to_message(street, found, message)
            for message in street.messages(found)
        ],
    }
    return JSONResponse(body, headers=HEADERS)


async def panel(request: Request) -> Response:
    draw = _audience(request).panel
    if draw is None:
        raise NotAsked("Không có bảng theo dõi.", 404)
    return Response(await draw(), media_type="text/html", headers=HEADERS)


async def events(request: Request) -> Response:
    stream = _audience(request).listen()
    return StreamingResponse(stream, media_type="text/event-stream", headers=HEADERS)


async def act(request: Request) -> Response:
    action = ACTIONS.get(request.path_params["action"])
    if action is None:
        raise NotAsked("Không có thao tác này.", 404)
    view = await action(_audience(request), await action_of(request))
    return JSONResponse(view, headers=HEADERS)


def play_routes() -> list[BaseRoute]:
    return [
        Route("/", page),
        Mount("/page", _PageFiles(directory=PAGE)),
        Route("/play/state", state),
        Route("/play/chats/{key}", chat),
        Route("/play/panel", panel),
        Route("/play/events", events),
        Route("/play/{action}", act, methods=["POST"]),
    ]


async def say_not_asked(_: Request, error: Exception) -> Response:
    if not isinstance(error, NotAsked):
        raise error
    return JSONResponse(
        {"error": error.words}, status_code=error.status, headers=HEADERS
    )


def _audience(request: Request) -> Audience:
    audience: Audience = request.app.state.audience
    return audience
