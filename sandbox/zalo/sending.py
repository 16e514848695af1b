"""sendMessage, sendPhoto, sendChatAction. Nothing said can be altered or taken back."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from sandbox.chats import Messenger
from sandbox.messages import File, Message
from sandbox.spotting import spotted_on
from sandbox.zalo.asked import Asked
from sandbox.zalo.refusals import bad_request, not_played
from sandbox.zalo_side.people import ZaloChat


async def send_message(asked: Asked) -> Any:
    if asked.params.get("parse_mode"):
        raise not_played("parse_mode; write plain text")
    if asked.params.get("text_styles"):
        raise not_played("text_styles; write plain text")
    return _place(asked, asked.chat(), asked.words("text"))


async def send_photo(asked: Asked) -> Any:
    """By its address alone; nobody here fetches it."""
    chat, photo = asked.chat(), asked.word("photo")
    parts = urlsplit(photo)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise bad_request("photo must be a URL")
    caption = asked.words("caption") if asked.params.get("caption") else ""
    name = unquote(parts.path.rpartition("/")[2]) or parts.hostname
    file = File(id=photo, name=name, kind="image/*", data=b"")
    return _place(asked, chat, caption, file)


async def send_chat_action(asked: Asked) -> Any:
    asked.chat()
    if asked.word("action") != "typing":
        raise bad_request("action is not supported")


def _place(
    asked: Asked, chat: ZaloChat, text: str, file: File | None = None
) -> dict[str, Any]:
    message = asked.street.place(
        chat,
        Message(
            id=chat.numbering.next(),
            author=asked.bot,
            at=asked.street.now(),
            text=text,
            entities=spotted_on(Messenger.ZALO, text),
            file=file,
        ),
    )
    return {
        "message_id": chat.name_of(message.id),
        "date": int(message.at.timestamp() * 1000),
    }
