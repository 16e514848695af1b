"""Raw Telegram updates turned into what is asked; no decision is taken here."""

from datetime import datetime
from typing import Any

from telegram import (
    Bot,
    CallbackQuery,
    Chat,
    ChatMemberUpdated,
    Message,
    Update,
    User,
)
from telegram.constants import ChatMemberStatus, ChatType

from bot.asked import Asked, SentFile
from programme.chats import Person
from programme.words import tidy

_OUT = {ChatMemberStatus.LEFT, ChatMemberStatus.BANNED}


def to_asked(raw: dict[str, Any], bot: Bot) -> Asked | None:
    """None for what a bot need not hear: joins, edits, its own service messages."""
    update = Update.de_json(raw, bot)
    if update.callback_query is not None:
        return _press(update.update_id, update.callback_query)
    if update.message is not None:
        return _message(update.update_id, update.message)
    if update.my_chat_member is not None:
        return _membership(update.update_id, update.my_chat_member)
    return None


def _message(number: int, message: Message) -> Asked | None:
    if message.migrate_to_chat_id is not None:
        asked = _asked(number, message.chat, message.from_user, message.date)
        return _with(asked, moved_to=str(message.migrate_to_chat_id))
    text = message.text or message.caption or ""
    file = _file(message)
    if message.from_user is None or message.from_user.is_bot or not (text or file):
        return None
    if _is_for_another(text, message):
        return None
    reply = message.reply_to_message
    return _with(
        _asked(number, message.chat, message.from_user, message.date),
        text=_trim(text),
        file=file,
        message=str(message.message_id),
        reply_to=str(reply.message_id) if reply else None,
        to_us=_is_to_us(text, message),
    )


def _is_to_us(text: str, message: Message) -> bool:
    """It names the bot, or replies to it."""
    me, reply = message.get_bot(), message.reply_to_message
    if reply is not None and reply.from_user and reply.from_user.id == me.id:
        return True
    return f"@{me.username}".lower() in text.lower()


def _is_for_another(text: str, message: Message) -> bool:
    """/help@another_bot, which a group without privacy brings to us too."""
    first = text.split(maxsplit=1)[:1]
    name = first[0].partition("@")[2] if first and first[0].startswith("/") else ""
    return bool(name) and name.lower() != str(message.get_bot().username).lower()


def _file(message: Message) -> SentFile | None:
    """A document, or a photo in the largest of the sizes that it is kept in."""
    album = message.media_group_id
    if message.document is not None:
        return SentFile(
            id=message.document.file_id,
            name=message.document.file_name or "",
            size=message.document.file_size or 0,
            album=album,
        )
    if not message.photo:
        return None
    largest = max(message.photo, key=lambda one: one.width * one.height)
    return SentFile(
        id=largest.file_id,
        name=f"ảnh {message.message_id}.jpg",
        size=largest.file_size or 0,
        is_photo=True,
        album=album,
    )


def _press(number: int, query: CallbackQuery) -> Asked | None:
    message = query.message
    if message is None or query.data is None:
        return None
    return _with(
        _asked(number, message.chat, query.from_user, message.date),
        message=str(message.message_id),
        press=query.data,
        press_id=query.id,
    )


def _membership(number: int, change: ChatMemberUpdated) -> Asked | None:
    if change.new_chat_member.status not in _OUT:
        return None
    asked = _asked(number, change.chat, change.from_user, change.date)
    return _with(asked, gone=True)


def _asked(number: int, chat: Chat, user: User | None, at: datetime) -> dict[str, Any]:
    address = str(user.id) if user else ""
    name = tidy(user.full_name) if user else ""
    return {
        "key": f"telegram:{number}",
        "channel": "telegram",
        "address": str(chat.id),
        "title": tidy(chat.title or chat.full_name or ""),
        "person": Person(channel="telegram", address=address, name=name),
        "at": at,
        "is_group": chat.type != ChatType.PRIVATE,
    }


def _with(asked: dict[str, Any], **more: Any) -> Asked:
    return Asked(**asked, **more)


def _trim(text: str) -> str:
    """Spaces at the ends gone, lines kept: they part clauses."""
    return "\n".join(tidy(line) for line in text.splitlines() if line.strip())
