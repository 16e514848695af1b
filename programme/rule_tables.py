"""Numbers of its own for a part of the programme: which entries a table speaks of."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from programme.meeting_kinds import MARKS, MeetingKind, kind_of_meeting, speaks_of


@dataclass(frozen=True, kw_only=True)
class Heading:
    """Where an entry stands: its ref, the title of its section, of its meeting."""

    ref: str
    section: str = ""
    meeting: str = ""

    @property
    def kind(self) -> MeetingKind | None:
        """Of its meeting; where its own title does not say it, its section's does."""
        if not self.meeting:
            return None
        return kind_of_meeting(self.meeting) or kind_of_meeting(self.section)


@dataclass(frozen=True, kw_only=True)
class Match:
    """Which entries are meant: all that is named here must hold.

    `section` is a ref, `title` words of the section's title or of the meeting's.
    """

    section: str | None = None
    title: str | None = None
    meeting: MeetingKind | None = None

    def holds(self, heading: Heading) -> bool:
        return (
            (self.section is None or _is_under(heading.ref, self.section))
            and (self.title is None or _titled(heading, self.title))
            and (self.meeting is None or heading.kind is self.meeting)
        )

    def covers(self, other: "Match") -> bool:
        """Whether whatever the other one means is meant here too."""
        return (
            (
                self.section is None
                or (
                    other.section is not None and _is_under(other.section, self.section)
                )
            )
            and (self.title is None or _implies(other, self.title))
            and self.meeting in {None, other.meeting}
        )

    @property
    def words(self) -> str:
        """mục II; họp thường kỳ; “tổng kết”"""
        said = [f"mục {self.section}" if self.section else ""]
        said.append(KINDS[self.meeting] if self.meeting else "")
        said.append(f"“{self.title}”" if self.title else "")
        return ", ".join(part for part in said if part)


#: A kind of meeting as it stands in a sentence.
KINDS = {
    MeetingKind.RECEPTION: "buổi tiếp công dân",
    MeetingKind.BRIEFING: "họp giao ban",
    MeetingKind.REGULAR: "phiên họp thường kỳ",
    MeetingKind.THEMATIC: "phiên họp chuyên đề",
    MeetingKind.WORKING: "buổi làm việc",
    MeetingKind.CEREMONY: "buổi lễ",
    MeetingKind.CONFERENCE: "hội nghị",
    MeetingKind.SITTING: "cuộc họp",
}


@dataclass(frozen=True, kw_only=True)
class RuleTable:
    """The numbers that differ for what is meant, by their names in OfficeRules."""

    match: Match
    numbers: tuple[tuple[str, Any], ...]

    def sets(self, names: Iterable[str]) -> bool:
        return not {name for name, _ in self.numbers}.isdisjoint(names)


def _is_under(ref: str, section: str) -> bool:
    """III.2 stands under III and under III.2, not under II."""
    parts, above = ref.casefold().split("."), section.casefold().split(".")
    return parts[: len(above)] == above


def _titled(heading: Heading, words: str) -> bool:
    return speaks_of(heading.section, words) or speaks_of(heading.meeting, words)


def _implies(other: Match, words: str) -> bool:
    """Whether what the other one means always has these words in a title."""
    if other.title is not None and speaks_of(other.title, words):
        return True
    is_regular = other.meeting is MeetingKind.REGULAR  # some have no word of it
    if other.meeting is None or is_regular:
        return False
    return all(speaks_of(mark, words) for mark in MARKS[other.meeting])
