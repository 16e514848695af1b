"""An amendment: states stay with their items, reminders follow the new day."""

from dataclasses import replace
from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from programme.amending import Amendment, amend
from programme.document import AgendaItem, Draft, Meeting, Status
from programme.duties import DueRule, Duty, DutyRole, DutyState
from programme.programme import InForce
from programme.telling import Told, of_meetings, told_of
from tests.programme.makers import (
    CIVIL,
    CONFERENCE,
    FINANCE,
    INTERIOR,
    JULY,
    JULY_DRAFT,
    JUSTICE,
    PLANNING,
    RULES,
    SESSION,
    SUBMISSION,
    a_day,
    a_moment,
    due_on,
    of_duties,
    said,
    wanted,
)

AT = a_moment("10:00 8/7")


def with_session(*items: AgendaItem, **changes: object) -> Draft:
    session = replace(SESSION, items=items or SESSION.items)
    session = replace(session, **changes)  # type: ignore[arg-type] # a test's fields
    return replace(JULY_DRAFT, meetings=(session, CONFERENCE))


def amended(
    now: Draft, *, force: InForce = JULY, was: Draft = JULY_DRAFT, at: datetime = AT
) -> Amendment:
    return amend(force, was, now, at=at, rules=RULES, calendar=CIVIL)


def the(ref: str, force: InForce, role: DutyRole = DutyRole.LEAD) -> Duty:
    (duty,) = [d for d in force.duties if d.ref == ref and d.role is role]
    return duty


def told(done: Amendment) -> dict[str, Told]:
    return {one.agency: one for one in told_of(done, RULES)}


def answered(ref: str, state: DutyState) -> InForce:
    """July, with one report of an agency."""
    duties = tuple(
        duty.report(state, at=a_moment("09:00 7/7"), note="đã trình")
        if duty.ref == ref and duty.role is DutyRole.LEAD
        else duty
        for duty in JULY.duties
    )
    return replace(JULY, duties=duties)


def test_the_first_issue_is_no_change() -> None:
    done = amended(JULY_DRAFT)

    assert done.is_empty
    assert done.now is JULY
    assert told_of(done, RULES) == ()


def test_a_moved_session_takes_its_due_days_along() -> None:
    force = answered("I.3", DutyState.READY)
    done = amended(with_session(starts_on=a_day("23/7")), force=force)

    first, third = the("I.1", done.now), the("I.3", done.now)
    assert said(first.due.at) == "17:00 16/7"
    assert (first.due.version, first.due.since, first.state) == (2, AT, "assigned")
    assert (third.state, third.note) == (DutyState.READY, "đã trình")
    assert first.session_begins == a_moment("00:00 23/7")
    assert the("II.1", done.now) == the("II.1", JULY)
    assert not done.new
    assert not done.ended
    assert done.now.programme.revision == 2


def test_reminders_follow_the_new_day_and_nothing_old_is_said() -> None:
    done = amended(with_session(starts_on=a_day("23/7")))

    later = [r for r in wanted(done.now, AT) if r.duty == the("I.10", done.now).id]
    assert [f"{said(r.at)} {r.key.rpartition(':')[2]}" for r in later] == [
        "08:00 9/7 T-5",
        "08:00 14/7 T-2",
        "08:00 15/7 T-1",
        "08:00 16/7 T-0",
        "08:00 17/7 L+1",
        "08:00 20/7 L+2",
    ]


def test_steps_at_or_before_the_change_count_as_said() -> None:
    at = a_moment("07:00 9/7")
    done = amended(with_session(starts_on=a_day("23/7")), at=at)

    assert "08:00 9/7 T-5" not in of_duties(done.now)


def test_only_whom_it_concerns_is_told_and_only_what_is_theirs() -> None:
    done = amended(with_session(starts_on=a_day("23/7")))

    found = told(done)
    assert set(found) == {PLANNING, FINANCE, INTERIOR}
    assert [d.ref for d in found[PLANNING].duties] == ["I.1", "I.3"]
    assert [d.ref for d in found[INTERIOR].duties] == ["I.10"]
    assert [d.role for d in found[FINANCE].duties] == [DutyRole.SUPPORT]
    assert [m.entry.ref for m in of_meetings(done, RULES)] == ["I"]


