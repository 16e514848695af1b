"""Databases of any size, built through our own tables: a few duties due, others not.

Half of what is not due is open and waits for a later session, a third is accepted, the
rest is ready: as in an office that never takes a programme out of force. What is due is
due on Tuesday 7 July 2020 at 08:00: five working days before the session's dossiers.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, delete, insert, update

from jobs.waking import keep_true
from programme.calendar import civil_calendar
from programme.chats import ChatState
from programme.document import AgendaItem, Meeting
from programme.due import due_for_session, session_begins
from programme.duties import Duty, DutyState
from programme.office import Office
from programme.programme import InForce, Programme
from programme.reminders import ChatRole
from programme.rules import OFFICE_ZONE
from programme.timetable import OF_DUTIES, OF_MEETINGS, OF_PROGRAMMES
from programme.waking import Looked, next_looks, wishes
from storage import Store
from storage.duties import to_columns_of_duty
from storage.rows import to_columns
from storage.tables.people import chats
from storage.tables.post import Fate, letters, reminders
from storage.tables.work import duties, items, meetings, programmes

OFFICE = Office(calendar=civil_calendar([2019, 2020, 2021]))
PUBLISHED = datetime(2020, 7, 6, 16, 0, tzinfo=OFFICE_ZONE)
#: When 1,000 duties are due; and the office's digest of that morning.
TICK = datetime(2020, 7, 7, 8, 0, tzinfo=OFFICE_ZONE)
MORNING = datetime(2020, 7, 7, 7, 30, tzinfo=OFFICE_ZONE)
_BEFORE = MORNING - timedelta(minutes=1)
DUE_ON, LATER_ON = date(2020, 7, 21), date(2020, 7, 24)

AGENCIES = [f"Sở số {number}" for number in range(1, 61)]
#: One that has as much to prepare in a large database as in a small one.
MEASURED = "Sở được đo"
OWN = 40
_A_PROGRAMME = 2500
_A_SESSION = 250
_STATES = (
    *[DutyState.ASSIGNED] * 3,
    *[DutyState.ACCEPTED] * 2,
    DutyState.READY,
)


@dataclass(frozen=True, kw_only=True)
class Cupboard:
    """Where it lies, and the numbers of what is due in it."""

    path: Path
    due: range


async def build(path: Path, *, size: int, due: int) -> Cupboard:
    """`size` duties, of which `due` are due at TICK."""
    store = await Store.open(path)
    await store.migrate()
    await keep_true(store, OFFICE, TICK)
    await store.close()
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA synchronous = OFF")
        _link(connection)
        for number in range(1, -(-size // _A_PROGRAMME) + 1):
            _fill(connection, number, size, due)
    with engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")
    engine.dispose()
    return Cupboard(path=path, due=range(1, due + 1))


def _link(connection: Connection) -> None:
    to: list[tuple[ChatRole, str | None]] = [
        (ChatRole.OFFICE, None),
        (ChatRole.LEADER, None),
    ]
    to += [(ChatRole.AGENCY, name) for name in (*AGENCIES, MEASURED)]
    connection.execute(
        insert(chats),
        [
            {
                "channel": "telegram",
                "address": str(-number),
                "title": name or role,
                "role": role,
                "agency": name,
                "state": ChatState.LINKED,
                "linked_at": PUBLISHED,
                "position": number,
                "added_at": PUBLISHED,
            }
            for number, (role, name) in enumerate(to, 1)
        ],
    )


def _fill(connection: Connection, number: int, size: int, due: int) -> None:
    """One programme, each row with the moment that the rules give it."""
    head = Programme(
        id=number, period="2020-07", issuer=f"UBND {number}", published_at=PUBLISHED
    )
    first = (number - 1) * _A_PROGRAMME + 1
    last = min(size, number * _A_PROGRAMME)
    owed = [_duty(head, one, size, due) for one in range(first, last + 1)]
    sessions = dict.fromkeys((duty.meeting, duty.session_begins) for duty in owed)
    held = [
        _session(str(ref), begins.date())
        for ref, begins in sessions
        if begins is not None
    ]
    force = InForce(programme=head, meetings=tuple(held), duties=tuple(owed))
    wakes = _wakes_of(force)
    connection.execute(
        insert(programmes), {**to_columns(head), "wakes_at": wakes["head"]}
    )
    connection.execute(insert(meetings), list(_meetings(force, wakes["meeting"])))
    connection.execute(
        insert(duties),
        [
            {**to_columns_of_duty(duty), "wakes_at": wakes[duty.state, duty.meeting]}
            for duty in owed
        ],
    )
    connection.execute(insert(items), list(_items(force)))


def _duty(head: Programme, number: int, size: int, due: int) -> Duty:
    """The first ones are due; the last ones are the measured agency's."""
    place = (number - 1) % _A_PROGRAMME
    is_due, is_own = number <= due, number > size - OWN
    session = _session(f"{place // _A_SESSION + 1}", DUE_ON if is_due else LATER_ON)
    said = due_for_session(
        session, since=PUBLISHED, rules=OFFICE.rules, calendar=OFFICE.calendar
    )
    state = DutyState.ASSIGNED if is_due or is_own else _STATES[number % len(_STATES)]
    return Duty(
        id=number,
        programme=head.id,
        ref=f"{session.ref}.{place % _A_SESSION + 1}",
        title=f"Đề án số {number} về sắp xếp, tổ chức lại các đơn vị trực thuộc",
        agency=MEASURED if is_own else AGENCIES[number % len(AGENCIES)],
        due=said,
        meeting=session.ref,
        session_begins=session_begins(session, OFFICE.rules),
        state=state,
    )


