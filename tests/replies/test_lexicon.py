"""The words an office may extend."""

import pytest

from programme.replies.data import tables
from programme.replies.lexicon import Sign, lexicon
from programme.replies.spelling import key_of
from programme.replies.tokens import tokenise

FILES = ("states", "requests", "manners", "duties")
#: What the reader makes itself, without the data files.
MADE = {
    Sign.REFS,
    Sign.COUNT,
    Sign.DAY,
    Sign.PERCENT,
    Sign.EVIDENCE,
    Sign.NAME,
    Sign.NUMBER,
    Sign.COMMA,
    Sign.STOP,
    Sign.QUERY,
    Sign.COLON,
    Sign.DASH,
    Sign.UNKNOWN,
    Sign.BODY,  # from the agencies' own files
    Sign.NUMERAL,
}


def test_every_sign_has_words_and_every_word_a_sign() -> None:
    written = {Sign(sign) for file in FILES for sign in tables(file)}

    assert written | MADE == set(Sign)


@pytest.mark.parametrize("file", FILES)
def test_no_phrase_stands_twice_under_one_sign(file: str) -> None:
    for sign, phrases in tables(file).items():
        twice = {phrase for phrase in phrases if phrases.count(phrase) > 1}
        assert not twice, (sign, twice)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chuwa", "chưa"),
        ("mucj", "mục"),
        ("thanhf", "thành"),
        ("xonggggg", "xong"),
        ("xomg", "xong"),
        ("khoá", "khóa"),
        ("sẳn", "sẵn"),
        ("ĐÃ", "đã"),
    ],
)
def test_slips_of_the_keyboard_are_mended(typed: str, meant: str) -> None:
    assert key_of(typed) == key_of(meant)


@pytest.mark.parametrize(("one", "other"), [("xong", "xung"), ("chưa", "chữa")])
def test_other_words_stay_other_words(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


def test_the_longest_phrase_is_taken() -> None:
    tokens = tokenise("chưa có ý kiến")

    assert lexicon().longest(tokens, 0) == (Sign.OBSTACLE, "chưa có ý kiến", 4)
