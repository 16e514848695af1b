"""A meeting's two notices: who has them, and when."""

from dataclasses import replace
from datetime import time

import pytest

from programme.document import AgendaItem, Audience, Meeting, Status
from programme.duties import DutyState
from programme.meeting_reminders import concerned
from programme.programme import InForce
from programme.reminders import LEADERS, OFFICE, Addressee, Kind, Reminder, Step, agency
from programme.rules import OfficeRules
from tests.programme.makers import (
    CONFERENCE,
    FINANCE,
    INTERIOR,
    JULY,
    JULY_DRAFT,
    JUSTICE,
    PLANNING,
    RULES,
    SESSION,
    a_day,
    a_moment,
    in_force,
    said,
    wanted,
    with_meetings,
)

EVE, MORNING = Step.EVE, Step.MORNING
NOBODY_NAMED = replace(CONFERENCE, audience=())


def _notices(
    force: InForce, to: Addressee | None = None, rules: OfficeRules = RULES
) -> list[Reminder]:
    return [
        reminder
        for reminder in wanted(force, rules=rules)
        if reminder.kind is Kind.MEETING and to in {None, reminder.to}
    ]


@pytest.mark.parametrize(
    ("day", "moments"),
    [
        ("4/7", ["15:00 3/7", "07:00 4/7"]),  # a Saturday
        ("5/7", ["15:00 3/7", "07:00 5/7"]),  # a Sunday
        ("6/7", ["15:00 3/7", "07:00 6/7"]),  # a Monday
        ("8/7", ["15:00 7/7", "07:00 8/7"]),
        ("25/6", ["07:00 25/6"]),  # its eve was before publication, at 16:00
        ("24/6", []),
    ],
)
def test_a_meeting_is_said_the_working_day_before_and_the_same_morning(
    day: str, moments: list[str]
) -> None:
    force = with_meetings(replace(CONFERENCE, starts_on=a_day(day)))

    assert [said(notice.at) for notice in _notices(force)] == moments


@pytest.mark.parametrize(
    ("hour", "steps", "worth_until"),
    [
        (None, [EVE, MORNING], ["07:00 8/7", "17:00 8/7"]),
        (time(8, 0), [EVE, MORNING], ["07:00 8/7", "08:00 8/7"]),
        (time(14, 0), [EVE, MORNING], ["07:00 8/7", "14:00 8/7"]),
        (time(7, 0), [EVE], ["07:00 8/7"]),  # it begins as the notice would go out
        (time(6, 30), [EVE], ["07:00 8/7"]),
    ],
)
def test_a_notice_is_worth_saying_until_the_meeting_begins(
    hour: time | None, steps: list[Step], worth_until: list[str]
) -> None:
    force = with_meetings(replace(CONFERENCE, starts_on=a_day("8/7"), time=hour))

    notices = _notices(force)

    assert [notice.step for notice in notices] == steps
    assert [said(notice.not_after) for notice in notices] == worth_until


@pytest.mark.parametrize("status", Status)
def test_only_what_is_withdrawn_or_postponed_is_not_said(status: Status) -> None:
    force = with_meetings(replace(CONFERENCE, status=status))

    is_silent = status in {Status.WITHDRAWN, Status.POSTPONED}
    assert (_notices(force) == []) is is_silent


@pytest.mark.parametrize(
    ("meeting", "agencies"),
    [
        (CONFERENCE, [JUSTICE]),
        (replace(CONFERENCE, lead=(FINANCE,), support=(INTERIOR,)), None),
        (replace(NOBODY_NAMED, lead=(FINANCE, FINANCE)), [FINANCE]),
        (replace(NOBODY_NAMED, support=(INTERIOR,)), [INTERIOR]),
    ],
)
def test_a_meeting_concerns_whom_its_entry_names(
    meeting: Meeting, agencies: list[str] | None
) -> None:
    names = agencies or [JUSTICE, FINANCE, INTERIOR]

    found = concerned(meeting, with_meetings(meeting), RULES)

    assert found == [agency(name) for name in names]


