"""A silence climbs one level at a time, to the day; any sign of life begins it anew."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.calendar import civil_calendar
from programme.document import AgendaItem, Draft, Meeting
from programme.duties import Duty, DutyRole, DutyState
from programme.escalation import (
    NOTHING_KNOWN,
    Known,
    Ladder,
    Level,
    Ruling,
    Rung,
    beginning,
    ladder_of,
    proposals,
)
from programme.publishing import put_in_force
from programme.rules import OFFICE_ZONE, OfficeRules

CALENDAR = civil_calendar([2020, 2021, 2026, 2027], worked=[date(2026, 8, 22)])
RULES = OfficeRules()
HOME_AFFAIRS = "Sở Nội vụ"


def a_session(day: date) -> Duty:
    """The one duty of a session on that day, told of long before."""
    item = AgendaItem(ref="I.9", ordinal=9, title="Đề án", lead=(HOME_AFFAIRS,))
    meeting = Meeting(ref="I", title="Phiên họp", starts_on=day, items=(item,))
    draft = Draft(kind="month", period=f"{day:%Y-%m}", meetings=(meeting,))
    at = datetime.combine(
        day - timedelta(days=40), datetime.min.time(), tzinfo=OFFICE_ZONE
    )
    force = put_in_force(draft, at=at, rules=RULES, calendar=CALENDAR)
    return force.duties[0]


def morning(day: date, hour: int = 8) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=OFFICE_ZONE)


def level_at(duty: Duty, day: date, known: Known = NOTHING_KNOWN) -> Level | None:
    found = proposals([duty], known, morning(day), rules=RULES, calendar=CALENDAR)
    return found[0].level if found else None


def climb(
    duty: Duty, days: int, *, spoke: dict[date, datetime] | None = None
) -> dict[date, Level]:
    """The office presses Gửi each morning; the agency speaks when it does."""
    found: dict[date, Level] = {}
    ladder: Ladder | None = None
    day = RULES.day_of(duty.due.late_after)
    for _ in range(days):
        day += timedelta(days=1)
        known = Known(ladders={duty.id: ladder} if ladder else {})
        level = level_at(duty, day, known)
        if level is not None and CALENDAR.is_worked(day):
            found[day] = level
            ladder = ladder_of(duty, known, RULES)
            rung = Rung(level=level, ruling=Ruling.SENT, day=day)
            ladder = replace(ladder, rungs=(*ladder.rungs, rung), id=1)
        if spoke and day in spoke:
            duty = replace(duty, spoke_at=spoke[day])
    return found


def test_before_the_due_moment_only_the_focal_point_is_written_to() -> None:
    duty = a_session(date(2020, 7, 21))

    assert level_at(duty, date(2020, 7, 14)) is None


@pytest.mark.parametrize(
    ("session", "days"),
    [
        (date(2020, 7, 21), [(7, 15), (7, 16), (7, 20)]),
        # Due 24/8 after a made-up Saturday; the fourth day is the 28th.
        (date(2026, 9, 3), [(8, 25), (8, 26), (8, 28)]),
        # Due 18/8: the fourth day is the made-up Saturday.
        (date(2026, 8, 24), [(8, 19), (8, 20), (8, 22)]),
    ],
)
def test_to_the_day(session: date, days: list[tuple[int, int]]) -> None:
    found = climb(a_session(session), 12)

    dates = [date(session.year, month, day) for month, day in days]
    assert found == dict(zip(dates, Level, strict=True))


def test_tet_is_no_day_of_silence() -> None:
    """Named for Tuesday 2/2/2027: the office is off from 4/2 to 10/2."""
    duty = a_session(date(2027, 2, 18))
    due = replace(duty.due, at=morning(date(2027, 2, 2), 17), version=2)
    duty = replace(duty, due=due)

    assert list(climb(duty, 14)) == [
        date(2027, 2, 3),
        date(2027, 2, 11),
        date(2027, 2, 15),
    ]


def test_a_made_up_saturday_counts() -> None:
    duty = a_session(date(2026, 9, 3))
    due = replace(duty.due, at=morning(date(2026, 8, 20), 17), version=2)

    found = climb(replace(duty, due=due), 8)

    assert list(found) == [date(2026, 8, 21), date(2026, 8, 22), date(2026, 8, 25)]


@pytest.mark.parametrize("level", Level)
def test_a_sign_of_life_at_each_level_begins_again_from_the_first(
    level: Level,
) -> None:
    duty = a_session(date(2020, 7, 31))  # due 24/7
    on = {
        Level.HEAD: date(2020, 7, 27),
        Level.OFFICE: date(2020, 7, 28),
        Level.LEADERS: date(2020, 7, 30),
    }[level]

    found = climb(duty, 6, spoke={on: morning(on, 15)})

    again = CALENDAR.workday_after(on, 1)
    after = {day: said for day, said in found.items() if day > on}
    if again < date(2020, 7, 31):
        assert after[again] is Level.HEAD
        assert min(after) == again
    else:
        assert after == {}  # the session has begun


def test_no_level_is_skipped_after_an_outage_and_two_never_come_on_one_day() -> None:
    duty = a_session(date(2020, 8, 28))  # due 21/8
    late = date(2020, 8, 27)
    ladder = ladder_of(duty, NOTHING_KNOWN, RULES)

    assert level_at(duty, late) is Level.HEAD
    sent = replace(
        ladder, rungs=(Rung(level=Level.HEAD, ruling=Ruling.SENT, day=late),), id=1
    )
    assert level_at(duty, late, Known(ladders={duty.id: sent})) is None


def test_put_off_it_is_asked_again_on_the_next_working_day() -> None:
    duty = a_session(date(2020, 7, 21))
    friday = date(2020, 7, 17)
    rung = Rung(level=Level.HEAD, ruling=Ruling.LATER, day=friday)
    ladder = replace(ladder_of(duty, NOTHING_KNOWN, RULES), rungs=(rung,), id=1)
    known = Known(ladders={duty.id: ladder})

    assert level_at(duty, friday, known) is None
    assert level_at(duty, date(2020, 7, 18), known) is None
    assert level_at(duty, date(2020, 7, 20), known) is Level.HEAD


def test_dropped_nobody_is_told_until_the_next_silence() -> None:
    duty = a_session(date(2020, 7, 31))
    rung = Rung(level=Level.HEAD, ruling=Ruling.DROPPED, day=date(2020, 7, 27))
    ladder = replace(ladder_of(duty, NOTHING_KNOWN, RULES), rungs=(rung,), id=1)
    known = Known(ladders={duty.id: ladder})

    assert level_at(duty, date(2020, 7, 30), known) is None
    spoken = replace(duty, spoke_at=morning(date(2020, 7, 28)))
    assert level_at(spoken, date(2020, 7, 29), known) is Level.HEAD


def test_a_changed_rule_does_not_move_what_runs() -> None:
    duty = a_session(date(2020, 7, 21))
    first = morning(date(2020, 7, 15))
    (running,) = beginning([duty], NOTHING_KNOWN, first, RULES)
    sent = (Rung(level=Level.HEAD, ruling=Ruling.SENT, day=date(2020, 7, 15)),)
    known = Known(ladders={duty.id: replace(running, rungs=sent, id=1)})
    slower = replace(RULES, escalation_days=(1, 3, 5))

    def on(day: int) -> bool:
        at = morning(date(2020, 7, day))
        return bool(proposals([duty], known, at, rules=slower, calendar=CALENDAR))

    assert on(16)
    fresh = ladder_of(replace(duty, spoke_at=morning(date(2020, 7, 16))), known, slower)
    assert fresh.days == (1, 3, 5)


@pytest.mark.parametrize(
    "changes",
    [
        {"state": DutyState.READY},
        {"state": DutyState.ACCEPTED},
        {"state": DutyState.WITHDRAWN},
        {"state": DutyState.DEFERRED},
        {"role": DutyRole.SUPPORT},
        {"session_begins": morning(date(2020, 7, 15), 7)},
    ],
)
def test_it_ends_with(changes: dict[str, object]) -> None:
    duty = replace(a_session(date(2020, 7, 21)), **changes)  # type: ignore[arg-type] # a duty's own fields

    assert level_at(duty, date(2020, 7, 15)) is None


def test_it_ends_when_the_due_moment_moves() -> None:
    duty = a_session(date(2020, 7, 31))
    ladder = replace(
        ladder_of(duty, NOTHING_KNOWN, RULES),
        rungs=(Rung(level=Level.HEAD, ruling=Ruling.SENT, day=date(2020, 7, 27)),),
        id=1,
    )
    due = replace(duty.due, at=morning(date(2020, 7, 28), 17), version=2)
    moved = replace(duty, due=due)
    known = Known(ladders={duty.id: ladder})

    assert level_at(moved, date(2020, 7, 28), known) is None
    assert level_at(moved, date(2020, 7, 29), known) is Level.HEAD


def test_while_the_office_has_something_to_decide_nobody_is_pressed() -> None:
    duty = a_session(date(2020, 7, 21))

    known = Known(asked=frozenset({duty.id}))

    assert level_at(duty, date(2020, 7, 20), known) is None


def test_a_duty_born_late_is_not_told_on_the_day_it_was_told_of() -> None:
    duty = a_session(date(2020, 7, 21))
    due = replace(duty.due, since=morning(date(2020, 7, 16), 9))

    assert level_at(replace(duty, due=due), date(2020, 7, 16)) is None
    assert level_at(replace(duty, due=due), date(2020, 7, 17)) is Level.HEAD


def test_one_message_an_agency_and_level_with_all_that_is_late() -> None:
    duty = a_session(date(2020, 7, 21))
    other = replace(duty, id=2, ref="I.3")
    elsewhere = replace(duty, id=3, ref="I.1", agency="Sở Tài chính")
    at = morning(date(2020, 7, 15))

    found = proposals(
        [duty, elsewhere, other], NOTHING_KNOWN, at, rules=RULES, calendar=CALENDAR
    )

    assert [(one.agency, [d.ref for d in one.duties]) for one in found] == [
        ("Sở Tài chính", ["I.1"]),
        (HOME_AFFAIRS, ["I.3", "I.9"]),
    ]


@given(
    days=st.lists(st.integers(1, 9), min_size=0, max_size=3, unique=True).map(sorted),
    looks=st.sets(st.integers(1, 30), min_size=1),
    spoke=st.none() | st.integers(0, 20),
)
def test_levels_rise_one_by_one_never_before_their_day(
    days: list[int], looks: set[int], spoke: int | None
) -> None:
    """Whenever the office looks, and whenever the agency spoke."""
    rules = replace(RULES, escalation_days=tuple(days))
    duty = a_session(date(2020, 9, 30))
    due_day = date(2020, 7, 14)
    duty = replace(duty, due=replace(duty.due, at=morning(due_day, 17)))
    if spoke is not None:
        duty = replace(duty, spoke_at=morning(due_day + timedelta(days=spoke), 7))
    ladder = ladder_of(duty, NOTHING_KNOWN, rules)
    since = max(due_day, due_day + timedelta(days=spoke or 0))
    told: list[tuple[Level, date]] = []
    for n in sorted(looks):
        day = since + timedelta(days=n)
        level = ladder.level_on(day, CALENDAR)
        if level is None:
            continue
        told.append((level, day))
        rung = Rung(level=level, ruling=Ruling.SENT, day=day)
        ladder = replace(ladder, rungs=(*ladder.rungs, rung))

    assert [level for level, _ in told] == list(Level)[: len(told)]
    assert len(told) <= len(days)
    assert len({day for _, day in told}) == len(told)
    for (_, day), count in zip(told, days, strict=False):
        assert CALENDAR.workdays_between(since, day) >= count
