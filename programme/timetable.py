"""What the programmes in force want said, and when. Worked out, never scheduled.

Every rule asks what lies in (after, until]; none asks what time it is. A new rule is a
name in one of the three tuples below: they say what it may look at, and so when it has
to be asked again (programme/waking.py); it need do nothing else for that.
"""

from collections.abc import Callable, Iterable, Iterator
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

#: Each looks at one duty and at its programme's head, at nothing beside; its reminders
#: name the duty. What is wanted of one that is closed is wanted within three weeks.
OF_DUTIES: tuple[Rule, ...] = (publications, due_steps)
#: Each looks at one meeting, at whether it has items, at the lead duties prepared for
#: it and at the head; its reminders name the meeting.
OF_MEETINGS: tuple[Rule, ...] = (meeting_notices,)
#: Each looks at the head, and at whether some dossier is awaited whose session is to
#: come; its reminders name neither.
OF_PROGRAMMES: tuple[Rule, ...] = (daily,)

RULES: tuple[Rule, ...] = (*OF_DUTIES, *OF_MEETINGS, *OF_PROGRAMMES)


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
    return in_order_of_time(found.values())


def in_order_of_time(reminders: Iterable[Reminder]) -> list[Reminder]:
    return sorted(reminders, key=lambda reminder: (reminder.at, reminder.key))
