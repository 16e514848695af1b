"""A programme in force: one issuer's document for one period, published."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from programme.document import Meeting, Recurring
from programme.duties import Duty, DutyRole
from programme.periods import span_of_period


@dataclass(frozen=True, kw_only=True)
class Programme:
    """`revision` is the number of the one in force; `period` as in `periods`."""

    id: int
    period: str
    issuer: str | None = None
    number: str | None = None
    revision: int = 1
    published_at: datetime

    @property
    def first_day(self) -> date:
        return span_of_period(self.period)[0]

    @property
    def last_day(self) -> date:
        return span_of_period(self.period)[1]


@dataclass(frozen=True, kw_only=True)
class InForce:
    """A programme with its meetings, its rules that recur, and who owes what."""

    programme: Programme
    meetings: tuple[Meeting, ...] = ()
    recurring: tuple[Recurring, ...] = ()
    duties: tuple[Duty, ...] = ()

    def meeting(self, ref: str) -> Meeting | None:
        return self._by_ref.get(ref)

    def supporting(self, ref: str) -> list[str]:
        """The agencies that support what is so called."""
        return self._supporting.get(ref, [])

    @cached_property
    def _by_ref(self) -> dict[str, Meeting]:
        return {meeting.ref: meeting for meeting in self.meetings}

    @cached_property
    def _supporting(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for duty in self.duties:
            if duty.role is DutyRole.SUPPORT:
                found.setdefault(duty.ref, []).append(duty.agency)
        return found
