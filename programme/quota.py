"""What a messenger lets one bot say in a month, and what gives way when it runs short.

Whoever sends counts (storage/quotas.py); this says how far each message may go. Up to
80 % of the month everything goes, and then the office is told. From 90 % on what can be
said on a later day gives way, from 95 % on only what today or tomorrow depends on is
said, and at 100 % nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import IntEnum
from types import MappingProxyType
from zoneinfo import ZoneInfo

from programme.letters import Letter, Priority
from programme.reminders import Kind, Reminder, Step

_A_DAY = timedelta(days=1)


class Need(IntEnum):
    """How soon a message is missed, the soonest first."""

    NOW = 0  # somebody asked, or it is hỏa tốc, or the house is out of order
    TODAY = 1  # today or tomorrow depends on it
    SOON = 2
    LATER = 3  # another step comes before it is due


#: Nothing goes any more: less than any need.
NOTHING = -1

_OF_PRIORITY: Mapping[Priority, Need] = MappingProxyType(
    {Priority.ANSWER: Need.NOW, Priority.URGENT: Need.NOW}
)
#: A change says that what was read before is wrong; the office sees what waits.
_OF_KIND: Mapping[Kind | None, Need] = MappingProxyType(
    {
        None: Need.TODAY,
        Kind.MEETING: Need.TODAY,
        Kind.CHANGE: Need.TODAY,
        Kind.OFFICE: Need.TODAY,
        Kind.PUBLICATION: Need.SOON,
        Kind.BRIEFING: Need.SOON,
        Kind.ESCALATION: Need.SOON,
        Kind.DIGEST: Need.LATER,
    }
)
_OF_STEP: Mapping[Step, Need] = MappingProxyType(
    {
        Step.EVE: Need.TODAY,
        Step.MORNING: Need.TODAY,
        Step.TODAY: Need.TODAY,
        Step.PUBLISHED: Need.SOON,
        Step.LATE: Need.SOON,
        Step.DAILY: Need.SOON,
    }
)
#: Of a step before the due day, by how many working days it is away.
_OF_COMING = ((1, Need.TODAY), (5, Need.SOON))


def need_of(letter: Letter, says: Iterable[Reminder] = ()) -> Need:
    """That of the soonest thing it says."""
    if letter.priority in _OF_PRIORITY:
        return _OF_PRIORITY[letter.priority]
    return need_of_kind(letter.kind, says)


def need_of_kind(kind: Kind | None, says: Iterable[Reminder] = ()) -> Need:
    return min([_OF_KIND[kind], *map(_of_reminder, says)])


def _of_reminder(reminder: Reminder) -> Need:
    if reminder.step is not Step.COMING:
        return _OF_STEP[reminder.step]
    near = (need for count, need in _OF_COMING if reminder.count <= count)
    return next(near, Need.LATER)


def _one(letter: Letter, is_copy: bool) -> int:  # noqa: FBT001 - as it is called
    del letter, is_copy
    return 1


@dataclass(frozen=True, kw_only=True)
class Quota:
    """`most` messages a month, counted in `zone`, for this bot of this channel.

    `cost`: how many a letter is, said for the first time or as a copy. `told`: at how
    many percent the office is told; `sparing` and `urgent`: from how many on what can
    wait, and all but the urgent, gives way.
    """

    channel: str
    bot: str
    most: int
    zone: ZoneInfo
    cost: Callable[[Letter, bool], int] = _one
    told: int = 80
    sparing: int = 90
    urgent: int = 95

    def month_of(self, moment: datetime) -> str:
        return f"{moment.astimezone(self.zone):%Y-%m}"

    def tomorrow(self, moment: datetime) -> datetime:
        """When the messenger is asked again that said the month was used up."""
        today = moment.astimezone(self.zone).date()
        return datetime.combine(today + _A_DAY, time(0), self.zone)

    def limit(self, need: Need) -> int:
        """Up to how many messages of the month one of this need still goes."""
        percent = {Need.LATER: self.sparing, Need.SOON: self.urgent}.get(need, 100)
        return self.most * percent // 100

    def goes(self, used: int) -> int:
        """The least need that still goes; NOTHING if none does."""
        return max((n for n in Need if used < self.limit(n)), default=NOTHING)

    def reached(self, used: int) -> int:
        """The highest of the marks that the office is told of; zero if none is."""
        marks = (self.told, self.urgent, 100)
        return max((m for m in marks if used * 100 >= self.most * m), default=0)


@dataclass(frozen=True, kw_only=True)
class Spent:
    """Of one quota's month: how many were used, and what the office was told."""

    quota: Quota
    month: str
    used: int
    told: int

    @property
    def untold(self) -> int:
        """The mark that the office is to be told of; zero if there is none."""
        mark = self.quota.reached(self.used)
        return mark if mark > self.told else 0
