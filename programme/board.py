"""The readiness board: what is ready, late or silent, at one moment."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from programme.document import Meeting
from programme.duties import Duty, DutyRole, DutyState
from programme.programme import InForce, Programme
from programme.refs import in_order

#: The order in which a head of office reads: what is settled, then what is not.
ORDER = (
    DutyState.ACCEPTED,
    DutyState.READY,
    DutyState.PREPARING,
    DutyState.BLOCKED,
    DutyState.RETURNED,
    DutyState.ASSIGNED,
    DutyState.DEFERRED,
    DutyState.WITHDRAWN,
)

#: The office ended these; whose they were has not spoken by that.
_ENDED = frozenset({DutyState.DEFERRED, DutyState.WITHDRAWN})


@dataclass(frozen=True, kw_only=True)
class Row:
    """One lead duty as the board shows it."""

    duty: Duty
    late: bool
    silent: bool


@dataclass(frozen=True, kw_only=True)
class Part:
    """The rows of one meeting, or (`meeting` None) of what goes to the chairman."""

    meeting: Meeting | None
    rows: tuple[Row, ...]

    @property
    def standing(self) -> tuple[Row, ...]:
        """What the office has not ended: what is still to be, or was, handed in."""
        return tuple(row for row in self.rows if row.duty.state not in _ENDED)

    @property
    def done(self) -> int:
        """Ready, says the agency, or accepted, says the office."""
        return self.count(DutyState.READY) + self.count(DutyState.ACCEPTED)

    def count(self, state: DutyState) -> int:
        return sum(row.duty.state is state for row in self.rows)


@dataclass(frozen=True, kw_only=True)
class Board:
    """`silent`: agencies that have said nothing of anything they lead; `unreached`:
    those that no message gets to."""

    programme: Programme
    at: datetime
    parts: tuple[Part, ...]
    silent: tuple[str, ...]
    unreached: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for part in self.parts for row in part.rows)

    @property
    def late(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.late)


def is_alive(force: InForce, day: date) -> bool:
    """Whether a standing message has anything to say of it on that day: its period
    lasts, a meeting of it is to come, or a dossier was not taken yet."""
    return (
        force.programme.last_day >= day
        or any(meeting.starts_on >= day for meeting in force.meetings)
        or any(duty.is_open and duty.role is DutyRole.LEAD for duty in force.duties)
    )


def leading(force: InForce) -> tuple[str, ...]:
    """Who still owes something, as the office has not ended it."""
    lead = (duty for duty in force.duties if duty.role is DutyRole.LEAD)
    return tuple(dict.fromkeys(d.agency for d in lead if d.state not in _ENDED))


def board_of(
    force: InForce, now: datetime, *, unreached: Collection[str] = ()
) -> Board:
    """The board of one programme at `now`. `unreached` may name others, too."""
    lead = [duty for duty in force.duties if duty.role is DutyRole.LEAD]
    meetings = [meeting for meeting in force.meetings if meeting.items]
    parts = [
        Part(
            meeting=meeting,
            rows=_rows((duty for duty in lead if duty.meeting == meeting.ref), now),
        )
        for meeting in meetings
    ]
    submitted = _rows((duty for duty in lead if duty.meeting is None), now)
    if submitted:
        parts.append(Part(meeting=None, rows=submitted))
    return Board(
        programme=force.programme,
        at=now,
        parts=tuple(parts),
        silent=_silent(lead),
        unreached=tuple(name for name in leading(force) if name in unreached),
    )


def _rows(duties: Iterable[Duty], now: datetime) -> tuple[Row, ...]:
    return tuple(
        Row(duty=duty, late=duty.is_late(now), silent=duty.is_silent)
        for duty in sorted(duties, key=lambda duty: in_order(duty.ref))
    )


def _silent(lead: list[Duty]) -> tuple[str, ...]:
    lasting = [duty for duty in lead if duty.state not in _ENDED]
    spoken = {duty.agency for duty in lead if duty.spoke_at}
    spoken |= {duty.agency for duty in lasting if not duty.is_silent}
    names = dict.fromkeys(duty.agency for duty in lasting)
    return tuple(name for name in names if name not in spoken)
