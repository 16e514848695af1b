"""One message per addressee and moment: what joins it, and what it is called."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from programme.occasions import Occasion, gather
from programme.reminders import (
    LEADERS,
    OFFICE,
    Addressee,
    Kind,
    Reminder,
    Step,
    agency,
)
from tests.programme.makers import (
    FINANCE,
    INTERIOR,
    PLANNING,
    RULES,
    SESSION,
    a_moment,
    said,
    wanted,
    with_meetings,
)

DIGEST = Reminder(
    key="due:7:v1:T-1",
    to=agency(INTERIOR),
    kind=Kind.DIGEST,
    at=a_moment("08:00 13/7"),
    step=Step.COMING,
    not_after=a_moment("17:00 14/7"),
    refs=("I.10",),
    duty=7,
)


def _lines(occasions: Sequence[Occasion]) -> list[str]:
    return [f"{said(o.at)} {o.kind} → {o.to}" for o in occasions]


def test_what_july_says_to_whom_when() -> None:
    found = gather(wanted(with_meetings(SESSION)), RULES)

    to_planning = [o for o in found if o.to == agency(PLANNING)]
    assert [(said(o.at), o.kind, o.refs) for o in to_planning] == [
        ("16:00 24/6", Kind.PUBLICATION, ("I.1", "I.3")),
        ("08:00 30/6", Kind.DIGEST, ("I.1", "I.3")),
        ("08:00 7/7", Kind.DIGEST, ("I.1", "I.3")),
        ("08:00 10/7", Kind.DIGEST, ("I.1", "I.3")),
        ("08:00 13/7", Kind.DIGEST, ("I.1", "I.3")),
        ("08:00 14/7", Kind.DIGEST, ("I.1", "I.3")),
        ("08:00 15/7", Kind.DIGEST, ("I.1", "I.3")),
        ("08:00 16/7", Kind.DIGEST, ("I.1", "I.3")),
        ("15:00 20/7", Kind.MEETING, ("I.1", "I.3")),
        ("07:00 21/7", Kind.MEETING, ("I.1", "I.3")),
    ]
    assert [said(o.at) for o in found if o.to == LEADERS] == [
        "07:00 26/6",
        "07:00 3/7",
        "07:00 10/7",
        "07:00 17/7",
        "15:00 20/7",
        "07:00 24/7",
        "07:00 31/7",
    ]
    office = [said(o.at) for o in found if o.to == OFFICE]
    assert [day for day in office if not day.startswith("07:30")] == [
        "15:00 20/7",
        "07:00 21/7",  # the digest has joined the notice
    ]
    assert "07:30 21/7" not in office


def _notice(to: Addressee, at: str = "07:00 13/7") -> Reminder:
    return replace(
        DIGEST,
        key=f"meeting:{to}",
        to=to,
        kind=Kind.MEETING,
        step=Step.MORNING,
        at=a_moment(at),
        duty=None,
        meeting="III.1",
        refs=("III.1",),
    )


@pytest.mark.parametrize(
    ("kind", "at", "joins"),
    [
        (Kind.DIGEST, "08:00 13/7", True),
        (Kind.OFFICE, "07:30 13/7", True),
        (Kind.BRIEFING, "07:30 13/7", True),
        (Kind.DIGEST, "07:00 13/7", True),  # it is there already
        (Kind.DIGEST, "08:00 14/7", False),  # another morning
        (Kind.DIGEST, "06:00 13/7", False),  # nothing is made to wait
        (Kind.MEETING, "15:00 13/7", False),  # the eve of the next meeting
        (Kind.PUBLICATION, "16:00 13/7", False),
        (Kind.CHANGE, "09:00 13/7", False),
        (Kind.ESCALATION, "08:00 13/7", False),
    ],
)
def test_what_joins_the_notice_of_the_same_morning(
    kind: Kind, at: str, joins: bool
) -> None:
    other = replace(DIGEST, kind=kind, at=a_moment(at))

    found = gather([other, _notice(DIGEST.to)], RULES)

    assert (len(found) == 1) is joins
    if joins:
        (together,) = found
        assert said(together.at) == "07:00 13/7"
        assert together.kind is kind  # the one that people wait for
        assert together.refs == ("I.10", "III.1")


def test_a_notice_to_one_agency_moves_nobody_elses_digest() -> None:
    found = gather([DIGEST, _notice(agency(FINANCE))], RULES)

    assert _lines(found) == [
        f"07:00 13/7 meeting → agency:{FINANCE}",
        f"08:00 13/7 digest → agency:{INTERIOR}",
    ]


def test_the_eve_of_a_meeting_moves_no_digest() -> None:
    eve = replace(_notice(DIGEST.to, "15:00 13/7"), step=Step.EVE)

    assert len(gather([DIGEST, eve], RULES)) == 2


def test_fourteen_items_make_one_message_in_the_documents_order() -> None:
    refs = ["II.2", "I.10", "I.3", "IX.1", "IV.1", "I.4"]
    digests = [
        replace(DIGEST, key=f"due:{n}", duty=n, refs=(ref,))
        for n, ref in enumerate([*refs, "I.3"])
    ]

    (occasion,) = gather(digests, RULES)

    assert occasion.refs == ("I.3", "I.4", "I.10", "II.2", "IV.1", "IX.1")
    assert len(occasion.reminders) == 7


@pytest.mark.parametrize(
    ("kinds", "called"),
    [
        ([Kind.MEETING, Kind.DIGEST], Kind.DIGEST),
        ([Kind.DIGEST, Kind.PUBLICATION], Kind.PUBLICATION),
        ([Kind.MEETING, Kind.BRIEFING], Kind.BRIEFING),
        ([Kind.OFFICE, Kind.MEETING], Kind.OFFICE),
        ([Kind.DIGEST, Kind.ESCALATION], Kind.ESCALATION),
        ([Kind.CHANGE, Kind.ESCALATION], Kind.CHANGE),
        *[([kind], kind) for kind in Kind],
    ],
)
def test_a_message_is_called_after_what_people_wait_for(
    kinds: list[Kind], called: Kind
) -> None:
    (occasion,) = gather([replace(DIGEST, key=k, kind=k) for k in kinds], RULES)

    assert occasion.kind is called
    assert [r.kind for kind in kinds for r in occasion.of(kind)] == kinds


def test_a_message_lives_as_long_as_the_longest_of_what_it_says() -> None:
    long = replace(DIGEST, key="b", not_after=DIGEST.not_after + timedelta(days=3))

    (occasion,) = gather([DIGEST, long], RULES)

    assert occasion.not_after == long.not_after


def test_a_message_is_named_by_its_addressee_and_its_moment() -> None:
    one, other = gather([DIGEST, replace(DIGEST, to=OFFICE)], RULES)

    assert one.key == f"agency:{INTERIOR}@{DIGEST.at.timestamp():.0f}"
    assert other.key == f"office@{DIGEST.at.timestamp():.0f}"


def test_an_addressee_is_written_by_role_and_name() -> None:
    assert [str(to) for to in (OFFICE, LEADERS, agency(FINANCE))] == [
        "office",
        "leader",
        "agency:Sở Tài chính",
    ]
