"""When a letter may go: quiet hours and days off delay it, never what is reckoned.

Asked once, as a letter is posted; what was answered stays on the letter, whatever the
office sets later (docs/decisions/0032).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from programme.calendar import A_DAY, WorkCalendar
from programme.letters import Letter, Priority
from programme.reminders import Reminder, Step
from programme.rules import OfficeRules

_MIDNIGHT = time(0)


@dataclass(frozen=True, kw_only=True)
class SendingHours:
    """The office's quiet hours, its calendar, and how long changes are gathered."""

    rules: OfficeRules
    calendar: WorkCalendar

    def is_quiet(self, moment: datetime) -> bool:
        """From `quiet_from` on, until `quiet_to` strikes; never if they are one."""
        first, last = self.rules.quiet_from, self.rules.quiet_to
        hour = moment.astimezone(self.rules.zone).time()
        if first <= last:
            return first <= hour < last
        return hour >= first or hour < last

    def is_open(self, moment: datetime) -> bool:
        today = self.rules.day_of(moment)
        return not self.is_quiet(moment) and self.calendar.is_worked(today)

    def wakes(self, moment: datetime) -> datetime:
        """The first moment from this one on that is not quiet."""
        if not self.is_quiet(moment):
            return moment
        today, ends = self.rules.day_of(moment), self.rules.quiet_to
        at = self.rules.moment(today, ends)
        return at if at > moment else self.rules.moment(today + A_DAY, ends)

    def opens(self, moment: datetime) -> datetime:
        """The first moment from this one on that is not quiet, on a worked day."""
        at = self.wakes(moment)
        while not self.calendar.is_worked(self.rules.day_of(at)):
            next_day = self.rules.day_of(at) + A_DAY
            at = self.wakes(self.rules.moment(next_day, _MIDNIGHT))
        return at

    def over_before(self, moment: datetime) -> datetime:
        """What was to go before this moment had its day, and is over: the office has
        been quiet since, or a day has ended."""
        if self.is_quiet(moment):
            return moment
        today = self.rules.day_of(moment)
        if self.rules.quiet_from == self.rules.quiet_to:
            return self.rules.moment(today, _MIDNIGHT)
        at = self.rules.moment(today, self.rules.quiet_to)
        return at if at <= moment else at - A_DAY

    def may_go_from(
        self, letter: Letter, says: Iterable[Reminder] = ()
    ) -> datetime | None:
        """None: at once. What nobody asked for waits for an open moment.

        What says reminders goes at its moment: it is one message as it is. What an
        event brings is held a little, so that others may join it.
        """
        if letter.edits is not None or letter.priority < Priority.REMINDER:
            return None
        said = list(says)
        if not said:
            return self.opens(letter.at + timedelta(seconds=self.rules.merge_seconds))
        at = self.said_at(letter.at, said)
        return at if at > letter.at else None

    def said_at(self, at: datetime, says: Iterable[Reminder]) -> datetime:
        """When what is wanted at `at` goes. The notice of a meeting goes the same
        morning, worked or not."""
        is_notice = any(reminder.step is Step.MORNING for reminder in says)
        return self.wakes(at) if is_notice else self.opens(at)
