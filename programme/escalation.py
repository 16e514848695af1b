"""Escalation: whom a late dossier is told to, level by level, when nobody answers.

Before the due moment only the focal point is written to. After it a ladder runs, from
the due day or from the agency's last sign of life; how it runs is settled when it
begins. No level is skipped, and two never come on one day (docs/decisions/0030).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from programme.calendar import WorkCalendar
from programme.duties import Duty
from programme.refs import in_order
from programme.rules import OfficeRules


class Level(StrEnum):
    HEAD = "head"  # who heads the agency
    OFFICE = "office"  # the list of the office's own head
    LEADERS = "leaders"


LEVELS = tuple(Level)


class Ruling(StrEnum):
    """What the office said of one level."""

    SENT = "sent"
    LATER = "later"  # asked again on the next working day
    DROPPED = "dropped"  # nobody is told of this silence


@dataclass(frozen=True, kw_only=True)
class Rung:
    level: Level
    ruling: Ruling
    day: date


@dataclass(frozen=True, kw_only=True)
class Ladder:
    """One silence about one due moment, counted from `since`.

    `days` and `levels` are those of the day on which it began: a rule that is changed
    meanwhile does not move it. Without an `id` it is not written down yet.
    """

    duty: int
    version: int
    since: date
    days: tuple[int, ...]
    levels: tuple[Level, ...] = LEVELS
    rungs: tuple[Rung, ...] = ()
    id: int = 0

    def said_of(self, level: Level) -> Rung | None:
        return next((rung for rung in self.rungs if rung.level is level), None)

    def coming(self, calendar: WorkCalendar) -> Iterator[tuple[Level, date]]:
        """The levels to come, each with its day, if the one before is told on its."""
        told: date | None = None
        for level, count in zip(self.levels, self.days, strict=False):
            said = self.said_of(level)
            if said is not None and said.ruling is Ruling.DROPPED:
                return
            if said is not None and said.ruling is Ruling.SENT:
                told = said.day
                continue
            day = calendar.workday_after(self.since, count)
            for before in (told, said.day if said else None):
                if before is not None:
                    day = max(day, calendar.workday_after(before, 1))
            yield level, day
            told = day

    def level_on(self, today: date, calendar: WorkCalendar) -> Level | None:
        """Which level is wanted by that day."""
        for level, day in self.coming(calendar):
            return level if day <= today else None
        return None


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is written down: the newest ladder of each duty; and the duties of which
    something is asked that the office has not decided: nobody waits for the agency."""

    ladders: Mapping[int, Ladder] = field(default_factory=dict)
    asked: Collection[int] = ()


NOTHING_KNOWN = Known()


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """One message to one level about one agency, with all that is late there."""

    agency: str
    level: Level
    duties: tuple[Duty, ...]
    ladders: tuple[Ladder, ...]

    def told(self, level: Level) -> date | None:
        """When that level was told of all of this, if it was."""
        rungs = [ladder.said_of(level) for ladder in self.ladders]
        days = [r.day for r in rungs if r is not None and r.ruling is Ruling.SENT]
        return max(days) if days and len(days) == len(rungs) else None


def is_climbing(duty: Duty, known: Known, now: datetime) -> bool:
    """Late, its session to come, and the next word is the agency's."""
    return duty.is_late(now) and not duty.has_begun(now) and duty.id not in known.asked


def since_of(duty: Duty, rules: OfficeRules) -> date:
    """The last day on which it was in time, told of, or spoken of."""
    moments = [duty.due.late_after, duty.due.since]
    if duty.spoke_at is not None:
        moments.append(duty.spoke_at)
    return max(rules.day_of(moment) for moment in moments)


def ladder_of(duty: Duty, known: Known, rules: OfficeRules) -> Ladder:
    """The one that runs; else one that begins by the rules as they are."""
    since = since_of(duty, rules)
    running = known.ladders.get(duty.id)
    if running and (running.version, running.since) == (duty.due.version, since):
        return running
    return Ladder(
        duty=duty.id,
        version=duty.due.version,
        since=since,
        days=rules.escalation_days,
    )


def beginning(
    duties: Iterable[Duty], known: Known, now: datetime, rules: OfficeRules
) -> tuple[Ladder, ...]:
    """The ladders that run now and are not written down."""
    climbing = (duty for duty in duties if is_climbing(duty, known, now))
    found = (ladder_of(duty, known, rules) for duty in climbing)
    return tuple(ladder for ladder in found if not ladder.id)


def proposals(
    duties: Iterable[Duty],
    known: Known,
    now: datetime,
    *,
    rules: OfficeRules,
    calendar: WorkCalendar,
) -> tuple[Proposal, ...]:
    """What would be told at `now`: lower levels first, in the order of the document."""
    today = rules.day_of(now)
    found: dict[tuple[Level, str], list[tuple[Duty, Ladder]]] = {}
    for duty in sorted(duties, key=lambda one: (-one.programme, in_order(one.ref))):
        if not is_climbing(duty, known, now):
            continue
        ladder = ladder_of(duty, known, rules)
        level = ladder.level_on(today, calendar)
        if level is not None:
            found.setdefault((level, duty.agency), []).append((duty, ladder))
    return tuple(
        Proposal(
            agency=agency,
            level=level,
            duties=tuple(duty for duty, _ in late),
            ladders=tuple(ladder for _, ladder in late),
        )
        for (level, agency), late in sorted(
            found.items(), key=lambda one: LEVELS.index(one[0][0])
        )
    )


def moments_ahead(
    duty: Duty,
    known: Known,
    until: datetime,
    *,
    rules: OfficeRules,
    calendar: WorkCalendar,
) -> Iterator[tuple[Level, datetime]]:
    """When each level will be told, where that goes by itself and nobody answers."""
    for level, day in ladder_of(duty, known, rules).coming(calendar):
        at = rules.moment(day, rules.digest_at)
        if at > until or not is_climbing(duty, known, at):
            return
        yield level, at
