"""Rules tried out before anyone is told; what was told moves by the office's word."""

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from programme.reminders import Kind
from tests.nhacviec.conftest import Call
from tests.nhacviec.told import OFFICE, SESSION, letters, tell_of_a_session


def rules(folder: Path, text: str, name: str = "other.toml") -> Path:
    path = folder / name
    lines = (line.strip() for line in f"[rules]\n{text}".splitlines())
    path.write_text("\n".join(lines), "utf-8")
    return path


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


# On the document alone


def compared(call: Call, document: Path, other: Path, *more: str) -> str:
    words = ("simulate", "--programme", document, "--compare", other, *more)
    result = call(*words)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_where_nothing_changes_it_says_so(
    call: Call, document: Path, folder: Path
) -> None:
    same = rules(folder, "session_lead = 5")

    assert compared(call, document, same) == (
        "Không thay đổi gì: mọi tin, mọi hạn vẫn như hiện nay.\n"
    )
    assert compared(call, document, same, "--json") == ""


def test_each_agency_has_its_due_moments_old_and_new_and_its_messages(
    call: Call, document: Path, folder: Path
) -> None:
    other = rules(
        folder,
        """
        [[rules.for]]
        meeting = "thường kỳ"
        session_lead = 7
        """,
    )

    said = compared(call, document, other).split("\n\n")

    (finance,) = [one for one in said if one.startswith("== Sở Tài chính")]
    assert finance.splitlines()[1:4] == [
        (
            "  = hạn I.12: 17:00 thứ Ba 14/7 → 17:00 thứ Sáu 10/7 (7 ngày làm việc "
            "trước 21/7, theo quy định riêng cho phiên họp thường kỳ, trừ 11-12/7, "
            "18-19/7)"
        ),
        (
            "  ~ dời 08:00 thứ Ba 30/6 → 08:00 thứ Sáu 26/6: nhắc trước hạn 10 ngày "
            "làm việc (I.12)"
        ),
        (
            "  ~ dời 08:00 thứ Ba 7/7 → 08:00 thứ Sáu 3/7: nhắc trước hạn 5 ngày làm "
            "việc (I.12)"
        ),
    ]
    assert not any(one.startswith("== Sở Xây dựng") for one in said)  # II.4 alone


def test_what_comes_goes_and_moves_as_lines_of_json(
    call: Call, document: Path, folder: Path
) -> None:
    other = rules(
        folder,
        """
        eve_at = 14:30:00
        [[rules.for]]
        section = "II"
        period_lead = 1
        steps = [7, 5, 1, 0]
        [[rules.for]]
        meeting = "tiếp dân"
        audience = ["office"]
        """,
    )

    found = lines(compared(call, document, other, "--json"))

    promised = {"at", "kind", "agency", "chat", "channel", "refs", "text"}
    assert all(set(one) == {*promised, "change", "was"} for one in found)
    by_change = Counter(one["change"] for one in found)
    assert set(by_change) == {"added", "moved", "dropped", "due"}
    eve = next(one for one in found if "III.1" in one["refs"])
    assert (eve["was"][11:16], eve["at"][11:16]) == ("15:00", "14:30")
    due = next(one for one in found if one["change"] == "due")
    assert (due["was"][:10], due["at"][:10]) == ("2020-07-31", "2020-07-30")
    gone = [one for one in found if "III.5" in one["refs"] and one["change"] != "moved"]
    assert {one["change"] for one in gone} == {"dropped"}
    assert {one["chat"] for one in gone} == {"(Lãnh đạo)"}


def test_what_a_changed_rule_drops_and_adds_adds_up(
    call: Call, document: Path, folder: Path
) -> None:
    """The plan by the new rules is the old one, less and more what is told apart."""
    text = "steps = [7, 5, 1, 0]\nlate_days = [1]\nlate_every = 2\neve_at = 14:00:00"
    other = rules(folder, text)
    words = ("simulate", "--json", "--programme", document)
    was = lines(call(*words).stdout)
    now = lines(call(*words, "--config", other).stdout)

    found = lines(compared(call, document, other, "--json"))

    def refs(some: list[dict[str, Any]]) -> Counter[tuple[str, str, str]]:
        return Counter(
            (one["at"], one["chat"], ref)
            for one in some
            if one["kind"] in {Kind.DIGEST, Kind.MEETING}
            for ref in one["refs"]
        )

    gone = [one for one in found if one["change"] == "dropped"]
    moved_away = [one | {"at": one["was"]} for one in found if one["change"] == "moved"]
    come = [one for one in found if one["change"] in {"added", "moved"}]
    before = set(refs(was)) - set(refs([*gone, *moved_away]))
    assert before | set(refs(come)) == set(refs(now))


