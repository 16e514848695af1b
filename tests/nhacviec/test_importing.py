"""From a document to a programme in force, and what the other commands then say."""

import json
import sqlite3
from pathlib import Path

import pytest

from nhacviec.instance import AlreadyRunning, only_instance
from tests.nhacviec.conftest import Call


@pytest.fixture
def published(call: Call, folder: Path, document: Path) -> Path:
    assert call("import", document, "--yes").exit_code == 0
    return folder / "nhacviec.db"


def test_it_is_shown_then_published(call: Call, document: Path) -> None:
    result = call("import", document, "--yes")

    assert (result.exit_code, result.stdout) == (0, "")
    assert "I.3. Đề nghị xây dựng nghị quyết" in result.stderr
    assert "Đã phát hành chương trình 2020-07: 18 nhiệm vụ." in result.stderr


def test_unasked_nothing_is_published(call: Call, folder: Path, document: Path) -> None:
    result = call("import", document)

    assert result.exit_code == 1
    assert "cần người xác nhận, hoặc thêm --yes" in result.stderr
    assert not (folder / "nhacviec.db").exists()


def test_a_due_moment_that_is_near_is_pointed_out(call: Call, document: Path) -> None:
    """Today is years after July 2020: every due moment is over."""
    assert "Hạn chưa đầy 3 ngày làm việc" in call("import", document, "--yes").stderr


def test_the_same_month_twice_is_refused(
    call: Call, published: Path, document: Path
) -> None:
    result = call("import", document, "--yes")

    assert result.exit_code == 1
    assert "đã được phát hành; không có gì thay đổi" in result.stderr
    assert len(_items(call)) == 18


def test_items_are_listed_whole_or_for_one_agency(call: Call, published: Path) -> None:
    assert len(call("items").stdout.splitlines()) == 18
    own = _items(call, "--agency", "Sở Nông nghiệp và PTNT")
    assert [one["ref"] for one in own] == ["I.3", "I.4", "I.10"]
    (item,) = _items(call, "--agency", "Sở Tài chính")
    assert (item["ref"], item["role"], item["state"]) == ("I.12", "lead", "assigned")


def test_an_agency_nobody_knows(call: Call, published: Path) -> None:
    for words in (
        ["items", "--agency", "Sở Vũ trụ"],
        ["reply", "--agency", "Sở Vũ trụ", "xong"],
        ["agencies", "link", "Sở Vũ trụ"],
        ["agencies", "unlink", "Sở Vũ trụ"],
    ):
        result = call(*words)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "“Sở Vũ trụ”" in result.stderr


def test_the_board_for_people_and_machines(call: Call, published: Path) -> None:
    words = call("board").stdout
    (board,) = json.loads(call("board", "--format", "json").stdout)

    assert words.startswith("Tình hình chuẩn bị – chương trình tháng 7/2020")
    assert "<b>" not in words
    assert (board["period"], len(board["items"]), len(board["silent"])) == (
        "2020-07",
        18,
        10,
    )


def test_a_code_is_made_for_each_that_prepares_something(
    call: Call, published: Path
) -> None:
    sheet = call("agencies", "link", "--all")
    office = call("agencies", "link", "--office")

    assert len(sheet.stdout.splitlines()) == 10
    assert office.stdout.startswith("Văn phòng\t")
    assert call("agencies", "link", "--all", "--office").exit_code == 2


def test_the_registry_says_who_has_no_chat(call: Call, folder: Path) -> None:
    listed = call("agencies", "list").stdout.splitlines()

    assert any(line.endswith("\tchưa liên kết") for line in listed)


def test_simulate_and_reply_work_on_what_is_published(
    call: Call, published: Path
) -> None:
    simulated = call("simulate", "--from", "2020-07-01", "--to", "2020-07-31")
    (meaning,) = [
        json.loads(line)
        for line in call(
            "reply", "--agency", "Sở Tài chính", "--json", "mục 12 xong"
        ).stdout.splitlines()
    ]

    assert simulated.exit_code == 0
    assert meaning["updates"][0]["item"] == "I.12"


def test_before_anything_is_published_the_cure_is_said(call: Call) -> None:
    for words in (["items"], ["board"], ["simulate"], ["reply", "--agency", "x", "y"]):
        result = call(*words)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "nhacviec import" in result.stderr


def test_on_an_empty_database_there_is_nothing_and_no_fault(call: Call) -> None:
    assert call("migrate").exit_code == 0

    assert call("items").stderr == "Không có nội dung nào.\n"
    assert call("items", "--json").stdout == "[]\n"
    assert "Chưa có chương trình" in call("board").stderr
    assert "Chưa có chương trình" in call("simulate").stderr


def test_migrate_refuses_while_the_service_runs(call: Call, published: Path) -> None:
    with only_instance(published):
        result = call("migrate")

    assert result.exit_code == 1
    assert result.stderr.startswith("Dịch vụ đang chạy")
    assert call("migrate").exit_code == 0


def test_there_is_only_one_instance(folder: Path) -> None:
    path = folder / "nhacviec.db"

    with only_instance(path), pytest.raises(AlreadyRunning), only_instance(path):
        pass
    with only_instance(path):
        pass


@pytest.mark.parametrize("command", ["items", "migrate", "board", "doctor"])
def test_a_file_that_is_no_database_is_left_as_it_is(
    call: Call, folder: Path, command: str
) -> None:
    path = folder / "nhacviec.db"
    path.write_text("danh sách điện thoại", "utf-8")

    result = call(command)

    assert result.exit_code == 1
    assert "không phải dữ liệu của Nhắc Việc" in result.stdout + result.stderr
    assert path.read_text("utf-8") == "danh sách điện thoại"


@pytest.mark.parametrize("command", ["items", "migrate", "agencies list", "import"])
def test_a_database_of_a_newer_release_is_left_as_it_is(
    call: Call, published: Path, document: Path, command: str
) -> None:
    with sqlite3.connect(published) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'later'")
    connection.close()
    words = [*command.split(), *([document, "--yes"] if command == "import" else [])]

    result = call(*words)

    assert result.exit_code == 1
    assert "phiên bản" in result.stderr
    assert "Traceback" not in result.stderr
    assert not isinstance(result.exception, sqlite3.Error)


@pytest.mark.parametrize("command", ["migrate", "items", "run"])
def test_a_folder_that_is_not_there_is_said(
    call: Call, folder: Path, command: str
) -> None:
    config = folder / "c.toml"
    config.write_text('[database]\npath = "no/such/nv.db"\n[telegram]\ntoken = "1:x"\n')

    result = call(command, "--config", config)

    assert result.exit_code == 1
    assert "no/such" in result.stderr
    assert result.stderr.count("\n") == 1


def _items(call: Call, *more: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(call("items", "--json", *more).stdout)
    return found
