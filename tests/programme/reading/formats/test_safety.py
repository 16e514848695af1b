"""Files that mean harm are refused, in a child that can do none."""

import gc
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from programme.errors import Fault, Unreadable
from programme.reading import read, read_safely
from programme.reading.formats import safety
from programme.reading.formats.safety import deliver_apart
from tests.programme.reading.formats import hostile
from tests.programme.reading.formats.papers import a_docx

#: What each is refused as.
DOCX = {
    **dict.fromkeys(hostile.DOCX, Fault.UNSAFE),
    "encrypted": Fault.PASSWORD,
    "dishonest_size": Fault.BROKEN,
    "many_words": Fault.TOO_LARGE,
}
A_FEW_SECONDS = 20.0
A_LITTLE_MEMORY = 20_000_000


def memory() -> int:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


@contextmanager
def unharmed() -> Iterator[None]:
    """Nothing took long, nothing was left in memory, the next document is read."""
    before, begun = memory(), time.perf_counter()
    yield
    assert time.perf_counter() - begun < A_FEW_SECONDS
    assert memory() - before < A_LITTLE_MEMORY
    assert read_safely(a_docx(), name="a.docx").items


@pytest.mark.parametrize("name", hostile.DOCX)
def test_a_hostile_word_file_is_refused(name: str) -> None:
    data = hostile.DOCX[name]()

    with unharmed(), pytest.raises(Unreadable) as caught:
        read_safely(data, name="a.docx")

    assert caught.value.fault is DOCX[name]


@pytest.mark.parametrize("name", hostile.PDF)
def test_a_hostile_pdf_is_refused(name: str) -> None:
    data = hostile.PDF[name]()

    with unharmed(), pytest.raises(Unreadable):
        read_safely(data, name="a.pdf")


@pytest.mark.parametrize("name", hostile.DOCX)
def test_a_container_is_looked_over_without_a_child_too(name: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(hostile.DOCX[name](), name="a.docx")

    assert caught.value.fault is DOCX[name]


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("deep_arrays", Fault.BROKEN),
        ("fifty_thousand_pages", Fault.TOO_LARGE),
        ("huge_page", Fault.NO_ITEMS),
    ],
)
def test_a_pdf_is_looked_over_without_a_child_too(name: str, fault: Fault) -> None:
    with pytest.raises(Unreadable) as caught:
        read(hostile.PDF[name](), name="a.pdf")

    assert caught.value.fault is fault


def a_child(body: str) -> Callable[[pytest.MonkeyPatch], None]:
    """A child of our own instead of the real one."""

    def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(safety, "_COMMAND", (sys.executable, "-c", body))

    return stand_in


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("while True: pass", Fault.UNSAFE),
        ("import os; os.abort()", Fault.UNSAFE),
        ("import sys; sys.stdin.close(); sys.exit(3)", Fault.BROKEN),
        ("import sys; sys.stdin.read(); print('x')", Fault.BROKEN),
        ("while True: print('x' * 1_000_000)", Fault.UNSAFE),
    ],
)
def test_whatever_becomes_of_the_child_the_parent_says_one_thing(
    body: str, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_child(body)(monkeypatch)
    begun = time.perf_counter()

    with pytest.raises(Unreadable) as caught:
        deliver_apart(".docx", bytes(1_000_000), seconds=1)

    assert caught.value.fault is fault
    assert time.perf_counter() - begun < 5


CONFINED = """
import socket
from programme.reading.formats import child
tried = []
def read_docx(data):
    for attempt in (
        lambda: open("/etc/passwd"),
        lambda: socket.socket(),
        lambda: bytearray(600_000_000),
    ):
        try:
            attempt()
            tried.append("done")
        except (OSError, MemoryError) as error:
            tried.append(type(error).__name__)
    raise child.Unreadable(child.Fault.BROKEN, " ".join(tried))
from programme.reading.formats import docx
docx.read_docx = read_docx
child.main(".docx")
"""


def test_the_child_opens_no_file_and_no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    a_child(CONFINED)(monkeypatch)

    with pytest.raises(Unreadable) as caught:
        deliver_apart(".docx", a_docx())

    assert caught.value.detail == "OSError OSError MemoryError"


def test_the_child_knows_nothing_of_our_surroundings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NHACVIEC_TOKEN", "secret")
    a_child(
        "import json, os, sys; sys.stdin.buffer.read();"
        "print(json.dumps({'said': [[1, repr(dict(os.environ)) + os.getcwd()]]}))"
    )(monkeypatch)

    (line,) = deliver_apart(".docx", b"x")

    assert "secret" not in line.words
    assert line.words.endswith("/")
