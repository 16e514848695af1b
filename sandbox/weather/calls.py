"""A call as the weather sees it: whose, which, into which chat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

SENDING = frozenset({"sendMessage", "sendDocument", "sendPhoto"})
EDITING = frozenset({"editMessageText", "editMessageReplyMarkup"})
#: What Telegram counts against its limits.
COUNTED = SENDING | EDITING

#: What a messenger calls a bot, a chat or a message: a number, or a word of its own.
Name: TypeAlias = int | str
Lane: TypeAlias = tuple[Name, Name]


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    bot: Name
    method: str
    chat: Name | None = None
    #: Of the chat meant: whether it is a group of any kind, and whether a basic one.
    in_group: bool = False
    in_basic_group: bool = False

    @property
    def is_counted(self) -> bool:
        return self.method in COUNTED and self.chat is not None

    @property
    def lane(self) -> Lane:
        """What a 429 closes: the chat for messages and edits, else the method."""
        if self.is_counted and self.chat is not None:
            return self.bot, self.chat
        return self.bot, self.method

    @property
    def broad_lane(self) -> Lane:
        """All of the bot's messages and edits at once."""
        return self.bot, "everything"
