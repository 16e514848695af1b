"""A letter: one message to one chat, in the outbox, with its fate.

    planned ─> sending ─> sent
       ▲  │        ├─ try later, or no call was made ─> planned
       │  │        ├─ give up ─> failed
       │  │        └─ unsure ──> unknown ─> sent | planned, one copy | failed
       │  └> expired, superseded
       └── a chat that is gone: the same letter, for the next chat

`sending` is written down before the call: from then on the letter may have arrived.
The last four states are final.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from programme.reminders import Addressee, Kind


class LetterState(StrEnum):
    PLANNED = "planned"
    SENDING = "sending"
    UNKNOWN = "unknown"
    SENT = "sent"
    FAILED = "failed"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"


FINAL = frozenset(
    {
        LetterState.SENT,
        LetterState.FAILED,
        LetterState.EXPIRED,
        LetterState.SUPERSEDED,
    }
)


class Priority(IntEnum):
    """Answers before reminders before digests of the office.

    The first two go at any hour; what is urgent (hỏa tốc) was asked for by nobody.
    """

    ANSWER = 0
    URGENT = 2
    REMINDER = 5
    STANDING = 9


@dataclass(frozen=True)
class Button:
    label: str
    data: str


Buttons = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What is to be said. `text` is Telegram-flavoured HTML, escaped already.

    Reminders go to an addressee (`to`), and the chat is chosen when they are sent;
    answers go to the chat that asked (`chat`). `edits` names a message of ours that
    this text replaces; such letters may be sent twice without harm. It goes within
    [`not_before`, `not_after`], moments of the office.
    """

    key: str
    kind: Kind | None
    at: datetime
    text: str
    to: Addressee | None = None
    chat: int | None = None
    buttons: Buttons = ()
    reply_to: str | None = None
    edits: str | None = None
    duties: tuple[int, ...] = ()
    refs: tuple[str, ...] = ()
    #: The channel opens a reply to this message by itself, where it can.
    asks_reply: bool = False
    #: A file that goes with it: "telegram:…", what that channel hands it out for.
    file: str | None = None
    priority: Priority = Priority.REMINDER
    not_before: datetime | None = None
    not_after: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Posted:
    """A letter in the outbox. `attempt` counts its sendings, `resends` the copies."""

    id: int
    letter: Letter
    state: LetterState
    attempt: int = 0
    resends: int = 0
    #: Where this attempt goes: our number of the chat, its channel, its address there.
    chat: int | None = None
    channel: str | None = None
    address: str | None = None
    worker: str | None = None
    error: str | None = None
