"""A real bot library against the street: what is done, and what is refused."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
)
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken

from sandbox.chats import ChatKind
from tests.sandbox.conftest import a_bot
from tests.sandbox.world import World


def test_the_bot_introduces_itself(world: World, real: Bot) -> None:
    assert real.bot.username == "NhacViecBot"
    assert real.bot.can_join_groups
    assert not real.bot.can_read_all_group_messages


async def test_an_update_carries_the_reply_one_level_deep(
    world: World, real: Bot
) -> None:
    chat = world.agencies[0]
    asked = await real.send_message(chat.id, "Tiến độ?")
    answer = world.street.say(chat, chat.player, "Sắp xong", reply_to=asked.message_id)
    world.street.say(chat, chat.player, "Xong rồi", reply_to=answer.id)
    world.street.privacy = False
    world.street.say(chat, chat.player, "Đã gửi", reply_to=answer.id)

    updates = await real.get_updates(allowed_updates=["message"])

    first, second = [
        u.message
        for u in updates
        if u.message and u.message.text and u.message.reply_to_message
    ]
    assert first.reply_to_message
    assert first.reply_to_message.text == "Tiến độ?"
    assert second.reply_to_message
    assert second.reply_to_message.text == "Sắp xong"
    assert second.reply_to_message.reply_to_message is None


async def test_numbers_are_given_as_telegram_gives_them(world: World) -> None:
    street, bot = world.street, world.bot
    clerk = street.person("Chuyên viên Sở Y tế")
    basic = street.group("Sở Y tế", clerk, bots=[bot])
    own = street.group("Sở Công Thương", clerk, bots=[bot], kind=ChatKind.SUPERGROUP)
    private = street.private(clerk, bot)

    assert [m.id for m in street.messages(basic)] == [2, 3]  # 1 is the Union's
    assert [m.id for m in street.messages(own)] == [1, 2]
    assert street.say(private, clerk, "/start").id == 4
    assert street.say(basic, clerk, "Chào").id == 5
    assert street.say(own, clerk, "Chào").id == 3


async def test_a_press_is_answered_once_and_in_time(world: World, real: Bot) -> None:
    street, chat, seconds = world.street, world.agencies[0], [0.0]
    street.monotonic = lambda: seconds[0]
    keys = InlineKeyboardMarkup(
        [[InlineKeyboardButton("Đã sẵn sàng", callback_data="r")]]
    )
    sent = await real.send_message(chat.id, "Nhắc", reply_markup=keys)

    press = street.press(chat, sent.message_id, "Đã sẵn sàng")
    late = street.press(chat, sent.message_id, "r")
    queries = [u.callback_query for u in await real.get_updates() if u.callback_query]

    assert [q.data for q in queries] == ["r", "r"]
    assert queries[0].chat_instance == queries[1].chat_instance
    assert queries[0].message
    assert queries[0].message.message_id == sent.message_id
    assert await queries[0].answer("Cảm ơn", show_alert=True)
    assert press.answer
    assert press.answer.text == "Cảm ơn"
    assert press.answer.as_alert
    with pytest.raises(BadRequest, match="Query is too old and response timeout"):
        await queries[0].answer()
    seconds[0] = 151
    with pytest.raises(BadRequest, match="Query is too old"):
        await queries[1].answer()
    assert late.answer is None


async def test_a_bot_that_was_put_out_is_told_so(world: World, real: Bot) -> None:
    street, bot = world.street, world.bot
    clerk = street.person("Chuyên viên Sở Y tế")
    basic = street.group("Sở Y tế", clerk, bots=[bot])
    private = street.private(clerk, bot)

    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await real.send_message(clerk.id, "x")
    street.say(private, clerk, "/start")
    await real.send_message(clerk.id, "Kính chào")
    street.block(private)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await real.send_message(clerk.id, "x")
    street.kick(basic)
    with pytest.raises(Forbidden, match="bot was kicked from the group chat"):
        await real.send_message(basic.id, "x")
    street.kick(world.office)
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await real.send_message(world.office.id, "x")
    moves = [u.my_chat_member for u in await real.get_updates() if u.my_chat_member]
    assert [m.new_chat_member.status for m in moves[-3:]] == ["kicked"] * 3
    street.say(private, clerk, "/start")  # to write again is to unblock
    await real.send_message(clerk.id, "Kính chào")


async def test_commands_belong_to_a_scope_and_a_language(
    world: World, real: Bot
) -> None:
    everywhere = [BotCommand("trogiup", "Cách trả lời bot")]
    groups = [BotCommand("mucviec", "Các nội dung đang chuẩn bị")]
    await real.set_my_commands(everywhere, language_code="vi")
    await real.set_my_commands(groups, scope=BotCommandScopeAllGroupChats())
    lists = world.bot.commands

    assert [c.name for c in lists.shown(world.office.id, private=False)] == ["mucviec"]
    assert [c.name for c in lists.shown(5, private=True)] == ["trogiup"]
    assert await real.get_my_commands() == ()
    assert await real.get_my_commands(language_code="vi") == tuple(everywhere)
    with pytest.raises(BadRequest, match="Bot_command_invalid"):
        await real.set_my_commands([BotCommand("Trợ", "x")])
    with pytest.raises(BadRequest, match="Bot_command_description_invalid"):
        await real.set_my_commands([BotCommand("x", "y" * 257)])


async def test_the_bot_sees_who_is_there(world: World, real: Bot) -> None:
    chat = world.agencies[0]

    assert (await real.get_chat(chat.id)).title == "Sở Nội vụ"
    assert await real.get_chat_member_count(chat.id) == 2
    assert (await real.get_chat_member(chat.id, chat.player.id)).status == "member"
    world.street.promote(chat, world.bot)
    assert (await real.get_chat_member(chat.id, real.id)).status == "administrator"
    assert await real.leave_chat(chat.id)
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await real.get_chat_member_count(chat.id)


async def test_strangers_and_unknown_methods_are_turned_away(
    world: World, url: str, real: Bot
) -> None:
    with pytest.raises(InvalidToken):
        async with a_bot(url, "1:wrong"):
            pass
    async with httpx.AsyncClient(trust_env=False) as client:
        unknown = await client.get(f"{url}/bot{world.bot.token}/sendMesage")
        lower = await client.get(f"{url}/bot{world.bot.token}/getme")
        elsewhere = await client.get(url, headers={"host": "evil.example"})
    assert (unknown.status_code, unknown.json()) == (
        404,
        {"ok": False, "error_code": 404, "description": "Not Found"},
    )
    assert lower.json()["result"]["username"] == "NhacViecBot"
    assert elsewhere.status_code == 400


async def test_a_bot_whose_updates_are_brought_cannot_ask_for_them(
    world: World, real: Bot
) -> None:
    world.bot.inbox.drop_all()
    world.street.privacy = False
    assert await real.set_webhook(
        "https://example.vn/hook", allowed_updates=["message"]
    )
    world.street.say(world.agencies[0], world.agencies[0].player, "xin chào")

    with pytest.raises(Conflict, match="while webhook is active"):
        await real.get_updates(timeout=0)
    info = await real.get_webhook_info()
    assert (info.url, info.pending_update_count) == ("https://example.vn/hook", 1)
    assert info.allowed_updates == ("message",)

    assert await real.delete_webhook()
    assert len(await real.get_updates(timeout=0)) == 1
    with pytest.raises(BadRequest, match="https url must be provided"):
        await real.set_webhook("http://example.vn/hook")


@pytest.mark.parametrize("carrier", ["query", "form", "json", "parts"])
async def test_parameters_come_by_every_road(
    world: World, url: str, carrier: str
) -> None:
    params = {"chat_id": str(world.office.id), "text": "Kính gửi & trân trọng"}
    sending: dict[str, Any] = {
        "query": {"params": params},
        "form": {"data": params},
        "json": {"json": params},
        "parts": {"files": {name: (None, value) for name, value in params.items()}},
    }
    address = f"{url}/bot{world.bot.token}/sendMessage"

    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.post(address, **sending[carrier])

    assert answer.json()["result"]["text"] == "Kính gửi & trân trọng"
