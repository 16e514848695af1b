"""Texts typed in the fonts before Unicode: recognised, so that they can be refused.

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
_ENOUGH = 3


def _table(words: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(map(re.escape, words))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


_FONTS = {"TCVN3": _table(TCVN3), "VNI": _table(VNI)}


def legacy_font(text: str) -> str | None:
    """The name of the old encoding, if the text reads like one."""
    for font, pattern in _FONTS.items():
        met: set[str] = set()
        for word in pattern.finditer(text):
            met.add(word[0].lower())
            if len(met) >= _ENOUGH:
                return font
    return None
