"""Which of a chat's messages a bot is told of: Telegram's privacy mode.

In a group, a bot under privacy mode that is no administrator hears commands meant for
it, replies to what it said, and what happens to the group. Presses on its buttons it
always hears; they do not pass through here.
"""

from __future__ import annotations

import re

from sandbox.chats import BotStatus, Chat
from sandbox.messages import Message
from sandbox.people import Bot

COMMAND = re.compile(r"/[A-Za-z0-9_]{1,64}(?:@(\w+))?(?!\w)")


def hears(bot: Bot, chat: Chat, message: Message, *, privacy: bool) -> bool:
    if message.is_by_bot:
        return False  # bots do not hear one another, nor themselves
    if chat.is_private or not privacy or message.happening is not None:
        return True
    if chat.status(bot) is BotStatus.ADMINISTRATOR:
        return True
    return _answers(bot, chat, message) or _commands(bot, chat, message)


def _answers(bot: Bot, chat: Chat, message: Message) -> bool:
    answered = chat.messages.get(message.reply_to or 0)
    return answered is not None and answered.author is bot


def _commands(bot: Bot, chat: Chat, message: Message) -> bool:
    found = COMMAND.match(message.text)
    if found is None:
        return False
    if found[1] is not None:
        return bool(found[1].lower() == bot.username.lower())
    return chat.present_bots() == [bot] or chat.last_author(before=message.id) is bot
