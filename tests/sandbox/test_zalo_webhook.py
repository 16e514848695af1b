"""Updates brought to a bot's own door: by HTTP, with the secret, again if need be."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from sandbox.serving import App, serve
from tests.sandbox.zalo_client import Client, talking
from tests.sandbox.zalo_world import ZaloWorld

SECRET = "mot-bi-mat-du-dai"  # noqa: S105  # of a played bot


@dataclass
class Porch:
    """The bot's own door, which a test may keep shut; and what was brought to it."""

    url: str = ""
    status: int = 200
    pauses: list[float] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    brought: list[dict[str, Any]] = field(default_factory=list)

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        self.secrets.append(request.headers.get("X-Bot-Api-Secret-Token"))
        self.brought.append(await request.json())
        if self.pauses:
            await asyncio.sleep(self.pauses.pop(0))
        return web.Response(status=self.status)

    def texts(self) -> list[str]:
        inner = [b.get("result", b) for b in self.brought]
        return [b["message"]["text"] for b in inner if "message" in b]


@pytest.fixture
def world() -> ZaloWorld:
    world = ZaloWorld()
    world.zalo.lets_loopback_in = True
    world.zalo.carrier.pauses = (0.02, 0.02)
    return world


@pytest.fixture
async def client(world: ZaloWorld) -> AsyncIterator[Client]:
    async with talking(world) as client:
        yield client


@pytest.fixture
async def porch() -> AsyncIterator[Porch]:
    porch = Porch()
    async with serve(App(answer=porch.answer)) as porch.url:
        yield porch


@pytest.fixture
async def set_up(client: Client, porch: Porch) -> dict[str, Any]:
    found: dict[str, Any] = await client.ask(
        "setWebhook", url=porch.url, secret_token=SECRET
    )
    porch.brought.clear()
    return found


async def brought(world: ZaloWorld) -> None:
    async with asyncio.timeout(3):
        while world.zalo.waiting():  # noqa: ASYNC110  # nobody tells that the last was brought
            await asyncio.sleep(0.01)


def say(world: ZaloWorld, *texts: str) -> None:
    for text in texts:
        world.street.say(world.health, world.health.player, text)


async def test_updates_are_brought_in_order_in_their_envelope(
    world: ZaloWorld, porch: Porch, set_up: dict[str, Any]
) -> None:
    say(world, "một", "hai", "ba")
    await brought(world)

    assert set_up["url"] == porch.url
    assert set_up["verification"]["outcome"] == "webhook.ok"
    assert porch.texts() == ["một", "hai", "ba"]
    assert all(body["ok"] is True for body in porch.brought)
    assert set(porch.secrets) == {SECRET}
    assert [knock.status for knock in world.zalo.carrier.knocks] == [200] * 3


@pytest.mark.usefixtures("set_up")
async def test_the_form_may_be_flat_for_good_or_once(
    world: ZaloWorld, porch: Porch
) -> None:
    world.zalo.faults.add("other-form", times=1)
    say(world, "phẳng một lần", "có bì")
    await brought(world)
    world.zalo.flat = True
    say(world, "phẳng")
    await brought(world)

    assert ["result" in body for body in porch.brought] == [False, True, False]
    assert porch.texts() == ["phẳng một lần", "có bì", "phẳng"]


@pytest.mark.usefixtures("set_up")
async def test_a_shut_door_is_knocked_at_again(world: ZaloWorld, porch: Porch) -> None:
    porch.status = 503
    say(world, "A1")
    await asyncio.sleep(0.01)
    while len(porch.brought) < 2:  # noqa: ASYNC110  # the porch is asked
        await asyncio.sleep(0.005)
    porch.status = 204
    await brought(world)

    ids = {body["result"]["message"]["message_id"] for body in porch.brought}
    assert len(ids) == 1
    assert [knock.attempt for knock in world.zalo.carrier.knocks] == [1, 2, 3]
    assert world.zalo.lost() == []


@pytest.mark.usefixtures("set_up")
async def test_what_is_never_taken_is_lost_and_counted_so(
    world: ZaloWorld, porch: Porch
) -> None:
    porch.status = 500
    say(world, "A1")
    await brought(world)

    assert len(porch.brought) == 3
    assert [update.body["message"]["text"] for update in world.zalo.lost()] == ["A1"]


@pytest.mark.usefixtures("set_up")
async def test_a_slow_answer_brings_the_same_again(
    world: ZaloWorld, porch: Porch
) -> None:
    world.zalo.carrier.patience, porch.pauses = 0.1, [0.3]
    say(world, "A1")
    await brought(world)

    assert porch.texts() == ["A1", "A1"]


@pytest.mark.usefixtures("set_up")
async def test_an_update_may_come_twice(world: ZaloWorld, porch: Porch) -> None:
    world.zalo.faults.add("twice", times=1)
    say(world, "A1")
    await brought(world)

    first, second = porch.brought
    assert first == second


@pytest.mark.usefixtures("set_up")
async def test_while_a_webhook_is_set_polling_hears_nothing(
    client: Client, world: ZaloWorld, porch: Porch
) -> None:
    say(world, "A1")
    await brought(world)

    assert await client.updates() == []
    await client.ask("deleteWebhook")
    say(world, "A2")
    assert len(await client.updates()) == 1
    assert porch.texts() == ["A1"]


async def test_which_webhook_is_set_is_told(client: Client, porch: Porch) -> None:
    assert (await client.refused("getWebhookInfo"))[0] == 404
    set_up = await client.ask("setWebhook", url=porch.url, secret_token=SECRET)
    info = await client.ask("getWebhookInfo")
    assert info == {"url": porch.url, "updated_at": set_up["updated_at"]}
    await client.ask("deleteWebhook")
    assert (await client.ask("getWebhookInfo"))["url"] == ""


async def test_an_address_where_nobody_answers_is_kept_all_the_same(
    client: Client, porch: Porch
) -> None:
    porch.status = 403
    refused = await client.ask("setWebhook", url=porch.url, secret_token=SECRET)
    gone = await client.ask(
        "setWebhook", url="http://127.0.0.1:9/zalo", secret_token=SECRET
    )

    assert refused["verification"]["outcome"] == "webhook.http.403"
    assert (gone["verification"]["ok"], gone["verification"]["status_code"]) == (
        False,
        None,
    )
    assert (await client.ask("getWebhookInfo"))["url"] == "http://127.0.0.1:9/zalo"


@pytest.mark.parametrize(
    "url",
    [
        "http://tinh.example/zalo",
        "https://localhost/zalo",
        "https://127.0.0.1/zalo",
        "https://192.168.1.5/zalo",
        "https://10.0.0.5/zalo",
        "https://[::1]/zalo",
        "zalo",
    ],
)
async def test_what_zalo_cannot_reach_is_refused(
    client: Client, world: ZaloWorld, url: str
) -> None:
    world.zalo.lets_loopback_in = False

    code, words = await client.refused("setWebhook", url=url, secret_token=SECRET)

    assert (code, "url" in words) == (400, True)


@pytest.mark.parametrize("secret", ["", "1234567", "a" * 257, None])
async def test_a_webhook_needs_a_secret(
    client: Client, porch: Porch, secret: object
) -> None:
    code, words = await client.refused("setWebhook", url=porch.url, secret_token=secret)

    assert (code, "secret_token" in words) == (400, True)
