"""Who is told what of an amendment: only whom it concerns, only what is theirs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from programme.amending import Altered, Amendment
from programme.changes import Difference, What
from programme.document import Meeting, Recurring
from programme.duties import Duty, DutyRole
from programme.meeting_reminders import concerned
from programme.programme import InForce
from programme.reminders import ChatRole
from programme.rules import OfficeRules
from programme.words import fold, tidy


@dataclass(frozen=True, kw_only=True)
class Told:
    """What one agency is told, in one message.

    `renumbered` only where an old number of its own now means another of its items: a
    report under the old number would be taken for that.
    """

    agency: str
    meetings: tuple[Difference, ...] = ()
    begun: tuple[Duty, ...] = ()
    altered: tuple[Altered, ...] = ()
    handed_over: tuple[Altered, ...] = ()
    withdrawn: tuple[Difference, ...] = ()
    support: tuple[Difference, ...] = ()
    renumbered: tuple[Altered, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (
            self.meetings
            or self.begun
            or self.altered
            or self.handed_over
            or self.withdrawn
            or self.support
            or self.renumbered
        )

    @property
    def duties(self) -> tuple[Duty, ...]:
        """What the message speaks of and is still to be prepared."""
        spoken = [*self.begun, *(one.now for one in (*self.altered, *self.renumbered))]
        return tuple({duty.id: duty for duty in spoken}.values())


def told_of(amendment: Amendment, rules: OfficeRules) -> tuple[Told, ...]:
    """One for each agency concerned, in the order of the document."""
    meetings = of_meetings(amendment, rules)
    names: dict[str, None] = {}
    for found in amendment.differences:
        names.update(dict.fromkeys(_named(found, amendment, rules)))
    names.update(dict.fromkeys(one.now.agency for one in amendment.altered))
    told = (_told(name, amendment, meetings, rules) for name in names)
    return tuple(one for one in told if not one.is_empty)


def of_meetings(amendment: Amendment, rules: OfficeRules) -> tuple[Difference, ...]:
    """What changed of meetings that are still to come: also the leaders are told."""
    today = rules.day_of(amendment.at)
    return tuple(
        found
        for found in amendment.differences
        if not found.entry.is_item
        and found.what is not What.RENUMBERED
        and not _is_over(found, today)
    )


def _is_over(found: Difference, today: date) -> bool:
    days = [entry.day for entry in (found.was, found.now) if entry and entry.day]
    return bool(days) and max(days) < today


def _told(
    name: str,
    amendment: Amendment,
    meetings: tuple[Difference, ...],
    rules: OfficeRules,
) -> Told:
    own = [one for one in amendment.altered if one.now.agency == name]
    ended = [one for one in amendment.ended if one.now.agency == name]
    gone = [
        found
        for found in amendment.differences
        if found.what is What.WITHDRAWN and found.entry.is_item and _has(found, name)
    ]
    refs = {found.was.ref for found in gone if found.was}
    begun = tuple(duty for duty in amendment.new if duty.agency == name)
    theirs = [m for m in meetings if name in _named(m, amendment, rules)]
    return Told(
        agency=name,
        meetings=tuple(m for m in theirs if not _is_said_by(m, begun)),
        begun=begun,
        altered=tuple(one for one in own if _is_told(one)),
        handed_over=tuple(one for one in ended if one.was.ref not in refs),
        withdrawn=tuple(gone),
        support=_support(name, amendment),
        renumbered=_renumbered(own),
    )


def _is_said_by(found: Difference, begun: tuple[Duty, ...]) -> bool:
    """A new meeting is named above the items that are to be prepared for it."""
    is_new = found.what is What.ADDED
    return is_new and any(duty.meeting == found.entry.ref for duty in begun)


def _has(found: Difference, name: str) -> bool:
    entry = found.was
    return entry is not None and name in (*entry.lead, *entry.support)


def _is_told(one: Altered) -> bool:
    """What is still to be prepared and is now another moment, part, or wording."""
    was, now = one.was, one.now
    is_same_title = fold(tidy(was.title)) == fold(tidy(now.title))
    return now.is_open and (
        (was.due.at, was.due.rule) != (now.due.at, now.due.rule)
        or was.role is not now.role
        or not is_same_title
    )


def _support(name: str, amendment: Amendment) -> tuple[Difference, ...]:
    """Who leads an item hears who supports it now."""
    return tuple(
        found
        for found in amendment.differences
        if found.what is What.REASSIGNED
        and found.entry.is_item
        and found.was is not None
        and found.now is not None
        and name in found.was.lead
        and name in found.now.lead
        and set(found.was.support) != set(found.now.support)
    )


def _renumbered(own: list[Altered]) -> tuple[Altered, ...]:
    lead = [one for one in own if one.now.role is DutyRole.LEAD and one.now.is_open]
    moved = [one for one in lead if one.was.ref != one.now.ref]
    old = {one.was.ref for one in moved}
    mistaken = any(one.now.ref in old for one in moved)
    return tuple(moved) if mistaken else ()


def _named(
    found: Difference, amendment: Amendment, rules: OfficeRules
) -> Iterable[str]:
    """The agencies that have to do with it: before or after."""
    if found.entry.is_item or isinstance(found.entry.said, Recurring):
        return found.agencies
    names = dict.fromkeys(found.agencies)
    for force, entry in ((amendment.was, found.was), (amendment.now, found.now)):
        if entry is not None and isinstance(entry.said, Meeting):
            names.update(dict.fromkeys(_invited(entry.said, force, rules)))
    return names


def _invited(meeting: Meeting, force: InForce, rules: OfficeRules) -> Iterator[str]:
    for to in concerned(meeting, force, rules):
        if to.role is ChatRole.AGENCY and to.agency:
            yield to.agency
