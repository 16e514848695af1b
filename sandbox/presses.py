"""A press on a button, and the bot's answer to it.

Telegram forgets a press after a while, by real time and not by the demo's clock: the
bot's answer then comes too late.
"""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.chats import Chat
from sandbox.messages import Message
from sandbox.people import Person

#: Seconds for which a press can be answered.
LIFE = 150.0


@dataclass(frozen=True, kw_only=True)
class Answer:
    text: str = ""
    as_alert: bool = False
    url: str | None = None


@dataclass(kw_only=True, eq=False)
class Press:
    id: str
    chat: Chat
    message: Message
    person: Person
    data: str
    #: On the monotonic clock.
    pressed_at: float
    answer: Answer | None = None

    def is_awaited(self, at: float) -> bool:
        return self.answer is None and at - self.pressed_at <= LIFE
