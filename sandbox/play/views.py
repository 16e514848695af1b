"""The street's values as the page's JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeAlias

from sandbox import wire
from sandbox.chats import Chat, ChatKind, Messenger, Standing
from sandbox.messages import Message
from sandbox.street import Street
from sandbox.transcript import say_happening
from sandbox.zalo_side.arriving import is_unheard
from sandbox.zalo_side.people import ZaloChat

View: TypeAlias = dict[str, Any]

SHELVES = {
    Standing.OFFICE: "Văn phòng",
    Standing.LEADERS: "Lãnh đạo",
    Standing.AGENCY: "Cơ quan, đơn vị",
    Standing.PRIVATE: "Trò chuyện riêng",
}
WEEKDAYS = (
    "Thứ Hai",
    "Thứ Ba",
    "Thứ Tư",
    "Thứ Năm",
    "Thứ Sáu",
    "Thứ Bảy",
    "Chủ Nhật",
)


def to_chats(street: Street) -> list[View]:
    """In the order of the list: by standing, then as they came."""
    open_ones = (chat for chat in street.chats.values() if not chat.is_over)
    chats = sorted(open_ones, key=lambda chat: chat.standing)
    return [to_chat(street, chat) for chat in chats]


def to_chat(street: Street, chat: Chat) -> View:
    present = chat.present_bots()
    return {
        "key": chat.key,
        "title": chat.title,
        "shelf": SHELVES[chat.standing],
        "messenger": chat.messenger.value,
        "private": chat.is_private,
        "basic": chat.kind is ChatKind.GROUP and chat.messenger is Messenger.TELEGRAM,
        "was": chat.upgraded_from.key if chat.upgraded_from else None,
        "player": chat.player.name,
        "size": len(chat.people) + len(present),
        "bots": [{"name": bot.name, "username": bot.username} for bot in present],
        "unread": chat.unread,
        "last": _to_last(street, chat),
        "commands": [
            {"name": command.name, "description": command.description, "bot": bot.name}
            for bot in present
            for command in bot.commands.shown(chat.id, private=chat.is_private)
        ],
    }


def to_message(street: Street, chat: Chat, message: Message) -> View:
    return {
        "id": message.id,
        "author": message.author.name,
        "bot": message.is_by_bot,
        "mine": message.author == chat.player,
        **_to_moment(street, message.at),
        "edited": message.edited_at is not None,
        "file": message.file.name if message.file else None,
        "text": message.text,
        "entities": [wire.to_entity(entity) for entity in message.entities],
        "rows": wire.to_keyboard(message.keyboard)["inline_keyboard"],
        "reply": _to_reply(chat, message),
        "happening": _to_happening(message),
        "prompt": message.prompt.placeholder if message.prompt else None,
        "unheard": isinstance(chat, ZaloChat) and is_unheard(chat, message),
    }


def say_day(at: datetime) -> str:
    return f"{WEEKDAYS[at.weekday()]}, {at.day}/{at.month}/{at.year}"


def _to_moment(street: Street, at: datetime) -> View:
    local = at.astimezone(street.now().tzinfo)
    return {"time": f"{local:%H:%M}", "day": say_day(local)}


def _to_last(street: Street, chat: Chat) -> View | None:
    if (last := chat.last) is None:
        return None
    words = _to_happening(last) or " ".join(_words_of(last).split())[:160]
    now, local = street.now(), last.at.astimezone(street.now().tzinfo)
    same_day = now.date() == local.date()
    return {
        "text": words,
        "author": "" if last.happening or chat.is_private else last.author.name,
        "mine": not last.happening and last.author == chat.player,
        "time": f"{local:%H:%M}" if same_day else f"{local.day}/{local.month}",
    }


def _to_reply(chat: Chat, message: Message) -> View | None:
    answered = chat.messages.get(message.reply_to or 0)
    if answered is None:
        return None
    return {
        "id": answered.id,
        "author": answered.author.name,
        "text": " ".join(_words_of(answered).split())[:160],
    }


def _words_of(message: Message) -> str:
    return message.text or (message.file.name if message.file else "")


def _to_happening(message: Message) -> str | None:
    if message.happening is None:
        return None
    return f"{message.author.name} {say_happening(message.happening)}"
