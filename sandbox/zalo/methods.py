"""Every method that is played. Zalo minds the case of their names."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

from sandbox.zalo import receiving, sending
from sandbox.zalo.asked import Asked

#: What it returns is the result; None: the answer has none.
Method: TypeAlias = Callable[[Asked], Awaitable[Any]]


async def get_me(asked: Asked) -> Any:
    return {
        "id": asked.bot.address,
        "account_name": f"bot.{asked.bot.address}",
        "account_type": "BASIC",
        "can_join_groups": asked.bot.can_join_groups,
        "display_name": asked.bot.name,
    }


METHODS: Mapping[str, Method] = {
    "getMe": get_me,
    "getUpdates": receiving.get_updates,
    "setWebhook": receiving.set_webhook,
    "deleteWebhook": receiving.delete_webhook,
    "getWebhookInfo": receiving.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendChatAction": sending.send_chat_action,
}
