"""What kind of meeting it is, by the words of its title."""

import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from programme.words import fold, tidy


class MeetingKind(StrEnum):
    """As the office calls them."""

    RECEPTION = "tiếp dân"
    BRIEFING = "giao ban"
    REGULAR = "thường kỳ"
    THEMATIC = "chuyên đề"
    WORKING = "làm việc"
    CEREMONY = "lễ"
    CONFERENCE = "hội nghị"
    SITTING = "họp"


#: The words of a title that say the kind.
MARKS: Mapping[MeetingKind, tuple[str, ...]] = {
    MeetingKind.RECEPTION: ("tiếp dân", "tiếp công dân"),
    MeetingKind.BRIEFING: ("giao ban",),
    MeetingKind.REGULAR: ("thường kỳ",),
    MeetingKind.THEMATIC: ("chuyên đề",),
    MeetingKind.WORKING: ("làm việc", "kiểm tra", "khảo sát"),
    MeetingKind.CEREMONY: ("lễ", "khánh thành", "khai trương", "khởi công"),
    MeetingKind.CONFERENCE: (
        "hội nghị",
        "hội thảo",
        "tọa đàm",
        "sơ kết",
        "tổng kết",
    ),
    MeetingKind.SITTING: ("họp",),
}
#: They say more than "hội nghị" and "họp", which stand before them.
_NEARER = (MeetingKind.BRIEFING, MeetingKind.REGULAR, MeetingKind.THEMATIC)
#: "Phiên họp UBND tỉnh tháng 7" is the regular one, though nobody says so.
_SESSIONS = (
    "phiên họp ubnd",
    "phiên họp của ubnd",
    "phiên họp ủy ban nhân dân",
    "phiên họp của ủy ban nhân dân",
)
_TO_THE_PRESS = ("họp báo", "báo chí")


@lru_cache(maxsize=1024)
def kind_of_meeting(title: str) -> MeetingKind | None:
    """What the title calls it first; None where it says nothing of it."""
    for kind in _NEARER:
        if _is_called(title, kind):
            return kind
    said = f" {said_in(title)} "
    found = {
        said.find(f" {said_in(mark)} "): kind
        for kind, marks in MARKS.items()
        for mark in marks
        if kind not in _NEARER
    }
    found.pop(-1, None)
    return found[min(found)] if found else None


def _is_called(title: str, kind: MeetingKind) -> bool:
    if kind is MeetingKind.REGULAR:
        if any(speaks_of(title, words) for words in _TO_THE_PRESS):
            return False
        is_session = any(speaks_of(title, words) for words in _SESSIONS)
        if is_session and speaks_of(title, "tháng"):
            return not speaks_of(title, "chuyên đề")
    return any(speaks_of(title, mark) for mark in MARKS[kind])


def speaks_of(title: str, words: str) -> bool:
    """Whether these words stand in it, one after another; as whole words."""
    return f" {said_in(words)} " in f" {said_in(title)} "


@lru_cache(maxsize=2048)
def said_in(text: str) -> str:
    """Its words alone, so that case, commas and the place of a tone do not matter."""
    letters = (
        mark if mark.isalnum() or unicodedata.combining(mark) else " "
        for mark in fold(tidy(text))
    )
    return " ".join("".join(letters).split())
