"""Refs stand in the document's order."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.refs import in_order

ROMANS = [
    "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX",
    "XXIX XXX XXXIX XL XLI XLIX L LX XC XCIX C CX",
]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("I.3", "I.10"),
        ("I.10", "II.1"),
        ("II.1", "III.1"),
        ("IV", "IX"),
        ("V.1", "IX.1"),
        ("I", "I.1"),  # a section before its matters
        ("I.1", "I.1.2"),
        ("I.2.9", "I.2.10"),
        ("9", "10"),
        ("A.1", "A.2"),  # no Roman number: by its letters, before those that are
        ("A.1", "B.1"),
        ("B.9", "I.1"),
        ("", "I"),
    ],
)
def test_one_ref_stands_before_another(earlier: str, later: str) -> None:
    assert in_order(earlier) < in_order(later)


def test_roman_numbers_count_up() -> None:
    romans = " ".join(ROMANS).split()
    shuffled = random.Random(7).sample(romans, len(romans))  # noqa: S311 - a test's own order

    assert sorted(shuffled, key=in_order) == romans


@given(refs=st.lists(st.from_regex(r"[IVXLC0-9a-z.]{0,6}", fullmatch=True)))
def test_whatever_a_ref_looks_like_it_has_a_place(refs: list[str]) -> None:
    once = sorted(refs, key=in_order)

    assert sorted(once, key=in_order) == once
