"""What a channel can do, and the four ways a sending can go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from bot.asked import Asked
from programme.letters import Letter


@dataclass(frozen=True)
class Sent:
    message_id: str


@dataclass(frozen=True)
class TryLater:
    """Surely not sent. `moved_to`: the chat has another address from now on."""

    why: str
    after: timedelta
    moved_to: str | None = None


@dataclass(frozen=True)
class GiveUp:
    """No later attempt can help until a person changes something.

    `gone`: the chat itself cannot be reached any more.
    """

    why: str
    gone: bool = False


@dataclass(frozen=True)
class Unsure:
    """It may have arrived. Nobody is told twice on a guess."""

    why: str


class NotFetched(Exception):
    """A file cannot be had now; says no address, which may hold a token."""


Outcome = Sent | TryLater | GiveUp | Unsure


class Channel(Protocol):
    """One way of reaching people. Addresses and message ids are opaque strings."""

    name: str

    async def send(self, letter: Letter, address: str, *, copy: bool) -> Outcome:
        """Says a letter; `copy` marks it as sent again. Edits what it edits."""

    async def answer_press(self, press_id: str, text: str | None) -> None:
        """Ends the waiting of a pressed button; too late is no fault."""

    async def updates(
        self, offset: int | None, wait: timedelta
    ) -> Sequence[tuple[int, dict[str, Any]]]:
        """What came in, raw, with its number; `offset` confirms all below it."""

    async def fetch(self, file_id: str) -> bytes:
        """The bytes of a file somebody sent; raises NotFetched."""

    def read(self, update: dict[str, Any]) -> Asked | None:
        """What is asked in a raw update; None for what does not concern us."""

    def deep_link(self, token: str) -> str | None:
        """A link that opens a group with the bot and this code, where there is one."""

    async def introduce(self) -> None:
        """Who the bot is, and its commands; raises what is wrong with the token."""
