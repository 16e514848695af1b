"""The Bot API's own schema tells right requests from wrong ones."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyParameters,
)

from tests.bot_api_schema import Schema
from tests.sandbox.world import World


def keys(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[button]]}


RIGHT: dict[str, Any] = {"chat_id": 1, "text": "Kính gửi"}


@pytest.mark.parametrize(
    ("method", "params", "fault"),
    [
        ("sendMesage", RIGHT, "no such method"),
        ("sendMessage", RIGHT | {"txet": "x"}, "txet is unknown"),
        ("sendMessage", {"chat_id": 1}, "text is missing"),
        ("sendMessage", RIGHT | {"text": 5}, "5 is no String"),
        ("sendMessage", RIGHT | {"chat_id": True}, "True is no"),
        ("sendMessage", RIGHT | {"text": "x" * 4097}, "4097 characters"),
        (
            "sendMessage",
            RIGHT | {"reply_markup": keys(text="x", callback_data="ạ" * 21 + "xx")},
            "65 bytes",
        ),
        (
            "sendMessage",
            RIGHT | {"reply_markup": keys(callback_data="x")},
            "text is missing",
        ),
        (
            "sendMessage",
            RIGHT | {"reply_parameters": {"message_id": "7"}},
            "'7' is no Integer",
        ),
        (
            "setMyCommands",
            {"commands": [{"command": "x", "description": "y" * 257}]},
            "257 characters",
        ),
        (
            "setMyCommands",
            {"commands": [], "scope": {"type": "chat"}},
            "chat_id is missing",
        ),
        (
            "answerCallbackQuery",
            {"callback_query_id": "1", "text": "x" * 201},
            "201 characters",
        ),
    ],
)
def test_a_fault_is_found(
    schema: Schema, method: str, params: dict[str, Any], fault: str
) -> None:
    found = schema.faults(method, params)

    assert len(found) == 1
    assert fault in found[0]


def test_tags_do_not_count_as_text(schema: Schema) -> None:
    text = f"<b>{'x' * 4090}</b> &lt;5%"

    assert (
        schema.faults("sendMessage", RIGHT | {"text": text, "parse_mode": "HTML"}) == []
    )
    assert schema.faults("sendMessage", RIGHT | {"text": text}) != []


async def test_a_real_library_writes_nothing_wrong(
    world: World, real: Bot, faults: list[str]
) -> None:
    chat = world.agencies[0]
    buttons = [
        [InlineKeyboardButton("Đã sẵn sàng", callback_data="v1:ready:9")],
        [InlineKeyboardButton("Chương trình", url="https://example.vn/7")],
    ]

    sent = await real.send_message(
        chat.id,
        "<b>Nhắc</b>",
        parse_mode="HTML",
        reply_markup=InlineKeyboardMarkup(buttons),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        disable_notification=True,
    )
    await real.send_message(
        chat.id,
        "Lý do?",
        reply_markup=ForceReply(input_field_placeholder="Lý do xin gia hạn"),
        reply_parameters=ReplyParameters(sent.message_id),
    )
    await real.edit_message_text("Đã ghi nhận", chat.id, sent.message_id)
    await real.edit_message_reply_markup(
        chat.id, sent.message_id, reply_markup=InlineKeyboardMarkup(buttons)
    )
    press = world.street.press(chat, sent.message_id, "Đã sẵn sàng")
    await real.answer_callback_query(press.id, "Cảm ơn", show_alert=True)
    await real.delete_message(chat.id, sent.message_id)

    assert faults == []


async def test_a_real_library_introduces_itself_rightly(
    world: World, real: Bot, faults: list[str]
) -> None:
    chat = world.agencies[0]

    await real.send_chat_action(chat.id, "typing")
    commands = [BotCommand("trogiup", "Cách trả lời bot")]
    await real.set_my_commands(commands)
    await real.set_my_commands(
        commands, scope=BotCommandScopeAllGroupChats(), language_code="vi"
    )
    await real.set_my_commands(commands, scope=BotCommandScopeChat(chat.id))
    await real.get_my_commands(scope=BotCommandScopeChat(chat.id))
    await real.delete_my_commands()
    await real.get_chat(chat.id)
    await real.get_chat_member(chat.id, real.id)
    await real.get_chat_member_count(chat.id)
    await real.delete_webhook(drop_pending_updates=True)
    await real.get_webhook_info()
    await real.get_updates(allowed_updates=["message", "callback_query"], timeout=0)
    await real.leave_chat(chat.id)

    assert faults == []
