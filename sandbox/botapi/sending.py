"""sendMessage, sendDocument, editMessageText, editMessageReplyMarkup, deleteMessage."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sandbox import wire
from sandbox.botapi.asked import Asked
from sandbox.botapi.writing import (
    written_caption,
    written_keyboard,
    written_prompt,
    written_text,
)
from sandbox.chats import BotStatus, Chat
from sandbox.messages import Message
from sandbox.refusals import bad_request, not_modified, not_played

#: For how long a bot may take back what was said.
DELETABLE = timedelta(hours=48)


async def send_message(asked: Asked) -> Any:
    chat = asked.open_chat()
    text, entities = written_text(asked)
    _refuse_topics(asked)
    keyboard, prompt = written_keyboard(asked), written_prompt(asked)
    reply_to = _answered(asked, chat)
    message = Message(
        id=chat.numbering.next(),
        author=asked.bot,
        at=asked.street.now(),
        text=text,
        entities=entities,
        keyboard=keyboard,
        prompt=prompt,
        reply_to=reply_to,
    )
    return wire.to_message(chat, asked.street.place(chat, message))


async def send_document(asked: Asked) -> Any:
    """A file that the bot knows by its id; new bytes are not played."""
    chat = asked.open_chat()
    wanted = asked.text("document")
    if not wanted or wanted.startswith(("attach://", "http://", "https://")):
        raise not_played("a document that is uploaded or fetched")
    file = asked.street.files.get(wanted)
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    text, entities = written_caption(asked)
    _refuse_topics(asked)
    message = Message(
        id=chat.numbering.next(),
        author=asked.bot,
        at=asked.street.now(),
        text=text,
        entities=entities,
        keyboard=written_keyboard(asked),
        reply_to=_answered(asked, chat),
        file=file,
    )
    return wire.to_message(chat, asked.street.place(chat, message))


async def edit_message_text(asked: Asked) -> Any:
    chat, was = _own(asked)
    if was.file:
        raise bad_request("there is no text in the message to edit")
    text, entities = written_text(asked)
    return _edit(
        asked,
        chat,
        was,
        replace(was, text=text, entities=entities, keyboard=written_keyboard(asked)),
    )


async def edit_message_reply_markup(asked: Asked) -> Any:
    chat, was = _own(asked)
    return _edit(asked, chat, was, replace(was, keyboard=written_keyboard(asked)))


async def delete_message(asked: Asked) -> Any:
    chat = asked.open_chat()
    message = chat.messages.get(asked.number("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if not _may_delete(asked, chat, message):
        raise bad_request("message can't be deleted")
    if asked.street.now() - message.at > DELETABLE:
        raise bad_request("message can't be deleted for everyone")
    asked.street.remove(chat, message.id)
    return True


def _may_delete(asked: Asked, chat: Chat, message: Message) -> bool:
    if message.author is asked.bot or chat.is_private:
        return True
    return chat.status(asked.bot) is BotStatus.ADMINISTRATOR


def _own(asked: Asked) -> tuple[Chat, Message]:
    """The bot's own message that is to be edited."""
    if asked.text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    chat = asked.open_chat()
    message = chat.messages.get(asked.number("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message.author is not asked.bot or message.happening or message.prompt:
        raise bad_request("message can't be edited")
    return chat, message


def _edit(asked: Asked, chat: Chat, was: Message, message: Message) -> Any:
    """A change of buttons alone is no edit that readers are told of."""
    if message == was:
        raise not_modified()
    if message.text != was.text or message.entities != was.entities:
        message = replace(message, edited_at=asked.street.now())
    return wire.to_message(chat, asked.street.change(chat, message))


def _answered(asked: Asked, chat: Chat) -> int | None:
    """The message replied to; None if there is none and that is allowed."""
    wanted = asked.thing("reply_parameters")
    number = wanted.get("message_id", asked.number("reply_to_message_id"))
    if not number:
        return None
    if wanted.get("chat_id", chat.id) == chat.id and number in chat.messages:
        return int(number)
    if wanted.get("allow_sending_without_reply") or asked.flag(
        "allow_sending_without_reply"
    ):
        return None
    raise bad_request("message to be replied not found")


def _refuse_topics(asked: Asked) -> None:
    """No group on this street has topics."""
    if asked.params.get("message_thread_id"):
        raise bad_request("message thread not found")
