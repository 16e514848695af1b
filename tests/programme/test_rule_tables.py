"""Which entries a table of rules speaks of; kinds of meetings; the rules as JSON."""

from dataclasses import fields, replace
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.meeting_kinds import MARKS, MeetingKind, kind_of_meeting
from programme.reminders import ChatRole
from programme.rule_tables import KINDS, Heading, Match, RuleTable
from programme.rules import OfficeRules
from programme.rules_json import from_json, to_json
from programme.waking import next_stroke, written
from tests.programme.makers import CIVIL, RULES, a_moment


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Hội nghị UBND tỉnh thường kỳ", "thường kỳ"),
        ("Phiên họp Uỷ ban nhân dân tỉnh tháng 7/2020", "thường kỳ"),
        ("PHIÊN HỌP THƯỜNG KỲ THÁNG 8", "thường kỳ"),
        ("Phiên họp chuyên đề UBND tỉnh tháng 7", "chuyên đề"),
        ("Chủ tịch UBND tỉnh giao ban với Chủ tịch UBND các huyện", "giao ban"),
        ("Hội nghị giao ban quý III", "giao ban"),
        ("Tiếp công dân định kỳ", "tiếp dân"),
        ("Hội nghị sơ kết công tác tiếp công dân", "hội nghị"),
        ("Hội nghị tổng kết công tác kiểm tra", "hội nghị"),
        ("Toạ đàm về chuyển đổi số", "hội nghị"),
        ("Hội nghị phục vụ lễ 30/4", "hội nghị"),
        ("Lễ kỷ niệm 75 năm", "lễ"),
        ("Chủ tịch UBND tỉnh làm việc với Sở Y tế", "làm việc"),
        ("Kiểm tra công trình thủy lợi", "làm việc"),
        ("Họp Ban Chỉ đạo", "họp"),
        ("Họp báo thường kỳ quý II", "họp"),
        ("Hợp tác xã kiểu mới", None),
        ("Chủ tịch UBND tỉnh", None),
        ("", None),
    ],
)
def test_a_meetings_kind_stands_in_its_title(title: str, kind: str | None) -> None:
    assert kind_of_meeting(title) == kind


def test_each_kind_has_its_marks_and_its_words() -> None:
    assert set(MARKS) == set(KINDS) == set(MeetingKind)
    for kind, marks in MARKS.items():
        assert all(kind_of_meeting(mark) is kind for mark in marks)


_PARTS = st.sampled_from(["I", "II", "III", "III.2", "III.2.1", "4", "4.a"])
_WORDS = st.sampled_from(
    ["Hội nghị", "tổng kết", "giao ban", "tiếp công dân", "thường kỳ", "báo chí", ""]
)
_TITLES = st.lists(_WORDS, max_size=3).map(" ".join)
MATCHES = st.builds(
    Match,
    section=st.none() | _PARTS,
    title=st.none() | _WORDS.filter(bool),
    meeting=st.none() | st.sampled_from(MeetingKind),
)
HEADINGS = st.builds(Heading, ref=_PARTS, section=_TITLES, meeting=_TITLES)


@given(wide=MATCHES, narrow=MATCHES, heading=HEADINGS)
def test_what_covers_another_means_whatever_that_one_means(
    wide: Match, narrow: Match, heading: Heading
) -> None:
    if wide.covers(narrow) and narrow.holds(heading):
        assert wide.holds(heading)


@given(match=MATCHES)
def test_everything_covers_itself(match: Match) -> None:
    assert match.covers(match) or match.meeting is MeetingKind.REGULAR


def test_the_hour_of_every_table_is_a_stroke() -> None:
    own = RuleTable(
        match=Match(section="III"),
        numbers=(("eve_at", time(14, 10)), ("morning_at", time(6, 45))),
    )
    rules = replace(RULES, tables=(own,))

    assert next_stroke(a_moment("14:05 3/7"), rules) == a_moment("14:10 3/7")
    assert next_stroke(a_moment("06:40 3/7"), rules) == a_moment("06:45 3/7")


def test_other_tables_are_other_rules() -> None:
    """Rows that were looked at by the old ones are to be looked at again."""
    own = RuleTable(match=Match(section="III"), numbers=(("session_lead", 3),))
    with_own = replace(RULES, tables=(own,))
    other = replace(own, match=Match(section="IV"))

    said = {
        written(rules, CIVIL)
        for rules in (RULES, with_own, replace(RULES, tables=(other,)))
    }

    assert len(said) == 3


SOME = replace(
    RULES,
    session_lead=7,
    digest_at=time(8, 30),
    leaders_notices=False,
    audience=(ChatRole.OFFICE,),
    tables=(
        RuleTable(
            match=Match(section="II", meeting=MeetingKind.BRIEFING),
            numbers=(
                ("audience", (ChatRole.OFFICE, ChatRole.AGENCY)),
                ("eve_at", time(14)),
                ("steps", (3, 1)),
            ),
        ),
    ),
)


@pytest.mark.parametrize("rules", [RULES, SOME])
def test_rules_come_back_from_json_as_they_were(rules: OfficeRules) -> None:
    assert from_json(to_json(rules)) == rules


def test_the_same_rules_are_written_the_same() -> None:
    assert to_json(OfficeRules()) == to_json(RULES)


def test_every_number_is_written() -> None:
    text = to_json(SOME)

    for field in fields(OfficeRules):
        assert f'"{field.name}"' in text or field.name == "table"


def test_a_number_of_a_later_release_is_left_out() -> None:
    written_later = to_json(SOME).replace('"close_call"', '"closest_call"')

    assert from_json(written_later) == SOME


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "null", '{"zone": "X", "numbers": {}, "tables": []}']
)
def test_what_cannot_be_read_is_nothing(text: str) -> None:
    assert from_json(text) is None
