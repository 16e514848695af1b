"""What other numbers would bring: the messages that come, go or move, and the due
moments. Two scenes of the same programmes, held against each other; nothing is stored.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.messages import comparison as words
from bot.wording import Scene
from jobs.preview import Planned
from programme.amending import Altered
from programme.duties import Duty
from programme.programme import InForce
from programme.refs import in_order
from programme.reminders import Addressee, Kind, Reminder, agency
from programme.rule_changes import recount_by_rules
from programme.rules import OfficeRules


class Change(StrEnum):
    ADDED = "added"
    MOVED = "moved"
    DROPPED = "dropped"
    DUE = "due"


@dataclass(frozen=True, kw_only=True)
class Changed:
    """Of one message: what of it comes, goes, or is said at another moment."""

    change: Change
    planned: Planned
    reminders: tuple[Reminder, ...]
    was_at: datetime | None = None

    @property
    def to(self) -> Addressee:
        return self.planned.occasion.to

    @property
    def at(self) -> datetime:
        return self.planned.occasion.at

    @property
    def refs(self) -> tuple[str, ...]:
        found = {ref for reminder in self.reminders for ref in reminder.refs}
        return tuple(sorted(found, key=in_order))

    def as_json(self) -> dict[str, Any]:
        """A line of `simulate --json`, with what changes of it."""
        was = self.was_at.isoformat() if self.was_at else None
        return self.planned.as_json() | {
            "refs": list(self.refs),
            "change": str(self.change),
            "was": was,
        }


@dataclass(frozen=True, kw_only=True)
class Redated:
    """Due moments of one agency that were told and would be others."""

    to: Addressee
    altered: tuple[Altered, ...]

    @property
    def refs(self) -> tuple[str, ...]:
        return tuple(sorted({one.now.ref for one in self.altered}, key=in_order))

    def as_json(self, chat: str, channel: str) -> dict[str, Any]:
        was, now = self.altered[0].was.due, self.altered[0].now.due
        return {
            "at": now.at.isoformat(),
            "kind": str(Kind.CHANGE),
            "agency": self.to.agency,
            "chat": chat,
            "channel": channel,
            "refs": list(self.refs),
            "text": words.due(was, now),
            "change": str(Change.DUE),
            "was": was.at.isoformat(),
        }


@dataclass(frozen=True, kw_only=True)
class WhatIf:
    """A scene under other numbers, and which told due moments they move or cannot."""

    scene: Scene
    altered: tuple[Altered, ...] = ()
    stuck: tuple[Duty, ...] = ()

    @property
    def redated(self) -> tuple[Redated, ...]:
        found: dict[tuple[str, datetime, datetime], list[Altered]] = {}
        for one in self.altered:
            key = (one.now.agency, one.was.due.at, one.now.due.at)
            found.setdefault(key, []).append(one)
        return tuple(
            Redated(to=agency(name), altered=tuple(some))
            for (name, _, _), some in found.items()
        )


def published_otherwise(was: Scene, now: Scene) -> WhatIf:
    """The same documents, put in force under other numbers."""
    told = {duty.id: duty for force in was.forces for duty in force.duties}
    altered = tuple(
        Altered(was=told[duty.id], now=duty)
        for force in now.forces
        for duty in force.duties
        if told[duty.id].due.at != duty.due.at
    )
    return WhatIf(scene=now, altered=altered)


def in_force_under(scene: Scene, rules: OfficeRules) -> WhatIf:
    """What is in force, were the office to move what these numbers move."""
    office = replace(scene.office, rules=rules)
    found = [
        recount_by_rules(
            force, rules, office.calendar, at=scene.now, settled=scene.office.rules
        )
        for force in scene.forces
    ]
    altered = tuple(one for some in found for one in some.moved)
    by_id = {one.now.id: one.now for one in altered}
    forces = tuple(_moved(force, by_id) for force in scene.forces)
    return WhatIf(
        scene=replace(scene, office=office, forces=forces),
        altered=altered,
        stuck=tuple(duty for some in found for duty in some.stuck),
    )


def _moved(force: InForce, by_id: Mapping[int, Duty]) -> InForce:
    return replace(force, duties=tuple(by_id.get(d.id, d) for d in force.duties))


def changes(
    was: Sequence[Planned], now: Sequence[Planned], *, since: datetime
) -> Iterator[Changed]:
    """In order of time. What is new and would have been said by `since` counts as
    said."""
    before, after = _placed(was), _placed(now)
    found: dict[tuple[object, ...], list[tuple[Planned, Reminder]]] = {}
    for same, (planned, reminder) in after.items():
        at = before[same][0].occasion.at if same in before else None
        if at == planned.occasion.at or (at is None and planned.occasion.at <= since):
            continue
        change = Change.MOVED if at else Change.ADDED
        group = (change, planned.occasion.key, at, reminder.step, reminder.count)
        found.setdefault(group, []).append((planned, reminder))
    for same, (planned, reminder) in before.items():
        if same not in after:
            how = (Change.DROPPED, planned.occasion.key, None)
            group = (*how, reminder.step, reminder.count)
            found.setdefault(group, []).append((planned, reminder))
    every = (_changed(group, some) for group, some in found.items())
    yield from sorted(every, key=lambda one: (one.at, str(one.to), one.change))


def _changed(
    group: tuple[object, ...], some: Sequence[tuple[Planned, Reminder]]
) -> Changed:
    change, _, at, *_ = group
    return Changed(
        change=Change(str(change)),
        planned=some[0][0],
        reminders=tuple(reminder for _, reminder in some),
        was_at=at if isinstance(at, datetime) else None,
    )


def _placed(
    every: Iterable[Planned],
) -> dict[tuple[object, ...], tuple[Planned, Reminder]]:
    """Each thing that is said, by what it is whenever it is said."""
    return {
        _sameness(reminder): (planned, reminder)
        for planned in every
        for reminder in planned.occasion.reminders
    }


def _sameness(reminder: Reminder) -> tuple[object, ...]:
    """Neither its moment nor the version of its due moment makes it another."""
    about = reminder.duty or reminder.meeting or reminder.refs
    return (
        *(str(reminder.to), reminder.kind, reminder.programme, about),
        *(reminder.step, reminder.count, reminder.day),
    )
