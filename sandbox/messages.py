"""A message on the street: what was said, by whom, with which buttons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from sandbox.people import Author, Bot


@dataclass(frozen=True, kw_only=True)
class Entity:
    """A stretch of text that is bold, a link, a command …; counted in UTF-16 units."""

    kind: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True, kw_only=True)
class Button:
    """Carries either `data` for the bot, or a `url` to open."""

    text: str
    data: str | None = None
    url: str | None = None


Keyboard: TypeAlias = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, kw_only=True)
class ReplyPrompt:
    """Telegram's ForceReply: the reader's box opens as a reply to the message."""

    placeholder: str = ""


@dataclass(frozen=True, kw_only=True)
class File:
    """A document somebody sent; `id` is what a bot asks for it by."""

    id: str
    name: str
    kind: str
    data: bytes


class HappeningKind(StrEnum):
    GROUP_MADE = "group_chat_created"
    SUPERGROUP_MADE = "supergroup_chat_created"
    JOINED = "new_chat_members"
    LEFT = "left_chat_member"
    RENAMED = "new_chat_title"
    UPGRADED_TO = "migrate_to_chat_id"
    UPGRADED_FROM = "migrate_from_chat_id"


@dataclass(frozen=True, kw_only=True)
class Happening:
    """What a service message tells of, and whom, or which chat, it happened to."""

    kind: HappeningKind
    whom: Author | None = None
    chat_id: int | None = None
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Message:
    id: int
    author: Author
    at: datetime
    text: str = ""
    entities: tuple[Entity, ...] = ()
    keyboard: Keyboard = ()
    prompt: ReplyPrompt | None = None
    reply_to: int | None = None
    edited_at: datetime | None = None
    happening: Happening | None = None
    file: File | None = None  # `text` is then its caption
    #: The bots chosen from Zalo's picker, by the street's number.
    mentions: frozenset[int] = frozenset()

    @property
    def is_by_bot(self) -> bool:
        return isinstance(self.author, Bot)

    @property
    def buttons(self) -> list[Button]:
        return [button for row in self.keyboard for button in row]

    def button(self, named: str) -> Button | None:
        """The button with this text or, failing that, this data."""
        by_text = [button for button in self.buttons if button.text == named]
        by_data = [button for button in self.buttons if button.data == named]
        return next(iter(by_text + by_data), None)