def test_a_sections_heading_is_only_a_hint_and_nobody_is_written_to_for_it() -> None:
    hint = Audience(words="các sở", agencies=(FINANCE, INTERIOR), certain=False)
    meeting = replace(CONFERENCE, audience=(hint,))

    assert concerned(meeting, with_meetings(meeting), RULES) == [OFFICE, LEADERS]


def test_who_is_named_by_nobody_is_known_to_the_office_and_the_leaders() -> None:
    force = with_meetings(NOBODY_NAMED)
    quiet = replace(RULES, leaders_notices=False)

    assert concerned(NOBODY_NAMED, force, RULES) == [OFFICE, LEADERS]
    assert concerned(NOBODY_NAMED, force, quiet) == [OFFICE]


def test_a_session_concerns_the_office_the_leaders_and_who_prepares_it() -> None:
    quiet = replace(RULES, leaders_notices=False)

    for rules in (RULES, quiet):
        found = concerned(SESSION, JULY, rules)

        assert found == [OFFICE, LEADERS, agency(PLANNING), agency(INTERIOR)]


@pytest.mark.parametrize(
    ("to", "steps", "refs"),
    [
        (OFFICE, [EVE, MORNING], ("I",)),
        (LEADERS, [EVE], ("I",)),  # the board, once
        (agency(PLANNING), [EVE, MORNING], ("I.1", "I.3")),
        (agency(INTERIOR), [EVE, MORNING], ("I.10",)),
        (agency(FINANCE), [], ()),  # it supports, and is not asked to come
    ],
)
def test_each_is_told_of_a_session_what_is_theirs(
    to: Addressee, steps: list[Step], refs: tuple[str, ...]
) -> None:
    notices = _notices(with_meetings(SESSION), to)

    assert [notice.step for notice in notices] == steps
    assert {notice.refs for notice in notices} == ({refs} if steps else set())
    assert {said(notice.at) for notice in notices} <= {"15:00 20/7", "07:00 21/7"}


@pytest.mark.parametrize(
    ("state", "is_told"),
    [
        (DutyState.ASSIGNED, True),
        (DutyState.READY, True),
        (DutyState.ACCEPTED, True),  # its dossier is in; it comes to the session
        (DutyState.WITHDRAWN, False),
        (DutyState.DEFERRED, False),
    ],
)
def test_whose_item_has_ended_is_not_called_to_the_session(
    state: DutyState, is_told: bool
) -> None:
    july = with_meetings(SESSION)
    duties = tuple(replace(duty, state=state) for duty in july.duties)

    notices = _notices(replace(july, duties=duties), agency(INTERIOR))

    assert bool(notices) is is_told


def test_on_the_day_of_publication_agencies_hear_of_nothing_else() -> None:
    item = AgendaItem(ref="I.1", ordinal=1, title="Kinh tế", lead=(PLANNING,))
    tomorrow = replace(SESSION, starts_on=a_day("25/6"), items=(item,))
    draft = replace(JULY_DRAFT, meetings=(tomorrow,), submissions=())

    force = in_force(draft, at=a_moment("10:00 24/6"))

    assert [said(n.at) for n in _notices(force, agency(PLANNING))] == ["07:00 25/6"]
    assert [said(n.at) for n in _notices(force, LEADERS)] == ["15:00 24/6"]
    assert [said(n.at) for n in _notices(force, OFFICE)] == ["15:00 24/6", "07:00 25/6"]


def test_a_notice_is_named_by_its_meeting_its_day_and_its_addressee() -> None:
    moved = replace(CONFERENCE, starts_on=a_day("8/7"))

    first = [notice.key for notice in _notices(with_meetings(CONFERENCE))]
    second = [notice.key for notice in _notices(with_meetings(moved))]

    assert first == [
        f"meeting:1:III.1:2020-07-04:eve:agency:{JUSTICE}",
        f"meeting:1:III.1:2020-07-04:morning:agency:{JUSTICE}",
    ]
    assert not set(first) & set(second)


def test_a_notice_knows_its_meeting() -> None:
    eve, morning = _notices(with_meetings(CONFERENCE))

    for notice in (eve, morning):
        assert (notice.meeting, notice.day) == ("III.1", a_day("4/7"))
        assert notice.refs == ("III.1",)
        assert notice.duty is None