def test_what_is_accepted_is_not_spoken_of_but_its_meeting_is() -> None:
    duties = tuple(
        duty.accept(at=AT) if duty.agency == INTERIOR else duty for duty in JULY.duties
    )
    force = replace(JULY, duties=duties)
    done = amended(with_session(starts_on=a_day("23/7")), force=force)

    assert told(done)[INTERIOR].duties == ()
    assert the("I.10", done.now).state is DutyState.ACCEPTED


def test_a_new_number_keeps_the_answer_and_is_nobodys_news() -> None:
    force = answered("I.10", DutyState.BLOCKED)
    one, three, ten = SESSION.items
    new = AgendaItem(ref="I.4", ordinal=4, title="Giá đất", lead=(FINANCE,))
    eleven = replace(ten, ref="I.11", ordinal=11)
    done = amended(with_session(one, three, new, eleven), force=force)

    kept, was = the("I.11", done.now), the("I.10", force)
    assert (kept.id, kept.state, kept.due) == (was.id, was.state, was.due)
    assert set(told(done)) == {FINANCE}
    (begun,) = told(done)[FINANCE].begun
    assert (begun.ref, begun.due.since, begun.state) == ("I.4", AT, "assigned")


def test_who_might_report_under_an_old_number_is_told_the_new_ones() -> None:
    one, three, ten = SESSION.items
    session = (replace(one, ref="I.3", ordinal=3), replace(three, ref="I.4"), ten)
    found = told(amended(with_session(*session)))

    assert set(found) == {PLANNING}
    numbers = [(a.was.ref, a.now.ref) for a in found[PLANNING].renumbered]
    assert numbers == [("I.1", "I.3"), ("I.3", "I.4")]


def test_an_item_goes_to_another_agency() -> None:
    one, three, ten = SESSION.items
    done = amended(with_session(one, replace(three, lead=(JUSTICE,)), ten))

    (ended,), (begun,) = done.ended, done.new
    assert (ended.now.agency, ended.now.state) == (PLANNING, DutyState.WITHDRAWN)
    assert ended.now.note == f"chuyển cho {JUSTICE}"
    assert (begun.agency, begun.ref, begun.state) == (JUSTICE, "I.3", "assigned")
    assert set(told(done)) == {PLANNING, JUSTICE}
    assert told(done)[PLANNING].handed_over == (ended,)


def test_an_item_that_comes_back_to_its_agency_is_a_duty_again() -> None:
    one, three, ten = SESSION.items
    there = with_session(one, replace(three, lead=(JUSTICE,)), ten)
    first = amended(there)
    done = amended(JULY_DRAFT, force=first.now, was=there)

    (begun,), (ended,) = done.new, done.ended
    assert (begun.agency, ended.now.agency) == (PLANNING, JUSTICE)
    assert [d.state for d in done.now.duties if d.ref == "I.3"] == [
        DutyState.WITHDRAWN,
        DutyState.WITHDRAWN,
        DutyState.ASSIGNED,
    ]


def test_what_the_office_ended_stays_ended() -> None:
    duties = tuple(
        duty.end(DutyState.DEFERRED, at=AT, reason="kỳ sau")
        if duty.ref == "I.3"
        else duty
        for duty in JULY.duties
    )
    force = replace(JULY, duties=duties)
    done = amended(with_session(starts_on=a_day("23/7")), force=force)

    assert not done.new
    assert the("I.3", done.now).state is DutyState.DEFERRED


def test_what_the_office_gave_for_a_returned_dossier_stays_if_it_is_later() -> None:
    due = replace(due_on("17/7"), rule=DueRule.DECIDED)
    back = the("I.10", JULY).send_back(at=AT, reason="thiếu", due=due)
    duties = tuple(back if d.id == back.id else d for d in JULY.duties)
    force = replace(JULY, duties=duties)

    later = amended(with_session(starts_on=a_day("23/7")), force=force)
    sooner = amended(with_session(starts_on=a_day("16/7")), force=force)

    assert the("I.10", later.now).due == back.due
    assert said(the("I.10", sooner.now).due.at) == "17:00 9/7"


