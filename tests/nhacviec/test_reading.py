"""nhacviec read: data to stdout, words to stderr, one sentence for what it cannot."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.nhacviec.conftest import SEED, Call

NHACVIEC = Path(sys.executable).with_name("nhacviec")
needs_the_seed = pytest.mark.skipif(
    not SEED.exists(), reason=f"NOT CHECKED: {SEED} is missing"
)


@pytest.mark.shared
@needs_the_seed
def test_the_seed_is_read_as_expected(call: Call) -> None:
    expected = json.loads(SEED.with_suffix(".expected.json").read_text("utf-8"))

    result = call("read", SEED, "--json")

    found = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (0, "")
    assert _same_fields(found, expected) == expected
    assert found["doubts"] == []


def test_for_people_it_is_a_page_to_look_over(call: Call, document: Path) -> None:
    result = call("read", document)

    assert result.exit_code == 0
    head = "Chương trình tháng 7/2020: 8 hội nghị, 18 nội dung của 10 cơ quan"
    assert result.stdout.startswith(head)
    assert "<b>" not in result.stdout
    assert "&amp;" not in result.stdout


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(None, "Không mở được tệp này", id="missing"),
        pytest.param(b"", "Tệp không có nội dung.", id="empty"),
        pytest.param(b"  \n\n ", "Tệp không có nội dung.", id="blank"),
        pytest.param(bytes(range(256)) * 9, "Chưa đọc được định dạng", id="binary"),
        pytest.param("Kính gửi".encode(), "Không tìm thấy nội dung", id="no items"),
        pytest.param("TỐI MẬT\nVăn bản".encode(), "Văn bản có dấu", id="secret"),
    ],
)
@pytest.mark.parametrize("command", ["read", "import", "simulate", "reply"])
def test_bad_input_is_one_clear_sentence_and_nothing_else(
    call: Call, folder: Path, command: str, content: bytes | None, told: str
) -> None:
    path = folder / "ct.txt"
    if content is not None:
        path.write_bytes(content)
    rest: dict[str, list[str | Path]] = {
        "read": [path, "--json"],
        "import": [path, "--yes"],
        "simulate": ["--programme", path],
        "reply": ["--programme", path, "--agency", "Sở Nội vụ", "xong"],
    }

    result = call(command, *rest[command])

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(told)
    assert result.stderr.count("\n") == 1
    assert not (folder / "nhacviec.db").exists()


def test_a_folder_is_no_document(call: Call, folder: Path) -> None:
    result = call("read", folder)

    assert result.exit_code == 1
    assert result.stderr.startswith("Không mở được tệp này")


@pytest.mark.parametrize(
    "words", [["read"], ["nonsense"], ["read", "a", "b"], ["board", "--format", "x"]]
)
def test_a_wrong_call_ends_with_two(call: Call, words: list[str]) -> None:
    result = call(*words)

    assert (result.exit_code, result.stdout) == (2, "")


def test_the_program_itself_speaks_utf_8_wherever_it_is_called(document: Path) -> None:
    plain = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}

    done = subprocess.run(  # noqa: S603 - our own program
        [NHACVIEC, "read", document], capture_output=True, env=plain, check=True
    )

    assert done.stdout.decode().startswith("Chương trình tháng 7/2020")


def test_a_pipe_that_closes_is_no_fault(document: Path) -> None:
    line = f"{NHACVIEC} simulate --programme {document} --json | head -n 1"

    done = subprocess.run(  # noqa: S602 - our own program, and a pipe is what is tested
        line, shell=True, capture_output=True, check=True, text=True
    )

    assert json.loads(done.stdout)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("words", [[], ["read"], ["agencies"], ["agencies", "link"]])
def test_every_command_explains_itself(call: Call, words: list[str]) -> None:
    result = call(*words, "--help")

    assert result.exit_code == 0
    assert "--help" in result.stdout


def _same_fields(found: Any, expected: Any) -> Any:
    """What was found, without the fields that the expected reading leaves out."""
    if isinstance(expected, dict):
        return {key: _same_fields(found[key], expected[key]) for key in expected}
    if isinstance(expected, list) and len(expected) == len(found):
        pairs = zip(found, expected, strict=True)
        return [_same_fields(one, other) for one, other in pairs]
    return found
