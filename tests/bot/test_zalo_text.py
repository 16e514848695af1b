"""Our messages as plain text in parts: nothing lost, nothing torn, nothing too long."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.zalo_text import BUDGET, parts, plain, said_in_parts
from programme.speech import utf16_length


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<b>A</b> &lt; <i>B</i> &amp; C", "A < B & C"),
        ("giữ < 5 và > 3", "giữ < 5 và > 3"),
        ('<a href="https://a.vn">https://a.vn</a>', "https://a.vn"),
        ('<a href="https://a.vn">xem <b>đây</b></a>', "xem đây (https://a.vn)"),
        ("<code>AB12CD34</code>", "AB12CD34"),
        ("A  \n\nB\n", "A\n\nB"),
        ("cắt\ud83d", "cắt\ufffd"),
        ("", ""),
    ],
)
def test_markup_is_taken_away_and_nothing_else(written: str, read: str) -> None:
    assert plain(written) == read


def test_what_fits_is_one_message_without_a_count() -> None:
    text = "ă" * BUDGET
    assert parts(text) == [text]


def test_it_is_parted_between_paragraphs_where_one_is_near() -> None:
    first, second = "a " * 700, "b " * 700
    one, two = parts(f"{first.strip()}\n\n{second.strip()}")
    assert one == f"(1/2)\n{first.strip()}"
    assert two == f"(2/2)\n{second.strip()}"


def test_a_line_is_not_torn_where_lines_are_short() -> None:
    lines = [f"• mục {n}: " + "chữ " * 20 for n in range(60)]
    found = parts("\n".join(line.strip() for line in lines))
    assert {line for part in found for line in part.split("\n")[1:]} == {
        line.strip() for line in lines
    }


def test_a_picture_at_the_border_stays_whole() -> None:
    family = "👨\u200d👩\u200d👧"
    for shift in range(16):
        text = "x" * (BUDGET - 10 - shift) + family + "y" * 50
        one, two = (part.split("\n", 1)[1] for part in parts(text))
        assert family in one or family in two


def test_a_mark_stays_with_its_letter() -> None:
    text = unicodedata.normalize("NFD", "ế" * 2000)
    for part in parts(text):
        said = part.split("\n", 1)[1]
        assert not unicodedata.combining(said[0])


@given(text=st.text(max_size=9000), most=st.integers(40, 2000))
@settings(max_examples=200, deadline=None)
def test_no_part_is_too_long_and_no_word_is_lost(text: str, most: int) -> None:
    said = plain(text)
    found = parts(said, most) if said else []
    assert all(utf16_length(part) <= most for part in found)
    if len(found) > 1:
        bare = "".join(part.split("\n", 1)[1] for part in found)
        assert "".join(bare.split()) == "".join(said.split())


def test_a_copy_counts_its_label() -> None:
    assert said_in_parts("a" * BUDGET, is_copy=False) == ["a" * BUDGET]
    assert len(said_in_parts("a" * BUDGET, is_copy=True)) == 2
    assert said_in_parts("<b></b>", is_copy=True) == []
