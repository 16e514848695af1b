"""The numbers each office sets for itself; the defaults are the common habit."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time
from functools import cached_property
from zoneinfo import ZoneInfo

from programme.reminders import ChatRole
from programme.rule_tables import Heading, RuleTable

OFFICE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, kw_only=True)
class OfficeRules:
    """When things are due and when they are said, in the office's own zone.

    Counts are working days. `steps` are days before the due day, 0 is the day itself.
    `late_days` are days after it; then every `late_every`-th. `session_lead` are days
    before a session, `period_lead` before the period's last working day.
    """

    zone: ZoneInfo = OFFICE_ZONE
    session_lead: int = 5
    period_lead: int = 0
    due_time: time = time(17, 0)
    steps: tuple[int, ...] = (10, 5, 2, 1, 0)
    support_step: int = 5
    late_days: tuple[int, ...] = (1, 2)
    late_every: int = 3
    return_days: int = 2
    #: How often one duty is given more time before the office wants to be called.
    extensions: int = 2
    close_call: int = 3
    digest_at: time = time(8, 0)
    office_at: time = time(7, 30)
    eve_at: time = time(15, 0)
    morning_at: time = time(7, 0)
    briefing_weekday: int = 4
    leaders_notices: bool = True
    #: Of whom a meeting concerns, who is told of it; None: by what its entry says.
    audience: tuple[ChatRole, ...] | None = None
    #: When a late dossier is told to the agency's head, the office's list, the
    #: leaders' list; fewer numbers, fewer of them. By itself, or by the office's word.
    escalation_days: tuple[int, ...] = (1, 2, 4)
    escalation_automatic: bool = False
    #: From when until when nobody is written to unasked; for how many seconds what
    #: happens is gathered into one message; how many an hour in one chat (0: any).
    quiet_from: time = time(21, 0)
    quiet_to: time = time(6, 30)
    merge_seconds: int = 60
    cap_per_hour: int = 6
    #: Where a part of the programme has numbers of its own: the first that speaks of
    #: an entry counts for it. `table` is the one that these numbers are of.
    tables: tuple[RuleTable, ...] = ()
    table: RuleTable | None = None

    def for_(self, heading: Heading) -> "OfficeRules":
        """The numbers for one entry of the programme."""
        for table, own in self._own:
            if table.match.holds(heading):
                return own
        return self

    def by(self, *names: str) -> str:
        """Whose numbers these are, if one of them is a table's own: "mục II"."""
        is_own = self.table is not None and self.table.sets(names)
        return self.table.match.words if self.table and is_own else ""

    def hours(self) -> Iterator[time]:
        """Every hour that is named anywhere."""
        for one in (self, *(own for _, own in self._own)):
            values = (getattr(one, field.name) for field in fields(one))
            yield from (value for value in values if isinstance(value, time))

    @cached_property
    def _own(self) -> tuple[tuple[RuleTable, "OfficeRules"], ...]:
        return tuple(
            (table, replace(self, tables=(), table=table, **dict(table.numbers)))
            for table in self.tables
        )

    def moment(self, day: date, at: time) -> datetime:
        """That hour of that day in the office's zone."""
        return datetime.combine(day, at, tzinfo=self.zone)

    def day_of(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()
