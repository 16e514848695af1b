"""Preparers: an entry's clause taken out of its text, with what is doubtful in it."""

import re
from dataclasses import dataclass, replace

from programme.agencies import Registry
from programme.reading.beside import also_given
from programme.reading.cells import Cells
from programme.reading.clause import Clause
from programme.reading.clauses import clauses
from programme.reading.columns import Column
from programme.reading.desk import Desk
from programme.reading.roles import Roles, opening_agency, read_roles
from programme.reading.untimely import doubt_untimely

_STOPS = " ;.,:/"
_LONGEST_CELL = 600


@dataclass(frozen=True)
class Preparers:
    """Who prepares, and the text without the words that said so."""

    text: str
    roles: Roles
    #: What stands behind the clause: a place, a remark.
    behind: str = ""
    found: bool = False

    @property
    def whole(self) -> str:
        """The text with what stands behind the clause as a sentence of its own."""
        behind = self.behind
        if behind.lower().startswith("tại "):
            behind = f"Địa điểm: {behind[4:]}"
        return f"{self.text}. {behind}"


def take_preparers(text: str, line: int, desk: Desk) -> Preparers:
    found = clauses(text, desk.registry)
    if not found:
        return Preparers(text, Roles())
    clause = found[-1]
    if len(found) > 1:
        desk.doubts.add("several-clauses", line, text)
    _doubt(clause, text, line, desk)
    before, behind = text[: clause.start].rstrip(), text[clause.end :].strip()
    rest = behind.strip(_STOPS)
    if not before:  # the clause opens the entry
        return _with_others(behind.lstrip(_STOPS), clause.roles, line, desk)
    if rest.isdecimal():  # the number of a page
        rest = behind = ""
    return Preparers(before, clause.roles, behind.lstrip(_STOPS), found=True)


def _with_others(text: str, roles: Roles, line: int, desk: Desk) -> Preparers:
    """ "Giao Sở A chuẩn bị …; giao Sở B thẩm định"."""
    also = also_given(text, desk.registry)
    if also is not None:
        support = dict.fromkeys((*roles.support, *also.roles.support))
        mine = tuple(name for name in support if name not in roles.lead)
        text, roles = text[: also.start], replace(roles, support=mine)
    elif _GIVES_ANOTHER.search(text):
        desk.doubts.add("several-clauses", line, text)
    return Preparers(text, roles, found=True)


_GIVES_ANOTHER = re.compile(
    r"[;.]\s+(?i:giao)\s+(?=Sở|Ban|Cục|Chi cục|Công an|UBND|Văn phòng|Phòng|Thanh tra)"
)


def _doubt(clause: Clause, text: str, line: int, desk: Desk) -> None:
    said = text[clause.start : clause.end].lstrip("*.,;–- ") or text[-80:]
    doubt_roles(clause.roles, said, line, desk)
    if not clause.roles.unknown and not clause.roles.lead:
        desk.doubts.add("no-agency", line, text)
    if not clause.sure and not clause.roles.unknown:
        agencies = ", ".join(clause.roles.lead)
        desk.doubts.add("bracket", line, text, agencies=agencies)


def doubt_roles(roles: Roles, said: str, line: int, desk: Desk) -> None:
    doubt_untimely(said, line, desk)
    for name in roles.unknown:
        if desk.registry.resolve(name).untimely:
            continue
        near = desk.near(name)
        desk.doubts.add("unknown-agency", line, said, agency=name[:80], near=near)
    if roles.crowded or roles.unclear:
        desk.doubts.add("unclear-agency", line, said)
    if roles.lead or roles.unknown:  # otherwise nobody leads, which is said already
        for vague in roles.vague:
            desk.doubts.add("vague-agency", line, said, agency=vague[:80])


def preparers_of(text: str, cells: Cells | None, line: int, desk: Desk) -> Preparers:
    """By the row's own columns where it has them, else by the words of its text."""
    if cells is None:
        return take_preparers(text, line, desk)
    said = _cells_of(cells)
    if not said:
        inside = take_preparers(text, line, desk)
        return inside if inside.found else _by_remark(inside, cells, line, desk)
    roles = roles_of_cells(cells, desk.registry)
    doubt_roles(roles, said, line, desk)
    if not roles.lead and not roles.unknown:
        desk.doubts.add("no-agency", line, f"{text} | {said}")
    return Preparers(_without_same(text, roles, line, desk), roles, found=True)


def preparers_of_meeting(
    text: str, cells: Cells | None, line: int, desk: Desk
) -> Preparers:
    """Also who opens it, "Sở A báo cáo …", which the title keeps."""
    met = preparers_of(text, cells, line, desk)
    roles = None if met.found else opening_agency(text, desk.registry)
    if roles is None:
        return met
    doubt_roles(roles, text[:200], line, desk)
    return replace(met, roles=roles)


def _by_remark(inside: Preparers, cells: Cells, line: int, desk: Desk) -> Preparers:
    """ "Giao Sở A chủ trì" in the column of remarks."""
    remark = " ".join(cells.get(Column.NOTE).split())
    met = clauses(f"({remark})", desk.registry) if remark else []
    if not met or not met[0].roles.lead:
        return inside
    doubt_roles(met[0].roles, remark, line, desk)
    return Preparers(inside.text, met[0].roles, found=True)


def _without_same(text: str, roles: Roles, line: int, desk: Desk) -> str:
    """A clause in the content that repeats the columns; another one is a doubt."""
    found = clauses(text, desk.registry)
    if not found:
        return text
    clause = found[-1]
    if clause.roles.lead != roles.lead:
        desk.doubts.add("several-clauses", line, text)
    return f"{text[: clause.start].rstrip()} {text[clause.end :].strip(_STOPS)}"


def _cells_of(cells: Cells) -> str:
    columns = (Column.LEAD, Column.BOTH, Column.SUPPORT)
    return " | ".join(filter(None, (cells.get(column) for column in columns)))


def has_preparers(cells: Cells) -> bool:
    return bool(_cells_of(cells))


def roles_of_cells(cells: Cells, registry: Registry) -> Roles:
    """What stands in a column of those who lead or support has that role."""
    led = _read(cells.get(Column.LEAD) or cells.get(Column.BOTH), registry)
    helps = _read(cells.get(Column.SUPPORT), registry)
    named = (*helps.lead, *helps.support)
    support = dict.fromkeys((*led.support, *named))
    return replace(
        led,
        support=tuple(name for name in support if name not in led.lead),
        unknown=(*led.unknown, *helps.unknown),
        vague=(*led.vague, *helps.vague),
        crowded=led.crowded or helps.crowded,
    )


def _read(words: str, registry: Registry) -> Roles:
    """A line break in a cell may part two names or stand inside one."""
    joined = read_roles(_listed(words, " "), registry)
    if "\n" not in words or not (joined.unknown or joined.crowded):
        return joined
    apart = read_roles(_listed(words, "; "), registry)
    return min((apart, joined), key=lambda one: (len(one.unknown), one.crowded))


def _listed(words: str, between: str) -> str:
    lines = (line.strip(" -+*•–;,.") for line in words[:_LONGEST_CELL].splitlines())
    return between.join(filter(None, lines))
