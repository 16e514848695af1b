"""One request of a bot: what it asks, with which parameters.

A form knows only strings; what the Bot API calls an integer, a flag or an object is
read here once, so that the methods, and those who look on, see the values meant.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from sandbox.chats import Chat
from sandbox.people import Bot
from sandbox.refusals import (
    Refused,
    bad_request,
    chat_not_found,
    forbidden,
    upgraded,
)
from sandbox.street import Street

INTEGERS = frozenset(
    {
        "chat_id",
        "from_chat_id",
        "user_id",
        "message_id",
        "message_thread_id",
        "reply_to_message_id",
        "offset",
        "limit",
        "timeout",
        "cache_time",
        "max_connections",
    }
)
FLAGS = frozenset(
    {
        "disable_notification",
        "protect_content",
        "allow_sending_without_reply",
        "allow_paid_broadcast",
        "disable_web_page_preview",
        "drop_pending_updates",
        "show_alert",
    }
)
OBJECTS = frozenset(
    {
        "reply_markup",
        "reply_parameters",
        "link_preview_options",
        "entities",
        "commands",
        "scope",
        "allowed_updates",
    }
)


def decoded(raw: dict[str, Any]) -> dict[str, Any]:
    return {name: _decoded(name, value) for name, value in raw.items()}


def _decoded(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if name in INTEGERS and value.lstrip("-").isdecimal():
        return int(value)
    if name in FLAGS and value.lower() in {"true", "false", "1", "0"}:
        return value.lower() in {"true", "1"}
    if name in OBJECTS and value:
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(
                f"can't parse {name.replace('_', ' ')} JSON object"
            ) from None
    return value


@dataclass(frozen=True)
class Asked:
    street: Street
    bot: Bot
    params: dict[str, Any] = field(default_factory=dict)

    def text(self, name: str) -> str:
        value = self.params.get(name, "")
        return value if isinstance(value, str) else str(value)

    def number(self, name: str, default: int = 0) -> int:
        value = self.params.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int):
            return default
        return value

    def flag(self, name: str) -> bool:
        return self.params.get(name) is True

    def thing(self, name: str) -> dict[str, Any]:
        """An object; {} if it was not given."""
        value = self.params.get(name)
        if value in (None, ""):
            return {}
        if not isinstance(value, dict):
            raise bad_request(f"can't parse {name.replace('_', ' ')}: object expected")
        return value

    def things(self, name: str) -> list[Any]:
        value = self.params.get(name)
        if value in (None, ""):
            return []
        if not isinstance(value, list):
            raise bad_request(f"can't parse {name.replace('_', ' ')}: array expected")
        return value

    def chat(self) -> Chat:
        """The chat meant by `chat_id`, if the bot has ever been in it."""
        if self.params.get("chat_id", "") == "":
            raise bad_request("chat_id is empty")
        chat = self.street.chat_of(self.bot, self.number("chat_id"))
        if chat is None and self.number("chat_id") in self.street.people:
            raise _not_started()
        if chat is None or (not chat.is_private and chat.status(self.bot) is None):
            raise chat_not_found()
        if chat.upgraded_to is not None:
            raise upgraded(chat.upgraded_to.id)
        return chat

    def open_chat(self) -> Chat:
        """The chat meant by `chat_id`, if the bot may speak there now."""
        chat = self.chat()
        if self.bot in chat.present_bots():
            return chat
        raise self._kept_out(chat)

    def _kept_out(self, chat: Chat) -> Refused:
        status = chat.status(self.bot)
        if chat.is_deleted:
            return forbidden("the group chat was deleted")
        if chat.is_private:
            if status is None:
                return _not_started()
            return forbidden("bot was blocked by the user")
        if status == "kicked":
            return forbidden(f"bot was kicked from the {chat.kind.value} chat")
        return forbidden(f"bot is not a member of the {chat.kind.value} chat")


def _not_started() -> Refused:
    return forbidden("bot can't initiate conversation with a user")