def _session(ref: str, day: date) -> Meeting:
    return Meeting(
        ref=ref,
        title="Phiên họp thường kỳ",
        starts_on=day,
        items=(AgendaItem(ref=f"{ref}.1", ordinal=1, title="Đề án"),),
    )


def _wakes_of(force: InForce) -> dict[Any, datetime]:
    """Asked of one duty of each kind, and of the first session: others are alike."""
    one_of_each = {(duty.state, duty.meeting): duty for duty in force.duties}
    parts = (
        (replace(force, duties=tuple(one_of_each.values())), OF_DUTIES),
        (replace(force, meetings=force.meetings[:1]), OF_MEETINGS),
        (force, OF_PROGRAMMES),
    )
    asked = [
        wish
        for part, rules in parts
        for wish in wishes(
            part, rules, _BEFORE, rules=OFFICE.rules, calendar=OFFICE.calendar
        )
    ]
    looked = Looked(
        duties=(parts[0][0],), meetings=(parts[1][0],), programmes=(parts[2][0],)
    )
    looks = next_looks(looked, asked, {}, _BEFORE)
    found: dict[Any, datetime] = {}
    for about, at in looks.items():
        if about.duty is None:
            found["meeting" if about.meeting else "head"] = at
    by_number = {about.duty: at for about, at in looks.items()}
    return found | {kind: by_number[duty.id] for kind, duty in one_of_each.items()}


def _meetings(force: InForce, wakes: datetime) -> Iterator[dict[str, Any]]:
    for meeting in force.meetings:
        columns = to_columns(meeting, "items", "audience")
        number = (force.programme.id - 1) * 100 + int(meeting.ref)
        its = {"id": number, "programme": force.programme.id, "audience": []}
        yield {**columns, **its, "wakes_at": wakes}


def _items(force: InForce) -> Iterator[dict[str, Any]]:
    for duty in force.duties:
        item = AgendaItem(ref=duty.ref, ordinal=duty.ordinal, title=duty.title)
        number = (duty.programme - 1) * 100 + int(duty.meeting or 0)
        yield {**to_columns(item), "programme": duty.programme, "meeting": number}


def rewind(engine: Engine, cupboard: Cupboard) -> None:
    """As if nothing had been said: the same duties are due once more."""
    with engine.begin() as connection:
        connection.execute(delete(reminders))
        connection.execute(delete(letters))
        for number in cupboard.due:
            at = update(duties).where(duties.c.id == number).values(wakes_at=TICK)
            connection.execute(at)
        connection.execute(update(programmes).values(wakes_at=MORNING))
        connection.execute(
            insert(reminders),
            [_said(number) for number in cupboard.due],
        )


def say_digest(engine: Engine, *, until: datetime) -> None:
    """The morning's digest is out, and every head sleeps until the next."""
    with engine.begin() as connection:
        connection.execute(update(programmes).values(wakes_at=until))


def _said(number: int) -> dict[str, Any]:
    """The publication was told."""
    return {
        "key": f"publication:{number}",
        "fate": Fate.SAID,
        "put_at": PUBLISHED,
        "to_role": ChatRole.AGENCY,
        "kind": "publication",
        "at": PUBLISHED,
        "step": "published",
        "not_after": PUBLISHED,
        "count": 0,
        "programme": 1,
        "refs": (),
        "duty": number,
    }
