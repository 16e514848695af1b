"""A programme in force amended: what becomes of every duty. Worked out, not done.

States, answers and dossiers stay with their items: a duty keeps its number for ever.
Where an item goes to another agency, the old one's duty ends and the new one's begins.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import count

from programme.calendar import WorkCalendar
from programme.changes import Difference, What, compare
from programme.document import AgendaItem, Doubt, Draft
from programme.due import due_of, session_begins
from programme.duties import GIVEN, Due, DueRule, Duty, DutyRole, DutyState
from programme.matching import Entry, Pair, pairs_of
from programme.programme import InForce, Programme
from programme.rules import OfficeRules
from programme.sameness import doubts_of

#: Ended by the office; nothing brings them back.
_ENDED = frozenset({DutyState.WITHDRAWN, DutyState.DEFERRED})


@dataclass(frozen=True, kw_only=True)
class Altered:
    """One duty as it was and as it is."""

    was: Duty
    now: Duty

    @property
    def is_ended(self) -> bool:
        return self.now.state in _ENDED and self.was.state not in _ENDED

    @property
    def is_redated(self) -> bool:
        return self.was.due.version != self.now.due.version


@dataclass(frozen=True, kw_only=True)
class Amendment:
    """What an amendment does. `was` and `now` are the programme before and after."""

    was: InForce
    now: InForce
    at: datetime
    differences: tuple[Difference, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    new: tuple[Duty, ...] = ()
    altered: tuple[Altered, ...] = ()
    ended: tuple[Altered, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.differences


def amend(
    force: InForce,
    was: Draft,
    now: Draft,
    *,
    at: datetime,
    rules: OfficeRules,
    calendar: WorkCalendar,
) -> Amendment:
    """`was` is the draft of the revision in force; new duties get numbers of their own.

    Doing it a second time, with `now` for both, changes nothing.
    """
    differences = _to_tell(compare(was, now), rules.day_of(at))
    if not differences:
        return Amendment(was=force, now=force, at=at)
    head = _head_after(force, now)
    desk = _Desk(force=force, head=head, at=at, rules=rules, calendar=calendar)
    fates = [fate for pair in _of_items(was, now) for fate in desk.of_pair(pair)]
    new = _numbered(fates, force)
    changed = {fate.was.id: fate.now for fate in fates if fate.was}
    both = [Altered(was=duty, now=changed.get(duty.id, duty)) for duty in force.duties]
    touched = [one for one in both if one.was != one.now]
    return Amendment(
        was=force,
        now=InForce(
            programme=head,
            meetings=now.meetings,
            recurring=now.recurring,
            duties=(*(one.now for one in both), *new),
        ),
        at=at,
        differences=differences,
        doubts=(*now.doubts, *doubts_of(was, now)),
        new=new,
        altered=tuple(one for one in touched if not one.is_ended),
        ended=tuple(one for one in touched if one.is_ended),
    )


def _head_after(force: InForce, now: Draft) -> Programme:
    return replace(
        force.programme,
        revision=force.programme.revision + 1,
        number=now.number,
        sections=now.sections,
        urgent=now.urgent,
    )


def _to_tell(
    differences: tuple[Difference, ...], today: date
) -> tuple[Difference, ...]:
    """What was held before today and is only not listed any more is no change."""
    return tuple(found for found in differences if not _is_history(found, today))


def _is_history(found: Difference, today: date) -> bool:
    day = found.was.day if found.was else None
    is_gone = found.what is What.WITHDRAWN and found.now is None
    return is_gone and day is not None and day < today


def _of_items(was: Draft, now: Draft) -> Iterator[Pair]:
    for pair in pairs_of(was, now):
        entry = pair.now or pair.was
        if entry is not None and entry.is_item:
            yield pair


@dataclass(frozen=True, kw_only=True)
class _Fate:
    """One agency's part in one item: kept (both), begun (`now`), ended (both)."""

    was: Duty | None
    now: Duty


def _numbered(fates: list[_Fate], force: InForce) -> tuple[Duty, ...]:
    numbers = count(max((duty.id for duty in force.duties), default=0) + 1)
    return tuple(
        replace(fate.now, id=next(numbers)) for fate in fates if fate.was is None
    )


