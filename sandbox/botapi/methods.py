"""Every method that is played. Telegram reads their names without regard to case."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

from sandbox.botapi import acquaintance, answering, files, polling, sending
from sandbox.botapi.asked import Asked

Method: TypeAlias = Callable[[Asked], Awaitable[Any]]

METHODS: Mapping[str, Method] = {
    "getMe": acquaintance.get_me,
    "getUpdates": polling.get_updates,
    "setWebhook": polling.set_webhook,
    "deleteWebhook": polling.delete_webhook,
    "getWebhookInfo": polling.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendDocument": sending.send_document,
    "editMessageText": sending.edit_message_text,
    "editMessageReplyMarkup": sending.edit_message_reply_markup,
    "deleteMessage": sending.delete_message,
    "answerCallbackQuery": answering.answer_callback_query,
    "sendChatAction": acquaintance.send_chat_action,
    "getChat": acquaintance.get_chat,
    "getChatMember": acquaintance.get_chat_member,
    "getChatMemberCount": acquaintance.get_chat_member_count,
    "getFile": files.get_file,
    "leaveChat": acquaintance.leave_chat,
    "setMyCommands": acquaintance.set_my_commands,
    "getMyCommands": acquaintance.get_my_commands,
    "deleteMyCommands": acquaintance.delete_my_commands,
}
NAMES: Mapping[str, str] = {name.lower(): name for name in METHODS}
