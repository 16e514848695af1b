"""A reminder: one thing to say to one addressee for one occasion.

Its key is its name for ever: said once, it is never worked out again.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class ChatRole(StrEnum):
    OFFICE = "office"
    LEADER = "leader"
    AGENCY = "agency"
    HEAD = "head"  # who heads an agency: written to only when its dossier is late


class Kind(StrEnum):
    """Why a message goes out; also the promise of `simulate --json`."""

    PUBLICATION = "publication"
    DIGEST = "digest"
    MEETING = "meeting"
    BRIEFING = "briefing"
    ESCALATION = "escalation"
    CHANGE = "change"
    OFFICE = "office"


class Step(StrEnum):
    PUBLISHED = "published"
    COMING = "coming"
    TODAY = "today"
    LATE = "late"
    EVE = "eve"
    MORNING = "morning"
    DAILY = "daily"


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """To whom something is said: a role, and for an agency its official name."""

    role: ChatRole
    agency: str | None = None

    def __str__(self) -> str:
        return f"{self.role}:{self.agency}" if self.agency else str(self.role)


OFFICE = Addressee(role=ChatRole.OFFICE)


LEADERS = Addressee(role=ChatRole.LEADER)


def agency(name: str) -> Addressee:
    return Addressee(role=ChatRole.AGENCY, agency=name)


def head(name: str) -> Addressee:
    """Of the agency of this name."""
    return Addressee(role=ChatRole.HEAD, agency=name)


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """One thing to say to one addressee for one occasion.

    `count`: working days before (COMING) or after (LATE) the due day. `not_after`:
    from then on it is not said any more. `urgent`: it may be said at any hour.
    """

    key: str
    to: Addressee
    kind: Kind
    at: datetime
    step: Step
    not_after: datetime
    count: int = 0
    programme: int = 0
    refs: tuple[str, ...] = ()
    duty: int | None = None
    meeting: str | None = None
    day: date | None = None  # of the meeting, or of the daily message
    urgent: bool = False
