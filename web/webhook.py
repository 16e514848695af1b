"""The door a messenger brings its updates to: 200 only when they are written down."""

import asyncio
import hmac
import json
import logging
import math
from collections.abc import Awaitable, Callable
from typing import Any, NoReturn

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

log = logging.getLogger(__name__)

#: Writes an update down; raises if that could not be done.
TakeIn = Callable[[dict[str, Any]], Awaitable[None]]

SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - the name of a header
ZALO_HEADER = "x-bot-api-secret-token"
#: Bytes; an update is a few kilobytes.
LARGEST = 1_000_000
_PATIENCE = 10.0
_NUMBERS = range(2**63)


class _Refused(Exception):
    """Not an update; `status` says why, and nothing else does."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def hook_route(
    path: str, secret: str, take_in: TakeIn, *, header: str = SECRET_HEADER
) -> Route:
    """POST alone. Who does not know the word learns nothing, and nothing is read.

    `header`: where the word is said; Telegram alone numbers its updates.
    """
    numbered = header == SECRET_HEADER

    async def hook(request: Request) -> Response:
        if not _knows(request, header, secret):
            return Response(status_code=401)
        try:
            update = _update(await _body(request), numbered=numbered)
        except _Refused as error:
            return Response(status_code=error.status)
        try:
            await take_in(update)
        except Exception as error:
            # Of whatever kind: what is not stored is not acknowledged, and is brought
            # again. By kind alone: it may hold what was said.
            log.warning("an update was not stored: %s", type(error).__name__)
            return Response(status_code=503, headers={"Retry-After": "2"})
        return Response(status_code=200)

    return Route(path, hook, methods=["POST"])


def _knows(request: Request, header: str, secret: str) -> bool:
    """Compared in a time that tells nothing. Without a word of ours nobody knows it."""
    said = request.headers.get(header, "")
    return bool(secret) and hmac.compare_digest(said.encode(), secret.encode())


async def _body(request: Request) -> bytes:
    """Never more than an update can be, whatever was announced."""
    length = request.headers.get("content-length", "0")
    if not length.isascii() or not length.isdigit() or int(length[:20]) > LARGEST:
        raise _Refused(413)
    found = bytearray()
    try:
        async with asyncio.timeout(_PATIENCE):
            async for part in request.stream():
                found += part
                if len(found) > LARGEST:
                    raise _Refused(413)
    except (TimeoutError, ClientDisconnect):
        raise _Refused(408) from None
    return bytes(found)


def _update(body: bytes, *, numbered: bool) -> dict[str, Any]:
    """What a database can keep: an object with a number, and no number that is none."""
    try:
        found = json.loads(body, parse_constant=_no_number, parse_float=_finite)
    except (ValueError, RecursionError):
        raise _Refused(400) from None
    if not isinstance(found, dict):
        raise _Refused(400)
    number = found.get("update_id") if numbered else 0
    if type(number) is not int or number not in _NUMBERS:
        raise _Refused(400)
    return dict(found)


def _no_number(said: str) -> NoReturn:
    raise ValueError(said)


def _finite(said: str) -> float:
    number = float(said)
    if not math.isfinite(number):
        raise ValueError(said)
    return number
