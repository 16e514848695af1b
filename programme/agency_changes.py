"""Changes to the office's list of agencies: what an imported one adds, what it alters.

A list only says what it says: a cell left blank changes nothing, aliases are added to
those that are known, and what the office itself taught stays.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from programme.agency import Agency, Successor
from programme.naming import Key, key_of


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One row of a list. None: the list does not say; an empty tuple: none any more."""

    line: int
    name: str
    short: str | None = None
    aliases: tuple[str, ...] | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[Successor, ...] | None = None
    source: str | None = None
    #: Fields that are to become blank.
    cleared: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Wrong:
    """What is wrong in a line of the list, in one sentence."""

    line: int
    message: str


@dataclass
class Changes:
    """`altered` pairs what was with what will be."""

    added: list[Agency] = field(default_factory=list)
    altered: list[tuple[Agency, Agency]] = field(default_factory=list)
    same: int = 0
    wrong: list[Wrong] = field(default_factory=list)
    #: Names that several agencies of one day will share: the reader will ask.
    shared: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    @property
    def agencies(self) -> list[Agency]:
        return [*self.added, *(now for _, now in self.altered)]

    @property
    def is_empty(self) -> bool:
        return not self.added and not self.altered


def changes(listed: Sequence[Listed], known: Iterable[Agency]) -> Changes:
    """Everything the list would do, and everything that is wrong with it, at once."""
    was = {key_of(agency.name): agency for agency in known}
    now = dict(was)
    found = Changes()
    lines: dict[Key, int] = {}
    for row in listed:
        key = key_of(row.name)
        if key in lines:
            message = f"“{row.name}” đã có ở dòng {lines[key]}."
            found.wrong.append(Wrong(row.line, message))
            continue
        lines[key] = row.line
        now[key] = _applied(row, was.get(key))
    _check(now, lines, found)
    for key in lines:
        before, after = was.get(key), now[key]
        if before is None:
            found.added.append(after)
        elif before != after:
            found.altered.append((before, after))
        else:
            found.same += 1
    return found


def _applied(row: Listed, was: Agency | None) -> Agency:
    """A spelling of the official name that differs in nothing but case is kept."""
    agency = was or Agency(name=row.name, short=row.short or row.name)
    given = {
        name: getattr(row, name)
        for name in ("short", "valid_from", "valid_to", "successors", "source")
        if getattr(row, name) is not None
    }
    blank = Agency(name=agency.name, short=agency.name)
    given |= {name: getattr(blank, name) for name in row.cleared}
    agency = replace(agency, **given)
    known = {key_of(name) for name in (agency.name, agency.short, *agency.aliases)}
    new = {key_of(alias): alias for alias in row.aliases or ()}
    added = tuple(alias for key, alias in new.items() if key not in known)
    return replace(agency, aliases=(*agency.aliases, *added))


def _check(now: Mapping[Key, Agency], lines: Mapping[Key, int], found: Changes) -> None:
    for key, line in lines.items():
        agency = now[key]
        _check_life(agency, line, found)
        _check_successors(agency, now, line, found)
    _check_names(now, lines, found)
    found.wrong.sort(key=lambda wrong: wrong.line)


def _check_life(agency: Agency, line: int, found: Changes) -> None:
    first, last = agency.valid_from, agency.valid_to
    if first and last and last < first:
        message = f"“{agency.name}”: ngày kết thúc trước ngày bắt đầu."
        found.wrong.append(Wrong(line, message))


def _check_successors(
    agency: Agency, now: Mapping[Key, Agency], line: int, found: Changes
) -> None:
    for successor in agency.successors:
        key = key_of(successor.name)
        if key == key_of(agency.name):
            message = f"“{agency.name}” không thể kế thừa chính mình."
        elif key not in now:
            message = f"Cơ quan kế thừa “{successor.name}” chưa có trong danh mục."
        else:
            continue
        found.wrong.append(Wrong(line, message))


def _check_names(
    now: Mapping[Key, Agency], lines: Mapping[Key, int], found: Changes
) -> None:
    """A name may be shared by aliases; an official or short name is its owner's."""
    owners: dict[Key, list[Agency]] = {}
    for agency in now.values():
        for key in dict.fromkeys(map(key_of, _written(agency))):
            owners.setdefault(key, []).append(agency)
    for key, line in lines.items():
        agency = now[key]
        for name in dict.fromkeys(_written(agency)):
            others = [
                other
                for other in owners[key_of(name)]
                if other.name != agency.name and other.meets(agency)
            ]
            if not key_of(name):
                message = f"“{name}” không phải là tên."
                found.wrong.append(Wrong(line, message))
            elif others:
                _share(name, agency, others, line, found)


def _share(
    name: str, agency: Agency, others: Sequence[Agency], line: int, found: Changes
) -> None:
    key = key_of(name)
    for other in others:
        official = {key_of(agency.name), key_of(agency.short)}
        if key in official | {key_of(other.name), key_of(other.short)}:
            message = f"“{name}” đã là tên của “{other.name}” trong cùng thời gian."
            found.wrong.append(Wrong(line, message))
            return
    entry = (name, tuple(sorted([agency.name, *(other.name for other in others)])))
    if entry not in found.shared:
        found.shared.append(entry)


def _written(agency: Agency) -> tuple[str, ...]:
    return (agency.name, agency.short, *agency.aliases)
