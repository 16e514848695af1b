"""What a channel can do, and the four ways a sending can go."""

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol, runtime_checkable

from bot.asked import Asked
from programme.letters import Letter


@dataclass(frozen=True)
class Sent:
    message_id: str


#: Why a letter waits that came too soon after others: written on it, so that a restart
#: knows of the pause.
TOO_MANY = "429"


def _may() -> bool:
    return True


#: Asked by a channel in the last moment before anything leaves: whether it still may.
#: A process that was frozen wakes up behind every look that was taken earlier.
LAST_LOOK: ContextVar[Callable[[], bool]] = ContextVar("last_look", default=_may)


class Whose(StrEnum):
    """Whom a `TryLater` concerns."""

    LETTER = "letter"
    #: The chat, or the whole bot, has had too many: nothing before `after`.
    PACE = "pace"
    #: Nobody can be reached: the channel is down.
    CHANNEL = "channel"
    #: The bot itself is refused, until a person has given it another token.
    BOT = "bot"
    #: The bot has said all that its plan lets it say this month.
    QUOTA = "quota"
    #: We ourselves may not call any more: nothing has left.
    US = "us"


@dataclass(frozen=True)
class TryLater:
    """Surely not sent. `moved_to`: the chat has another address from now on."""

    why: str
    after: timedelta
    moved_to: str | None = None
    whose: Whose = Whose.LETTER


@dataclass(frozen=True)
class GiveUp:
    """No later attempt can help until a person changes something.

    `gone`: the chat itself cannot be reached any more. `markup`: the text cannot be
    read with its markup; without, it may be.
    """

    why: str
    gone: bool = False
    markup: bool = False


@dataclass(frozen=True)
class Unsure:
    """It may have arrived. Nobody is told twice on a guess."""

    why: str


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where an update comes from, told without understanding it.

    Without a `person` it tells of the chat itself. `moves_to`: the address that the
    chat has from then on.
    """

    address: str | None = None
    person: str | None = None
    sent_at: datetime | None = None
    moves_to: str | None = None


@dataclass(frozen=True)
class Door:
    """Where a channel brings its updates, and the word it has to say there."""

    url: str
    secret: str = field(repr=False)


class AnotherListens(Exception):
    """Somebody else takes this bot's updates."""


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
        """What came in, raw, with its number; `offset` confirms all below it.

        Raises AnotherListens.
        """

    def origin(self, update: dict[str, Any]) -> Origin:
        """Never fails."""

    async def fetch(self, file_id: str) -> bytes:
        """The bytes of a file somebody sent; raises NotFetched."""

    def read(self, update: dict[str, Any]) -> Asked | None:
        """What is asked in a raw update; None for what does not concern us."""

    def deep_link(self, token: str) -> str | None:
        """A link that opens a group with the bot and this code, where there is one."""

    async def introduce(self) -> None:
        """Who the bot is, and its commands; raises what is wrong with the token."""


class Probed(StrEnum):
    """What stands at one number of a chat, as far as the channel lets us ask."""

    OURS = "ours"  # this letter, word for word
    FOREIGN = "foreign"  # somebody else's message
    NOTHING = "nothing"
    OVERWROTE = "overwrote"  # another message of ours, which says now what we asked


@dataclass(frozen=True)
class NotProbed:
    """No answer that says anything; `whose` as with a letter."""

    why: str
    after: timedelta
    whose: Whose = Whose.LETTER


@dataclass(frozen=True)
class Heard:
    """A message that an update speaks of. `text`: plain, if it is one of ours."""

    address: str
    message_id: str
    text: str | None = None


@runtime_checkable
class Prober(Protocol):
    """A channel whose messages are numbered in a row and can be asked for."""

    def can_probe(self, letter: Letter, address: str) -> bool: ...

    async def probe(
        self, letter: Letter, address: str, message_id: str, *, copy: bool
    ) -> Probed | NotProbed:
        """Whether that message is this letter. Does no harm if it is."""

    async def restore(
        self, letter: Letter, address: str, message_id: str, *, copy: bool
    ) -> None:
        """That message says again what it said; failing is no fault."""

    def heard(self, update: dict[str, Any]) -> Sequence[Heard]: ...

    def plain(self, text: str) -> str:
        """How a text of ours reads in an update."""


@runtime_checkable
class Caller(Protocol):
    """A channel that can bring its updates to a door, instead of being asked."""

    async def listen_at(self, door: Door | None) -> None:
        """From now on they come there; None: they are asked for."""

    async def waits_at(self, door: Door) -> int | None:
        """How many are still to be brought; None if it knows another door."""


@runtime_checkable
class Numberer(Protocol):
    """A channel that numbers its updates only if we do."""

    def number_of(self, update: dict[str, Any]) -> int:
        """The same for the same update, whatever brings it; 62 bits."""


@runtime_checkable
class Listener(Protocol):
    """A channel that knows whether everything said in a group reaches us."""

    @property
    def hears_all(self) -> bool: ...


@runtime_checkable
class Timekeeper(Protocol):
    """A channel that knows what time it is elsewhere."""

    @property
    def skew(self) -> timedelta | None:
        """Its clock less ours, as last seen."""


@dataclass(frozen=True, kw_only=True)
class Menu:
    """The commands shown where a slash is typed, each with what it is for.

    `where`: "default", "groups", "private", or the address of one chat. Without
    commands: what is shown more widely.
    """

    where: str
    commands: tuple[tuple[str, str], ...] = ()


@runtime_checkable
class MenuKeeper(Protocol):
    """A channel that shows the commands that may be used."""

    name: str

    async def set_menu(self, menu: Menu) -> bool:
        """Whether it stands now; never fails."""
