"""The reader under a hammer: nothing but Unreadable, 2 s and 256 MB at the most."""

import random
import resource
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from programme.errors import Unreadable
from programme.reading import read
from tests.programme.reading.formats.makers import docx_bytes, programme_docx

pytestmark = pytest.mark.slow

DOCUMENTS = Path(__file__).parent.parent.parent / "documents"
#: Enough to take about a minute on the machines we have.
ROUNDS = 25_000
SLOWEST = 2.0
MOST_MEMORY = 256_000  # kilobytes


def _seeds() -> list[tuple[str, bytes]]:
    paths = sorted(p for p in DOCUMENTS.iterdir() if p.suffix in {".txt", ".xlsx"})
    found = [(path.suffix, path.read_bytes()) for path in paths]
    return [*found, (".docx", docx_bytes(programme_docx()))]


def _struck(ending: str, data: bytes, luck: random.Random) -> bytes:
    """Text letter by letter, so that it stays text; a container byte by byte."""
    if ending != ".txt" or luck.random() < 0.05:
        return _damaged(data, luck)
    made = list(data.decode())
    for _ in range(luck.randint(1, 12)):
        at = luck.randrange(len(made) + 1)
        size = luck.choice((1, 2, 7, 40, 400))
        match luck.randrange(4):
            case 0:
                made[at : at + size] = luck.choices(made or [" "], k=size)
            case 1:
                del made[at : at + size]
            case 2:
                made[at:at] = made[at : at + size] * luck.randint(1, 5)
            case _:
                made[at:at] = luck.choice(("\n", "1. ", "I. ", "(", "\t", "|", ": "))
    return "".join(made).encode()


def _damaged(data: bytes, luck: random.Random) -> bytes:
    """A few bytes changed, cut out, doubled or put elsewhere."""
    made = bytearray(data)
    for _ in range(luck.randint(1, 12)):
        at = luck.randrange(len(made) + 1)
        size = luck.choice((1, 2, 7, 40, 400))
        match luck.randrange(4):
            case 0:
                made[at : at + size] = luck.randbytes(size)
            case 1:
                del made[at : at + size]
            case 2:
                made[at:at] = made[at : at + size] * luck.randint(1, 5)
            case _:
                made[at:at] = luck.choice((b"\n", b"1. ", b"I. ", b"(", b"\t", b"|"))
    return bytes(made)


def _blows() -> Iterator[tuple[str, bytes]]:
    luck = random.Random(20200721)  # noqa: S311 - damage, not secrets
    seeds = _seeds()
    for number in range(ROUNDS):
        ending, data = seeds[number % len(seeds)]
        yield ending, _struck(ending, data, luck)


def test_nothing_breaks_the_reader() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    slowest = 0.0

    for ending, data in _blows():
        begun = time.process_time()
        with suppress(Unreadable):
            read(data, name=f"a{ending}")
        slowest = max(slowest, time.process_time() - begun)

    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert slowest <= SLOWEST
    assert grown <= MOST_MEMORY
