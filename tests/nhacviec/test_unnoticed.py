"""What would go unnoticed is said: rules without effect, questions, lost files."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

import pytest

from programme.requests import RequestKind
from programme.rules import OFFICE_ZONE
from storage import Store, Unit
from storage.folder import Folder
from tests.nhacviec.conftest import Call

MORNING = datetime(2020, 7, 7, 9, tzinfo=OFFICE_ZONE)
NOWHERE = '[[rules.for]]\nsection = "B"\nsession_lead = 3\n'
SOMEWHERE = '[[rules.for]]\nsection = "II"\nperiod_lead = 1\n'
WITHOUT_EFFECT = "rules.for thứ 1 (mục B) không áp dụng cho mục nào"


@pytest.fixture
def imported(call: Call, document: Path, folder: Path) -> Path:
    assert call("import", document, "--yes").exit_code == 0
    return folder


def written(folder: Path, text: str, name: str = "config.toml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def done(folder: Path, work: Callable[[Unit], Awaitable[None]]) -> None:
    async def all_of_it() -> None:
        store = await Store.open(folder / "nhacviec.db")
        try:
            async with store.begin() as unit:
                await work(unit)
        finally:
            await store.close()

    asyncio.run(all_of_it())


async def one_asks(unit: Unit) -> None:
    (force,) = await unit.programmes.in_force()
    await unit.requests.add(
        next(duty.id for duty in force.duties if duty.ref == "I.3"),
        RequestKind.WITHDRAWAL,
        reason="đã nêu trong công văn",
        until=None,
        at=MORNING,
        by="Hùng",
    )


def test_a_table_for_a_section_that_is_not_there_is_said_before_it_is_used(
    call: Call, document: Path, folder: Path
) -> None:
    other = written(folder, NOWHERE + SOMEWHERE, "other.toml")

    shown = call("simulate", "--programme", document, "--compare", other)

    assert shown.exit_code == 0
    assert WITHOUT_EFFECT in shown.stderr
    assert "mục II" not in shown.stderr


def test_it_is_said_of_what_is_in_force_too(call: Call, imported: Path) -> None:
    other = written(imported, NOWHERE, "other.toml")
    assert WITHOUT_EFFECT in call("simulate", "--compare", other).stderr
    assert "không áp dụng" not in call("rules").stderr

    written(imported, NOWHERE)

    assert WITHOUT_EFFECT in call("rules").stderr
    assert f"! Quy định: {WITHOUT_EFFECT}" in call("doctor").stdout


def test_where_nothing_is_published_no_table_is_blamed(
    call: Call, folder: Path
) -> None:
    written(folder, NOWHERE)
    assert call("migrate").exit_code == 0

    assert "không áp dụng" not in call("doctor").stdout


def test_the_doctor_tells_of_files_that_are_not_in_their_folder(
    call: Call, imported: Path
) -> None:
    folder = Folder(imported / "nhacviec.dossiers")
    name = folder.keep(b"%PDF-1.4")

    async def hand_in(unit: Unit) -> None:
        (force,) = await unit.programmes.in_force()
        await unit.dossiers.add(
            force.duties[0].id,
            sha256=name,
            name="to-trinh.pdf",
            size=8,
            message=None,
            by="Hùng",
            at=MORNING,
        )

    assert "Hồ sơ:" not in call("doctor").stdout
    done(imported, hand_in)
    assert "✓ Hồ sơ: đủ 1 tệp" in call("doctor").stdout
    folder.place_of(name).unlink()

    assert "✗ Hồ sơ: thiếu 1/1 tệp" in call("doctor").stdout
    written(imported, "[dossiers]\nenabled = false\n")
    assert "Hồ sơ:" not in call("doctor").stdout


def test_the_board_says_what_waits_for_the_office(call: Call, imported: Path) -> None:
    assert "Đề nghị chờ" not in call("board").stdout
    done(imported, one_asks)

    said = call("board").stdout

    assert "Đề nghị chờ Văn phòng quyết định (1)" in said
    (line,) = [one for one in said.splitlines() if one.startswith("• I.3 ")]
    assert line.endswith(": rút nội dung")
