"""What a work programme says: the values that reading yields.

Agencies are official names of the document's time. Dates are civil days of the
office's zone. `line` is 1-based, in the text as the office sent it.
"""

from dataclasses import dataclass, field
from datetime import date
from datetime import time as clock_time
from enum import StrEnum


class Status(StrEnum):
    """What the document says of an entry's own fate."""

    PLANNED = "planned"
    TENTATIVE = "tentative"  # dự kiến, nếu có
    ADDED = "added"  # bổ sung
    CARRIED_OVER = "carried_over"  # chuyển từ kỳ trước
    POSTPONED = "postponed"  # hoãn
    WITHDRAWN = "withdrawn"  # rút


class Session(StrEnum):
    """The part of the day, where no hour is given."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    ALL_DAY = "all_day"


@dataclass(frozen=True, kw_only=True)
class Section:
    ref: str
    title: str
    line: int


@dataclass(frozen=True, kw_only=True)
class KeyTask:
    """Nhiệm vụ trọng tâm: a paragraph, nobody's deadline."""

    ordinal: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Audience:
    """Who is to attend; `certain` only where the entry itself names them."""

    words: str
    agencies: tuple[str, ...] = ()
    certain: bool = False


@dataclass(frozen=True, kw_only=True)
class AgendaItem:
    """A numbered matter of a meeting, or of the list submitted to the chairman."""

    ref: str
    ordinal: int
    title: str
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    due_on: date | None = None
    status: Status = Status.PLANNED
    line: int = 0

    @property
    def secret(self) -> bool:
        """Marked mật: ref, date and agency are kept, the title never is."""
        return not self.title


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """Hội nghị, phiên họp, giao ban, tiếp dân: has a date, maybe an hour."""

    ref: str
    title: str
    starts_on: date
    ends_on: date | None = None
    time: clock_time | None = None
    ends_at: clock_time | None = None
    session: Session | None = None
    place: str | None = None
    chair: str | None = None
    status: Status = Status.PLANNED
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    audience: tuple[Audience, ...] = ()
    items: tuple[AgendaItem, ...] = ()
    line: int = 0


@dataclass(frozen=True, kw_only=True)
class Recurring:
    """A meeting that comes back inside the programme's period (RFC 5545 rule)."""

    ref: str
    title: str
    rrule: str
    time: clock_time | None = None
    session: Session | None = None
    lead: tuple[str, ...] = ()
    line: int = 0


class ChangeAction(StrEnum):
    """What a notice does to an entry of an earlier programme."""

    ADDED = "added"
    MOVED = "moved"
    POSTPONED = "postponed"  # hoãn, no new day yet
    WITHDRAWN = "withdrawn"
    REASSIGNED = "reassigned"
    REWORDED = "reworded"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing a notice changes; `ref` is the entry's, where the notice names it."""

    action: ChangeAction
    ref: str | None = None
    words: str  # the notice's own, whole
    title: str = ""
    old_date: date | None = None
    new_date: date | None = None
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, kw_only=True)
class Signer:
    by: str | None = None  # TL., KT., TM., TUQ.
    title: str | None = None
    office: str | None = None
    name: str | None = None


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """Something the reader would not decide alone, with its place in the document."""

    code: str
    line: int
    text: str
    message: str  # one Vietnamese sentence to the clerk


@dataclass(frozen=True, kw_only=True)
class Draft:
    """One document, read. `period` is written as in `periods`.

    `kind` is month, quarter, year, week, agenda, invitation or change.
    """

    kind: str
    period: str
    issuer: str | None = None
    number: str | None = None
    issued_on: date | None = None
    sections: tuple[Section, ...] = ()
    key_tasks: tuple[KeyTask, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    submissions: tuple[AgendaItem, ...] = ()
    recurring: tuple[Recurring, ...] = ()
    changes: tuple[Change, ...] = ()
    recipients: tuple[str, ...] = ()
    signer: Signer = field(default_factory=Signer)
    doubts: tuple[Doubt, ...] = ()
    #: Stamped hỏa tốc or thượng khẩn; no part of the promise of `read --json`.
    urgent: bool = False

    @property
    def items(self) -> tuple[AgendaItem, ...]:
        """Every matter somebody prepares, in the order of the document."""
        of_meetings = [item for meeting in self.meetings for item in meeting.items]
        return (*of_meetings, *self.submissions)
