"""Messages sent, edited and taken back, and what Telegram refuses of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReplyParameters,
)
from telegram.error import BadRequest

from sandbox.refusals import Refused
from tests.sandbox.world import EVE, World


async def test_a_message_is_read_as_it_was_meant(
    world: World, real: Bot, faults: list[str]
) -> None:
    chat = world.agencies[0]

    sent = await real.send_message(
        chat.id, "<b>Kính gửi</b> Sở Nội vụ, xem /mucviec", parse_mode="HTML"
    )

    assert sent.text == "Kính gửi Sở Nội vụ, xem /mucviec"
    assert [entity.type for entity in sent.entities] == ["bold", "bot_command"]
    assert sent.date == EVE
    assert sent.chat.type == "supergroup"
    assert sent.from_user
    assert sent.from_user.is_bot
    assert faults == []


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "text must be non-empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "🔔" * 2049}, "message is too long"),
        ({"text": "x", "parse_mode": "html5"}, "unsupported parse_mode"),
        ({"text": "*x*", "parse_mode": "MarkdownV2"}, "does not play Markdown"),
        ({"text": "x", "chat_id": -1}, "chat not found"),
        ({"text": "x", "chat_id": ""}, "chat_id is empty"),
        (
            {"text": "x", "reply_parameters": {"message_id": 999}},
            "message to be replied not found",
        ),
        ({"text": "x", "message_thread_id": 5}, "message thread not found"),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "x"}]]}},
            "Text buttons are unallowed",
        ),
        (
            {
                "text": "x",
                "reply_markup": {
                    "inline_keyboard": [[{"text": "x", "callback_data": "ạ" * 22}]]
                },
            },
            "BUTTON_DATA_INVALID",
        ),
        (
            {
                "text": "x",
                "reply_markup": {"inline_keyboard": [[{"callback_data": "x"}]]},
            },
            'Can\'t find field "text"',
        ),
        (
            {"text": "x", "reply_markup": '{"inline_keyboard"'},
            "can't parse reply markup",
        ),
    ],
)
async def test_a_message_is_refused(
    world: World, params: dict[str, Any], words: str
) -> None:
    before = world.agencies[0].messages.copy()

    with pytest.raises(Refused, match="Bad Request: ") as refused:
        await world.ask("sendMessage", **{"chat_id": world.agencies[0].id} | params)

    assert words in refused.value.description
    assert refused.value.status == 400
    assert world.agencies[0].messages == before


async def test_the_limit_counts_what_is_read_not_the_tags(
    world: World, real: Bot
) -> None:
    text = f"<b>{'x' * 4095}</b>&lt;"

    sent = await real.send_message(world.office.id, text, parse_mode="HTML")

    assert sent.text
    assert len(sent.text) == 4096


async def test_a_reply_may_do_without_its_target(world: World, real: Bot) -> None:
    lost = ReplyParameters(999, allow_sending_without_reply=True)

    sent = await real.send_message(world.office.id, "x", reply_parameters=lost)

    assert sent.reply_to_message is None


async def test_an_edit_shows_and_an_idle_one_is_refused(
    world: World, real: Bot
) -> None:
    chat = world.agencies[0]
    keys = InlineKeyboardMarkup(
        [[InlineKeyboardButton("Đã sẵn sàng", callback_data="x")]]
    )
    sent = await real.send_message(chat.id, "Nhắc", reply_markup=keys)
    world.clock.at += timedelta(minutes=7)

    edited = await real.edit_message_text("Đã ghi nhận", chat.id, sent.message_id)

    assert isinstance(edited, type(sent))
    assert edited.edit_date == EVE + timedelta(minutes=7)
    assert edited.reply_markup is None
    with pytest.raises(BadRequest, match="Message is not modified: specified new"):
        await real.edit_message_text("Đã ghi nhận", chat.id, sent.message_id)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await real.edit_message_reply_markup(chat.id, sent.message_id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await real.edit_message_text("x", chat.id, 999)
    said = world.street.say(chat, chat.player, "Chào")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await real.edit_message_text("x", chat.id, said.id)


async def test_messages_can_be_taken_back(world: World, real: Bot) -> None:
    chat = world.agencies[0]
    sent = await real.send_message(chat.id, "Nhầm")
    said = world.street.say(chat, chat.player, "Chào")

    assert await real.delete_message(chat.id, sent.message_id)

    with pytest.raises(BadRequest, match="Message to delete not found"):
        await real.delete_message(chat.id, sent.message_id)
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await real.delete_message(chat.id, said.id)
    world.street.promote(chat, world.bot)
    assert await real.delete_message(chat.id, said.id)
