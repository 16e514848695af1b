"""What the sandbox's tests share: a world, the Bot API served, a real bot library."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, async_playwright
from telegram import Bot as RealBot
from telegram.request import HTTPXRequest

from sandbox.app import play_app
from sandbox.serving import serve
from tests.bot_api_schema import ARCHIVE, Schema
from tests.sandbox.world import World

CHROMIUM = Path("/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
#: What a test of the page is.
IN_A_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM.exists(), reason=f"PAGE NOT TESTED: {CHROMIUM} is missing"
    ),
]


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        await browser.close()


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture(scope="session")
def schema() -> Schema:
    if not ARCHIVE.exists():
        pytest.skip(f"NOT CHECKED against the Bot API: {ARCHIVE} is missing")
    return Schema.load(ARCHIVE)


@pytest.fixture
def faults(world: World, request: pytest.FixtureRequest) -> list[str]:
    """The schema's complaints about every request that the street gets."""
    schema: Schema = request.getfixturevalue("schema")
    found: list[str] = []
    world.street.on_request.append(
        lambda method, params: found.extend(schema.faults(method, params))
    )
    return found


@pytest.fixture
async def url(world: World) -> AsyncIterator[str]:
    app = play_app(world.street, clock=world.clock, panel=world.board)
    async with serve(app) as address:
        yield address


@pytest.fixture
async def real(world: World, url: str) -> AsyncIterator[RealBot]:
    """python-telegram-bot, as it comes, against the street."""
    async with a_bot(url, world.bot.token) as bot:
        yield bot


def a_bot(url: str, token: str) -> RealBot:
    def http() -> HTTPXRequest:
        return HTTPXRequest(httpx_kwargs={"trust_env": False})

    settings: dict[str, Any] = {"request": http(), "get_updates_request": http()}
    return RealBot(token, base_url=f"{url}/bot", **settings)
