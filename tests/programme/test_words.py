"""The same Vietnamese word, typed in several ways."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.words import bare, fold, tidy


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("khoá", "khóa"),
        ("Uỷ ban", "ủy ban"),
        ("VĂN HOÁ", "văn hóa"),
        ("thuỷ lợi", "thủy lợi"),
        (unicodedata.normalize("NFD", "Sở Kế hoạch"), "sở kế hoạch"),
        ("Đề án", "đề án"),
        ("hoà 2 hoá", "hòa 2 hóa"),
        ("hoà-hoá.", "hòa-hóa."),
    ],
)
def test_one_word_written_in_two_ways(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mục", "múc"),
        ("mục", "muc"),
        ("sở", "so"),
        ("đã", "da"),
        ("tuần", "tuân"),
        ("hoá hoà", "hoà hoá"),
        ("chưa", "chua"),
        ("mở", "mợ"),
    ],
)
def test_two_words_stay_two(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Đã xong", "da xong"),
        ("ĐANG CHUẨN BỊ", "dang chuan bi"),
        ("Uỷ ban nhân dân", "uy ban nhan dan"),
        (unicodedata.normalize("NFD", "vướng mắc"), "vuong mac"),
        ("mục 3", "muc 3"),
        ("", ""),
    ],
)
def test_what_is_typed_without_diacritics(typed: str, wanted: str) -> None:
    assert bare(typed) == wanted


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("  Sở \t Tài\nchính ", "Sở Tài chính"),
        ("Sở\u00a0Nội vụ", "Sở Nội vụ"),
        (unicodedata.normalize("NFD", "Sở Nội vụ"), "Sở Nội vụ"),
        (" \n ", ""),
    ],
)
def test_text_is_tidied(typed: str, wanted: str) -> None:
    assert tidy(typed) == wanted


VIETNAMESE = st.text("aăâeêioôơuưyđhkmntgAĂĐ áàảãạấờữặ 2-.")


@given(text=VIETNAMESE)
def test_however_the_letters_are_coded_they_compare_alike(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)

    assert fold(apart) == fold(text)
    assert bare(apart) == bare(text)
    assert tidy(apart) == tidy(text)


@given(text=VIETNAMESE)
def test_once_is_enough(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert bare(bare(text)) == bare(text)
    assert tidy(tidy(text)) == tidy(text)
    assert bare(fold(text)) == bare(text)
