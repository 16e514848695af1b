"""A day is entered after programmes were told: what would move, and what never does."""

from dataclasses import replace
from datetime import datetime

import pytest

from programme.calendar import WorkCalendar
from programme.days import CalendarDay, DayKind
from programme.document import AgendaItem, Draft, Meeting
from programme.duties import DueRule, DutyState
from programme.programme import InForce
from programme.publishing import put_in_force
from programme.recounting import Recount, recount
from tests.programme.makers import CIVIL, FINANCE, PUBLISHED, RULES, a_day, a_moment

NOW = a_moment("09:00 7/7")


def an_item(number: int, **more: object) -> AgendaItem:
    said = {"ref": f"I.{number}", "ordinal": number, "title": f"Việc {number}"}
    return AgendaItem(**said, lead=(FINANCE,), **more)  # type: ignore[arg-type] # fields of its own


def july() -> InForce:
    """Due 14/7 by the session, 10/7 as printed, 31/7 at the end of the month."""
    session = Meeting(
        ref="I",
        title="Phiên họp",
        starts_on=a_day("21/7"),
        items=(an_item(1), an_item(2, due_on=a_day("10/7"))),
    )
    chairman = replace(an_item(3), ref="II.3")
    draft = Draft(
        kind="month", period="2020-07", meetings=(session,), submissions=(chairman,)
    )
    return put_in_force(draft, at=PUBLISHED, rules=RULES, calendar=CIVIL)


def entered(*days: tuple[str, DayKind]) -> WorkCalendar:
    return CIVIL.with_own(
        [CalendarDay(day=a_day(day), kind=kind) for day, kind in days]
    )


def counted(
    now: WorkCalendar, *, at: datetime = NOW, force: InForce | None = None
) -> Recount:
    return recount(force or july(), CIVIL, now, rules=RULES, at=at)


def moves(found: Recount) -> list[str]:
    return [
        f"{one.now.ref} {one.was.due.at:%d/%m %H:%M} → {one.now.due.at:%d/%m %H:%M}"
        for one in found.moved
    ]


OFF, WORKED, MORNING = DayKind.OFF, DayKind.WORKED, DayKind.MORNING


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        ([("15/7", OFF)], ["I.1 14/07 17:00 → 13/07 17:00"]),
        ([("14/7", OFF)], ["I.1 14/07 17:00 → 13/07 17:00"]),
        ([("18/7", WORKED)], ["I.1 14/07 17:00 → 15/07 17:00"]),
        ([("15/7", OFF), ("18/7", WORKED)], []),  # a swap: as many days as before
        ([("21/7", OFF)], []),
        ([("9/7", OFF)], []),  # before all of them
        ([("14/7", MORNING)], ["I.1 14/07 17:00 → 14/07 11:30"]),
        ([("15/7", MORNING)], []),  # worked, half or whole
        ([("31/7", OFF)], ["II.3 31/07 17:00 → 30/07 17:00"]),
        ([("10/7", OFF)], []),  # what is printed stays as printed
    ],
)
def test_what_a_day_moves(days: list[tuple[str, DayKind]], wanted: list[str]) -> None:
    assert moves(counted(entered(*days))) == wanted


def test_what_moves_is_a_new_moment_told_now_and_says_why() -> None:
    (one,) = counted(entered(("15/7", OFF))).moved

    assert (one.now.due.version, one.now.due.since) == (2, NOW)
    assert one.now.due.rule is DueRule.BEFORE_SESSION
    assert a_day("15/7") in one.now.due.skipped


def test_nothing_moves_into_the_past() -> None:
    found = counted(entered(("15/7", OFF)), at=a_moment("18:00 13/7"))

    assert found.moved == ()
    assert [duty.ref for duty in found.stuck] == ["I.1"]


def test_a_past_day_moves_nothing_that_was_due() -> None:
    found = counted(entered(("13/7", OFF), ("15/7", OFF)), at=a_moment("18:00 14/7"))

    assert (found.moved, found.stuck, found.eased) == ((), (), ())


def test_a_due_day_that_becomes_a_day_off_is_late_a_working_day_later() -> None:
    found = counted(entered(("10/7", OFF)))

    (one,) = found.eased
    assert one.now.due.at == one.was.due.at
    assert one.now.due.version == one.was.due.version
    assert f"{one.now.due.late_after:%d/%m %H:%M}" == "13/07 17:00"


def test_what_the_office_kept_is_not_offered_again_by_another_entry() -> None:
    kept = entered(("15/7", OFF))
    more = entered(("15/7", OFF), ("31/7", OFF))

    found = recount(july(), kept, more, rules=RULES, at=NOW)

    assert moves(found) == ["II.3 31/07 17:00 → 30/07 17:00"]


def test_taking_the_day_back_brings_a_kept_moment_nothing() -> None:
    found = recount(july(), entered(("15/7", OFF)), CIVIL, rules=RULES, at=NOW)

    assert moves(found) == []


def test_a_half_day_taken_back_gives_the_hour_back() -> None:
    half = entered(("14/7", MORNING))
    (one, *_) = counted(half).moved
    force = replace(july(), duties=(one.now,))

    found = recount(force, half, CIVIL, rules=RULES, at=NOW)

    assert moves(found) == ["I.1 14/07 11:30 → 14/07 17:00"]


def test_two_working_days_to_complete_a_dossier_are_counted_anew() -> None:
    (duty, *rest) = july().duties
    due = replace(
        duty.due,
        rule=DueRule.DECIDED,
        anchor=a_day("7/7"),
        workdays=2,
        at=a_moment("17:00 9/7"),
    )
    force = replace(july(), duties=(replace(duty, due=due), *rest))

    found = counted(entered(("8/7", OFF)), force=force)

    assert moves(found) == ["I.1 09/07 17:00 → 10/07 17:00"]


def test_an_hour_that_was_given_stays() -> None:
    (duty, *rest) = july().duties
    due = replace(duty.due, at=a_moment("10:00 14/7"))
    force = replace(july(), duties=(replace(duty, due=due), *rest))

    assert moves(counted(entered(("15/7", OFF)), force=force)) == [
        "I.1 14/07 10:00 → 13/07 10:00"
    ]


@pytest.mark.parametrize(
    "state", [DutyState.ACCEPTED, DutyState.WITHDRAWN, DutyState.DEFERRED]
)
def test_what_is_over_moves_no_more(state: DutyState) -> None:
    force = july()
    over = tuple(replace(duty, state=state) for duty in force.duties)

    found = counted(entered(("15/7", OFF)), force=replace(force, duties=over))

    assert found.moved == ()


def test_what_is_on_hold_has_no_moment_to_move() -> None:
    (duty, *_) = july().duties
    held = replace(duty, due=replace(duty.due, rule=DueRule.ON_HOLD))

    found = counted(entered(("15/7", OFF)), force=replace(july(), duties=(held,)))

    assert found == Recount(force=found.force)