def test_a_span_of_days_may_be_asked_for(
    call: Call, document: Path, folder: Path
) -> None:
    other = rules(folder, "eve_at = 14:30:00")

    span = ("--from", "2020-07-10", "--to", "2020-07-20", "--json")
    found = lines(compared(call, document, other, *span))

    assert {one["at"][:10] for one in found} == {
        "2020-07-14",
        "2020-07-16",
        "2020-07-20",
    }


def test_a_faulty_file_is_refused_with_its_faults(
    call: Call, document: Path, folder: Path
) -> None:
    other = rules(folder, '[[rules.for]]\nsection = "II"')

    result = call("simulate", "--programme", document, "--compare", other)

    assert result.exit_code == 1
    assert "rules.for thứ 1 (mục II): chưa đặt gì" in result.stderr


# In force


@pytest.fixture
def published(call: Call, folder: Path) -> Path:
    """One matter for that session, told yesterday."""
    assert call("migrate").exit_code == 0
    tell_of_a_session(folder)
    return folder


def due(call: Call) -> tuple[datetime, str]:
    (item,) = json.loads(call("items", "--json").stdout)
    return datetime.fromisoformat(item["due"]), item["due_because"]


def changes_told(folder: Path) -> int:
    return sum(letter.kind is Kind.CHANGE for letter in letters(folder))


def test_in_force_too_it_is_only_shown(call: Call, published: Path) -> None:
    before = due(call)
    other = rules(published, "session_lead = 7\nsteps = [6, 5, 0]")

    shown = call("simulate", "--compare", other)
    found = lines(call("simulate", "--compare", other, "--json").stdout)

    assert shown.exit_code == 0
    assert "= hạn I.1: " in shown.stdout
    assert "Hạn đã báo chỉ dời khi Văn phòng bấm dời" in shown.stderr
    assert {one["change"] for one in found} == {"added", "moved", "dropped", "due"}
    assert due(call) == before
    assert changes_told(published) == 0


def test_in_force_too_nothing_changes_is_a_sentence(
    call: Call, published: Path
) -> None:
    shown = call("simulate", "--compare", rules(published, "return_days = 3"))

    assert shown.stdout.startswith("Không thay đổi gì")


def test_what_was_told_waits_for_the_offices_word(call: Call, published: Path) -> None:
    before = due(call)
    rules(published, "session_lead = 7", "config.toml")

    shown = call("rules")
    asked = call("rules", "--move")

    assert "Tính lại, 1 hạn sẽ khác (1 cơ quan)" in shown.stdout
    assert asked.exit_code == 1
    assert "cần người xác nhận" in asked.stderr
    assert due(call) == before


def test_moved_it_is_told_and_not_offered_again(call: Call, published: Path) -> None:
    rules(published, "session_lead = 7", "config.toml")

    done = call("rules", "--move", "--yes")

    assert done.exit_code == 0
    assert "Đã dời hạn 1 nội dung và báo: " in done.stderr
    at, because = due(call)
    assert at.date() == OFFICE.calendar.workday_before(SESSION, 7)
    assert because.startswith("7 ngày làm việc trước ")
    assert changes_told(published) == 1
    assert "Không có hạn nào chờ" in call("rules").stdout


def test_kept_it_is_not_offered_again(call: Call, published: Path) -> None:
    before = due(call)
    rules(published, "session_lead = 7", "config.toml")

    done = call("rules", "--keep", "--yes")

    assert "Các hạn đã báo giữ nguyên." in done.stderr
    assert due(call) == before
    assert "Không có hạn nào chờ" in call("rules").stdout


def test_it_is_one_or_the_other(call: Call, published: Path) -> None:
    assert call("rules", "--move", "--keep").exit_code == 2


def test_the_doctor_says_what_waits_for_the_offices_word(
    call: Call, published: Path
) -> None:
    assert "Quy định:" not in call("doctor").stdout
    rules(published, "session_lead = 7", "config.toml")

    assert "! Quy định: đã thay đổi, 1 hạn đã báo chờ" in call("doctor").stdout
    call("rules", "--keep", "--yes")
    assert "Quy định:" not in call("doctor").stdout
