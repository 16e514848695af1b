"""A notice of change: applied where it is certain, asked where it is not."""

from dataclasses import replace

import pytest

from programme.changes import amended, compare
from programme.document import Change, ChangeAction, Draft, Status
from tests.programme.makers import (
    CONFERENCE,
    FINANCE,
    INTERIOR,
    JULY_DRAFT,
    JUSTICE,
    PLANNING,
    SESSION,
    a_day,
)

A = ChangeAction


def a_notice(*changes: Change) -> Draft:
    return Draft(kind="change", period="2020-07", changes=changes)


def a_change(action: ChangeAction, **said: object) -> Change:
    for name in ("old_date", "new_date"):
        if isinstance(day := said.get(name), str):
            said[name] = a_day(day)
    return Change(action=action, words="…", line=7, **said)  # type: ignore[arg-type] # a test's fields


def applied(*changes: Change, to: Draft = JULY_DRAFT) -> list[str]:
    """What the notice changes: "moved I", "added I.11"."""
    draft, doubts = amended(to, a_notice(*changes))
    assert doubts == ()
    return [f"{one.what} {one.entry.ref}" for one in compare(to, draft)]


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (a_change(A.MOVED, ref="I", new_date="23/7"), ["moved I"]),
        (
            a_change(
                A.MOVED,
                title="Hội nghị UBND tỉnh thường kỳ",
                old_date="21/7",
                new_date="23/7",
            ),
            ["moved I"],
        ),
        (a_change(A.MOVED, old_date="4/7", new_date="6/7"), ["moved III.1"]),
        (a_change(A.MOVED, ref="II.1", new_date="20/7"), ["moved II.1"]),
        (a_change(A.MOVED, ref="I.3", new_date="10/7"), ["moved I.3"]),
        (a_change(A.POSTPONED, ref="III.1"), ["postponed III.1"]),
        (a_change(A.POSTPONED, ref="III.1", new_date="8/7"), ["moved III.1"]),
        (a_change(A.WITHDRAWN, title="Đầu tư công"), ["withdrawn I.3"]),
        (a_change(A.WITHDRAWN, ref="IV"), ["withdrawn IV"]),
        (a_change(A.REASSIGNED, ref="I.3", lead=(FINANCE,)), ["reassigned I.3"]),
        (a_change(A.REWORDED, ref="I.3", title="Vốn năm 2021"), ["reworded I.3"]),
        (
            a_change(A.ADDED, ref="I", title="Giá đất", lead=(FINANCE,)),
            ["added I.11"],
        ),
        (
            a_change(A.ADDED, title="Giá đất", lead=(FINANCE,), new_date="21/7"),
            ["added I.11"],
        ),
        (
            a_change(A.ADDED, ref="II", title="Giá đất", lead=(FINANCE,)),
            ["added II.2"],
        ),
        (
            a_change(A.ADDED, title="Hội nghị trực tuyến", new_date="9/7"),
            ["added III.2"],
        ),
    ],
)
def test_it_is_applied(change: Change, wanted: list[str]) -> None:
    assert applied(change) == wanted


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (a_change(A.WITHDRAWN, title="Đề án trồng rừng"), "no-such-entry"),
        (a_change(A.WITHDRAWN, ref="V.2"), "no-such-entry"),
        (a_change(A.WITHDRAWN, ref="I.3", title="Biên chế"), "no-such-entry"),
        (a_change(A.WITHDRAWN), "no-such-entry"),
        (a_change(A.WITHDRAWN, ref="1"), "several-entries"),
        (a_change(A.MOVED, ref="I"), "no-new-date"),
        (
            a_change(A.MOVED, ref="I", old_date="20/7", new_date="23/7"),
            "other-date",
        ),
        (a_change(A.MOVED, ref="I.3", new_date="28/7"), "which-session"),
        (a_change(A.MOVED, ref="IV", new_date="28/7"), "recurring"),
        (a_change(A.REASSIGNED, ref="I.3"), "no-agency"),
        (a_change(A.REWORDED, ref="I.3"), "no-title"),
        (a_change(A.ADDED, lead=(FINANCE,)), "no-title"),
        (a_change(A.ADDED, title="Giá đất", lead=(FINANCE,)), "where-to"),
        (
            a_change(A.ADDED, ref="I", title="Đầu tư công", lead=(FINANCE,)),
            "there-already",
        ),
    ],
)
def test_what_is_not_certain_is_not_applied(change: Change, code: str) -> None:
    draft, (doubt,) = amended(JULY_DRAFT, a_notice(change))

    assert doubt.code == code
    assert doubt.line == 7
    assert doubt.message.endswith("chưa áp dụng.")
    assert replace(draft, changes=()) == JULY_DRAFT


def test_of_two_alike_the_date_decides() -> None:
    again = replace(CONFERENCE, ref="III.2", starts_on=a_day("10/7"))
    twice = replace(JULY_DRAFT, meetings=(SESSION, CONFERENCE, again))
    title = CONFERENCE.title

    change = a_change(A.MOVED, title=title, old_date="10/7", new_date="12/7")
    assert applied(change, to=twice) == ["moved III.2"]

    draft, (doubt,) = amended(twice, a_notice(a_change(A.WITHDRAWN, title=title)))
    assert (doubt.code, draft.meetings) == ("several-entries", twice.meetings)


def test_a_notice_that_comes_twice_changes_nothing_the_second_time() -> None:
    notice = a_notice(
        a_change(A.MOVED, ref="I", old_date="21/7", new_date="23/7"),
        a_change(A.POSTPONED, ref="III.1"),
        a_change(A.WITHDRAWN, ref="I.10"),
        a_change(A.REASSIGNED, ref="I.3", lead=(FINANCE,)),
        a_change(A.ADDED, ref="I", title="Giá đất", lead=(FINANCE,)),
        a_change(A.ADDED, title="Họp báo", new_date="9/7", lead=(PLANNING,)),
    )

    once, doubts = amended(JULY_DRAFT, notice)
    again, more = amended(once, notice)

    assert (doubts, more) == ((), ())
    assert again == once


def test_a_meeting_keeps_its_length_and_is_held_for_certain() -> None:
    two_days = replace(SESSION, ends_on=a_day("22/7"), status=Status.TENTATIVE)
    was = replace(JULY_DRAFT, meetings=(two_days,))

    draft, _ = amended(was, a_notice(a_change(A.MOVED, ref="I", new_date="30/7")))

    (meeting,) = draft.meetings
    assert (meeting.starts_on, meeting.ends_on) == (a_day("30/7"), a_day("31/7"))
    assert meeting.status is Status.PLANNED


def test_who_supports_stays_unless_it_leads_now() -> None:
    change = a_change(A.REASSIGNED, ref="I.1", lead=(JUSTICE,))
    draft, _ = amended(JULY_DRAFT, a_notice(change))
    assert (draft.items[0].lead, draft.items[0].support) == ((JUSTICE,), (FINANCE,))

    change = a_change(A.REASSIGNED, ref="I.1", lead=(FINANCE,), support=(INTERIOR,))
    draft, _ = amended(JULY_DRAFT, a_notice(change))
    assert (draft.items[0].lead, draft.items[0].support) == ((FINANCE,), (INTERIOR,))
