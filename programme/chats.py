"""Where an agency, the office or the leaders are reached."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from programme.reminders import Addressee, ChatRole


class ChatState(StrEnum):
    ASKED = "asked"  # a right code was given; the office has not confirmed
    LINKED = "linked"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"  # the bot was removed or blocked
    UNLINKED = "unlinked"


@dataclass(frozen=True, kw_only=True)
class Chat:
    """One chat of one channel. `address` is the channel's own id, an opaque string."""

    id: int
    channel: str
    address: str
    title: str
    role: ChatRole
    agency: str | None = None
    state: ChatState = ChatState.LINKED
    linked_at: datetime | None = None

    @property
    def addressee(self) -> Addressee:
        return Addressee(role=self.role, agency=self.agency)


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who speaks: the channel's own id and the name it shows."""

    channel: str
    address: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Standing:
    """For whom somebody speaks in a chat, from their first word there on.

    `until`: they left, or the chat is that one's no longer.
    """

    person: Person
    role: ChatRole
    agency: str | None
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class LinkCode:
    """A one-time code for one chat. Only its hash is kept.

    `code` is 8 characters to type, `token` 128 bits for a deep link; either uses
    both up. Made by the office, valid until `expires_at`.
    """

    role: ChatRole
    agency: str | None
    code: str
    token: str
    expires_at: datetime
