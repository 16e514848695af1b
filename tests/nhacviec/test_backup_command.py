"""nhacviec backup and restore, as people call them."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from nhacviec.instance import only_instance
from nhacviec.telegram_settings import TOKEN_VARIABLE
from storage import Store
from storage.migrating import downgrade
from tests.nhacviec.conftest import Call

DATABASE = Path("nhacviec.db")


@pytest.fixture
def imported(call: Call, document: Path) -> None:
    assert call("import", document, "--yes").exit_code == 0


@pytest.mark.usefixtures("imported")
def test_what_was_backed_up_comes_back(call: Call, folder: Path) -> None:
    before = call("items", "--json").stdout
    made = call("backup", "july.backup")
    (folder / "nhacviec.db").unlink()

    result = call("restore", "july.backup", "--yes")

    assert (made.exit_code, made.stdout) == (0, "july.backup\n")
    assert result.exit_code == 0
    assert "1 chương trình" in result.stderr
    assert call("items", "--json").stdout == before


@pytest.mark.usefixtures("imported")
def test_a_file_is_not_written_over_unasked(call: Call, folder: Path) -> None:
    (folder / "a.backup").write_text("of somebody else")

    refused = call("backup", "a.backup")

    assert refused.exit_code == 1
    assert "--force" in refused.stderr
    assert (folder / "a.backup").read_text() == "of somebody else"
    assert call("backup", "a.backup", "--force").exit_code == 0


@pytest.mark.usefixtures("imported")
def test_a_backup_is_taken_while_the_service_runs_and_a_restore_is_not(
    call: Call,
) -> None:
    with only_instance(DATABASE):
        assert call("backup", "a.backup").exit_code == 0
        refused = call("restore", "a.backup", "--yes")

    assert refused.exit_code == 1
    assert refused.stderr.rstrip().endswith("dừng dịch vụ rồi chạy lại.")


@pytest.mark.usefixtures("imported")
def test_nothing_is_restored_without_a_yes(call: Call) -> None:
    assert call("backup", "a.backup").exit_code == 0

    assert "Chưa khôi phục" in call("restore", "a.backup").stderr


@pytest.mark.usefixtures("imported")
@pytest.mark.parametrize("words", [(), ("a", "--send"), ("--send", "--drop")])
def test_restore_does_one_thing(call: Call, words: tuple[str, ...]) -> None:
    assert call("restore", *words).exit_code == 2


@pytest.mark.usefixtures("imported")
def test_what_is_no_backup_is_refused(call: Call, document: Path) -> None:
    for file in (document, DATABASE, Path("nowhere")):
        result = call("restore", file, "--yes")
        assert result.exit_code == 1
        assert "Traceback" not in result.stderr


@pytest.mark.usefixtures("imported")
def test_a_damaged_database_is_replaced_and_kept(call: Call, folder: Path) -> None:
    assert call("backup", "a.backup").exit_code == 0
    DATABASE.write_bytes(b"\0" * 9000)

    assert call("restore", "a.backup", "--yes").exit_code == 0

    assert call("items").exit_code == 0
    [kept] = folder.glob("nhacviec.*-before-restoring.db")
    assert kept.read_bytes() == b"\0" * 9000


@pytest.mark.usefixtures("imported")
def test_nothing_waits_for_the_office_without_a_restore(call: Call) -> None:
    result = call("restore", "--send")

    assert result.exit_code == 1
    assert "Không có tin nào đang giữ" in result.stderr


@pytest.mark.usefixtures("imported")
def test_before_the_tables_change_there_is_a_backup(call: Call, folder: Path) -> None:
    async def older() -> None:
        store = await Store.open(DATABASE)
        async with store._writer.begin() as connection:
            await connection.run_sync(downgrade, "0010")
        await store.close()

    asyncio.run(older())

    assert call("migrate").exit_code == 0
    [made] = (folder / "nhacviec.backups").iterdir()
    assert call("migrate").exit_code == 0  # nothing to change: no backup
    assert list((folder / "nhacviec.backups").iterdir()) == [made]
    assert call("restore", made, "--yes").exit_code == 0
    with sqlite3.connect(DATABASE) as found:
        assert found.execute("SELECT count(*) FROM programmes").fetchone() == (1,)


@pytest.mark.usefixtures("imported")
def test_a_damaged_database_is_not_run_on(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TOKEN_VARIABLE, "123:abc")
    whole = bytearray(DATABASE.read_bytes())
    for page in range(2, len(whole) // 4096):
        whole[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    DATABASE.write_bytes(whole)

    result = call("run")

    assert result.exit_code == 1
    assert "nhacviec restore" in result.stderr
