"""Whatever bytes come, they are read or refused: nothing else is ever raised."""

import io
import random
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programme.errors import Unreadable
from programme.reading import read, read_safely
from tests.programme.reading.formats.makers import (
    docx_bytes,
    programme_docx,
    programme_table,
    programme_xlsx,
)

TABLE_PDF = (Path(__file__).parent / "files" / "table.pdf").read_bytes()
SOUND: dict[str, bytes] = {
    "a.docx": docx_bytes(programme_docx(numbered=True)),
    "b.docx": docx_bytes(programme_table()),
    "a.xlsx": programme_xlsx(),
}
BEGINNINGS = (b"", b"PK\x03\x04 word/", b"PK\x03\x04 xl/", b"%PDF-1.7\n", b"\xff\xfe")
LONGEST = 2.0


def read_or_refuse(data: bytes, name: str, how: Callable[..., object] = read) -> None:
    begun = time.perf_counter()
    with suppress(Unreadable):
        how(data, name=name, period="2020-07")
    assert time.perf_counter() - begun < LONGEST * 2  # on a busy machine


@settings(max_examples=300)
@given(
    st.sampled_from(BEGINNINGS),
    st.binary(max_size=400),
    st.sampled_from(["a.docx", "a.pdf", "a.xlsx", "a.doc", "a", "a.txt"]),
)
def test_any_bytes_under_any_name(beginning: bytes, data: bytes, name: str) -> None:
    read_or_refuse(beginning + data, name)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.data_too_large]
)
@given(st.sampled_from([*SOUND]), st.randoms(use_true_random=False))
def test_a_container_with_damaged_bytes(name: str, chance: random.Random) -> None:
    read_or_refuse(_damaged(SOUND[name], chance), name)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from([*SOUND]), st.randoms(use_true_random=False))
def test_a_container_whose_parts_are_damaged(name: str, chance: random.Random) -> None:
    """The container is sound, so that the parser of its parts meets the damage."""
    read_or_refuse(_with_parts(SOUND[name], chance), name)


def _with_parts(data: bytes, chance: random.Random) -> bytes:
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            text = old.read(part)
            spared = "tyles" in part or chance.random() < 0.5
            new.writestr(part, text if spared else _other_words(text, chance))
    return file.getvalue()


def _other_words(text: bytes, chance: random.Random) -> bytes:
    """Another XML that is still one: an attribute or a tag becomes its neighbour."""
    words = text.split(b'"')
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(words))
        words[at] = chance.choice(
            [words[chance.randrange(len(words))], b"", b"-1", b"99999999999", b"x y"]
            if at % 2
            else [words[at]]
        )
    text = b'"'.join(words)
    for old, new in ((b"w:p>", b"w:tc>"), (b"w:tr>", b"w:p>"), (b"<c ", b"<row ")):
        if chance.random() < 0.2:
            text = text.replace(old, new)
    return text if chance.random() < 0.8 else _damaged(text, chance)


def _damaged(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data))
        end = at + chance.choice([0, 1, 1, 4, 40])
        data = data[:at] + chance.randbytes(chance.randint(0, 6)) + data[end:]
    return data


@pytest.mark.parametrize("seed", range(10))
def test_a_damaged_pdf(seed: int) -> None:
    """In a child: its library is not written in Python and may break as a whole."""
    luck = random.Random(seed)  # noqa: S311 - damage, not secrets
    read_or_refuse(_damaged(TABLE_PDF, luck), "a.pdf", read_safely)
