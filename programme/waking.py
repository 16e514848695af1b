"""When a row is to be looked at again: before that moment no rule speaks of it.

No schedule: a lower bound, found by asking the rules themselves what is to come. It
holds until the row changes, or what its rules may look at beside it
(programme/timetable.py), or the office's numbers or calendar. Looking too early costs
a look; looking too late would cost a reminder, so where it is not known, it is early.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from programme.calendar import A_DAY, WorkCalendar
from programme.programme import InForce
from programme.reminders import Reminder
from programme.rules import OfficeRules
from programme.timetable import OF_DUTIES, OF_MEETINGS, OF_PROGRAMMES, Rule

#: No reminder is older than this when it is said or put aside.
OLDEST = timedelta(days=124)
#: How far ahead the rules are asked.
AHEAD = timedelta(days=21)
#: What is closed and has nothing coming is looked at only when it changes.
NEVER = datetime(9000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Subject:
    """What is looked at: a duty, a meeting, or the programme's head itself."""

    programme: int
    meeting: str | None = None
    duty: int | None = None


@dataclass(frozen=True, kw_only=True)
class Looked:
    """Parts of programmes, each with as much as its rules may look at and no more.

    `duties`: the duties that are looked at. `meetings`: meetings, with the duties that
    are prepared for them. `programmes`: heads, with a dossier that is awaited if any.
    """

    duties: tuple[InForce, ...] = ()
    meetings: tuple[InForce, ...] = ()
    programmes: tuple[InForce, ...] = ()

    def parts(self) -> Iterator[tuple[InForce, tuple[Rule, ...]]]:
        """Each part with the rules to ask about it."""
        yield from ((part, OF_DUTIES) for part in self.duties)
        yield from ((part, OF_MEETINGS) for part in self.meetings)
        yield from ((part, OF_PROGRAMMES) for part in self.programmes)

    def until_changed(self, now: datetime) -> dict[Subject, datetime]:
        """For how long nothing is known to be coming, if the rules say nothing."""
        later, over = now + AHEAD, (now - AHEAD).date()
        found: dict[Subject, datetime] = {}
        for part in self.duties:
            for duty in part.duties:
                about = Subject(part.programme.id, duty=duty.id)
                found[about] = later if duty.is_open else NEVER
        for part in self.meetings:
            for meeting in part.meetings:
                about = Subject(part.programme.id, meeting=meeting.ref)
                is_over = (meeting.ends_on or meeting.starts_on) < over
                found[about] = NEVER if is_over else later
        for part in self.programmes:
            is_over = part.programme.last_day < over and not part.duties
            found[Subject(part.programme.id)] = NEVER if is_over else later
        return found


@dataclass(frozen=True)
class Wish:
    """A reminder, and whose look brought it."""

    about: Subject
    reminder: Reminder


def wishes(
    part: InForce,
    asked: tuple[Rule, ...],
    now: datetime,
    *,
    rules: OfficeRules,
    calendar: WorkCalendar,
) -> Iterator[Wish]:
    """What these rules want of this part: of late, and in the time that is near."""
    about = Subject(part.programme.id)
    for rule in asked:
        for reminder in rule(part, now - OLDEST, now + AHEAD, rules, calendar):
            if (about.meeting, about.duty) != (reminder.meeting, reminder.duty):
                about = Subject(part.programme.id, reminder.meeting, reminder.duty)
            yield Wish(about, reminder)


def next_looks(
    looked: Looked,
    wanted: Iterable[Wish],
    unsaid: Mapping[str, datetime],
    now: datetime,
) -> dict[Subject, datetime]:
    """When each of these is to be looked at again.

    `unsaid`: when to look again at what has come due and was neither said nor put
    aside, by its key.
    """
    found: dict[Subject, datetime] = {}
    for wish in wanted:
        reminder = wish.reminder
        at = reminder.at if reminder.at > now else unsaid.get(reminder.key)
        if at is not None:
            found[wish.about] = min(at, found.get(wish.about, at))
    return looked.until_changed(now) | found


def may_be_said_from(reminder: Reminder, now: datetime, rules: OfficeRules) -> datetime:
    """When to look again at what could not be said at `now`: as an hour of the office
    strikes, which may let it be said, or as its time is over."""
    return min(next_stroke(now, rules), reminder.not_after)


def next_stroke(now: datetime, rules: OfficeRules) -> datetime:
    """The next of all the hours that the office's numbers name, and midnight."""
    hours = {time(0), *rules.hours()}
    today = rules.day_of(now)
    moments = (
        rules.moment(day, hour) for day in (today, today + A_DAY) for hour in hours
    )
    return min(moment for moment in moments if moment > now)


def written(rules: OfficeRules, calendar: WorkCalendar) -> str:
    """The office's numbers and its calendar in words: the same for the same."""
    said = (_plain(rules), _plain(calendar))
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {
            field.name: _plain(getattr(value, field.name))
            for field in fields(value)
            if field.compare
        }
    if isinstance(value, Mapping):
        return sorted(
            ([_plain(key), _plain(one)] for key, one in value.items()), key=str
        )
    if isinstance(value, frozenset | set):
        return sorted((_plain(one) for one in value), key=str)
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return str(value)
