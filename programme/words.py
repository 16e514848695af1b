"""Vietnamese words compared: the same word may be typed in several ways."""

import unicodedata
from functools import lru_cache

_STROKE = str.maketrans({"đ": "d", "Đ": "D"})


def tidy(text: str) -> str:
    """NFC, one space between words, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """Lower case, tone marks in one place: "khoá" and "khóa" are the same word.

    Diacritics stay: "mục" and "múc" differ. See `bare` for text typed without.
    """
    return _syllable(text) if len(text) <= _LONGEST_SYLLABLE else _folded(text)


def bare(text: str) -> str:
    """Lower case without any diacritics: "Đã xong" is "da xong"."""
    letters = unicodedata.normalize("NFD", text.casefold().translate(_STROKE))
    return "".join(mark for mark in letters if not unicodedata.combining(mark))


#: "nghiêng". A language has few syllables, and a document says each many times.
_LONGEST_SYLLABLE = 7


@lru_cache(maxsize=8192)
def _syllable(text: str) -> str:
    return _folded(text)


def _folded(text: str) -> str:
    small = text.casefold()
    return small if small.isascii() else _retone(unicodedata.normalize("NFD", small))


#: Tone marks: huyền, sắc, hỏi, ngã, nặng. Other marks make another vowel.
_TONES = frozenset("\u0300\u0301\u0309\u0303\u0323")


def _retone(letters: str) -> str:
    """Moves each word's tone mark behind its last letter, so that place is moot."""
    words: list[str] = []
    word: list[str] = []
    tone: list[str] = []
    for mark in letters:
        if mark in _TONES:
            tone.append(mark)
        elif mark.isalpha() or unicodedata.combining(mark):
            word.append(mark)
        else:
            words += [*word, *tone, mark]
            word, tone = [], []
    return unicodedata.normalize("NFC", "".join([*words, *word, *tone]))
