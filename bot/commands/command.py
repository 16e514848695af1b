"""What a command is: a name and what it does. Who may use it: see `bot.rights`."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.asked import Answer, Asked
from bot.desk import Desk, Place
from bot.rights import roles_for
from programme.reminders import ChatRole

Run = Callable[[Asked, str, Place, Desk], Awaitable[list[Answer]]]

#: An agency's chats: its focal point's, and its head's.
AGENCY_ONLY = frozenset({ChatRole.AGENCY, ChatRole.HEAD})


@dataclass(frozen=True, kw_only=True)
class Command:
    """`usage` and `what` stand in /help and in Telegram's own list.

    `run` gets the words behind the name. `changes`: it writes something down;
    `asks_first`: it shows by itself what it would do, and does it by a button.
    """

    name: str
    usage: str
    what: str
    run: Run
    changes: bool = False
    asks_first: bool = False

    @property
    def deed(self) -> str:
        """Its row in the table of rights."""
        return f"/{self.name}"

    @property
    def roles(self) -> frozenset[ChatRole]:
        return roles_for(self.deed)
