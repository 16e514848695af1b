"""A programme in force: one issuer's document for one period, published."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from programme.document import Meeting, Recurring, Section
from programme.duties import Duty, DutyRole
from programme.periods import span_of_period
from programme.rule_tables import Heading


@dataclass(frozen=True, kw_only=True)
class Programme:
    """`revision` is the number of the one in force; `period` as in `periods`."""

    id: int
    period: str
    issuer: str | None = None
    number: str | None = None
    revision: int = 1
    published_at: datetime
    #: Of the document in force: what stands above its entries.
    sections: tuple[Section, ...] = ()
    #: Its newest document is stamped hỏa tốc.
    urgent: bool = False

    @property
    def first_day(self) -> date:
        return span_of_period(self.period)[0]

    @property
    def last_day(self) -> date:
        return span_of_period(self.period)[1]

    def heading(self, ref: str, meeting: str = "") -> Heading:
        """Where an entry stands; `meeting` is the title of the one it belongs to."""
        parts = ref.split(".")
        above = {".".join(parts[:count]): count for count in range(1, len(parts) + 1)}
        found = [one for one in self.sections if one.ref in above]
        nearest = max(found, key=lambda one: above[one.ref], default=None)
        section = nearest.title if nearest else ""
        return Heading(ref=ref, section=section, meeting=meeting)

    def heading_of(self, duty: Duty) -> Heading:
        return self.heading(duty.ref, duty.meeting_title)


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
