"""What the office says of a meeting: "14h, phòng họp A, chủ trì: …, thành phần: …".

A part begins with its label, or is an hour or a room by itself; every part has to be
understood, and the first that is not makes all of it a question.
"""

import re
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from programme.document import Session
from programme.errors import ProgrammeError
from programme.words import bare, tidy


class MeetingPart(StrEnum):
    HOUR = "hour"
    PLACE = "place"
    CHAIR = "chair"
    AUDIENCE = "audience"


#: What each part may begin with, typed bare; the longest that fits counts.
LABELS = {
    "gio hop": MeetingPart.HOUR,
    "gio": MeetingPart.HOUR,
    "luc": MeetingPart.HOUR,
    "bat dau": MeetingPart.HOUR,
    "thoi gian": MeetingPart.HOUR,
    "dia diem": MeetingPart.PLACE,
    "noi hop": MeetingPart.PLACE,
    "tai": MeetingPart.PLACE,
    "chu tri": MeetingPart.CHAIR,
    "nguoi chu tri": MeetingPart.CHAIR,
    "chu toa": MeetingPart.CHAIR,
    "thanh phan": MeetingPart.AUDIENCE,
    "du hop": MeetingPart.AUDIENCE,
    "moi": MeetingPart.AUDIENCE,
}
#: A place by itself, without a label; the words stay.
_ROOMS = ("phong hop", "phong", "hoi truong", "tru so", "tang", "truc tuyen")
_SESSIONS = {
    "sang": Session.MORNING,
    "chieu": Session.AFTERNOON,
    "toi": Session.EVENING,
    "ca ngay": Session.ALL_DAY,
}
_HOUR = re.compile(
    r"(\d{1,2})\s*(?:h|g|gio|:)\s*(\d{2})?(?:\s*phut)?\s*(?:buoi )?(sang|chieu|toi)?"
)
_LONGEST = 300


class MeetingMisread(ProgrammeError):
    """These words say nothing of a meeting that we know of."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True, kw_only=True)
class MeetingFacts:
    """What was said; None of what was not. `audience`: its words."""

    hour: time | None = None
    session: Session | None = None
    place: str | None = None
    chair: str | None = None
    audience: str | None = None

    @property
    def is_empty(self) -> bool:
        said = (self.hour, self.session, self.place, self.chair, self.audience)
        return not any(one is not None for one in said)


def read_meeting(text: str) -> MeetingFacts:
    """Raises MeetingMisread."""
    found: dict[MeetingPart, str] = {}
    last: MeetingPart | None = None
    for piece in re.split(r"[,;\n]", text):
        words = tidy(piece)
        if not words:
            continue
        part, said = _part_of(words)
        if part is None and last in {MeetingPart.HOUR, None}:
            raise MeetingMisread(words)
        if part is None or (part is MeetingPart.PLACE and last is part and said):
            last = last or MeetingPart.PLACE
            found[last] = f"{found[last]}, {words}" if found.get(last) else words
            continue
        if found.get(part):
            raise MeetingMisread(words)
        found[part], last = said, part
    return _facts(found)


def _part_of(words: str) -> tuple[MeetingPart | None, str]:
    small = bare(words)
    for label in sorted(LABELS, key=len, reverse=True):
        if re.match(rf"{label}\b", small):
            return LABELS[label], words[len(label) :].strip(" :–-")
    if _hour_of(small) is not None or small.removeprefix("buoi ") in _SESSIONS:
        return MeetingPart.HOUR, words
    is_room = any(re.match(rf"{room}\b", small) for room in _ROOMS)
    return (MeetingPart.PLACE if is_room else None), words


def _facts(found: dict[MeetingPart, str]) -> MeetingFacts:
    hour = session = None
    said = found.get(MeetingPart.HOUR)
    if said:
        small = bare(said).strip(" .")
        hour = _hour_of(small)
        session = None if hour else _SESSIONS.get(small.removeprefix("buoi "))
        if hour is None and session is None:
            raise MeetingMisread(said)
    place, chair, audience = (
        found.get(part, "")[:_LONGEST] or None
        for part in (MeetingPart.PLACE, MeetingPart.CHAIR, MeetingPart.AUDIENCE)
    )
    return MeetingFacts(
        hour=hour, session=session, place=place, chair=chair, audience=audience
    )


def _hour_of(small: str) -> time | None:
    """2h chiều is 14:00; 14h30, 8 giờ 30, 07:30."""
    met = _HOUR.fullmatch(small.strip(" ."))
    if met is None:
        return None
    hour, minute, half = int(met[1]), int(met[2] or 0), met[3]
    if half in {"chieu", "toi"} and hour < 12:
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None
