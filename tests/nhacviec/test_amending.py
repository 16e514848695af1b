"""The command line: a revision, a notice of change, a programme taken back."""

from pathlib import Path

import pytest

from tests.nhacviec.conftest import Call

NOTICE = """ỦY BAN NHÂN DÂN TỈNH BẮC GIANG
Số: 99/TB-UBND               Bắc Giang, ngày 08 tháng 7 năm 2020
THÔNG BÁO
Về việc điều chỉnh Chương trình công tác tháng 7 năm 2020
1. Giao Sở Tài chính chuẩn bị nội dung mục II.4 thay Sở Xây dựng.
2. Rút nội dung “Đề án trồng rừng” tại mục I.20.
"""


@pytest.fixture
def published(call: Call, document: Path) -> str:
    assert call("import", document, "--yes").exit_code == 0
    return document.read_text("utf-8")


def a_file(folder: Path, text: str, name: str = "sua.txt") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_the_difference_is_shown_and_asked(
    call: Call, folder: Path, published: str
) -> None:
    moved = published.replace("Ngày 21/7/2020", "Ngày 23/7/2020")
    file = a_file(folder, moved)

    asked = call("import", file)
    done = call("import", file, "--yes")
    again = call("import", file, "--yes")

    assert asked.exit_code == 1
    assert "1 chuyển ngày" in asked.stderr
    assert "I. Hội nghị UBND tỉnh thường kỳ: 21/7 → 23/7" in asked.stderr
    assert "cần người xác nhận" in asked.stderr
    assert done.exit_code == 0
    assert "Đã cập nhật (bản 2) chương trình 2020-07" in done.stderr
    assert again.exit_code == 1
    assert "không có gì thay đổi" in again.stderr


def test_a_notice_is_applied_to_what_is_in_force(
    call: Call, folder: Path, published: str
) -> None:
    result = call("import", a_file(folder, NOTICE), "--yes")

    assert result.exit_code == 0
    assert "1 giao lại, 1 chỗ cần xem lại" in result.stderr
    assert "chưa áp dụng" in result.stderr
    assert "Sẽ báo cho: Sở Xây dựng, Sở Tài chính." in result.stderr
    owed = call("items", "--agency", "Sở Tài chính").stdout
    assert "II.4" in owed


def test_a_notice_for_nothing_is_refused(call: Call, folder: Path) -> None:
    result = call("import", a_file(folder, NOTICE), "--yes")

    assert result.exit_code == 1
    assert "chưa có chương trình nào đang thực hiện" in result.stderr
    assert not (folder / "nhacviec.db").exists()


def test_what_is_quite_another_document_needs_a_person(
    call: Call, folder: Path, published: str
) -> None:
    other = """ỦY BAN NHÂN DÂN TỈNH BẮC GIANG
CHƯƠNG TRÌNH CÔNG TÁC
THÁNG 7 NĂM 2020
I. Hội nghị chuyên đề: Ngày 22/7/2020
1. Bầu cử đại biểu (Sở Nội vụ chuẩn bị);
2. Lễ kỷ niệm (Sở Tài chính chuẩn bị).
"""
    result = call("import", a_file(folder, other), "--yes")

    assert result.exit_code == 1
    assert "khác hẳn chương trình tháng 7/2020" in result.stderr
    assert len(call("items").stdout.splitlines()) == 18


def test_a_wrong_publication_is_taken_back(
    call: Call, folder: Path, published: str, document: Path
) -> None:
    unasked = call("import", "--take-back", "2020-07")
    done = call("import", "--take-back", "2020-07", "--yes")
    again = call("import", "--take-back", "05/CTr-UBND", "--yes")

    assert "cần người xác nhận" in unasked.stderr
    assert (unasked.exit_code, done.exit_code, again.exit_code) == (1, 0, 1)
    assert "Đã thu hồi chương trình 2020-07. Báo lại cho: không ai." in done.stderr
    assert "Không có chương trình 05/CTr-UBND đang thực hiện." in again.stderr
    assert call("items").stdout == ""
    assert call("import", document, "--yes").exit_code == 0


def test_either_a_file_or_what_is_taken_back(call: Call, document: Path) -> None:
    assert call("import").exit_code == 2
    assert call("import", document, "--take-back", "2020-07").exit_code == 2
