"""One spelling for each word: tone marks in one place, slips of the keyboard mended.

A slip is mended only where the data file lists it, or where a word was typed in
Telex with the keyboard off ("hoanf thanhf"); anything else stays an unknown word.
"""

import re
import unicodedata
from functools import lru_cache

from programme.replies.data import kept, kept_of_many, phrases, tables
from programme.words import bare, fold

_TELEX_TONES = dict(zip("sfrxj", "\u0301\u0300\u0309\u0309\u0323", strict=True))
_TELEX_LETTERS = (
    ("dd", "đ"),
    ("uow", "ươ"),
    ("aa", "â"),
    ("ee", "ê"),
    ("oo", "ô"),
    ("aw", "ă"),
    ("ow", "ơ"),
    ("uw", "ư"),
)
_LONGEST_SYLLABLE = 10
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
#: "lý" and "lí", "quy" and "qui": both are written, and mean one.
_I_OR_Y = re.compile(r"^(h|k|l|m|s|t|qu)y([\u0300-\u036f]*)$")


@kept_of_many(1 << 15)
def key_of(word: str) -> str:
    """What the lexicon knows a typed word by."""
    key = plain_key(word)
    mended = _mended().get(key)
    if mended is not None:
        return mended
    if key in known_keys() or not key.isascii() or len(key) > _LONGEST_SYLLABLE:
        return key
    decoded = _from_telex(key)
    return decoded if decoded in known_keys() else key


@lru_cache(maxsize=1 << 15)
def plain_key(word: str) -> str:
    """Folded; hỏi and ngã are one, as half the country writes them."""
    letters = unicodedata.normalize("NFD", fold(word)).replace("\u0303", "\u0309")
    letters = _STRETCHED.sub(r"\1", letters)  # "xonggggg"
    letters = _I_OR_Y.sub(r"\1i\2", letters)
    return unicodedata.normalize("NFC", letters)


@lru_cache(maxsize=1 << 15)
def bare_key(key: str) -> str:
    return bare(key)


@lru_cache(maxsize=1 << 15)
def is_marked(word: str) -> bool:
    """Does it carry a diacritic? Then it is not some other word typed without."""
    return bare(word) != word.casefold()


def _from_telex(word: str) -> str:
    """ "chuwa" is "chưa", "mucj" is "mục"."""
    tone = next((at for at in range(len(word) - 1, 1, -1) if _is_tone(word, at)), 0)
    mark = _TELEX_TONES[word[tone]] if tone else ""
    letters = word[:tone] + word[tone + 1 :] if tone else word
    for typed, meant in _TELEX_LETTERS:
        letters = letters.replace(typed, meant, 1)
    return plain_key(unicodedata.normalize("NFC", letters + mark))


def _is_tone(word: str, at: int) -> bool:
    return word[at] in _TELEX_TONES


@kept
def _mended() -> dict[str, str]:
    return {
        plain_key(slip): plain_key(right)
        for right, slips in tables("typos")["typos"].items()
        for slip in slips
    }


@kept
def known_keys() -> frozenset[str]:
    keys = {plain_key(word) for phrase in phrases() for word in phrase.split()}
    return frozenset(keys | {bare(key) for key in keys})
