"""The codes of doubts: each is written down, in docs/doubts.md, and each is said."""

import re

import pytest

from programme.reading.doubts import SENTENCES, Doubts
from tests.programme.reading.makers import REPOSITORY

PAGE = REPOSITORY / "docs" / "doubts.md"
FACTS = re.compile(r"\{([a-z]+)\}")


def test_the_page_and_the_reader_know_the_same_codes() -> None:
    written = re.findall(r"^\| `([a-z-]+)` \|", PAGE.read_text("utf-8"), re.MULTILINE)

    assert written == sorted(SENTENCES)


@pytest.mark.parametrize("code", SENTENCES)
def test_every_doubt_is_one_sentence(code: str) -> None:
    doubts = Doubts()

    doubts.add(code, 1, "x", **dict.fromkeys(FACTS.findall(SENTENCES[code]), "…"))

    (doubt,) = doubts.in_order()
    assert doubt.message.endswith(".")
    assert "{" not in doubt.message
