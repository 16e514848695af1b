"""/healthz: whether the service works; for the machine that watches it."""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

#: Answers with figures, no names; raises or says `"ok": False` when it is not well.
Look = Callable[[], Awaitable[dict[str, Any]]]


def health_app(look: Look) -> Starlette:
    async def healthz(request: Request) -> Response:
        del request
        found = await look()
        return JSONResponse(found, status_code=200 if found.get("ok") else 503)

    return Starlette(routes=[Route("/healthz", healthz, methods=["GET"])])
