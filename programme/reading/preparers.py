"""Preparers: an entry's clause taken out of its text, with what is doubtful in it."""

from dataclasses import dataclass

from programme.reading.clauses import Clause, clauses
from programme.reading.desk import Desk
from programme.reading.roles import Roles

_STOPS = " ;.,:/"


@dataclass(frozen=True)
class Preparers:
    """Who prepares, and the text without the words that said so."""

    text: str
    roles: Roles
    #: What stands behind the clause: a place, a remark.
    behind: str = ""
    found: bool = False


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
    if rest.isdecimal():  # the number of a page
        rest = behind = ""
    return Preparers(before, clause.roles, behind.lstrip(_STOPS), found=True)


def _doubt(clause: Clause, text: str, line: int, desk: Desk) -> None:
    roles = clause.roles
    said = text[clause.start : clause.end] or text[-80:]
    for name in roles.unknown:
        near = desk.near(name)
        desk.doubts.add("unknown-agency", line, said, agency=name[:80], near=near)
    if roles.crowded or roles.unclear:
        desk.doubts.add("unclear-agency", line, said)
    if not roles.unknown and not roles.lead:
        desk.doubts.add("no-agency", line, text)
    if not clause.sure and not roles.unknown:
        desk.doubts.add("bracket", line, text, agencies=", ".join(roles.lead))
