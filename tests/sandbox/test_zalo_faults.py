"""Faults on command between Zalo and a bot, as a real client meets them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from sandbox.play.trouble_words import ZALO
from sandbox.zalo_side.faults import ZaloFault
from tests.sandbox.zalo_client import Client, talking
from tests.sandbox.zalo_world import ZaloWorld

#: What a call meets: a refusal's code in HTTP 200, an HTTP status, or an error.
CODES = {
    "400": 400,
    "401": 401,
    "403": 403,
    "404": 404,
    "429": 429,
    "408-before": 408,
    "408-after": 408,
    "refused-before": 504,
    "refused-after": 504,
}
PAGES = {"502-before": 502, "502-after": 502, "504-before": 504, "504-after": 504}
ERRORS: dict[str, type[Exception]] = {
    "reset-before": aiohttp.ClientOSError,
    "reset-after": aiohttp.ClientOSError,
    "cut-before": aiohttp.ServerDisconnectedError,
    "cut-after": aiohttp.ServerDisconnectedError,
    "slow-before": TimeoutError,
    "slow-after": TimeoutError,
    "slow-late": TimeoutError,
}
NOT_JSON = ["garbage-before", "garbage-after", "empty-before", "empty-after"]
OF_UPDATES = ["twice", "lost", "strange", "protected", "bare", "other-form"]


@pytest.fixture
def world() -> ZaloWorld:
    return ZaloWorld()


@pytest.fixture
async def client(world: ZaloWorld) -> AsyncIterator[Client]:
    async with talking(world, patience=0.3) as client:
        yield client


def test_every_kind_is_tried_and_has_its_words() -> None:
    tried = {*CODES, *PAGES, *ERRORS, *NOT_JSON, *OF_UPDATES}

    assert tried == set(ZaloFault) == set(ZALO)


async def met(client: Client, chat: str, text: str) -> object:
    """What became of a message, as whoever sent it can tell."""
    address = f"{client.url}/bot{client.token}/sendMessage"
    body = {"chat_id": chat, "text": text}
    try:
        async with client.http.post(address, json=body) as answer:
            if answer.content_type == "text/html":
                return answer.status
            return (await answer.json())["error_code"]
    except (aiohttp.ClientError, TimeoutError) as error:
        return type(error)
    except (ValueError, TypeError):
        return "no JSON"


EXPECTED: dict[str, object] = {
    **CODES,
    **PAGES,
    **ERRORS,
    **dict.fromkeys(NOT_JSON, "no JSON"),
}


@pytest.mark.parametrize(("kind", "expected"), EXPECTED.items())
async def test_a_fault_is_met_once_and_told_truly(
    world: ZaloWorld, client: Client, kind: str, expected: object
) -> None:
    world.zalo.faults.add(kind, times=1, seconds=0.5, code=504)

    found = await met(client, world.health.address, "Nhắc")
    await asyncio.sleep(0.3 if kind.startswith("slow") else 0)

    accepted = ZaloFault(kind).accepts
    if isinstance(expected, type):
        assert isinstance(found, type)
        assert issubclass(found, expected)
    else:
        assert found == expected
    said = [m.text for m in world.street.messages(world.health)]
    assert said == ["Nhắc"] * accepted
    [entry] = world.zalo.ledger
    assert (entry.accepted, entry.fault) == (accepted, kind)
    assert world.zalo.counted(world.zalo_bot) == accepted
    await client.ask("sendMessage", chat_id=world.health.address, text="Lần hai")


async def test_a_fault_keeps_to_its_chat_and_method(
    world: ZaloWorld, client: Client
) -> None:
    world.zalo.faults.add(
        "403", chat=world.health.address, methods=["sendMessage"], times=1
    )

    await client.ask("sendMessage", chat_id=world.leader.address, text="Chỗ khác")
    await client.ask("sendChatAction", chat_id=world.health.address, action="typing")
    refused = await client.refused(
        "sendMessage", chat_id=world.health.address, text="Nhắc"
    )

    assert refused == (403, "Internal server error")


async def test_telegram_and_zalo_fail_apart(world: ZaloWorld, client: Client) -> None:
    world.street.faults.add("500-before")
    world.street.outage.begin("silent")
    await client.ask("sendMessage", chat_id=world.health.address, text="Nhắc")
    world.street.outage.end()
    world.street.faults.clear()
    world.zalo.faults.add("401")

    await world.write(world.office, "Nhắc")

    assert world.street.ledger.counts["refused"] == 0
    assert world.zalo.ledger.counts["refused"] == 0


async def test_nothing_comes_in_while_what_goes_out_arrives(
    world: ZaloWorld, client: Client
) -> None:
    world.zalo.faults.add("504-before", methods=["getUpdates"])
    address = f"{client.url}/bot{client.token}/getUpdates"

    for _ in range(2):
        async with client.http.post(address, json={"timeout": "1"}) as answer:
            assert (answer.status, answer.content_type) == (504, "text/html")
    await client.ask("sendMessage", chat_id=world.health.address, text="Nhắc")
    await client.ask("getMe")


async def test_an_answer_that_breaks_takes_its_update_along(
    world: ZaloWorld, client: Client
) -> None:
    world.street.say(world.health, world.health.player, "A1")
    world.zalo.faults.add("reset-after", methods=["getUpdates"], times=1)

    with pytest.raises(aiohttp.ClientError):
        await client.ask("getUpdates", timeout="1")

    assert await client.updates() == []


@pytest.mark.parametrize(
    ("kind", "events", "fields"),
    [
        ("twice", ["message.text.received"] * 2, {"text"}),
        ("lost", [], set()),
        ("strange", ["message.reaction.received"], set()),
        ("protected", ["message.unsupported.received"], set()),
        ("bare", ["message.unsupported.received"], None),
    ],
)
async def test_an_update_may_come_to_harm(
    world: ZaloWorld,
    client: Client,
    kind: str,
    events: list[str],
    fields: set[str] | None,
) -> None:
    world.zalo.faults.add(kind, chat=world.health.address, times=1)
    world.street.say(world.leader, world.leader.player, "nguyên vẹn")
    world.street.say(world.health, world.health.player, "A1")

    whole, *harmed = await client.updates()

    assert whole["message"]["text"] == "nguyên vẹn"
    assert [update["event_name"] for update in harmed] == events
    for update in harmed:
        always = {"message_id", "date", "from", "chat"}
        found = set(update["message"]) - always if "message" in update else None
        assert found == fields
    ids = [u.get("message", {}).get("message_id") for u in harmed]
    assert len(set(ids)) <= 1
    assert len(world.zalo.lost()) == (kind == "lost")


@pytest.mark.parametrize("kind", ["refused", "silent"])
async def test_all_of_zalo_may_be_gone_for_a_while(
    world: ZaloWorld, client: Client, kind: str
) -> None:
    world.zalo.outage.begin(kind)
    with pytest.raises((aiohttp.ClientError, TimeoutError)):
        await client.ask("getMe")
    await world.write(world.office, "Telegram vẫn chạy")
    world.zalo.outage.end()

    await client.ask("sendMessage", chat_id=world.health.address, text="Nhắc")

    assert world.street.messages(world.office)[-1].text == "Telegram vẫn chạy"


def strikes(seed: int) -> list[Any]:
    world = ZaloWorld()
    world.zalo.faults.seed = seed
    world.zalo.faults.add("lost", share=0.4)
    for number in range(40):
        world.street.say(world.health, world.health.player, f"Tin {number}")
    return [update.body["message"]["text"] for update in world.zalo.lost()]


def test_chance_is_foretold_by_the_seed() -> None:
    assert strikes(7) == strikes(7)
    assert strikes(7) != strikes(8)
    assert 6 <= len(strikes(7)) <= 30


def test_a_fault_of_telegrams_is_none_of_zalos(world: ZaloWorld) -> None:
    for kind in ("migration", "409", "500-before", "501"):
        with pytest.raises(ValueError, match="ZaloFault"):
            world.zalo.faults.add(kind)
