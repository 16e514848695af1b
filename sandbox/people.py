"""Who may speak on the street: people and bots."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from sandbox.command_lists import CommandLists
from sandbox.inbox import Inbox
from sandbox.numbering import Numbering


@dataclass(frozen=True, kw_only=True)
class Person:
    id: int
    name: str


@dataclass(kw_only=True)
class Door:
    """Where a bot wants its updates brought; empty, and it asks for them itself.

    Nobody on this street knocks: what is to be brought waits, as for a door that stays
    shut. `failed_at` (Unix) and `why`: how the last knock went, if a test says so.
    """

    url: str = ""
    failed_at: int | None = None
    why: str | None = None


@dataclass(kw_only=True, eq=False)
class Bot:
    id: int
    token: str
    username: str
    name: str
    #: Counts the messages of its private chats and of basic groups, as Telegram does.
    numbering: Numbering = field(default_factory=Numbering)
    inbox: Inbox = field(default_factory=Inbox)
    commands: CommandLists = field(default_factory=CommandLists)
    door: Door = field(default_factory=Door)


Author: TypeAlias = Person | Bot
