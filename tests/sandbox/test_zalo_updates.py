"""What a bot on Zalo gets to hear by asking; and what it never hears."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from sandbox.messages import File, Message
from sandbox.zalo_side.arriving import STICKER
from sandbox.zalo_side.people import opaque
from tests.sandbox.zalo_client import Client, talking
from tests.sandbox.zalo_world import ZaloWorld


@pytest.fixture
def world() -> ZaloWorld:
    return ZaloWorld()


@pytest.fixture
async def client(world: ZaloWorld) -> AsyncIterator[Client]:
    async with talking(world) as client:
        yield client


async def test_what_somebody_says_comes_as_it_was_said(
    client: Client, world: ZaloWorld
) -> None:
    said = world.street.say(world.health, world.health.player, "Mục 3 xong 😀")

    [update] = await client.updates()

    lan = opaque("person", world.zalo_bot.address, world.health.player.id)
    assert update == {
        "event_name": "message.text.received",
        "message": {
            "message_id": world.health.name_of(said.id),
            "date": int(said.at.timestamp() * 1000),
            "text": "Mục 3 xong 😀",
            "from": {"id": lan, "display_name": "Chị Lan, Sở Y tế", "is_bot": False},
            "chat": {"id": lan, "chat_type": "PRIVATE"},
        },
    }
    assert world.health.address == lan


async def test_updates_come_one_by_one_in_order_and_once(
    client: Client, world: ZaloWorld
) -> None:
    for text in ("một", "hai", "ba"):
        world.street.say(world.health, world.health.player, text)

    texts = [update["message"]["text"] for update in await client.updates()]

    assert texts == ["một", "hai", "ba"]
    assert await client.updates() == []


async def test_silence_is_a_refusal_that_comes_with_200(client: Client) -> None:
    began = time.monotonic()

    refused = await client.refused("getUpdates", timeout="0.2")

    assert refused == (408, "Request timeout")
    assert 0.15 < time.monotonic() - began < 1
    assert (await client.refused("getUpdates", timeout="soon"))[0] == 400
    assert (await client.refused("getUpdates", timeout=0))[0] == 408


async def test_whoever_waits_is_told_at_once(client: Client, world: ZaloWorld) -> None:
    polling = asyncio.create_task(client.ask("getUpdates", timeout="30"))
    await asyncio.sleep(0.05)
    world.street.say(world.health, world.health.player, "A1")

    update = await asyncio.wait_for(polling, 2)

    assert update["message"]["text"] == "A1"


async def test_a_second_poll_sends_the_first_away(
    client: Client, world: ZaloWorld
) -> None:
    first = asyncio.create_task(client.refused("getUpdates", timeout="30"))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(client.ask("getUpdates", timeout="30"))

    assert (await asyncio.wait_for(first, 2))[0] == 408
    world.street.say(world.health, world.health.player, "A1")
    assert (await asyncio.wait_for(second, 2))["message"]["text"] == "A1"


async def test_what_nobody_asks_for_within_ten_seconds_is_lost(
    client: Client, world: ZaloWorld
) -> None:
    moment = [100.0]
    world.street.monotonic = lambda: moment[0]
    world.street.say(world.health, world.health.player, "mất")
    moment[0] += 9
    world.street.say(world.health, world.health.player, "còn")
    assert world.zalo.waiting() == 2
    moment[0] += 1

    texts = [update["message"]["text"] for update in await client.updates()]

    assert texts == ["còn"]
    assert [u.body["message"]["text"] for u in world.zalo.lost()] == ["mất"]


async def test_what_was_taken_counts_as_waiting_until_the_next_is_asked_for(
    client: Client, world: ZaloWorld
) -> None:
    """Whoever moves the clock can tell that the bot has dealt with it."""
    world.street.say(world.health, world.health.player, "A1")
    waiting = [world.zalo.waiting()]
    await client.ask("getUpdates", timeout="1")
    waiting.append(world.zalo.waiting())
    await client.refused("getUpdates", timeout="0")
    waiting.append(world.zalo.waiting())

    assert waiting == [1, 1, 0]


async def test_who_hung_up_is_given_nothing(client: Client, world: ZaloWorld) -> None:
    """A poll whose caller has gone does not swallow what comes meanwhile."""
    gone = asyncio.create_task(client.ask("getUpdates", timeout="30"))
    await asyncio.sleep(0.05)
    gone.cancel()
    await asyncio.gather(gone, return_exceptions=True)
    await asyncio.sleep(0.05)
    world.street.say(world.health, world.health.player, "A1")

    [update] = await client.updates()

    assert update["message"]["text"] == "A1"


async def test_in_a_group_only_who_calls_the_bot_is_heard(
    client: Client, world: ZaloWorld
) -> None:
    street, group, hung = world.street, world.police, world.police.player
    await world.tell(group, "Nhắc")
    reminder = street.messages(group)[-1].id
    street.say(group, hung, "Họp mấy giờ?")
    street.say(group, hung, "@Bot Nhắc Việc gõ tay thì không tính")
    street.say(group, hung, "mục 3 xong", mentions=[world.zalo_bot])
    street.say(group, hung, "đã gửi", reply_to=reminder)
    street.say(group, hung, "ừ", reply_to=reminder + 1)

    heard = [update["message"] for update in await client.updates()]

    assert [m["text"] for m in heard] == ["@Bot Nhắc Việc mục 3 xong", "đã gửi"]
    assert all(m["chat"] == {"id": group.address, "chat_type": "GROUP"} for m in heard)
    assert {m["from"]["id"] for m in heard} != {group.address}
    assert not any("reply" in name for m in heard for name in m)


async def test_a_mention_may_come_without_the_name(
    client: Client, world: ZaloWorld
) -> None:
    world.zalo.keeps_mention = False
    world.street.say(
        world.police, world.police.player, "mục 3 xong", mentions=[world.zalo_bot]
    )

    [update] = await client.updates()

    assert update["message"]["text"] == "mục 3 xong"


async def test_nobody_tells_the_bot_who_comes_and_goes(
    client: Client, world: ZaloWorld
) -> None:
    world.street.kick(world.police)
    world.street.add(world.police, world.zalo_bot)

    assert await client.updates() == []


@pytest.mark.parametrize(
    ("name", "event", "carries"),
    [
        ("tờ trình.pdf", "message.unsupported.received", set()),
        ("tờ trình.docx", "message.unsupported.received", set()),
        ("giọng.aac", "message.voice.received", {"voice_url"}),
        ("ảnh.png", "message.image.received", {"photo_url", "caption"}),
    ],
)
async def test_a_file_comes_as_far_as_zalo_brings_it(
    client: Client, world: ZaloWorld, name: str, event: str, carries: set[str]
) -> None:
    await client.ask("getMe")  # from now on Zalo knows where it is
    world.street.send_file(
        world.health, world.health.player, name, b"bytes", caption="mục 3"
    )

    [update] = await client.updates()

    message = update["message"]
    assert update["event_name"] == event
    assert set(message) - {"message_id", "date", "from", "chat"} == carries
    for address in (message[n] for n in carries if n.endswith("_url")):
        async with client.http.get(address) as answer:
            assert await answer.read() == b"bytes"


async def test_a_sticker_is_no_text(client: Client, world: ZaloWorld) -> None:
    street, chat = world.street, world.health
    file = File(id="S1", name="nhãn dán", kind=STICKER, data=b"")
    number = chat.numbering.next()
    street.place(
        chat, Message(id=number, author=chat.player, at=street.now(), file=file)
    )

    [update] = await client.updates()

    assert update["event_name"] == "message.sticker.received"
    assert update["message"]["sticker"] == "S1"