def test_a_withdrawn_item_ends() -> None:
    one, _, ten = SESSION.items
    done = amended(with_session(one, ten))

    (ended,) = done.ended
    assert (ended.now.state, ended.now.note) == (
        DutyState.WITHDRAWN,
        "rút khỏi chương trình",
    )
    assert [found.entry.ref for found in told(done)[PLANNING].withdrawn] == ["I.3"]


def test_a_postponed_session_keeps_its_duties_and_reminds_of_none() -> None:
    held = with_session(status=Status.POSTPONED)
    done = amended(held, force=answered("I.3", DutyState.PREPARING))

    of_it = [duty for duty in done.now.duties if duty.meeting == "I"]
    assert all(duty.is_open and not duty.is_awaited for duty in of_it)
    assert not [r for r in wanted(done.now, AT) if r.duty in {d.id for d in of_it}]
    assert not any(duty.is_late(a_moment("09:00 30/7")) for duty in of_it)

    again = amended(with_session(starts_on=a_day("28/7")), force=done.now, was=held)
    third = the("I.3", again.now)
    assert (said(third.due.at), third.due.version) == ("17:00 21/7", 3)
    assert (third.state, third.note) == (DutyState.PREPARING, "đã trình")


def test_what_was_held_and_is_only_not_listed_any_more_is_left_alone() -> None:
    at = a_moment("10:00 24/7")
    rest = replace(JULY_DRAFT, meetings=())
    new = replace(SUBMISSION, ref="II.2", ordinal=2, title="Giá đất", lead=(FINANCE,))
    done = amended(replace(rest, submissions=(SUBMISSION, new)), at=at)

    assert [one.what for one in done.differences] == ["added"]
    assert not done.ended
    assert set(told(done)) == {FINANCE}


def test_a_conference_concerns_whom_it_invites() -> None:
    moved = replace(CONFERENCE, starts_on=a_day("10/7"), place="Hội trường A")
    done = amended(replace(JULY_DRAFT, meetings=(SESSION, moved)))

    assert set(told(done)) == {JUSTICE}
    assert [m.what for m in told(done)[JUSTICE].meetings] == ["moved"]


TITLES = st.sampled_from(["Giá đất", "Biên chế", "Đầu tư công", "Quy hoạch", "Vốn"])
SAID = st.lists(
    st.tuples(TITLES, st.sampled_from([FINANCE, INTERIOR, PLANNING])), max_size=5
)
DAYS = st.sampled_from(["21/7", "23/7", "28/7"])
STATUSES = st.sampled_from([Status.PLANNED, Status.POSTPONED])


def drafted(said: list[tuple[str, str]], day: str, status: Status) -> Draft:
    items = tuple(
        AgendaItem(ref=f"I.{n}", ordinal=n, title=title, lead=(lead,))
        for n, (title, lead) in enumerate(said, 1)
    )
    meeting = Meeting(
        ref="I", title="Phiên họp", starts_on=a_day(day), items=items, status=status
    )
    return replace(JULY_DRAFT, meetings=(meeting,))


@given(st.lists(st.builds(drafted, SAID, DAYS, STATUSES), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_one_amendment_after_another(drafts: list[Draft]) -> None:
    force, was = JULY, JULY_DRAFT
    for draft in drafts:
        done = amended(draft, force=force, was=was)
        assert amended(draft, force=done.now, was=draft).is_empty
        assert [d.id for d in done.now.duties[: len(force.duties)]] == [
            d.id for d in force.duties
        ]
        force, was = done.now, draft

    owed = sorted((item.ref, name) for item in was.items for name in item.lead)
    held = was.meetings[0].status is Status.POSTPONED
    standing = sorted(
        (duty.ref, duty.agency)
        for duty in force.duties
        if duty.is_open and duty.role is DutyRole.LEAD
    )
    assert set(standing) <= set(owed)
    if not held:
        assert standing == owed
