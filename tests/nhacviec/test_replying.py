"""nhacviec reply: what would be understood; nothing is changed."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.nhacviec.conftest import Call
from tests.nhacviec.test_reading import NHACVIEC

FARMING = ["--agency", "Sở Nông nghiệp và PTNT"]


def test_one_message(call: Call, document: Path) -> None:
    (meaning,) = _meanings(call, document, "mục 3 đã xong, mục 4 đang lấy ý kiến")

    assert meaning["kind"] == "update"
    assert [(one["item"], one["status"]) for one in meaning["updates"]] == [
        ("I.3", "ready"),
        ("I.4", "preparing"),
    ]


def test_for_people_it_is_said_in_words(call: Call, document: Path) -> None:
    said = call("reply", *FARMING, "--programme", document, "mục 3 đã xong").stdout

    assert said == "I.3: Đã sẵn sàng\n"


def test_what_is_asked_back_is_shown(call: Call, document: Path) -> None:
    said = call("reply", *FARMING, "--programme", document, "xong rồi").stdout

    assert said == "Hỏi lại: Xin hỏi Quý cơ quan báo cáo mục nào?\n"


def test_a_reply_means_the_refs_it_replies_to(call: Call, document: Path) -> None:
    (meaning,) = _meanings(call, document, "xong rồi", "--reply-to", "i.4")

    assert [one["item"] for one in meaning["updates"]] == ["I.4"]


def test_a_reply_to_another_agencys_ref_is_refused(call: Call, document: Path) -> None:
    result = call(
        "reply", *FARMING, "--programme", document, "--reply-to", "I.9", "xong"
    )

    assert result.exit_code == 1
    assert "không có mục I.9" in result.stderr


def test_a_moment_without_a_zone_is_the_offices(call: Call, document: Path) -> None:
    text = "mục 3 xin gia hạn đến thứ sáu"
    naive = _meanings(call, document, text, "--at", "2020-07-13T23:00:00")
    aware = _meanings(call, document, text, "--at", "2020-07-13T23:00:00+07:00")

    assert naive == aware


def test_with_lines_one_object_comes_out_for_each_line(
    call: Call, document: Path
) -> None:
    lines = "mục 3 đã xong\n\ncảm ơn\nxong rồi\n"

    result = call("reply", *FARMING, "--programme", document, "--lines", stdin=lines)

    kinds = [json.loads(line)["kind"] for line in result.stdout.splitlines()]
    assert kinds == ["update", "none", "none", "ask"]
    assert result.exit_code == 0


def test_lines_that_are_no_text_do_not_stop_the_rest(document: Path) -> None:
    done = subprocess.run(  # noqa: S603 - our own program
        [NHACVIEC, "reply", *FARMING, "--programme", document, "--lines"],
        input=b"\xff\xfe\nm\xe1\xbb\xa5c 3 \xc4\x91\xc3\xa3 xong\n",
        capture_output=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        check=True,
    )

    kinds = [json.loads(line)["kind"] for line in done.stdout.splitlines()]
    assert kinds == ["none", "update"]


@pytest.mark.parametrize(
    "words",
    [[], ["--lines", "text"], ["--at", "hôm qua", "text"]],
    ids=["nothing to read", "both ways", "no moment"],
)
def test_a_wrong_call_ends_with_two(
    call: Call, document: Path, words: list[str]
) -> None:
    result = call("reply", *FARMING, "--programme", document, *words)

    assert (result.exit_code, result.stdout) == (2, "")


def _meanings(
    call: Call, document: Path, text: str, *more: str
) -> list[dict[str, Any]]:
    result = call("reply", *FARMING, "--programme", document, "--json", *more, text)
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]
