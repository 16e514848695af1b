"""Setting and taking away the door, as Telegram hears it over HTTP."""

import contextlib
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web

from bot.channels import AnotherListens, Door
from bot.channels.telegram import UPDATES, Telegram

TOKEN = "123456:" + "a" * 35
DOOR = Door("https://here.example/tg", "a-word-that-nobody-guesses")


class Office:
    """The other side: what it was asked, and what it answers to each method."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.answers: dict[str, tuple[int, dict[str, Any]]] = {}

    async def answer(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        found = dict(request.query)
        if request.can_read_body and request.content_type == "application/json":
            found = await request.json()
        self.asked.append((method, found))
        status, body = self.answers.get(method, (200, {"ok": True, "result": True}))
        return web.json_response(body, status=status)


@pytest.fixture
async def office() -> Office:
    return Office()


@pytest.fixture
async def telegram(office: Office) -> AsyncIterator[Telegram]:
    async with _serving(office) as url:
        found = Telegram(TOKEN, base_url=url)
        office.answers["getMe"] = 200, _ok({"id": 1, "is_bot": True, "first_name": "N"})
        await found.introduce()
        office.asked.clear()
        yield found
        await found.close()


async def test_a_door_is_set_with_its_word_and_nothing_is_thrown_away(
    telegram: Telegram, office: Office
) -> None:
    await telegram.listen_at(DOOR)

    ((method, asked),) = office.asked
    assert method == "setWebhook"
    assert (asked["url"], asked["secret_token"]) == (DOOR.url, DOOR.secret)
    assert asked["allowed_updates"] in (UPDATES, str(UPDATES).replace("'", '"'))
    assert asked.get("drop_pending_updates") in (None, False, "false")
    assert DOOR.secret not in repr(DOOR)


async def test_who_polls_takes_the_door_away_and_throws_nothing_away(
    telegram: Telegram, office: Office
) -> None:
    await telegram.listen_at(None)

    ((method, asked),) = office.asked
    assert method == "deleteWebhook"
    assert asked.get("drop_pending_updates") in (None, False, "false")


@pytest.mark.parametrize(
    ("url", "waits"), [(DOOR.url, 3), ("https://else.example/", None), ("", None)]
)
async def test_how_many_still_wait_at_our_door(
    telegram: Telegram, office: Office, url: str, waits: int | None
) -> None:
    known = {"url": url, "has_custom_certificate": False, "pending_update_count": 3}
    office.answers["getWebhookInfo"] = 200, _ok(known)

    assert await telegram.waits_at(DOOR) == waits


async def test_a_conflict_is_another_that_listens(
    telegram: Telegram, office: Office
) -> None:
    said = "Conflict: terminated by other getUpdates request"
    refused = {"ok": False, "error_code": 409, "description": said}
    office.answers["getUpdates"] = 409, refused

    with pytest.raises(AnotherListens):
        await telegram.updates(None, timedelta(0))


def _ok(result: Any) -> dict[str, Any]:
    return {"ok": True, "result": result}


@contextlib.asynccontextmanager
async def _serving(office: Office) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", office.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()
