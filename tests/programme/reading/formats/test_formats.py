"""One programme, many files: what is read is the same."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.messages.trouble import FAULTS
from programme.errors import Fault
from programme.reading import FORMATS, read, read_safely
from programme.reading.formats import deliver
from programme.reading.formats.safety import deliver_apart
from tests.programme.reading.formats.makers import (
    docx_bytes,
    example,
    meaning,
    programme_docx,
    programme_table,
    programme_xlsx,
)
from tests.programme.reading.makers import EXAMPLE

FILES = Path(__file__).parent / "files"
HEAVY = ("docx", "lxml", "openpyxl", "pypdfium2", "zipfile", "xml.etree.ElementTree")


def a_file(name: str) -> Callable[[], bytes]:
    return (FILES / name).read_bytes


WRITTEN: dict[str, Callable[[], bytes]] = {
    "typed.docx": lambda: docx_bytes(programme_docx()),
    "numbered.docx": lambda: docx_bytes(programme_docx(numbered=True)),
    "soft.docx": lambda: docx_bytes(programme_docx(soft=True)),
    "rows.xlsx": programme_xlsx,
    "programme.pdf": a_file("programme.pdf"),
    "numbered.pdf": a_file("numbered.pdf"),
    "words.pdf": a_file("words.pdf"),
    "utf-16.txt": lambda: EXAMPLE.read_text("utf-8").encode("utf-16-le"),
    "crlf.txt": lambda: EXAMPLE.read_bytes().replace(b"\n", b"\r\n"),
}


@pytest.fixture(scope="module")
def wanted() -> Any:
    return meaning(example())


@pytest.mark.parametrize("name", WRITTEN)
def test_the_example_reads_the_same_in_every_file(name: str, wanted: Any) -> None:
    assert meaning(read(WRITTEN[name](), name=name)) == wanted


@pytest.mark.parametrize("name", ["numbered.docx", "rows.xlsx", "words.pdf"])
def test_a_child_reads_what_its_parent_would(name: str, wanted: Any) -> None:
    assert meaning(read_safely(WRITTEN[name](), name=name)) == wanted


def test_a_child_hands_over_rows_too() -> None:
    data = docx_bytes(programme_table())

    assert deliver_apart(".docx", data) == deliver(".docx", data)


@pytest.mark.parametrize("name", WRITTEN)
def test_reading_again_changes_nothing(name: str) -> None:
    data = WRITTEN[name]()

    assert read(data, name=name) == read(data, name=name)


def test_every_fault_has_its_sentence() -> None:
    assert set(FAULTS) == set(Fault)


def test_a_library_is_loaded_when_its_format_comes() -> None:
    code = "import sys, programme.reading; print(*sys.modules)"

    loaded = subprocess.run(  # noqa: S603 - our own line of code
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    ).stdout.split()

    assert set(HEAVY).isdisjoint(loaded)
    assert set(FORMATS) == {".txt", ".docx", ".pdf", ".xlsx"}
