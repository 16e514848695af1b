"""Who the bot is, where it is, and who is there with it; the commands it offers."""

from __future__ import annotations

import re
from typing import Any

from sandbox import wire
from sandbox.botapi.asked import Asked
from sandbox.changes import Rearranged
from sandbox.command_lists import BotCommand, Scope
from sandbox.refusals import bad_request, chat_not_found

ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
SCOPES = frozenset(
    {
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    }
)


async def get_me(asked: Asked) -> Any:
    return wire.to_user(asked.bot) | {
        "can_join_groups": True,
        "can_read_all_group_messages": not asked.street.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def get_chat(asked: Asked) -> Any:
    nothing = ("unlimited_gifts", "limited_gifts", "unique_gifts")
    gifts = (*nothing, "premium_subscription", "gifts_from_channels")
    return wire.to_chat(asked.open_chat()) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }


async def get_chat_member(asked: Asked) -> Any:
    chat, number = asked.open_chat(), asked.number("user_id")
    if number in chat.statuses:
        return wire.to_status(chat.bots[number], chat.statuses[number])
    if number in chat.people:
        return {"user": wire.to_user(chat.people[number]), "status": "member"}
    if number in asked.street.people:
        return {"user": wire.to_user(asked.street.people[number]), "status": "left"}
    raise bad_request("member not found")


async def get_chat_member_count(asked: Asked) -> Any:
    chat = asked.open_chat()
    return len(chat.people) + len(chat.present_bots())


async def leave_chat(asked: Asked) -> Any:
    chat = asked.open_chat()
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    asked.street.leave(chat, asked.bot)
    return True


async def send_chat_action(asked: Asked) -> Any:
    asked.open_chat()
    if asked.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


async def set_my_commands(asked: Asked) -> Any:
    commands = tuple(_command(written) for written in asked.things("commands"))
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    asked.bot.commands.put(_scope(asked), _language(asked), commands)
    asked.street.announce(Rearranged())
    return True


async def get_my_commands(asked: Asked) -> Any:
    return [
        {"command": command.name, "description": command.description}
        for command in asked.bot.commands.get(_scope(asked), _language(asked))
    ]


async def delete_my_commands(asked: Asked) -> Any:
    asked.bot.commands.drop(_scope(asked), _language(asked))
    asked.street.announce(Rearranged())
    return True


def _command(written: Any) -> BotCommand:
    if not isinstance(written, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name = str(written.get("command", "")).removeprefix("/")
    description = str(written.get("description", "")).strip()
    if not re.fullmatch(r"[a-z0-9_]{1,32}", name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return BotCommand(name, description)


def _scope(asked: Asked) -> Scope:
    written = asked.thing("scope")
    kind = str(written.get("type", "default"))
    if kind not in SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    if not kind.startswith("chat"):
        return Scope(kind)
    chat = asked.street.chat_of(asked.bot, int(written.get("chat_id", 0)))
    if chat is None:
        raise chat_not_found()
    return Scope(kind, chat.id, written.get("user_id"))


def _language(asked: Asked) -> str:
    language = asked.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return language
