"""What somebody said, as the update that a Zalo bot gets of it, if it gets any.

In a group a bot hears only who chose it from the picker behind an @, or who replied to
what it had said. It is never told of who comes and goes, nor what was replied to.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sandbox.messages import Message
from sandbox.zalo_side.faults import ZaloFault
from sandbox.zalo_side.mailbox import Update
from sandbox.zalo_side.people import ZaloBot, ZaloChat, opaque

#: The kind of file that a sticker is here.
STICKER = "application/x-sticker"
#: An event such as may be added one day.
STRANGE = "message.reaction.received"
UNSUPPORTED = "message.unsupported.received"


def hears(bot: ZaloBot, chat: ZaloChat, message: Message) -> bool:
    if message.is_by_bot or message.happening is not None:
        return False
    if chat.is_private or bot.id in message.mentions:
        return True
    answered = chat.messages.get(message.reply_to or 0)
    return answered is not None and answered.author is bot


def is_unheard(chat: ZaloChat, message: Message) -> bool:
    """Somebody spoke, and no bot was called: mostly unawares."""
    if message.is_by_bot or message.happening is not None:
        return False
    return not any(hears(bot, chat, message) for bot in chat.present_zalo_bots())


def update_of(
    bot: ZaloBot, chat: ZaloChat, message: Message, *, url: str, keeps_mention: bool
) -> Update:
    """`url`: where pictures are fetched from."""
    event, content = _content(message, url)
    if "text" in content and not keeps_mention:
        content["text"] = content["text"].replace(f"@{bot.name}", "").strip()
    body = {
        "message_id": chat.name_of(message.id),
        "date": int(message.at.timestamp() * 1000),
        **content,
        "from": {
            "id": _sender(bot, message),
            "display_name": message.author.name,
            "is_bot": False,
        },
        "chat": {
            "id": chat.address,
            "chat_type": "PRIVATE" if chat.is_private else "GROUP",
        },
    }
    return Update(
        event=event,
        body={"event_name": event, "message": body},
        chat=chat.key,
        number=message.id,
    )


def struck(update: Update, kind: ZaloFault) -> Update:
    """The update as this fault leaves it."""
    message = dict(update.body["message"])
    for name in ("text", "caption", "photo_url", "voice_url", "sticker", "url"):
        message.pop(name, None)
    match kind:
        case ZaloFault.PROTECTED:
            return _renamed(update, UNSUPPORTED, message=message)
        case ZaloFault.BARE:
            return _renamed(update, UNSUPPORTED)
        case ZaloFault.STRANGE:
            return _renamed(update, STRANGE, message=message)
        case _:
            return update


def _renamed(update: Update, event: str, **content: Any) -> Update:
    return replace(update, event=event, body={"event_name": event, **content})


def _sender(bot: ZaloBot, message: Message) -> str:
    """In private the chat bears the same word as the person."""
    return opaque("person", bot.address, message.author.id)


def _content(message: Message, url: str) -> tuple[str, dict[str, Any]]:
    file = message.file
    if file is None:
        return "message.text.received", {"text": message.text}
    address = f"{url}/sent/{file.id}"
    if file.kind == STICKER:
        return "message.sticker.received", {"sticker": file.id, "url": address}
    if file.kind.startswith("image/"):
        caption = {"caption": message.text} if message.text else {}
        return "message.image.received", {"photo_url": address, **caption}
    if file.kind.startswith("audio/"):
        return "message.voice.received", {"voice_url": address}
    return UNSUPPORTED, {}
