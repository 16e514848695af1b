"""What the programmes in force want said, and when. Worked out, never scheduled.

Every rule asks what lies in (after, until]; none asks what time it is.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from programme.calendar import WorkCalendar
from programme.dossier_reminders import due_steps, publications
from programme.meeting_reminders import meeting_notices
from programme.programme import InForce
from programme.reminders import Reminder
from programme.rules import OfficeRules
from programme.standing_reminders import daily

#: Answers with what one programme wants said to whom in (after, until].
Rule = Callable[
    [InForce, datetime, datetime, OfficeRules, WorkCalendar], Iterator[Reminder]
]

RULES: tuple[Rule, ...] = (publications, due_steps, meeting_notices, daily)


def reminders_between(
    forces: tuple[InForce, ...],
    after: datetime,
    until: datetime,
    *,
    rules: OfficeRules,
    calendar: WorkCalendar,
) -> list[Reminder]:
    """Everything wanted in (after, until], in order of time, each key once."""
    found = {
        reminder.key: reminder
        for force in forces
        for rule in RULES
        for reminder in rule(force, after, until, rules, calendar)
    }
    return sorted(found.values(), key=lambda reminder: (reminder.at, reminder.key))
