"""One request of a Zalo bot: what it asks, with which parameters.

Addresses are words: a number in their place is refused, as whoever keeps them as
numbers will one day cut one short.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox import utf16
from sandbox.street import Street
from sandbox.zalo.refusals import bad_request, unknown_chat, unreachable_chat
from sandbox.zalo_side.people import ZaloBot, ZaloChat
from sandbox.zalo_side.side import ZaloSide, may_write

#: UTF-16 units of a text, and of the words under a photo.
LONGEST = 2000


@dataclass(frozen=True)
class Asked:
    street: Street
    bot: ZaloBot
    params: dict[str, Any] = field(default_factory=dict)
    #: Whether whoever asked still waits for the answer.
    open_still: Callable[[], bool] = lambda: True

    @property
    def zalo(self) -> ZaloSide:
        return self.street.zalo

    def word(self, name: str) -> str:
        value = self.params.get(name)
        if not isinstance(value, str) or not value:
            raise bad_request(f"{name} must be a string that is not empty")
        return value

    def words(self, name: str) -> str:
        """A text that is to be read, within Zalo's length."""
        value = self.word(name)
        if not value.strip() or utf16.length(value) > LONGEST:
            raise bad_request(f"{name} must have from 1 to {LONGEST} characters")
        return value

    def seconds(self, name: str, usual: float) -> float:
        """The documents say a string; a number is understood as well."""
        try:
            return float(self.params.get(name, usual))
        except (TypeError, ValueError):
            raise bad_request(f"{name} is not a number") from None

    def chat(self) -> ZaloChat:
        """The chat meant by `chat_id`, if the bot may write there now."""
        chat = self.zalo.chat_of(self.bot, self.word("chat_id"))
        if chat is None:
            raise unknown_chat()
        if not may_write(chat, self.bot):
            raise unreachable_chat()
        return chat
