"""The body of a request, up to a limit."""

from __future__ import annotations

from aiohttp.web import BaseRequest

from sandbox.refusals import too_large


async def limited_body(request: BaseRequest, most: int) -> bytes:
    body = b""
    while chunk := await request.content.readany():
        body += chunk
        if len(body) > most:
            raise too_large()
    return body
