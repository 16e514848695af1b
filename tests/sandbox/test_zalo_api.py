"""A real client against the street's Zalo: what is done, and what is refused."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from sandbox.app import bot_api_app
from sandbox.chats import NotPossible
from sandbox.serving import serve
from tests.sandbox.zalo_client import Client, talking
from tests.sandbox.zalo_world import ZaloWorld


@pytest.fixture
def world() -> ZaloWorld:
    return ZaloWorld()


@pytest.fixture
async def client(world: ZaloWorld) -> AsyncIterator[Client]:
    async with talking(world) as client:
        yield client


async def test_a_bot_learns_who_it_is(client: Client, world: ZaloWorld) -> None:
    me = await client.ask("getMe")

    assert me["id"] == world.zalo_bot.token.partition(":")[0]
    assert me["account_type"] == "BASIC"
    assert me["can_join_groups"] is True
    assert me["display_name"] == "Bot Nhắc Việc"


async def test_what_the_bot_writes_is_read_in_its_chat(
    client: Client, world: ZaloWorld
) -> None:
    sent = await client.ask(
        "sendMessage", chat_id=world.health.address, text="Mục I.3 <b> & *đậm*"
    )

    assert isinstance(sent["message_id"], str)
    assert sent["date"] == int(world.clock.at.timestamp() * 1000)
    assert world.street.transcript(world.health) == (
        "24/06/2020 16:00 · Bot Nhắc Việc (bot)\n    Mục I.3 <b> & *đậm*\n"
    )
    [entry] = world.zalo.ledger.sends()
    assert (entry.call.chat, entry.message) == (
        world.health.address,
        sent["message_id"],
    )
    assert world.zalo.counted(world.zalo_bot) == 1


async def test_a_token_opens_its_own_door_only(
    client: Client, world: ZaloWorld
) -> None:
    own = client.token
    async with serve(bot_api_app(world.street)) as telegram:
        at_telegram = Client(client.http, telegram, own)
        status, body = await at_telegram.answer("getMe")
    client.token = world.bot.token

    assert await client.refused("getMe") == (401, "Unauthorized")
    assert (status, body["error_code"]) == (401, 401)


@pytest.mark.parametrize(
    "method", ["editMessageText", "deleteMessage", "sendDocument", "sendmessage", ""]
)
async def test_what_zalo_does_not_do_is_refused(client: Client, method: str) -> None:
    code, _ = await client.refused(method, chat_id="x", text="y")

    assert code == 400


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("a", True),
        ("a" * 2000, True),
        ("a" * 2001, False),
        ("😀" * 1000, True),  # two units each
        ("😀" * 1000 + "a", False),
        ("ễ" * 2000, True),
        ("", False),
        (" \n ", False),
        (None, False),
        (7, False),
    ],
)
async def test_a_text_has_from_1_to_2000_units(
    client: Client, world: ZaloWorld, text: object, *, taken: bool
) -> None:
    _, body = await client.answer(
        "sendMessage", chat_id=world.health.address, text=text
    )

    assert body["ok"] is taken
    assert body.get("error_code") == (None if taken else 400)
    assert world.zalo.counted(world.zalo_bot) == taken


async def test_an_address_is_a_word(client: Client, world: ZaloWorld) -> None:
    for wrong in (7, 7.5, None, "", ["a"], "nobody", str(world.health.id)):
        code, words = await client.refused("sendMessage", chat_id=wrong, text="Nhắc")
        assert (code, "chat_id" in words) == (400, True)


async def test_nobody_is_written_to_who_has_not_written_first(
    client: Client, world: ZaloWorld
) -> None:
    person = world.street.person("Anh Bình")
    chat = world.zalo.private(person, world.zalo_bot)

    code, words = await client.refused(
        "sendMessage", chat_id=chat.address, text="Chào anh"
    )
    world.street.say(chat, person, "Xin chào")
    await client.ask("sendMessage", chat_id=chat.address, text="Chào anh")

    assert (code, "chat_id" in words) == (400, True)


async def test_one_learns_of_being_removed_when_a_message_fails(
    client: Client, world: ZaloWorld
) -> None:
    world.street.kick(world.police)
    world.street.block(world.health)

    for chat in (world.police, world.health):
        code, words = await client.refused(
            "sendMessage", chat_id=chat.address, text="Nhắc"
        )
        assert (code, "chat_id" in words) == (400, True)
    assert await client.updates() == []


async def test_a_person_bears_another_word_for_each_bot(world: ZaloWorld) -> None:
    other = world.zalo.bot("Bot Khác")
    chat = world.zalo.private(world.health.player, other, met=True)

    assert chat.address != world.health.address
    async with talking(world) as client:
        client.token = other.token
        code, _ = await client.refused(
            "sendMessage", chat_id=world.health.address, text="Nhắc"
        )
    assert code == 400


async def test_a_photo_goes_by_its_address(client: Client, world: ZaloWorld) -> None:
    chat = world.health.address
    where = "https://tinh.example/b%E1%BA%A3ng.png"

    await client.ask("sendPhoto", chat_id=chat, photo=where, caption="Bảng theo dõi")
    wrong = [{"photo": "bảng.png"}, {}, {"photo": where, "caption": "a" * 2001}]
    codes = [(await client.refused("sendPhoto", chat_id=chat, **w))[0] for w in wrong]

    assert "[tệp] bảng.png\n    Bảng theo dõi" in world.street.transcript(world.health)
    assert codes == [400] * 3
    assert world.zalo.counted(world.zalo_bot) == 1


async def test_typing_is_shown_without_a_result(
    client: Client, world: ZaloWorld
) -> None:
    chat = world.health.address
    _, body = await client.answer("sendChatAction", chat_id=chat, action="typing")
    code, _ = await client.refused(
        "sendChatAction", chat_id=chat, action="upload_photo"
    )

    assert body == {"ok": True}
    assert code == 400
    assert world.zalo.counted(world.zalo_bot) == 0


async def test_styles_are_not_played_and_it_is_said(
    client: Client, world: ZaloWorld
) -> None:
    for more in ({"parse_mode": "markdown"}, {"text_styles": [{"start": 0}]}):
        _, words = await client.refused(
            "sendMessage", chat_id=world.health.address, text="a", **more
        )
        assert "sandbox does not play" in words


async def test_a_form_is_understood_as_json_is(
    client: Client, world: ZaloWorld
) -> None:
    address = f"{client.url}/bot{client.token}/sendMessage"
    form = {"chat_id": world.health.address, "text": "Nhắc"}
    async with client.http.post(address, data=form) as answer:
        assert (await answer.json())["ok"] is True


def test_a_bot_on_zalo_is_called_bot(world: ZaloWorld) -> None:
    with pytest.raises(NotPossible):
        world.zalo.bot("Nhắc Việc")


def test_what_is_telegrams_cannot_be_done_on_zalo(world: ZaloWorld) -> None:
    street, chat = world.street, world.police
    said = street.say(chat, chat.player, "/mucviec@NhacViecBot")

    assert said.entities == ()
    with pytest.raises(NotPossible):
        street.reword(chat, said.id, "khác")
    with pytest.raises(NotPossible):
        street.upgrade(chat)
    with pytest.raises(NotPossible):
        street.add(chat, world.bot)
    with pytest.raises(NotPossible):
        street.say(chat, chat.player, "a" * 2001)
