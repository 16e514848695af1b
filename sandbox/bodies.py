"""The body of a request, up to a limit."""

from __future__ import annotations

from starlette.requests import Request

from sandbox.refusals import too_large


async def limited_body(request: Request, most: int) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise too_large()
    return body
