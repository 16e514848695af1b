"""The lists of commands a bot has published, and which of them a chat is shown.

A list belongs to a scope and a language. The most specific scope wins before the
language is looked at: a list for all groups hides the default list, in every language.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class BotCommand:
    name: str
    description: str


@dataclass(frozen=True)
class Scope:
    """Whom a list of commands is for: all, all of a kind, or one chat."""

    kind: str = "default"
    chat_id: int | None = None
    user_id: int | None = None


class CommandLists:
    def __init__(self) -> None:
        self._lists: dict[tuple[Scope, str], tuple[BotCommand, ...]] = {}

    def put(
        self, scope: Scope, language: str, commands: tuple[BotCommand, ...]
    ) -> None:
        if commands:
            self._lists[scope, language] = commands
        else:
            self.drop(scope, language)

    def drop(self, scope: Scope, language: str) -> None:
        self._lists.pop((scope, language), None)

    def get(self, scope: Scope, language: str) -> tuple[BotCommand, ...]:
        return self._lists.get((scope, language), ())

    def shown(
        self, chat_id: int, *, private: bool, language: str = "vi"
    ) -> tuple[BotCommand, ...]:
        """What an ordinary member of the chat is offered after typing a slash."""
        kind = "all_private_chats" if private else "all_group_chats"
        for scope in (Scope("chat", chat_id), Scope(kind), Scope()):
            if found := self.get(scope, language) or self.get(scope, ""):
                return found
        return ()
