"""An answer broken on its way: a proxy's page, half a line of JSON, or nothing."""

from __future__ import annotations

import socket
import struct

from aiohttp import web

from sandbox.refusals import Breakage

PAGES = {
    Breakage.GATEWAY: (502, "502 Bad Gateway"),
    Breakage.GATEWAY_LATE: (504, "504 Gateway Time-out"),
}
PAGE = (
    "<html>\r\n<head><title>{words}</title></head>\r\n<body>\r\n"
    "<center><h1>{words}</h1></center>\r\n</body>\r\n</html>\r\n"
)
GARBAGE = b'{"ok":true,"result":{"message_id":'
#: Closed so, a connection is reset and not ended.
NO_LINGER = struct.pack("ii", 1, 0)


def broken_answer(request: web.BaseRequest, how: Breakage) -> web.Response:
    match how:
        case Breakage.GATEWAY | Breakage.GATEWAY_LATE:
            status, words = PAGES[how]
            page = PAGE.format(words=words)
            return web.Response(text=page, status=status, content_type="text/html")
        case Breakage.GARBAGE:
            return web.Response(body=GARBAGE, content_type="application/json")
        case Breakage.EMPTY:
            return web.Response(content_type="application/json")
        case Breakage.RESET:
            _linger(request)
        case Breakage.CUT:
            pass
    if request.transport is not None:
        request.transport.abort()
    return web.Response()  # to nobody


def _linger(request: web.BaseRequest) -> None:
    if request.transport is None:
        return
    line = request.transport.get_extra_info("socket")
    if line is not None:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
