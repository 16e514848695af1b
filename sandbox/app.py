"""The whole street as one application: the Bot API and the page.

    street = Street(now=clock.now)
    app = play_app(street, clock=clock, panel=board_as_html)
    async with serve(app) as url:        # serving.py
        Application.builder().token(bot.token).base_url(f"{url}/bot")

A host that serves the application by other means calls what lies in
`app.state.on_close` before it stops, or the open streams will hold it up.
"""

from __future__ import annotations

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from sandbox.botapi.door import bot_api_routes
from sandbox.play.audience import Audience
from sandbox.play.guard import NotAsked
from sandbox.play.host import Clock, Panel
from sandbox.play.routes import play_routes, say_not_asked
from sandbox.street import Street

#: Under which names the street answers; another name may be another site's trick.
LOOPBACK = ("127.0.0.1", "localhost")


def play_app(
    street: Street,
    clock: Clock | None = None,
    panel: Panel | None = None,
    *,
    hosts: Sequence[str] = LOOPBACK,
) -> Starlette:
    audience = Audience(street, clock, panel)
    app = Starlette(
        routes=[*bot_api_routes(street), *play_routes()],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))],
        exception_handlers={NotAsked: say_not_asked},
    )
    app.state.audience = audience
    app.state.on_close = [street.close, audience.close]
    return app


def bot_api_app(street: Street, *, hosts: Sequence[str] = LOOPBACK) -> Starlette:
    """The Bot API alone, for tests that need no page."""
    app = Starlette(
        routes=bot_api_routes(street),
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))],
    )
    app.state.on_close = [street.close]
    return app
