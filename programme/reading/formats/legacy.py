"""Texts typed before Unicode: recognised, so that they are refused or converted.

Each word of the tables is one that hardly any office text goes without, as its
bytes look when they are taken for Western letters.
"""

import re

TCVN3 = (
    "ngµy", "th¸ng", "vµ", "cña", "tØnh", "chuÈn bÞ", "héi nghÞ", "nh©n d©n", "®Ò ¸n",
    "kÕ ho¹ch", "së", "c«ng", "®Çu t", "b¸o c¸o", "n¨m", "ñy ban",
)  # fmt: skip
VNI = (
    "ngaøy", "thaùng", "vaø", "cuûa", "tænh", "chuaån bò", "hoäi nghò", "nhaân daân",
    "ñeà aùn", "keá hoaïch", "sôû", "coâng", "ñaàu tö", "baùo caùo", "naêm", "uûy ban",
)  # fmt: skip
#: The same kind of words as they should look.
VIETNAMESE = (
    "ngày", "tháng", "và", "của", "tỉnh", "chuẩn bị", "hội nghị", "nhân dân", "đề án",
    "kế hoạch", "sở", "công", "đầu tư", "báo cáo", "năm", "ủy ban", "các", "trình",
)  # fmt: skip
_ENOUGH = 3


def _table(words: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(map(re.escape, words))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


_FONTS = {"TCVN3": _table(TCVN3), "VNI": _table(VNI)}
_VIETNAMESE = _table(VIETNAMESE)


def legacy_font(text: str) -> str | None:
    """The name of the old encoding, if the text reads like one."""
    small = text.lower()
    for font, pattern in _FONTS.items():
        if _may_have_enough(font, small) and _has_enough(pattern, text):
            return font
    return None


def reads_as_vietnamese(text: str) -> bool:
    return _has_enough(_VIETNAMESE, text) and "\ufffd" not in text


def _sign_of(word: str) -> str:
    """A letter that no Vietnamese word has, or else the word itself."""
    small = word.lower()
    return next((letter for letter in small if letter not in _LETTERS), small)


_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz " + "".join(VIETNAMESE))
_SIGNS = {
    font: [(_sign_of(word), word.lower()) for word in words]
    for font, words in (("TCVN3", TCVN3), ("VNI", VNI))
}


def _may_have_enough(font: str, small: str) -> bool:
    """Without regard to where a word begins and ends, which takes longer to see."""
    met = sum(sign in small and word in small for sign, word in _SIGNS[font])
    return met >= _ENOUGH


def _has_enough(pattern: re.Pattern[str], text: str) -> bool:
    met: set[str] = set()
    for word in pattern.finditer(text):
        met.add(word[0].lower())
        if len(met) >= _ENOUGH:
            return True
    return False
