"""Raw Telegram updates turned into what is asked; no decision is taken here."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from telegram import (
    Bot,
    CallbackQuery,
    Chat,
    ChatMember,
    ChatMemberUpdated,
    Message,
    Update,
    User,
)
from telegram.constants import ChatMemberStatus, ChatType

from bot.asked import Asked, Happened, SentFile
from programme.chats import Person
from programme.words import tidy

_OUT = {ChatMemberStatus.LEFT, ChatMemberStatus.BANNED}
_NOBODY = Person(channel="telegram", address="", name="")


def to_asked(raw: dict[str, Any], bot: Bot) -> Asked | None:
    """None for what a bot need not hear: edits, other bots, most service messages."""
    update = Update.de_json(raw, bot)
    if update.callback_query is not None:
        return _press(update.update_id, update.callback_query)
    if update.message is not None:
        return _message(update.update_id, update.message)
    if update.my_chat_member is not None:
        return _membership(update.update_id, update.my_chat_member)
    if update.chat_member is not None:
        return _of_another(update.update_id, update.chat_member)
    return None


def _message(number: int, message: Message) -> Asked | None:
    if message.migrate_to_chat_id is not None:
        asked = _asked(number, message.chat, message.from_user, message.date)
        return _with(asked, moved_to=str(message.migrate_to_chat_id))
    if message.left_chat_member is not None or message.new_chat_members:
        return _comings(number, message)
    if message.new_chat_title is not None:
        asked = _asked(number, message.chat, message.from_user, message.date)
        return _with(
            asked | {"title": tidy(message.new_chat_title)}, happened=Happened.RENAMED
        )
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


def _comings(number: int, message: Message) -> Asked | None:
    """People who came, or one who left; of bots, ourselves too, it says nothing."""
    left = _people([message.left_chat_member] if message.left_chat_member else [])
    came = _people(message.new_chat_members)
    if not (left or came):
        return None
    asked = _asked(number, message.chat, message.from_user, message.date)
    return _with(asked, came=came, left=left[0] if left else None)


def _of_another(number: int, change: ChatMemberUpdated) -> Asked | None:
    """The same, as an administrator is told of it; also of who is put out unseen."""
    member = change.new_chat_member
    who = _people([member.user])
    if not who:
        return None
    is_out = member.status in _OUT or getattr(member, "is_member", None) is False
    asked = _asked(number, change.chat, change.from_user, change.date)
    return _with(asked, left=who[0]) if is_out else _with(asked, came=who)


def _people(users: Iterable[User]) -> tuple[Person, ...]:
    return tuple(_person(user) for user in users if not user.is_bot)


def _person(user: User) -> Person:
    name = tidy(user.full_name)
    return Person(channel="telegram", address=str(user.id), name=name)


def _is_to_us(text: str, message: Message) -> bool:
    """It names the bot, or replies to it."""
    (number, name), reply = _us(message), message.reply_to_message
    if reply is not None and reply.from_user and reply.from_user.id == number:
        return True
    return bool(name) and f"@{name}".lower() in text.lower()


def _us(message: Message) -> tuple[int, str]:
    """Our number and name; the name is not known before Telegram was reached once."""
    bot = message.get_bot()
    try:
        return bot.id, str(bot.username)
    except RuntimeError:
        number = bot.token.partition(":")[0]
        return int(number) if number.isdecimal() else 0, ""


def _is_for_another(text: str, message: Message) -> bool:
    """/help@another_bot, which a group without privacy brings to us too."""
    first = text.split(maxsplit=1)[:1]
    name = first[0].partition("@")[2] if first and first[0].startswith("/") else ""
    ours = _us(message)[1]
    return bool(name and ours) and name.lower() != ours.lower()


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
    """The bot's own part in a chat: in or out, an administrator or not, or silenced."""
    asked = _asked(number, change.chat, change.from_user, change.date)
    was, now = change.old_chat_member, change.new_chat_member
    if _is_out(now):
        return _with(asked, gone=True)
    if _is_out(was):
        return _with(asked, happened=Happened.ADDED)
    if getattr(now, "can_send_messages", None) is False:
        return _with(asked, happened=Happened.MUTED)
    leads = ChatMemberStatus.ADMINISTRATOR
    if leads not in {was.status, now.status} or was.status == now.status:
        return None
    is_up = now.status == leads
    return _with(asked, happened=Happened.PROMOTED if is_up else Happened.DEMOTED)


def _is_out(member: ChatMember) -> bool:
    return member.status in _OUT or getattr(member, "is_member", None) is False


def _asked(number: int, chat: Chat, user: User | None, at: datetime) -> dict[str, Any]:
    return {
        "key": f"telegram:{number}",
        "channel": "telegram",
        "address": str(chat.id),
        "title": tidy(chat.title or chat.full_name or ""),
        "person": _person(user) if user else _NOBODY,
        "at": at,
        "is_group": chat.type != ChatType.PRIVATE,
    }


def _with(asked: dict[str, Any], **more: Any) -> Asked:
    return Asked(**asked, **more)


def _trim(text: str) -> str:
    """Spaces at the ends gone, lines kept: they part clauses."""
    return "\n".join(tidy(line) for line in text.splitlines() if line.strip())
