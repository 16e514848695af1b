"""The mode and the levels of escalation, as the keeper meets them at the keyboard."""

from pathlib import Path

import pytest

from nhacviec.commands.shared import reached
from nhacviec.commands.shared import run as run_async
from nhacviec.config import load
from tests.nhacviec.conftest import Call

ON = "[mode]\nrehearsal = true\n"
SAID = "Đang diễn tập: mọi tin chỉ gửi về nhóm Văn phòng"


def test_doctor_and_the_board_say_that_it_is_on(
    call: Call, folder: Path, document: Path
) -> None:
    call("import", document, "--yes")
    assert SAID not in call("doctor").stdout + call("board").stderr

    (folder / "config.toml").write_text(ON)

    assert f"! Chế độ: {SAID}" in call("doctor").stdout
    assert SAID in call("board").stderr


def test_every_command_that_posts_posts_for_the_office(
    call: Call, folder: Path, document: Path
) -> None:
    """What a document changes is told by the command line, too."""
    (folder / "config.toml").write_text(ON)
    call("import", document, "--yes")

    async def rehearses() -> bool:
        store = await reached(load(folder / "config.toml"))
        try:
            async with store.read() as unit:
                return unit.is_rehearsed
        finally:
            await store.close()

    assert run_async(rehearses())


def test_a_head_is_linked_by_a_code_of_its_own(call: Call, document: Path) -> None:
    call("import", document, "--yes")

    given = call("agencies", "link", "Sở Nội vụ", "--head")
    alone = call("agencies", "link", "--head")

    assert given.exit_code == 0
    assert given.stdout.startswith("Lãnh đạo Sở Nội vụ\t")
    assert alone.exit_code == 2


@pytest.mark.parametrize("days", ["[2, 1]", "[1, 1, 2]", "[1, 2, 3, 4]"])
def test_levels_rise_and_are_three(call: Call, folder: Path, days: str) -> None:
    (folder / "config.toml").write_text(f"[rules]\nescalation_days = {days}\n")

    result = call("simulate")

    assert result.exit_code == 1
    assert "rules.escalation_days: phải tăng dần" in result.stderr
