"""What was asked in a chat, and what is answered; no channel is known here."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from markupsafe import Markup

from programme.chats import Person
from programme.letters import Buttons
from programme.reminders import Addressee, Kind

#: When a message was sent that does not say so.
LONG_AGO = datetime.fromtimestamp(0, UTC)


class Happened(StrEnum):
    """What a channel tells of a group itself."""

    RENAMED = "renamed"
    ADDED = "added"  # the bot came into it
    PROMOTED = "promoted"  # the bot is an administrator there, and hears everything
    DEMOTED = "demoted"
    MUTED = "muted"  # the bot may not write there


@dataclass(frozen=True, kw_only=True)
class SentFile:
    """A document in a chat; `id` is what the channel hands it out for.

    `album`: what it was sent together with.
    """

    id: str
    name: str
    size: int
    is_photo: bool = False
    album: str | None = None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One message or press. `key` names it for ever, whatever brings it twice.

    `message` is the channel's id of the message itself, or of the one whose button
    was pressed. `press` is the button's data. `moved_to`, `gone`: what became of the
    chat, where the channel told us that instead.
    """

    key: str
    channel: str
    address: str
    title: str
    person: Person
    at: datetime
    is_group: bool = True
    text: str = ""
    message: str | None = None
    reply_to: str | None = None
    press: str | None = None
    press_id: str | None = None
    file: SentFile | None = None
    #: A file or a picture was sent, and the channel does not bring us any.
    unbrought: bool = False
    moved_to: str | None = None
    gone: bool = False
    happened: Happened | None = None
    #: Who came into the chat, and who left it or was put out.
    came: tuple[Person, ...] = ()
    left: Person | None = None
    #: Whether it speaks to the bot: names it, or answers one of its messages.
    to_us: bool = False
    #: The mark of the preview whose button was pressed (`bot.sure`).
    sure: str = ""

    @property
    def is_of_the_chat(self) -> bool:
        """The channel tells of the chat; nobody says anything."""
        told = self.moved_to or self.gone or self.happened
        return bool(told or self.came or self.left)

    @property
    def who(self) -> str:
        return f"{self.person.name} ({self.channel}:{self.person.address})"

    @property
    def where(self) -> str:
        return f"{self.channel}:{self.address}"


NOTHING = Markup("")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One message back, to the chat that asked unless `to` names another.

    `edits` replaces a message of ours; `toast` is only flashed over a press. What goes
    to others waits for hours that are not quiet and is joined with what else they are
    told, unless it is `urgent` or somebody stands and waits for it (`at_once`).
    """

    text: Markup = NOTHING
    buttons: Buttons = ()
    to: Addressee | None = None
    chat: int | None = None
    edits: str | None = None
    reply_to: str | None = None
    duties: tuple[int, ...] = ()
    refs: tuple[str, ...] = ()
    kind: Kind | None = None
    asks_reply: bool = False
    file: str | None = None
    not_after: datetime | None = None
    urgent: bool = False
    at_once: bool = False
    toast: str | None = None
