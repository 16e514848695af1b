"""What a command is: a name, who may use it, and what it does."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.asked import Answer, Asked
from bot.desk import Desk, Place
from programme.reminders import ChatRole

Run = Callable[[Asked, str, Place, Desk], Awaitable[list[Answer]]]

EVERYBODY = frozenset(ChatRole)
OFFICE_ONLY = frozenset({ChatRole.OFFICE})
#: Its focal point's chat, and its head's.
AGENCY_ONLY = frozenset({ChatRole.AGENCY, ChatRole.HEAD})


@dataclass(frozen=True, kw_only=True)
class Command:
    """`usage` and `what` stand in /help and in Telegram's own list.

    `run` gets the words behind the name. `unlinked`: may be used in a chat that
    belongs to nobody yet. `changes`: it writes something down; `asks_first`: it shows
    by itself what it would do, and does it by a button.
    """

    name: str
    usage: str
    what: str
    roles: frozenset[ChatRole]
    run: Run
    unlinked: bool = False
    changes: bool = False
    asks_first: bool = False
