"""Rules for parts of the programme, as the settings file has them."""

import re
from datetime import date, time
from pathlib import Path

import pytest

from nhacviec.config import Config
from nhacviec.rules_settings import TableSection
from programme.meeting_kinds import MeetingKind
from programme.reminders import ChatRole
from programme.rule_tables import Heading
from programme.rules import OfficeRules
from tests.nhacviec.settings import rules_of

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"

SESSION = Heading(
    ref="I.3", section="Hội nghị thường kỳ", meeting="Hội nghị UBND tỉnh thường kỳ"
)
CHAIRMANS = Heading(ref="II.1", section="Các nội dung, đề án trình Chủ tịch UBND tỉnh")


def of_example(folder: Path) -> OfficeRules:
    """The example with its tables no longer commented out."""
    text = EXAMPLE.read_text("utf-8")
    first = text.index("# [[rules.for]]")
    last = text.index("\n[", first)
    setting = re.compile(r"^# (\[\[rules\.for\]\]|\w+ = .*)$", re.MULTILINE)
    return rules_of(folder, "\n".join(setting.findall(text[first:last])))


def test_the_tables_of_the_example_are_good_as_they_stand(folder: Path) -> None:
    rules = of_example(folder)

    assert [table.match.words for table in rules.tables] == [
        "mục II",
        "phiên họp thường kỳ",
        "buổi tiếp công dân",
        "“thông tin báo chí”",
    ]
    own = rules.for_(CHAIRMANS)
    assert (own.period_lead, own.due_time, own.steps) == (2, time(11), (7, 3, 1, 0))
    assert rules.for_(SESSION).session_lead == 7
    reception = Heading(ref="III.5", section="Lịch", meeting="Tiếp công dân định kỳ")
    assert rules.for_(reception).audience == (ChatRole.OFFICE, ChatRole.LEADER)
    assert rules.for_(reception).morning_at == time(6, 45)


def test_every_number_a_part_may_have_is_one_of_the_rules() -> None:
    own = set(TableSection.model_fields) - {"section", "title", "meeting"}

    assert own <= set(OfficeRules.__dataclass_fields__)


def test_every_number_a_part_may_have_stands_in_the_example() -> None:
    text = EXAMPLE.read_text("utf-8")

    for setting in TableSection.model_fields:
        assert f"\n{setting} = " in text or f"\n# {setting} = " in text


def test_what_a_table_does_not_say_is_common(folder: Path) -> None:
    rules = rules_of(
        folder,
        """
        [rules]
        eve_at = 14:30:00
        [[rules.for]]
        section = "I"
        session_lead = 7
        """,
    )

    assert rules.for_(SESSION).eve_at == time(14, 30)
    assert rules.for_(CHAIRMANS) == rules


def test_the_first_table_that_speaks_of_an_entry_counts(folder: Path) -> None:
    rules = rules_of(
        folder,
        """
        [[rules.for]]
        section = "III.2"
        session_lead = 1
        [[rules.for]]
        section = "III"
        session_lead = 2
        [[rules.for]]
        meeting = "hội nghị"
        session_lead = 3
        """,
    )

    def lead(ref: str) -> int:
        heading = Heading(ref=ref, section="", meeting="Hội nghị tổng kết")
        return rules.for_(heading).session_lead

    assert [lead(ref) for ref in ("III.2", "III.2.1", "III.20", "V.1")] == [1, 1, 2, 3]


@pytest.mark.parametrize("said", ["thường kỳ", "Thường Kỳ", "tiếp công dân"])
def test_a_kind_may_be_written_as_people_write_it(folder: Path, said: str) -> None:
    (table,) = rules_of(
        folder, f'[[rules.for]]\nmeeting = "{said}"\nsession_lead = 3'
    ).tables

    assert table.match.meeting in {MeetingKind.REGULAR, MeetingKind.RECEPTION}


def test_without_tables_the_rules_are_the_common_ones() -> None:
    rules = Config().office_on(date(2026, 1, 5)).rules

    assert rules.for_(SESSION) is rules
