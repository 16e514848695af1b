"""One message per chat per occasion: reminders gathered into what is said at once."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from programme.calendar import WorkCalendar
from programme.refs import in_order
from programme.reminders import Addressee, Kind, Reminder, Step
from programme.rules import OfficeRules
from programme.sending_hours import SendingHours

#: What a joined message is called: the standing one, which people wait for.
_WEIGHT = (
    Kind.PUBLICATION,
    Kind.CHANGE,
    Kind.BRIEFING,
    Kind.OFFICE,
    Kind.ESCALATION,
    Kind.DIGEST,
    Kind.MEETING,
)
#: What moves up to the message of a morning.
_JOINING = frozenset({Kind.DIGEST, Kind.OFFICE, Kind.BRIEFING})


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """One moment, one addressee, one message."""

    to: Addressee
    at: datetime
    kind: Kind
    reminders: tuple[Reminder, ...]

    @property
    def key(self) -> str:
        return f"{self.to}@{self.at.timestamp():.0f}"

    @property
    def refs(self) -> tuple[str, ...]:
        """In the order of the document: I.3, I.4, I.10, II.2."""
        found = {ref for reminder in self.reminders for ref in reminder.refs}
        return tuple(sorted(found, key=in_order))

    @property
    def not_after(self) -> datetime:
        return max(reminder.not_after for reminder in self.reminders)

    @property
    def is_urgent(self) -> bool:
        """Something in it may be said at any hour."""
        return any(reminder.urgent for reminder in self.reminders)

    def of(self, kind: Kind) -> list[Reminder]:
        return [reminder for reminder in self.reminders if reminder.kind is kind]


def gather(reminders: Iterable[Reminder], rules: OfficeRules) -> list[Occasion]:
    """One message per addressee and moment, in order of time."""
    found: dict[tuple[datetime, Addressee], list[Reminder]] = {}
    for reminder in joined(list(reminders), rules):
        found.setdefault((reminder.at, reminder.to), []).append(reminder)
    return sorted(
        (
            Occasion(to=to, at=at, kind=_kind(group), reminders=tuple(group))
            for (at, to), group in found.items()
        ),
        key=lambda occasion: (occasion.at, str(occasion.to)),
    )


def _kind(group: list[Reminder]) -> Kind:
    return min((reminder.kind for reminder in group), key=_WEIGHT.index)


def joined(reminders: list[Reminder], rules: OfficeRules) -> Iterator[Reminder]:
    """Where a 07:00 notice goes out, that morning's digest moves up to join it; and a
    notice that has an hour of its own."""
    mornings: dict[tuple[Addressee, date], datetime] = {}
    for reminder in reminders:
        if reminder.step is Step.MORNING:
            key = (reminder.to, rules.day_of(reminder.at))
            mornings[key] = min(reminder.at, mornings.get(key, reminder.at))
    for reminder in reminders:
        morning = mornings.get((reminder.to, rules.day_of(reminder.at)))
        joins = reminder.kind in _JOINING or reminder.step is Step.MORNING
        if morning and joins and reminder.at > morning:
            yield replace(reminder, at=morning)
        else:
            yield reminder


def joined_by(
    reminders: Iterable[Reminder], now: datetime, rules: OfficeRules
) -> set[Addressee]:
    """Whose message of this morning has gone, or goes now: what else is planned for
    them today moves up to it (`joined`), and has to be looked at now."""
    today = rules.day_of(now)
    return {
        reminder.to
        for reminder in reminders
        if reminder.step is Step.MORNING
        and reminder.at <= now
        and rules.day_of(reminder.at) == today
    }


@dataclass(frozen=True, kw_only=True)
class CatchUp:
    """What is said now, and what is put aside: newer said it, or its time is over."""

    said: tuple[Occasion, ...]
    superseded: tuple[Reminder, ...]
    expired: tuple[Reminder, ...]


def catch_up(
    wanted: Iterable[Reminder],
    now: datetime,
    *,
    rules: OfficeRules,
    calendar: WorkCalendar,
) -> CatchUp:
    """What has come due by `now` and was not said yet.

    On time, this is one moment's reminders. After an outage only the newest of each
    duty and meeting is said, in one message a chat, at an hour of work; what has
    passed is put aside, never said late and never said twice.
    """
    alive: list[Reminder] = []
    expired: list[Reminder] = []
    for reminder in wanted:
        (alive if now < reminder.not_after else expired).append(reminder)
    newest, superseded = _newest(alive)
    # Where this morning's notice goes, what an earlier day left goes along.
    noticed = joined_by(newest, now, rules)
    hours = SendingHours(rules=rules, calendar=calendar)
    sayable = [r for r in newest if _may_be_said(r, now, hours, noticed)]
    late = [replace(r, at=now) for r in sayable if not _is_on_time(r, now)]
    on_time = [r for r in sayable if _is_on_time(r, now)]
    # One catch-up message a chat: what is on time goes along with what is late.
    behind = {reminder.to for reminder in late}
    along = [replace(r, at=now) if r.to in behind else r for r in on_time]
    return CatchUp(
        said=tuple(gather([*late, *along], rules)),
        superseded=tuple(superseded),
        expired=tuple(expired),
    )


_ON_TIME_SECONDS = 15 * 60


def _is_on_time(reminder: Reminder, now: datetime) -> bool:
    return (now - reminder.at).total_seconds() < _ON_TIME_SECONDS


def _newest(reminders: list[Reminder]) -> tuple[list[Reminder], list[Reminder]]:
    latest: dict[tuple[object, ...], Reminder] = {}
    older: list[Reminder] = []
    for reminder in sorted(reminders, key=lambda r: r.at):
        about = (
            reminder.to,
            reminder.kind,
            reminder.programme,
            reminder.duty,
            reminder.meeting,
        )
        if about in latest:
            older.append(latest[about])
        latest[about] = reminder
    return list(latest.values()), older


def _may_be_said(
    reminder: Reminder,
    now: datetime,
    hours: SendingHours,
    noticed: Collection[Addressee],
) -> bool:
    """On time, always; behind time, only at an hour of work on a worked day.

    What an earlier day left waits for the digest's hour: today's may supersede it. The
    office publishes late in the day; what it published may be told until it is quiet.
    """
    if _is_on_time(reminder, now) or reminder.step is Step.MORNING:
        return True
    rules = hours.rules
    hour = now.astimezone(rules.zone).time()
    is_of_today = rules.day_of(reminder.at) == rules.day_of(now)
    if reminder.urgent and is_of_today:
        return True
    opens = rules.morning_at if is_of_today else rules.digest_at
    has_opened = hour >= opens or reminder.to in noticed
    if reminder.kind is Kind.PUBLICATION:
        return hours.is_open(now) and has_opened
    return hours.is_open(now) and has_opened and hour < rules.due_time
