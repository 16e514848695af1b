"""The page's own API for chats on Zalo; and the street with Zalo as its own process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from sandbox.app import play_app
from sandbox.serving import serve
from tests.sandbox.test_alone import alone
from tests.sandbox.zalo_client import talking
from tests.sandbox.zalo_world import ZaloWorld


@pytest.fixture
def world() -> ZaloWorld:
    return ZaloWorld()


@dataclass
class Hands:
    http: aiohttp.ClientSession
    url: str

    async def see(self, path: str) -> Any:
        async with self.http.get(f"{self.url}/play/{path}") as answer:
            return await answer.json()

    async def do(self, action: str, **params: Any) -> Any:
        async with self.http.post(f"{self.url}/play/{action}", json=params) as answer:
            return await answer.json()


@pytest.fixture
async def hands(world: ZaloWorld) -> AsyncIterator[Hands]:
    async with serve(play_app(world.street)) as url, aiohttp.ClientSession() as http:
        yield Hands(http, url)


async def test_each_chat_says_which_messenger_it_is_on(hands: Hands) -> None:
    chats = (await hands.see("state"))["chats"]

    where = {chat["title"]: chat["messenger"] for chat in chats}
    assert where["Sở Nội vụ"] == "telegram"
    assert where["Công an tỉnh"] == where["Chị Lan, Sở Y tế"] == "zalo"
    shelves = {chat["title"]: chat["shelf"] for chat in chats}
    assert shelves["Phó Chủ tịch thường trực"] == "Lãnh đạo"
    assert not any(c["basic"] for c in chats if c["messenger"] == "zalo")


async def test_whom_one_chose_hears_it_and_nobody_else(
    world: ZaloWorld, hands: Hands
) -> None:
    key = world.police.key
    await hands.do("say", chat=key, text="Họp mấy giờ?", mentions=["Bot Khác", 7])
    await hands.do("say", chat=key, text="mục 3 xong", mentions=["Bot Nhắc Việc"])

    talk = await hands.see(f"chats/{key}")

    said = [m for m in talk["messages"] if m["mine"] and not m["happening"]]
    assert [m["unheard"] for m in said] == [True, False]
    assert [m["text"] for m in said] == ["Họp mấy giờ?", "@Bot Nhắc Việc mục 3 xong"]
    assert len(world.zalo_bot.mailbox) == 1


async def test_troubles_of_both_are_seen_apart(world: ZaloWorld, hands: Hands) -> None:
    one = await hands.do("fault", kinds=["500-before"])
    two = await hands.do(
        "fault",
        messenger="zalo",
        kinds=["refused-before"],
        code=418,
        chat=world.health.address,
        times=2,
    )
    await hands.do("outage", messenger="zalo", kind="silent", seconds=30)

    seen = await hands.see("faults")

    assert (one["fault"], two["fault"]) == (1, 1)
    assert [f["kinds"] for f in seen["faults"]] == [["500-before"]]
    [fault] = seen["zalo"]["faults"]
    assert (fault["where"], fault["left"]) == ("Chị Lan, Sở Y tế", 2)
    assert (seen["outage"], seen["zalo"]["outage"]) == (None, "silent")
    assert seen["zalo"]["outage_words"] == "Zalo đang im lặng"
    await hands.do("calm", messenger="zalo", fault=1)
    await hands.do("calm", messenger="zalo")
    seen = await hands.see("faults")
    assert (len(seen["faults"]), seen["zalo"]["faults"]) == (1, [])
    assert seen["zalo"]["outage"] is None


async def test_a_street_without_zalo_has_no_troubles_of_zalos() -> None:
    async with alone("--lean") as street:
        assert (await street.see("faults"))["zalo"] is None
        answer = await street.do("person", messenger="zalo", name="Lan")
        assert answer.status_code == 409


async def test_what_cannot_be_is_said_in_a_sentence(
    world: ZaloWorld, hands: Hands
) -> None:
    world.zalo.plan.users = world.zalo.plan.groups = 1
    wrong: list[tuple[str, dict[str, Any]]] = [
        ("person", {"name": "Ba"}),
        ("group", {"title": "Sở Tư pháp"}),
        ("fault", {"kinds": ["500-after"]}),
        ("fault", {"kinds": ["429"], "chat": "nobody"}),
        ("zalo", {"messages": -1}),
        ("zalo", {"left": "ít"}),
        ("bots", {"chat": world.police.key, "move": "dance"}),
        ("say", {"chat": world.health.key, "text": "a" * 2001}),
        ("upgrade", {"chat": world.police.key}),
        ("press", {"chat": world.police.key, "message": 1, "data": "A1"}),
    ]
    before = len(world.street.chats)
    for action, params in wrong:
        answer = await hands.do(action, messenger="zalo", **params)
        assert answer["error"].endswith("."), (action, params)
    assert len(world.street.chats) == before


async def test_a_group_that_was_left_is_not_entered_past_the_plan(
    world: ZaloWorld, hands: Hands
) -> None:
    key = world.police.key
    await hands.do("bots", chat=key, move="kick")
    world.zalo.plan.groups = 0

    refused = await hands.do("bots", chat=key, move="add")
    await hands.do("zalo", groups=3)
    added = await hands.do("bots", chat=key, move="add")

    assert "nhóm" in refused["error"]
    assert added == {"chat": key, "id": world.police.address}


async def test_switches_are_turned_from_outside(world: ZaloWorld, hands: Hands) -> None:
    seen = await hands.do(
        "zalo", flat=True, loopback=True, mention=False, joins_groups=False, left=2
    )

    zalo = world.zalo
    assert (zalo.flat, zalo.lets_loopback_in, zalo.keeps_mention) == (True, True, False)
    assert world.zalo_bot.can_join_groups is False
    assert seen["zalo"]["bots"][0]["counted"] == 2998
    await hands.do("zalo", messages=5)
    assert (zalo.flat, zalo.plan.messages) == (True, 5)


async def test_zalo_is_played_in_a_process_of_its_own() -> None:
    how = ["--lean", "--groups", "1", "--zalo-port", "0", "--zalo-people", "60"]
    async with alone(*how, "--zalo-groups", "1", "--zalo-token", "88:abc") as street:
        zalo = street.where["zalo"]
        base = f"{zalo['url']}/bot{zalo['token']}"
        await street.do("fault", messenger="zalo", kinds=["408-after"], times=1)
        body = {"chat_id": zalo["chats"][0], "text": "Nhắc"}
        first = (await street.client.post(f"{base}/sendMessage", json=body)).json()
        added = (await street.do("person", messenger="zalo", name="Lan")).json()
        asking = street.client.post(f"{base}/getUpdates", json={"timeout": "0"})
        polled = (await asking).json()
        log = await street.see("log?messenger=zalo")
        other = await street.see("log")

    assert (len(street.where["chats"]), len(zalo["chats"])) == (1, 61)
    assert zalo["token"] == "88:abc"  # noqa: S105 - of a played bot
    assert first["error_code"] == 408
    assert "error" in added  # sixty users, and the plan is as large as that
    assert polled["error_code"] == 408
    [line] = log["entries"]
    assert (line["accepted"], line["fault"]) == (True, "408-after")
    assert (line["chat"], line["text"]) == (zalo["chats"][0], "Nhắc")
    assert isinstance(line["message"], str)
    assert other["entries"] == []


async def test_what_is_served_stops_at_once_though_somebody_polls(
    world: ZaloWorld,
) -> None:
    async with asyncio.timeout(4):
        async with talking(world) as client:
            polling = asyncio.create_task(client.answer("getUpdates", timeout="30"))
            await asyncio.sleep(0.05)
        await asyncio.gather(polling, return_exceptions=True)
