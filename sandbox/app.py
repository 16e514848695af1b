"""The whole street as one application: the Bot API, the page, and the street's hands.

    street = Street(now=clock.now)
    app = play_app(street, clock=clock, panel=board_as_html)
    async with serve(app) as url:        # serving.py
        Application.builder().token(bot.token).base_url(f"{url}/bot")

                   Bot API    /play/… (faults, ledger)    the page
    play_app          x                  x                   x
    page_app                             x                   x
    lean_app          x                  x
    bot_api_app       x
    zalo_app     Zalo's, on a port of its own

An outage that refuses connections shuts the door of the applications with the Bot API,
so whoever wants to go on looking during one serves `bot_api_app` and `page_app` apart.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias

from aiohttp import web

from sandbox.botapi.door import Door, bot_api_door
from sandbox.play.audience import Audience
from sandbox.play.host import Clock, Panel
from sandbox.play.routes import hands_door, page_door
from sandbox.serving import App
from sandbox.street import Street
from sandbox.zalo.door import zalo_door

Answer: TypeAlias = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]

#: Under which names the street answers; another name may be another site's trick.
LOOPBACK = ("127.0.0.1", "localhost")


def play_app(
    street: Street,
    clock: Clock | None = None,
    panel: Panel | None = None,
    *,
    hosts: Sequence[str] = LOOPBACK,
) -> App:
    audience = Audience(street, clock, panel)
    audience.watch()
    doors = [bot_api_door(street), page_door(audience), hands_door(audience)]
    return _app(street, doors, hosts, [street.close, audience.close], reachable=False)


def page_app(
    street: Street,
    clock: Clock | None = None,
    panel: Panel | None = None,
    *,
    watched: bool = True,
    hosts: Sequence[str] = LOOPBACK,
) -> App:
    """The page, where the Bot API is served elsewhere; `watched`: by somebody."""
    audience = Audience(street, clock, panel)
    if watched:
        audience.watch()
    doors = [page_door(audience), hands_door(audience)]
    return _app(street, doors, hosts, [audience.close], reachable=True)


def lean_app(street: Street, *, hosts: Sequence[str] = LOOPBACK) -> App:
    """For loads: as strict, but nobody looks on, so nothing is shown to anybody."""
    doors = [bot_api_door(street), hands_door(Audience(street, None, None))]
    return _app(street, doors, hosts, [street.close], reachable=False)


def bot_api_app(street: Street, *, hosts: Sequence[str] = LOOPBACK) -> App:
    """The Bot API alone, for tests that need no page."""
    return _app(street, [bot_api_door(street)], hosts, [street.close], reachable=False)


def zalo_app(street: Street, *, hosts: Sequence[str] = LOOPBACK) -> App:
    """The Zalo Bot API, for the bots of `street.zalo`."""
    answer = _answering([zalo_door(street)], hosts)
    on_close = [street.zalo.close]
    return App(answer=answer, on_close=on_close, outage=street.zalo.outage)


def _app(
    street: Street,
    doors: Sequence[Door],
    hosts: Sequence[str],
    on_close: Sequence[Callable[[], None]],
    *,
    reachable: bool,
) -> App:
    """`reachable`: in an outage, too."""
    outage = None if reachable else street.outage
    return App(answer=_answering(doors, hosts), on_close=on_close, outage=outage)


def _answering(doors: Sequence[Door], hosts: Sequence[str]) -> Answer:

    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        if request.headers.get("host", "").partition(":")[0] not in hosts:
            return web.Response(text="Invalid host header", status=400)
        for door in doors:
            if (found := await door(request)) is not None:
                return found
        return web.json_response({"ok": False, "error_code": 404}, status=404)

    return answer
