"""A programme in force: one issuer's document for one period, published."""

from dataclasses import dataclass, field
from datetime import date, datetime

from programme.document import Meeting, Recurring
from programme.duties import Duty
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
    _by_ref: dict[str, Meeting] = field(
        default_factory=dict, repr=False, compare=False, hash=False
    )

    def meeting(self, ref: str) -> Meeting | None:
        if not self._by_ref:
            self._by_ref.update({meeting.ref: meeting for meeting in self.meetings})
        return self._by_ref.get(ref)
