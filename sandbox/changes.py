"""What has just changed on the street, for whoever watches it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from sandbox.chats import Chat
from sandbox.messages import Message
from sandbox.presses import Press


@dataclass(frozen=True)
class Said:
    """A message is new, or reads differently now."""

    chat: Chat
    message: Message


@dataclass(frozen=True)
class Unsaid:
    chat: Chat
    message_id: int


@dataclass(frozen=True)
class Answered:
    press: Press


@dataclass(frozen=True)
class Rearranged:
    """Chats, members, commands or switches changed."""


Change: TypeAlias = Said | Unsaid | Answered | Rearranged
