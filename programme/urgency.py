"""Hỏa tốc: what may be said at any hour, by its stamp or by a mark in its title.

Of the grades of urgency (Decree 30/2020/NĐ-CP) hỏa tốc, with or without an hour set to
it (hẹn giờ), and thượng khẩn pass. Khẩn alone asks for the same day's work, not for a
night's: it waits for the morning (docs/decisions/0032).
"""

import re
import unicodedata

_WORDS = r"(?:h(?:ỏa|oả)\s+tốc|thượng\s+khẩn)"
_MARKS = (
    rf"[(\[]\s*{_WORDS}\b[^()\[\]]{{0,30}}[)\]]",  # (hỏa tốc), [Hỏa tốc hẹn giờ 15h]
    rf"^\W*{_WORDS}(?:\s+hẹn\s+giờ)?\s*[:\-–—.,!]",  # Hỏa tốc: …
    rf"[:\-–—,;.]\s*{_WORDS}(?:\s+hẹn\s+giờ)?\W*$",  # … – hỏa tốc
)
_MARKED = re.compile("|".join(_MARKS), re.IGNORECASE)
#: In capitals inside a title that is not: nobody writes so who speaks about one.
_SHOUTED = re.compile(r"\b(?:H(?:ỎA|OẢ)\s+TỐC|THƯỢNG\s+KHẨN)\b")
#: What stands in a stamp, its spaces gone. An hour may follow.
_STAMP = re.compile(
    r"(?:(?:độ|mứcđộ)khẩn:)?(?:h(?:ỏa|oả)tốc|thượngkhẩn)(?:[-–:,]?hẹngiờ.*)?"
)
_AROUND = "*[]().-–!:/ "


def is_marked(title: str) -> bool:
    """Whether an entry is marked so: not one that only speaks of such papers."""
    words = unicodedata.normalize("NFC", title)
    if _MARKED.search(words):
        return True
    return not words.isupper() and _SHOUTED.search(words) is not None


def is_stamp(column: str) -> bool:
    """Whether these words, which stand alone, are the stamp."""
    letters = "".join(unicodedata.normalize("NFC", column).split()).strip(_AROUND)
    return not letters.islower() and _STAMP.fullmatch(letters.lower()) is not None