@dataclass(frozen=True, kw_only=True)
class _Desk:
    """What is needed to decide of one item after another; `head` as it will be."""

    force: InForce
    head: Programme
    at: datetime
    rules: OfficeRules
    calendar: WorkCalendar

    def of_pair(self, pair: Pair) -> Iterator[_Fate]:
        """The fates of an item's duties."""
        was, now = pair.was, pair.now
        owed = self._owed(was) if was else []
        if now is None or now.is_withdrawn:
            if now is not None or not self._is_past(was):
                yield from self._ended(owed, "rút khỏi chương trình")
            return
        for agency, role in _parts(now):
            duty = _of_agency(owed, agency, role)
            if duty is not None:
                owed.remove(duty)
                yield _Fate(was=duty, now=self._kept(duty, role, was or now, now))
            else:
                yield _Fate(was=None, now=self._begun(agency, role, now))
        yield from self._ended(owed, _handed_over(owed, now))

    def _owed(self, was: Entry) -> list[Duty]:
        """An item's duties, those that stand first.

        What the office ended stays ended; of what an earlier amendment ended (the
        agency has no part in it any more) nothing is known here.
        """
        meeting = was.meeting.ref if was.meeting else None
        said, parts = (was.ref, was.title, meeting), (*was.lead, *was.support)
        of_it = [
            duty
            for duty in self.force.duties
            if (duty.ref, duty.title, duty.meeting) == said
            and (duty.state not in _ENDED or duty.agency in parts)
        ]
        return sorted(of_it, key=lambda duty: duty.state in _ENDED)

    def _is_past(self, was: Entry | None) -> bool:
        day = was.day if was else None
        return day is not None and day < self.rules.day_of(self.at)

    def _ended(self, owed: list[Duty], reason: str) -> Iterator[_Fate]:
        for duty in owed:
            if duty.is_open:
                ended = duty.end(DutyState.WITHDRAWN, at=self.at, reason=reason)
                yield _Fate(was=duty, now=ended)

    def _kept(self, duty: Duty, role: DutyRole, was: Entry, now: Entry) -> Duty:
        meeting = now.meeting
        begins = session_begins(meeting, self.rules) if meeting else None
        kept = replace(
            duty,
            ref=now.ref,
            title=now.title,
            role=role,
            meeting=meeting.ref if meeting else None,
            meeting_title=meeting.title if meeting else "",
            session_begins=None if now.is_held_up else begins,
            secret=isinstance(now.said, AgendaItem) and now.said.secret,
        )
        if duty.state in _ENDED:
            return kept
        if now.is_held_up:
            return replace(kept, due=self._on_hold(duty.due))
        return replace(kept, due=self._due(duty.due, was, now))

    def _begun(self, agency: str, role: DutyRole, now: Entry) -> Duty:
        meeting, held = now.meeting, now.is_held_up
        begins = session_begins(meeting, self.rules) if meeting else None
        due = self._planned(now, self.head)
        return Duty(
            id=0,
            programme=self.force.programme.id,
            ref=now.ref,
            title=now.title,
            agency=agency,
            role=role,
            due=replace(due, rule=DueRule.ON_HOLD) if held else due,
            meeting=meeting.ref if meeting else None,
            meeting_title=meeting.title if meeting else "",
            session_begins=None if held else begins,
            secret=isinstance(now.said, AgendaItem) and now.said.secret,
        )

    def _on_hold(self, due: Due) -> Due:
        if due.rule is DueRule.ON_HOLD:
            return due
        return replace(
            due, rule=DueRule.ON_HOLD, version=due.version + 1, since=self.at
        )

    def _due(self, due: Due, was: Entry, now: Entry) -> Due:
        """A new moment where the documents give one; what the office gave may stay."""
        planned = self._planned(now, self.head)
        resumed = due.rule is DueRule.ON_HOLD
        before = self._planned(was, self.force.programme)
        if before.at == planned.at and not resumed:
            return due
        later = due.rule in GIVEN and due.at > planned.at
        if later and due.at.date() < (now.day or date.max):
            return due
        return replace(planned, version=due.version + 1)

    def _planned(self, entry: Entry, head: Programme) -> Due:
        item = entry.said
        assert isinstance(item, AgendaItem)  # noqa: S101 - only items have duties
        title = entry.meeting.title if entry.meeting else ""
        return due_of(
            item,
            entry.meeting,
            period=(head.first_day, head.last_day),
            since=self.at,
            rules=self.rules.for_(head.heading(item.ref, title)),
            calendar=self.calendar,
        )


def _parts(entry: Entry) -> list[tuple[str, DutyRole]]:
    lead = dict.fromkeys(entry.lead, DutyRole.LEAD)
    support = dict.fromkeys(entry.support, DutyRole.SUPPORT)
    return list({**support, **lead}.items())


def _of_agency(owed: list[Duty], agency: str, role: DutyRole) -> Duty | None:
    own = [duty for duty in owed if duty.agency == agency]
    return next((duty for duty in own if duty.role is role), own[0] if own else None)


def _handed_over(owed: list[Duty], now: Entry) -> str:
    """Why a part ends while its item goes on."""
    if any(duty.role is DutyRole.LEAD for duty in owed) and now.lead:
        return f"chuyển cho {', '.join(now.lead)}"
    return "không còn phối hợp"
