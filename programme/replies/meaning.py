"""What can be understood from a message, and what it is understood against."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from programme.calendar import WorkCalendar
from programme.refs import ordinal_of
from programme.replies.stand_ins import StandIn


class Kind(StrEnum):
    UPDATE = "update"
    ASK = "ask"  # about a duty, but not certain which, or what
    NONE = "none"  # not a status


class Said(StrEnum):
    """What an agency can say of a duty: three states and three requests."""

    PREPARING = "preparing"
    BLOCKED = "blocked"
    READY = "ready"
    EXTENSION = "extension"
    DEFERRAL = "deferral"
    WITHDRAWAL = "withdrawal"


class Unclear(StrEnum):
    """Why the bot asks; bot/messages has a question for each."""

    WHICH = "which"  # a status, but of which duty?
    WHAT = "what"  # a duty, but what of it?
    NOT_YOURS = "not-yours"  # a number that is none of this agency's duties
    TWO_PROGRAMMES = "two-programmes"
    UNTIL_WHEN = "until-when"  # an extension without a day, or an impossible one
    CONTRADICTION = "contradiction"  # two states for one duty
    STAND_IN = "stand-in"  # somebody stands in: but who, or until when?
    CLOSED = "closed"  # a duty that is accepted, withdrawn or deferred


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A duty the speaker's agency leads, open or not."""

    duty: int
    ref: str
    title: str
    programme: str  # its period, "2020-07"
    is_open: bool = True
    #: The day it is due: "thêm 3 ngày" counts from it. Unknown: the bot asks.
    due: date | None = None

    @property
    def ordinal(self) -> int:
        return ordinal_of(self.ref)


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What the speaker may mean. `candidates` newest programme first.

    `pointed` are the duties printed in the message replied to, empty if it is not a
    reply. `at` is when it was said, aware, in the office's zone.
    """

    candidates: tuple[Candidate, ...]
    at: datetime
    calendar: WorkCalendar
    pointed: frozenset[int] = frozenset()
    #: The speaker's own agency: "Sở Tư pháp đã xong" is then no other's news.
    agency: str | None = None


@dataclass(frozen=True, kw_only=True)
class Update:
    """One duty, one thing said of it. `note`: a reason, or a document's number."""

    duty: int
    item: str
    status: Said
    until: date | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """`updates` only with UPDATE; `unclear` and `among` only with ASK.

    `seen`: a sign of life ("ok", "đã nhận"), or any report. `to_office`: a question
    or wish for the office's people, to be relayed to them. `rest`: the message without
    what it says of a stand-in.
    """

    kind: Kind
    seen: bool = False
    updates: tuple[Update, ...] = ()
    unclear: Unclear | None = None
    among: tuple[Candidate, ...] = ()
    to_office: bool = False
    #: Who stands in for whom; all the rest was understood from what is left.
    stand_in: StandIn | None = None
    rest: str | None = None
