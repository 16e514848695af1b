"""nhacviec calendar: shown, edited, imported; told to agencies only if confirmed."""

import json
from datetime import date
from pathlib import Path

import pytest

from tests.nhacviec.conftest import Call
from tests.nhacviec.told import (
    FINANCE,
    OFFICE,
    SESSION,
    TODAY,
    letters,
    tell_of_a_session,
)

#: The third working day before it.
THIRD = OFFICE.calendar.workday_before(SESSION, 3)


@pytest.fixture
def published(call: Call, folder: Path) -> Path:
    """One matter for that session, told yesterday."""
    assert call("migrate").exit_code == 0
    tell_of_a_session(folder)
    return folder


def due(call: Call) -> tuple[str, str]:
    (item,) = json.loads(call("items", "--json").stdout)
    return item["due"][:10], item["due_because"]


def said(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def test_it_is_shown_before_anything_was_entered(call: Call) -> None:
    shown = call("calendar", "show", "--from", "2027-01-01", "--to", "2027-03-01")

    assert shown.exit_code == 0
    tet = "Nghỉ từ thứ Năm 4/2 đến thứ Tư 10/2/2027: Tết (dự kiến)"
    assert tet in shown.stdout
    assert "Giờ làm việc: 07:30–11:30, 13:30–17:00." in shown.stdout
    assert call("calendar").exit_code == 0


def test_an_entry_is_shown_and_asked(call: Call, published: Path) -> None:
    asked = call("calendar", "off", said(THIRD), "--source", "Công điện 7")

    assert asked.exit_code == 1
    assert "Tính lại, 1 hạn sẽ khác (1 cơ quan)" in asked.stderr
    assert "cần người xác nhận" in asked.stderr
    assert "Công điện 7" not in call("calendar").stdout


def test_what_was_told_stays_unless_it_is_to_move(call: Call, published: Path) -> None:
    before = due(call)

    kept = call("calendar", "off", said(THIRD), "--source", "Công điện 7", "--yes")

    assert kept.exit_code == 0
    assert "Các hạn đã báo giữ nguyên." in kept.stderr
    assert due(call) == before
    assert "Công điện 7" in call("calendar").stdout


def test_what_moves_is_told(call: Call, published: Path) -> None:
    words = ("calendar", "off", said(THIRD), "--name", "bão", "--move", "--yes")
    done = call(*words)

    wanted = OFFICE.calendar.workday_before(SESSION, 6)
    assert done.exit_code == 0
    assert "Đã dời hạn 1 nội dung và báo: " in done.stderr
    assert "Chưa có nhóm chat, đề nghị báo cách khác: Sở Tài chính." in done.stderr
    assert due(call)[0] == str(wanted)
    assert f"nghỉ bão {THIRD.day}/{THIRD.month}" in due(call)[1]
    (letter,) = [one for one in letters(published) if one.to and one.to.agency]
    assert letter.to is not None
    assert letter.to.agency == FINANCE
    assert "Thay đổi hạn gửi hồ sơ" in letter.text


def test_an_entry_is_taken_back(call: Call, published: Path) -> None:
    call("calendar", "off", said(THIRD), "--source", "Công điện 7", "--yes")

    gone = call("calendar", "remove", said(THIRD), "--yes")
    again = call("calendar", "remove", said(THIRD), "--yes")

    assert gone.exit_code == 0
    assert again.exit_code == 1
    assert "Văn phòng chưa ghi gì" in again.stderr
    assert "Công điện 7" not in call("calendar").stdout


def test_a_half_day_and_a_made_up_day(call: Call) -> None:
    assert call("calendar", "half", "3/2/2027", "--yes").exit_code == 0
    assert call("calendar", "work", "2027-01-09", "--yes").exit_code == 0

    shown = call("calendar", "show", "--from", "2027-01-02").stdout
    assert "Chỉ làm buổi sáng thứ Tư 3/2/2027" in shown
    assert "Làm việc thứ Bảy 9/1/2027" in shown


def test_a_list_is_entered_whole(call: Call, folder: Path) -> None:
    (folder / "lich.csv").write_text(
        "Ngày;Đến ngày;Loại;Lý do;Căn cứ\n4/2/2027;10/2/2027;nghỉ;;Thông báo 123\n",
        "utf-8-sig",
    )

    assert call("calendar", "import", "lich.csv", "--yes").exit_code == 0

    shown = call("calendar", "show", "--from", "2027-01-02").stdout
    assert "Tết (Thông báo 123)" in shown
    assert "dự kiến 04/02" not in shown


def test_a_list_with_faults_enters_nothing(call: Call, folder: Path) -> None:
    (folder / "lich.csv").write_text(
        "Ngày;Loại\n9/1/2027;làm\n30/2/2027;nghỉ\n9/1/2027;nghỉ\n10/1/2027;?\n", "utf-8"
    )

    refused = call("calendar", "import", "lich.csv", "--yes")

    assert refused.exit_code == 1
    for line in ("Dòng 3: ", "Dòng 4: ", "Dòng 5: "):
        assert line in refused.stderr
    assert "9/1/2027" not in call("calendar").stdout


@pytest.mark.parametrize("words", ["mai", "30/2/2027", "2/1/2027 2/1/2027"])
def test_a_day_that_is_none_is_a_wrong_call(call: Call, words: str) -> None:
    assert call("calendar", "off", *words.split(), "--yes").exit_code == 2


def test_doctor_says_what_is_presumed_and_the_cure(call: Call, folder: Path) -> None:
    soon = OFFICE.calendar.workday_after(TODAY, 3)
    (folder / "config.toml").write_text(f"[calendar]\noff = [{soon}]\n")

    told = call("doctor").stdout

    assert "✓ Lịch: biết đến hết năm" in told
    assert "1 ngày của đơn vị" in told
