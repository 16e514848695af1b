"""The page's own API: what it shows, what it lets be done, whom it refuses."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.sandbox.world import INVITATION, KEYS, World


@pytest.fixture
async def page(url: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=url, trust_env=False) as client:
        yield client


async def act(page: httpx.AsyncClient, action: str, **params: Any) -> httpx.Response:
    return await page.post(f"/play/{action}", json=params)


async def test_the_list_begins_with_the_office(
    world: World, page: httpx.AsyncClient
) -> None:
    state = (await page.get("/play/state")).json()

    titles = [chat["title"] for chat in state["chats"]]
    assert titles[:3] == ["Văn phòng UBND tỉnh", "Lãnh đạo UBND tỉnh", "Sở Nội vụ"]
    assert state["clock"]["day"] == "Thứ Tư, 24/6/2020"
    assert state["clock"]["time"] == "16:00"
    assert state["privacy"] is True


async def test_what_is_said_on_the_page_reaches_the_bot(
    world: World, page: httpx.AsyncClient
) -> None:
    chat = world.agencies[0]
    notice = await world.write(chat, "Nhắc", reply_markup=KEYS)
    number = notice["message_id"]

    said = await act(page, "say", chat=chat.key, text="Sắp xong", reply_to=number)
    pressed = await act(page, "press", chat=chat.key, message=number, data="v1:ready:9")

    kinds = [(u.kind, u.body) for u in await world.bot.inbox.take()][-2:]
    assert kinds[0][1]["text"] == "Sắp xong"
    assert kinds[0][1]["message_id"] == said.json()["message"]
    assert kinds[1][1]["id"] == pressed.json()["press"]


async def test_what_cannot_be_done_is_said_in_a_sentence(
    world: World, page: httpx.AsyncClient
) -> None:
    key = world.office.key

    for response in (
        await act(page, "say", chat=key, text=" "),
        await act(page, "say", chat="nobody", text="x"),
        await act(page, "press", chat=key, message=None, data="x"),
        await act(page, "link", address="https://example.vn", **{"from": key}),
        await act(page, "link", address=INVITATION, **{"from": key}),
        await act(page, "clock", move="back"),
        await act(page, "dance"),
        await page.get("/play/chats/nobody"),
    ):
        assert 400 <= response.status_code < 500
        assert response.json()["error"].endswith(".")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"content-type": "text/plain"}, 415),
        ({"host": "evil.example"}, 400),
    ],
)
async def test_no_other_site_drives_the_page(
    page: httpx.AsyncClient, headers: dict[str, str], status: int
) -> None:
    headers = {"content-type": "application/json"} | headers

    response = await page.post(
        "/play/privacy", content='{"on": false}', headers=headers
    )

    assert response.status_code == status


async def test_a_body_has_its_limit(page: httpx.AsyncClient) -> None:
    assert (await act(page, "say", text="x" * 70_000)).status_code == 413


async def test_a_new_group_gets_a_speaker_named_for_it(
    world: World, page: httpx.AsyncClient
) -> None:
    response = await act(page, "link", address=INVITATION, title="Sở Y tế")

    chat = world.street.chats[response.json()["chat"]]
    assert chat.player.name == "Chuyên viên Sở Y tế"
    assert chat.present_bots() == [world.bot]


async def test_reading_takes_the_count_away(
    world: World, page: httpx.AsyncClient
) -> None:
    await world.write(world.office, "Một")
    await world.write(world.office, "Hai")
    assert world.office.unread == 2

    await act(page, "read", chat=world.office.key)

    assert world.office.unread == 0


async def test_the_clock_tells_when_nothing_is_left(
    world: World, page: httpx.AsyncClient
) -> None:
    world.clock.pause_of = 0.2
    world.clock.left = 1

    first = asyncio.create_task(act(page, "clock", move="to_next"))
    await asyncio.sleep(0.1)
    meanwhile = await act(page, "clock", move="day_on")

    assert meanwhile.status_code == 409
    assert (await first).json() == {"moved": True}
    assert (await act(page, "clock", move="to_next")).json() == {"moved": False}


async def test_the_stream_tells_what_changes(
    world: World, page: httpx.AsyncClient
) -> None:
    async with page.stream("GET", "/play/events") as stream:
        events = _events(stream)
        assert (await anext(events))[0] == "state"
        assert (await anext(events)) == ("panel", await world.board())

        await world.write(world.agencies[1], "<b>Nhắc</b>")
        name, body = await anext(events)

    assert name == "said"
    assert body["chat"]["unread"] == 1
    assert body["message"]["text"] == "Nhắc"
    assert body["message"]["entities"] == [{"type": "bold", "offset": 0, "length": 4}]


async def test_the_page_is_closed_to_the_outside(page: httpx.AsyncClient) -> None:
    for path in ("/", "/page/app.js", "/page/app.css", "/play/state", "/play/panel"):
        response = await page.get(path)
        assert response.status_code == 200
        policy = response.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self';")
        assert "frame-ancestors 'none'" in policy


async def _events(stream: httpx.Response) -> AsyncIterator[tuple[str, Any]]:
    name = ""
    async for line in stream.aiter_lines():
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        if line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))
