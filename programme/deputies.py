"""A deputy: who stands in for an agency's focal person, from which day to which."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Ending(StrEnum):
    """Why somebody stands in no more."""

    OVER = "over"  # its last day has passed
    BACK = "back"  # whoever was away is there again
    REPLACED = "replaced"  # somebody else stands in now, or until another day
    UNDONE = "undone"


@dataclass(frozen=True, kw_only=True)
class Deputy:
    """`deputy` stands in for `away` on [first, last], as somebody said in `chat`.

    `replaces`: the one that this one came in the place of; it stands again if this one
    is undone. `person`: the channel's id of whoever said it.
    """

    id: int
    agency: str
    chat: int
    away: str
    deputy: str
    phone: str
    first: date
    last: date
    said_at: datetime
    by: str
    person: str
    message: str | None = None
    replaces: int | None = None
    ended_at: datetime | None = None
    ending: Ending | None = None

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    def stands_on(self, day: date) -> bool:
        return self.is_open and self.first <= day <= self.last
