"""A duty: one agency's part in one item, its states and its moves.

assigned ─┬─> preparing ─┬─> ready ──> accepted ──> returned ─┐
          └─> blocked  ──┘     │                     ▲         │
                (the agency may correct itself)      └── any open state
withdrawn and deferred end it; late is computed, never stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from programme.days import NamedDay
from programme.errors import ProgrammeError
from programme.refs import ordinal_of


class DutyState(StrEnum):
    ASSIGNED = "assigned"  # chưa báo cáo
    PREPARING = "preparing"  # đang chuẩn bị
    BLOCKED = "blocked"  # vướng mắc, with its reason
    READY = "ready"  # đã sẵn sàng, says the agency
    ACCEPTED = "accepted"  # đã tiếp nhận, says the office
    RETURNED = "returned"  # đề nghị hoàn thiện, says the office
    WITHDRAWN = "withdrawn"  # taken off the programme
    DEFERRED = "deferred"  # moved to a later session


class DutyRole(StrEnum):
    LEAD = "lead"  # chủ trì
    SUPPORT = "support"  # phối hợp


class Mover(StrEnum):
    """Who moves a duty. On behalf: the office, for an agency that telephoned."""

    AGENCY = "agency"
    OFFICE = "office"
    ON_BEHALF = "on_behalf"


OPEN = frozenset(
    {
        DutyState.ASSIGNED,
        DutyState.PREPARING,
        DutyState.BLOCKED,
        DutyState.READY,
        DutyState.RETURNED,
    }
)
#: Open states in which the dossier is still waited for.
AWAITED = OPEN - {DutyState.READY}

_REPORTS = frozenset({DutyState.PREPARING, DutyState.BLOCKED, DutyState.READY})
_DECISIONS = frozenset(
    {
        DutyState.ACCEPTED,
        DutyState.RETURNED,
        DutyState.WITHDRAWN,
        DutyState.DEFERRED,
    }
)

#: Who may move a duty from where to where.
MOVES: Mapping[Mover, Mapping[DutyState, frozenset[DutyState]]] = {
    Mover.AGENCY: dict.fromkeys(OPEN, _REPORTS),
    Mover.ON_BEHALF: dict.fromkeys(OPEN, _REPORTS),
    Mover.OFFICE: {
        **dict.fromkeys(OPEN, _DECISIONS),
        DutyState.ACCEPTED: frozenset({DutyState.RETURNED}),
    },
}


class DueRule(StrEnum):
    """Which rule a due moment comes from."""

    PRINTED = "printed"  # the day stands in the document
    BEFORE_SESSION = "before_session"
    PERIOD_END = "period_end"
    DECIDED = "decided"  # the office named a day
    EXTENDED = "extended"  # an agency asked for more time, and the office gave it
    ON_HOLD = "on_hold"  # its meeting is postponed: no moment until that has a day


#: What the office gave: a rule that counts otherwise does not take it away.
GIVEN = frozenset({DueRule.DECIDED, DueRule.EXTENDED})


@dataclass(frozen=True, kw_only=True)
class Due:
    """The moment a dossier is awaited, and how it was found.

    `at` is aware, in the office's zone. `since` is when the agency was told, and
    steps at or before it count as said. `version` rises with every new moment.
    `anchor` is the day it was counted from, `skipped` the days off in between.
    """

    at: datetime
    since: datetime
    rule: DueRule
    version: int = 1
    anchor: date | None = None
    workdays: int = 0
    skipped: tuple[date, ...] = ()
    #: Of the days it was counted over, those with a reason; and its own, if half.
    named: tuple[NamedDay, ...] = ()
    #: The last moment on which it is not yet late: later than `at` only where a
    #: printed day is a day off.
    grace: datetime | None = None
    #: Whose number or hour it was counted with, if not the office's common one.
    by: str = ""

    @property
    def late_after(self) -> datetime:
        return self.grace or self.at


class MoveNotAllowed(ProgrammeError):
    """The duty cannot go from where it is to where it was asked to go."""

    def __init__(self, duty: Duty, asked: DutyState, by: Mover) -> None:
        super().__init__(f"duty {duty.id} is {duty.state}: {by} cannot make it {asked}")
        self.duty = duty
        self.asked = asked
        self.by = by


@dataclass(frozen=True, kw_only=True)
class Duty:
    """One agency's part in one item. `agency` is the official name of its time."""

    id: int
    programme: int
    ref: str
    title: str
    agency: str
    due: Due
    role: DutyRole = DutyRole.LEAD
    #: The meeting's ref, or None for what is submitted to the chairman.
    meeting: str | None = None
    #: That meeting's title: with the ref, it says which of the office's rules hold.
    meeting_title: str = ""
    #: When that session begins: after it nobody is called late any more.
    session_begins: datetime | None = None
    state: DutyState = DutyState.ASSIGNED
    note: str | None = None
    moved_at: datetime | None = None
    moved_by: Mover | None = None
    #: The agency's last sign of life about this duty.
    spoke_at: datetime | None = None
    secret: bool = False

    @property
    def ordinal(self) -> int:
        return ordinal_of(self.ref)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_on_hold(self) -> bool:
        """Its meeting is postponed: it stays as it is, and nobody asks for it."""
        return self.due.rule is DueRule.ON_HOLD

    @property
    def is_awaited(self) -> bool:
        return self.state in AWAITED and not self.is_on_hold

    @property
    def is_silent(self) -> bool:
        return self.state is DutyState.ASSIGNED and self.spoke_at is None

    def has_begun(self, now: datetime) -> bool:
        """Whether the session it is prepared for has begun."""
        return self.session_begins is not None and now >= self.session_begins

    def is_late(self, now: datetime) -> bool:
        """Computed, never stored; support duties are never called late."""
        return (
            self.role is DutyRole.LEAD and self.is_awaited and now > self.due.late_after
        )

    def report(
        self,
        state: DutyState,
        *,
        at: datetime,
        note: str | None = None,
        by: Mover = Mover.AGENCY,
    ) -> Duty:
        """The agency (or the office on its behalf) says how far it is."""
        moved = self._move(state, by=by, at=at, note=note)
        return replace(moved, spoke_at=at)

    def accept(self, *, at: datetime) -> Duty:
        return self._move(DutyState.ACCEPTED, by=Mover.OFFICE, at=at, note=None)

    def send_back(self, *, at: datetime, reason: str, due: Due) -> Duty:
        """The office asks for more, with a reason and a new due moment."""
        moved = self._move(DutyState.RETURNED, by=Mover.OFFICE, at=at, note=reason)
        return replace(moved, due=replace(due, version=self.due.version + 1))

    def end(self, state: DutyState, *, at: datetime, reason: str | None) -> Duty:
        """The office withdraws the item or defers it to a later session."""
        return self._move(state, by=Mover.OFFICE, at=at, note=reason)

    def extend(self, due: Due) -> Duty:
        """The office gives more time; how far it is stays."""
        if not self.is_open:
            raise MoveNotAllowed(self, self.state, Mover.OFFICE)
        return replace(self, due=replace(due, version=self.due.version + 1))

    def _move(
        self, state: DutyState, *, by: Mover, at: datetime, note: str | None
    ) -> Duty:
        if state not in MOVES[by].get(self.state, frozenset()):
            raise MoveNotAllowed(self, state, by)
        return replace(self, state=state, moved_at=at, moved_by=by, note=note)
