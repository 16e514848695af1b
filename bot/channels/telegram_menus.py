"""The list of commands that Telegram shows where somebody types a slash."""

import logging

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import TelegramError

from bot.channels import Menu

log = logging.getLogger(__name__)

_WIDE = {
    "default": BotCommandScopeDefault,
    "groups": BotCommandScopeAllGroupChats,
    "private": BotCommandScopeAllPrivateChats,
}


async def set_menu(bot: Bot, menu: Menu) -> bool:
    """Whether it stands now. Without commands, what the wider scopes say holds."""
    scope = _scope(menu.where)
    listed = [BotCommand(name, what[:256]) for name, what in menu.commands]
    # Only a wide scope can have an older list in a language of its own over it.
    languages = (None, "vi") if menu.where in _WIDE else (None,)
    try:
        for language in languages:
            if listed:
                await bot.set_my_commands(listed, scope=scope, language_code=language)
            else:
                await bot.delete_my_commands(scope=scope, language_code=language)
    except TelegramError as error:
        log.warning("a list of commands was not taken: %s", type(error).__name__)
        return False
    return True


def _scope(where: str) -> BotCommandScope:
    if where in _WIDE:
        return _WIDE[where]()
    return BotCommandScopeChat(where)
