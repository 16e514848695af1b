"""Numbers of its own for a part of the programme: due moments, steps, hours, whom."""

from dataclasses import replace
from datetime import time

import pytest

from programme.document import Draft, Meeting, Section
from programme.duties import Duty
from programme.meeting_kinds import MeetingKind
from programme.publishing import put_in_force
from programme.reminders import LEADERS, OFFICE, Addressee, agency
from programme.rule_tables import Match, RuleTable
from programme.timetable import reminders_between
from tests.programme.makers import (
    CIVIL,
    CONFERENCE,
    FINANCE,
    INTERIOR,
    JULY,
    JUSTICE,
    PLANNING,
    PUBLISHED,
    RULES,
    SESSION,
    a_day,
    a_moment,
    said,
    with_duties,
)
from tests.programme.months import a_month, heard, why


def table(match: Match, **numbers: object) -> RuleTable:
    return RuleTable(match=match, numbers=tuple(numbers.items()))


OWN = replace(
    RULES,
    tables=(
        table(Match(section="II"), period_lead=2, due_time=time(11), steps=(3, 1, 0)),
        table(Match(meeting=MeetingKind.REGULAR), session_lead=7, late_days=(1,)),
        table(Match(title="tổng kết"), eve_at=time(14), morning_at=time(6, 45)),
    ),
)


@pytest.mark.parametrize(
    ("which", "words"),
    [
        (
            0,
            (
                "17:00 thứ Sáu 10/7 (7 ngày làm việc trước 21/7, theo quy định riêng "
                "cho "
                "phiên họp thường kỳ, trừ 11-12/7, 18-19/7)"
            ),
        ),
        (
            2,
            (
                "11:00 thứ Tư 29/7 (2 ngày làm việc trước ngày làm việc cuối cùng của "
                "tháng, theo quy định riêng cho mục II)"
            ),
        ),
    ],
)
def test_a_due_moment_says_whose_rule_it_comes_from(which: int, words: str) -> None:
    force = a_month("21/7", period="2020-07", told="16:00 24/6", rules=OWN)

    assert why(force.duties[which].due) == words


def test_a_rule_that_does_not_touch_the_due_moment_is_not_named_with_it() -> None:
    rules = replace(RULES, tables=(table(Match(section="I"), steps=(5, 1)),))
    force = a_month("21/7", period="2020-07", told="16:00 24/6", rules=rules)

    assert "quy định riêng" not in why(force.duties[0].due)


def test_each_part_has_its_own_steps_and_late_days() -> None:
    force = a_month("21/7", period="2020-07", told="16:00 24/6", rules=OWN)

    assert heard(force, agency(INTERIOR), until="5/8", rules=OWN)[1:] == [
        *("08:00 24/7 T-3", "08:00 28/7 T-1", "08:00 29/7 T-0"),
        *("08:00 30/7 L+1", "08:00 31/7 L+2", "08:00 5/8 L+5"),
    ]
    late = heard(force, agency(PLANNING), until="20/7", rules=OWN)
    assert [one for one in late if " L+" in one] == [
        *("08:00 13/7 L+1", "08:00 16/7 L+4"),
    ]


def test_a_kind_of_meeting_has_its_own_hours() -> None:
    meeting = replace(CONFERENCE, title="Hội nghị tổng kết chương trình")
    force = replace(JULY, meetings=(meeting,), duties=())

    assert heard(force, agency(JUSTICE), until="10/7", rules=OWN) == [
        "14:00 3/7 eve",
        "06:45 4/7 morning",
    ]


@pytest.mark.parametrize(
    ("whom", "told"),
    [
        (("office",), {OFFICE}),
        (("office", "leader"), {OFFICE, LEADERS}),
        (("agency",), {agency(JUSTICE)}),
        ((), set()),
    ],
)
def test_the_office_says_who_of_those_concerned_is_told(
    whom: tuple[str, ...], told: set[Addressee]
) -> None:
    rules = replace(RULES, tables=(table(Match(section="III"), audience=whom),))
    force = replace(JULY, meetings=(CONFERENCE,), duties=())

    found = reminders_between(
        (force,), PUBLISHED, a_moment("08:00 4/7"), rules=rules, calendar=CIVIL
    )

    assert {one.to for one in found if one.meeting} == told


def test_a_session_outside_the_meetings_it_is_called_after_keeps_the_common_rule() -> (
    None
):
    thematic = replace(SESSION, title="Phiên họp chuyên đề về đầu tư công")
    draft = Draft(kind="month", period="2020-07", meetings=(thematic,))

    force = put_in_force(draft, at=PUBLISHED, rules=OWN, calendar=CIVIL)

    assert said(force.duties[0].due.at) == "17:00 14/7"


def test_a_duty_knows_its_rules_without_its_programmes_meetings() -> None:
    """What is looked at when its row wakes is the duty and the head, nothing else."""
    force = a_month("21/7", period="2020-07", told="16:00 24/6", rules=OWN)
    alone: Duty = force.duties[0]

    whole = heard(force, agency(PLANNING), until="31/7", rules=OWN)
    parted = heard(
        replace(with_duties(alone), programme=force.programme, meetings=()),
        agency(PLANNING),
        until="31/7",
        rules=OWN,
    )

    assert parted == [one for one in whole if "eve" not in one and "morn" not in one]


def test_a_reminder_for_each_step_is_said_to_who_supports_at_that_parts_step() -> None:
    rules = replace(
        RULES,
        tables=(table(Match(section="I"), steps=(8, 3, 1), support_step=3),),
    )
    force = a_month("21/7", period="2020-07", told="16:00 24/6", rules=rules)

    assert heard(force, agency(FINANCE), until="31/7", rules=rules)[1:] == [
        "08:00 9/7 T-3"
    ]


def test_a_meeting_is_named_by_its_section_where_its_title_says_no_kind() -> None:
    meeting = Meeting(ref="V.1", title="Chủ tịch UBND tỉnh", starts_on=a_day("15/7"))
    head = replace(
        JULY.programme,
        sections=(Section(ref="V", title="Lịch tiếp công dân", line=9),),
    )
    rules = replace(
        RULES,
        tables=(table(Match(meeting=MeetingKind.RECEPTION), eve_at=time(14)),),
    )

    own = rules.for_(head.heading(meeting.ref, meeting.title))

    assert own.eve_at == time(14)
