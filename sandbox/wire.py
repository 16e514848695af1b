"""The street's values as the Bot API's JSON objects."""

from __future__ import annotations

from typing import Any, TypeAlias

from sandbox.chats import BotStatus, Chat
from sandbox.messages import (
    Button,
    Entity,
    File,
    Happening,
    HappeningKind,
    Keyboard,
    Message,
)
from sandbox.people import Author, Bot
from sandbox.presses import Press

Json: TypeAlias = dict[str, Any]


def to_user(author: Author) -> Json:
    if isinstance(author, Bot):
        return {
            "id": author.id,
            "is_bot": True,
            "first_name": author.name,
            "username": author.username,
        }
    return {
        "id": author.id,
        "is_bot": False,
        "first_name": author.name,
        "language_code": "vi",
    }


def to_chat(chat: Chat) -> Json:
    name = "first_name" if chat.is_private else "title"
    return {"id": chat.id, "type": chat.kind.value, name: chat.title}


def to_message(chat: Chat, message: Message, *, with_reply: bool = True) -> Json:
    """As a bot gets it; the message replied to comes along, one level deep."""
    body: Json = {
        "message_id": message.id,
        "from": to_user(message.author),
        "chat": to_chat(chat),
        "date": int(message.at.timestamp()),
    }
    if message.edited_at:
        body["edit_date"] = int(message.edited_at.timestamp())
    worded = "caption" if message.file else "text"
    if message.text:
        body[worded] = message.text
    if message.entities:
        entities = "caption_entities" if message.file else "entities"
        body[entities] = [to_entity(entity) for entity in message.entities]
    if message.file:
        body["document"] = to_document(message.file)
    if message.keyboard:
        body["reply_markup"] = to_keyboard(message.keyboard)
    if message.happening:
        body |= _to_happening(message.happening)
    answered = chat.messages.get(message.reply_to or 0)
    if with_reply and answered:
        body["reply_to_message"] = to_message(chat, answered, with_reply=False)
    return body


def to_document(file: File) -> Json:
    return {
        "file_id": file.id,
        "file_unique_id": f"u{file.id}",
        "file_name": file.name,
        "mime_type": file.kind,
        "file_size": len(file.data),
    }


def to_entity(entity: Entity) -> Json:
    body: Json = {
        "type": entity.kind,
        "offset": entity.offset,
        "length": entity.length,
    }
    if entity.url is not None:
        body["url"] = entity.url
    if entity.language is not None:
        body["language"] = entity.language
    return body


def to_keyboard(keyboard: Keyboard) -> Json:
    return {"inline_keyboard": [[_to_button(b) for b in row] for row in keyboard]}


def to_press(press: Press) -> Json:
    return {
        "id": press.id,
        "from": to_user(press.person),
        "message": to_message(press.chat, press.message),
        "chat_instance": str(7_700_000_000_000 + abs(press.chat.id)),
        "data": press.data,
    }


def to_status(bot: Bot, status: BotStatus) -> Json:
    """A bot's place in a chat, as a ChatMember."""
    body: Json = {"user": to_user(bot), "status": status.value}
    match status:
        case BotStatus.KICKED:
            body["until_date"] = 0
        case BotStatus.ADMINISTRATOR:
            body |= {"can_be_edited": False, "is_anonymous": False}
            body |= dict.fromkeys(ADMINISTRATOR_RIGHTS, True)
        case _:
            pass
    return body


ADMINISTRATOR_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
)


def _to_button(button: Button) -> Json:
    if button.url is not None:
        return {"text": button.text, "url": button.url}
    return {"text": button.text, "callback_data": button.data}


def _to_happening(happening: Happening) -> Json:
    match happening.kind, happening.whom:
        case HappeningKind.JOINED, whom if whom is not None:
            return {HappeningKind.JOINED.value: [to_user(whom)]}
        case HappeningKind.LEFT, whom if whom is not None:
            return {HappeningKind.LEFT.value: to_user(whom)}
        case HappeningKind.RENAMED, _:
            return {HappeningKind.RENAMED.value: happening.words}
        case kind, _ if happening.chat_id is not None:
            return {kind.value: happening.chat_id}
        case kind, _:
            return {kind.value: True}
