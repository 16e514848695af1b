"""The numbers each office sets for itself; the defaults are the common habit."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, kw_only=True)
class OfficeRules:
    """When things are due and when they are said, in the office's own zone.

    Counts are working days. `steps` are days before the due day, 0 is the day itself.
    `late_days` are days after it; then every `late_every`-th.
    """

    zone: ZoneInfo = OFFICE_ZONE
    session_lead: int = 5
    due_time: time = time(17, 0)
    steps: tuple[int, ...] = (10, 5, 2, 1, 0)
    support_step: int = 5
    late_days: tuple[int, ...] = (1, 2)
    late_every: int = 3
    return_days: int = 2
    close_call: int = 3
    digest_at: time = time(8, 0)
    office_at: time = time(7, 30)
    eve_at: time = time(15, 0)
    morning_at: time = time(7, 0)
    briefing_weekday: int = 4
    leaders_notices: bool = True
    #: When a late dossier is told to the agency's head, the office's list, the
    #: leaders' list; fewer numbers, fewer of them. By itself, or by the office's word.
    escalation_days: tuple[int, ...] = (1, 2, 4)
    escalation_automatic: bool = False

    def moment(self, day: date, at: time) -> datetime:
        """That hour of that day in the office's zone."""
        return datetime.combine(day, at, tzinfo=self.zone)

    def day_of(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()
