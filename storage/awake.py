"""Rows that are looked at, as parts of programmes that the rules are asked about."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from programme.duties import Duty
from programme.programme import InForce, Programme
from programme.waking import NEVER, Looked, Subject
from storage.bites import in_bites
from storage.duties import to_duty
from storage.rows import Row
from storage.tables.work import meetings, programmes

#: A row: the name of its table, and its number.
Place = tuple[str, int]

#: Duties that are asked about in one go.
_A_PART = 100


@dataclass(frozen=True, kw_only=True)
class Awake:
    """What is looked at, and the rows it lies in with their `wakes_at` as read.

    `ended` are rows of programmes that are not in force any more.
    """

    looked: Looked = field(default_factory=Looked)
    was: Mapping[Place, datetime | None] = field(default_factory=dict)
    rows: Mapping[Subject, tuple[Place, ...]] = field(default_factory=dict)
    ended: tuple[Place, ...] = ()

    def __add__(self, other: "Awake") -> "Awake":
        ours, theirs = self.looked, other.looked
        return Awake(
            looked=Looked(
                duties=ours.duties + theirs.duties,
                meetings=ours.meetings + theirs.meetings,
                programmes=ours.programmes + theirs.programmes,
            ),
            was={**self.was, **other.was},
            rows={**self.rows, **other.rows},
            ended=self.ended + other.ended,
        )

    def placed(self, looks: Mapping[Subject, datetime]) -> dict[Place, datetime]:
        """When each row is to be looked at again."""
        found = dict.fromkeys(self.ended, NEVER)
        for about, places in self.rows.items():
            found |= dict.fromkeys(places, looks[about])
        return found


def of_duties(
    rows: Iterable[Row], heads: Mapping[int, Programme]
) -> tuple[InForce, ...]:
    owed: defaultdict[int, list[Duty]] = defaultdict(list)
    for row in rows:
        if row["programme"] in heads:
            owed[row["programme"]].append(to_duty(row))
    return tuple(
        InForce(programme=heads[number], duties=tuple(some))
        for number, all_of_it in owed.items()
        for some in in_bites(all_of_it, _A_PART)
    )


def with_rows(
    looked: Looked, rows: Mapping[str, Sequence[Row]], heads: Collection[int]
) -> Awake:
    was: dict[Place, datetime | None] = {}
    places: defaultdict[Subject, list[Place]] = defaultdict(list)
    ended: list[Place] = []
    for name, found in rows.items():
        for row in found:
            place = (name, row["id"])
            was[place] = row["wakes_at"]
            about = _about(name, row)
            if about.programme in heads:
                places[about].append(place)
            else:
                ended.append(place)
    its_rows = {about: tuple(some) for about, some in places.items()}
    return Awake(looked=looked, was=was, rows=its_rows, ended=tuple(ended))


def _about(name: str, row: Row) -> Subject:
    if name == programmes.name:
        return Subject(row["id"])
    if name == meetings.name:
        return Subject(row["programme"], meeting=row["ref"])
    return Subject(row["programme"], duty=row["id"])
