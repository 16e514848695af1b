"""From what a document says to who owes what."""

from dataclasses import replace
from datetime import time

import pytest

from programme.document import AgendaItem, Draft, Status
from programme.duties import DueRule, Duty, DutyRole, DutyState
from tests.programme.makers import (
    CONFERENCE,
    FINANCE,
    FRIDAYS,
    INTERIOR,
    JULY,
    JULY_DRAFT,
    PLANNING,
    PUBLISHED,
    SESSION,
    SUBMISSION,
    a_day,
    a_moment,
    in_force,
    said,
)


def _owed(duty: Duty) -> tuple[int, str, str, str]:
    return duty.id, duty.ref, duty.agency, str(duty.role)


def test_each_agency_owes_its_part_numbered_in_the_documents_order() -> None:
    assert [_owed(duty) for duty in JULY.duties] == [
        (1, "I.1", PLANNING, "lead"),
        (2, "I.1", FINANCE, "support"),
        (3, "I.3", PLANNING, "lead"),
        (4, "I.10", INTERIOR, "lead"),
        (5, "II.1", INTERIOR, "lead"),
    ]
    assert {duty.state for duty in JULY.duties} == {DutyState.ASSIGNED}


def test_a_matter_with_two_preparers_is_owed_by_both() -> None:
    item = replace(SUBMISSION, lead=(FINANCE, PLANNING), support=(INTERIOR,))

    force = in_force(replace(JULY_DRAFT, meetings=(), submissions=(item,)))

    assert [(duty.agency, duty.role) for duty in force.duties] == [
        (FINANCE, DutyRole.LEAD),
        (PLANNING, DutyRole.LEAD),
        (INTERIOR, DutyRole.SUPPORT),
    ]


def test_a_sessions_matter_is_due_before_it_and_a_submission_at_the_months_end() -> (
    None
):
    of_session, *_, submitted = JULY.duties

    assert (of_session.meeting, submitted.meeting) == ("I", None)
    assert of_session.due.rule is DueRule.BEFORE_SESSION
    assert said(of_session.due.at) == "17:00 14/7"
    assert of_session.session_begins == a_moment("00:00 21/7")
    assert submitted.due.rule is DueRule.PERIOD_END
    assert said(submitted.due.at) == "17:00 31/7"
    assert submitted.session_begins is None
    assert {duty.due.since for duty in JULY.duties} == {PUBLISHED}


def test_a_printed_day_and_a_printed_hour_are_kept() -> None:
    item = replace(SESSION.items[0], due_on=a_day("10/7"))
    session = replace(SESSION, time=time(13, 30), items=(item,))

    lead, support = in_force(
        replace(JULY_DRAFT, meetings=(session,), submissions=())
    ).duties

    assert lead.due == support.due
    assert (lead.due.rule, said(lead.due.at)) == (DueRule.PRINTED, "17:00 10/7")
    assert lead.session_begins == a_moment("13:30 21/7")


@pytest.mark.parametrize("status", Status)
def test_nobody_is_asked_for_what_is_withdrawn_or_postponed(status: Status) -> None:
    is_asked = status not in {Status.WITHDRAWN, Status.POSTPONED}
    item = AgendaItem(ref="I.1", ordinal=1, title="A", lead=(FINANCE,), status=status)
    planned = replace(item, status=Status.PLANNED)
    drafts = [
        Draft(kind="month", period="2020-07", submissions=(item,)),
        replace(JULY_DRAFT, meetings=(replace(SESSION, items=(item,)),)),
        replace(
            JULY_DRAFT, meetings=(replace(SESSION, items=(planned,), status=status),)
        ),
    ]

    for draft in drafts:
        owed = [duty for duty in in_force(draft).duties if duty.agency == FINANCE]
        assert bool(owed) is is_asked


def test_a_matter_without_a_preparer_is_owed_by_nobody() -> None:
    item = replace(SUBMISSION, lead=(), support=())

    force = in_force(replace(JULY_DRAFT, meetings=(CONFERENCE,), submissions=(item,)))

    assert force.duties == ()


def test_a_programme_in_force_keeps_its_head_its_meetings_and_what_recurs() -> None:
    draft = replace(JULY_DRAFT, issuer="UBND tỉnh", number="12/CTr-UBND")

    force = in_force(draft, programme=7)

    head = force.programme
    assert (head.id, head.revision, head.period) == (7, 1, "2020-07")
    assert (head.issuer, head.number) == ("UBND tỉnh", "12/CTr-UBND")
    assert head.published_at == PUBLISHED
    assert force.meetings == (SESSION, CONFERENCE)
    assert force.recurring == (FRIDAYS,)
    assert {duty.programme for duty in force.duties} == {7}


def test_a_meeting_is_found_by_its_ref() -> None:
    assert JULY.meeting("III.1") == CONFERENCE
    assert JULY.meeting("I") == SESSION
    assert JULY.meeting("V") is None


def test_a_document_lists_its_matters_in_order() -> None:
    assert [item.ref for item in JULY_DRAFT.items] == ["I.1", "I.3", "I.10", "II.1"]


def test_a_secret_matter_is_owed_by_its_ref_alone() -> None:
    item = replace(SUBMISSION, title="")

    force = in_force(replace(JULY_DRAFT, meetings=(), submissions=(item,)))

    assert all(duty.secret and not duty.title for duty in force.duties)
