"""What is looked for first says nothing new: it only saves the trying of a pattern."""

import unicodedata
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import programme.reading
from programme import words
from programme.naming import each_folded
from programme.naming import words as words_of
from programme.reading import when
from programme.reading.sought import Sought
from programme.words import fold

DOCUMENTS = sorted(Path("tests/documents").glob("*.txt"))
DAYS = sorted({*when._PATTERNS} - {"time", "weekday", "session"})


def every_sought() -> Iterator[tuple[str, Sought]]:
    for module in iter_modules(programme.reading.__path__, "programme.reading."):
        for name, one in vars(import_module(module.name)).items():
            if isinstance(one, Sought):
                yield f"{module.name}.{name}", one


SOUGHT = dict(every_sought())


@pytest.mark.parametrize("name", SOUGHT)
@settings(max_examples=60, deadline=None)
@given(chance=st.data())
def test_whatever_a_pattern_finds_has_one_of_its_words(
    name: str, chance: st.DataObject
) -> None:
    sought = SOUGHT[name]
    text = chance.draw(st.from_regex(sought.pattern))

    plainly = [met.span() for met in sought.pattern.finditer(text)]
    assert [met.span() for met in sought.finditer(text)] == plainly
    assert (sought.search(text) is None) is (not plainly)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_in_real_documents_nothing_is_missed(path: Path) -> None:
    text = path.read_text("utf-8")
    for one in (text, text.upper(), unicodedata.normalize("NFD", text)):
        for line in (one, *one.splitlines()):
            for name, sought in SOUGHT.items():
                plainly = [met.span() for met in sought.pattern.finditer(line)]
                assert [met.span() for met in sought.finditer(line)] == plainly, name


@pytest.mark.parametrize("word", ["kỳ", "", "số"])
def test_words_with_letters_that_have_a_foreign_double_are_no_words_to_look_for(
    word: str,
) -> None:
    with pytest.raises(ValueError, match="written otherwise"):
        Sought("x", word) if word else Sought("x")


@pytest.mark.parametrize("kind", when._PATTERNS)
@settings(max_examples=50, deadline=None)
@given(chance=st.data())
def test_what_says_when_begins_and_looks_as_its_kind_does(
    kind: str, chance: st.DataObject
) -> None:
    text = chance.draw(st.from_regex(when._PATTERNS[kind]))
    met = when._PATTERNS[kind].search(text)

    assert met is not None
    assert when._BEGINS.match(text, met.start()) is not None
    if kind in DAYS:
        assert when.may_say_day(text, met.start())


@given(st.text(max_size=7) | st.text("aăâeêioôơuưyđnghtc áàảãạẾệ0_-", max_size=9))
def test_a_word_is_folded_the_same_the_first_and_the_second_time(text: str) -> None:
    letters = unicodedata.normalize("NFD", text.casefold())

    assert fold(text) == fold(text) == words._retone(letters)
    assert [*each_folded(text)] == [word.folded for word in words_of(text)]
