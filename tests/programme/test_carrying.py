"""What one programme leaves open is offered to the next; the office decides."""

from dataclasses import replace

import pytest

from programme.carrying import TAKEN_UP, carry_over, taken_up
from programme.document import AgendaItem, Draft, Status
from programme.duties import Duty, DutyState
from programme.programme import InForce
from tests.programme.makers import (
    FINANCE,
    INTERIOR,
    JULY,
    PLANNING,
    a_moment,
    with_duties,
)

AT = a_moment("16:00 24/7")
LEAD = next(duty for duty in JULY.duties if duty.ref == "I.3")


def a_duty(title: str, state: DutyState = DutyState.PREPARING) -> Duty:
    return replace(LEAD, title=title, state=state)


def august(*titles: str, lead: str = PLANNING, **changes: str) -> Draft:
    items = tuple(
        AgendaItem(ref=f"II.{n}", ordinal=n, title=title, lead=(lead,))
        for n, title in enumerate(titles, 1)
    )
    return replace(
        Draft(kind="month", period="2020-08", submissions=items),
        **changes,  # type: ignore[arg-type] # a test's own fields
    )


def matched(force: InForce, draft: Draft) -> list[tuple[str, str]]:
    over = carry_over(draft, [force], AT)
    return [(one.duty.ref, one.item.ref) for one in over.carried]


@pytest.mark.parametrize(
    ("was", "now", "is_same"),
    [
        ("Quy hoạch chung đô thị", "Quy hoạch chung đô thị", True),
        ("Quy hoạch chung đô thị", "quy hoạch chung đô  thị.", True),
        ("Quy hoạch chung đô thị mới", "Quy hoạch chung các đô thị mới", True),
        # This month's report is not the next one's.
        ("Báo cáo kinh tế tháng 7", "Báo cáo kinh tế tháng 8", False),
        ("Quy hoạch chung đô thị", "Kế hoạch vốn đầu tư công", False),
    ],
)
def test_the_same_matter(was: str, now: str, is_same: bool) -> None:
    found = matched(with_duties(a_duty(was)), august(now))

    assert found == ([("I.3", "II.1")] if is_same else [])


def test_only_of_the_same_agency_and_each_once() -> None:
    force = with_duties(a_duty("Giá đất"), replace(a_duty("Giá đất"), id=99))

    assert matched(force, august("Giá đất", lead=FINANCE)) == []
    assert len(matched(force, august("Giá đất"))) == 1


@pytest.mark.parametrize("state", DutyState)
def test_only_what_is_open_and_not_ready_goes_on(state: DutyState) -> None:
    found = matched(with_duties(a_duty("Giá đất", state)), august("Giá đất"))

    assert bool(found) is (state in TAKEN_UP and state is not DutyState.DEFERRED)


@pytest.mark.parametrize(
    ("moved", "is_taken_up"), [("10:00 22/7", True), ("16:00 24/6", False)]
)
def test_what_a_session_put_off_goes_on_once(moved: str, *, is_taken_up: bool) -> None:
    """What the programme of this very month took up is not taken up by the next."""
    published = a_moment("16:00 24/6")
    off = replace(a_duty("Giá đất", DutyState.DEFERRED), moved_at=a_moment(moved))
    force = with_duties(off)
    force = replace(force, programme=replace(force.programme, published_at=published))

    over = carry_over(august("Giá đất"), [force], AT)

    assert [one.duty for one in over.carried] == ([off] if is_taken_up else [])
    assert carry_over(august("Quy hoạch"), [force], AT).left == (
        (off,) if is_taken_up else ()
    )


def test_what_was_sent_back_is_prepared_anew_with_its_note() -> None:
    old = replace(a_duty("Giá đất", DutyState.RETURNED), note="thiếu phụ lục")

    new = taken_up(replace(LEAD, id=50, state=DutyState.ASSIGNED), old)

    assert (new.id, new.state, new.note) == (50, DutyState.PREPARING, "thiếu phụ lục")


def test_what_is_over_and_not_in_the_new_one_is_left_to_the_office() -> None:
    over = carry_over(august("Giá đất"), [JULY], AT)

    # The session of 21/7 is over; what is due on 31/7 is not, and nobody is asked.
    assert [duty.ref for duty in over.left] == ["I.1", "I.3", "I.10"]
    later = carry_over(august("Giá đất"), [JULY], a_moment("08:00 3/8"))
    assert [duty.ref for duty in later.left] == ["I.1", "I.3", "I.10", "II.1"]


def test_a_programme_of_the_same_or_a_later_period_leaves_nothing() -> None:
    for period in ("2020-07", "2020-06", "2020-Q3"):
        over = carry_over(august("Quy chế", lead=INTERIOR, period=period), [JULY], AT)
        assert not over.carried
        assert not over.left


def test_what_goes_on_is_marked_so_in_the_new_programme() -> None:
    draft = august("Quy chế", "Giá đất", lead=INTERIOR)
    noted = carry_over(draft, [JULY], AT).noted(draft)

    statuses = [item.status for item in noted.submissions]
    assert statuses == [Status.CARRIED_OVER, Status.PLANNED]
