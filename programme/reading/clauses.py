"""Clauses: the words of a text that say who prepares, and where they stand.

"(Sở A chủ trì, phối hợp với Sở B chuẩn bị)" is read in `roles`. Here it is found:
the last bracket that holds a known agency or a verb of preparing, or, where a bracket
was lost, the same words at the end.
"""

import re
from dataclasses import dataclass, replace

from programme.agencies import Registry
from programme.reading.beside import also_given, opening_clause, told_clause
from programme.reading.clause import Clause
from programme.reading.fields import CHAIRS_ASIDE
from programme.reading.roles import read_roles
from programme.reading.sought import Sought

_LONGEST = 600
_MOST = 12
_STOPS = " ;.,:/"
#: "[Sở A]" is a bracket, too.
_ROUND = dict(zip("[]{}", "()()", strict=True))
_BRACKET = re.compile(r"[()]")
_LABEL = Sought(
    r"[*(.;,–-]?\s*\b(?:cơ quan|đơn vị)\s+(?:chủ trì|chuẩn bị|báo cáo|trình bày"
    r"|trình|soạn thảo)"
    r"(?:\s+(?:nội dung|báo cáo))?\s*:",
    *("cơ quan", "đơn v"),
)


@dataclass(frozen=True)
class Bracket:
    start: int
    end: int
    inside: str
    opened: bool = True


def brackets(text: str) -> list[Bracket]:
    """The last brackets of a text, also one that was never closed or opened."""
    found: list[Bracket] = []
    opened: list[int] = []
    for met in _BRACKET.finditer(text):
        at, letter = met.start(), met[0]
        if letter == "(":
            opened.append(at)
        elif letter == ")" and opened:
            start = opened.pop()
            found.append(Bracket(start, at + 1, text[start + 1 : at]))
        elif letter == ")":
            found.append(Bracket(at, at + 1, "", opened=False))
    for start in opened[-_MOST:]:
        closed = text.find("(", start + 1)
        end = closed if closed >= 0 else len(text)
        found.append(Bracket(start, end, text[start + 1 : end]))
    return sorted(found, key=lambda bracket: bracket.start)[-_MOST:]


def clauses(text: str, registry: Registry) -> list[Clause]:
    """Every clause in the text, in order; an item should have one."""
    for other, round_ in _ROUND.items():
        text = text.replace(other, round_)
    label = _LABEL.search(text)
    if label is not None:
        roles = read_roles(text[label.end() :][:_LONGEST], registry)
        before = clauses(text[: label.start()], registry)
        return [*before, Clause(label.start(), len(text), roles)]
    found: list[Clause] = []
    covered = 0
    for bracket in brackets(text):
        clause = _in_bracket(text, bracket, covered, registry)
        if clause is not None:
            found.append(clause)
            covered = bracket.end
    if not found:
        also = also_given(text, registry)
        end = len((text[: also.start] if also else text).rstrip(_STOPS))
        clause = (
            opening_clause(text, registry)
            or told_clause(text, end, registry)
            or _unbracketed(text, end, 0, registry)
        )
        if clause and also and clause.end >= end:
            clause = _joined(clause, also)
        found += [clause] if clause else []
    return found


def _joined(clause: Clause, also: Clause) -> Clause:
    """ "do Sở A chuẩn bị; Sở B phối hợp" """
    names = dict.fromkeys((*clause.roles.support, *also.roles.support))
    support = tuple(name for name in names if name not in clause.roles.lead)
    return replace(clause, end=also.end, roles=replace(clause.roles, support=support))


def _in_bracket(
    text: str, bracket: Bracket, covered: int, registry: Registry
) -> Clause | None:
    if not bracket.opened:
        clause = _unbracketed(text, bracket.start, covered, registry)
        if clause is None:
            return None
        sure = len(clause.roles.lead) == 1 and not clause.roles.support
        return Clause(clause.start, bracket.end, clause.roles, sure)
    if len(bracket.inside) > _LONGEST:
        return None
    if CHAIRS_ASIDE.fullmatch(text[bracket.start : bracket.end]):
        return None
    roles = read_roles(bracket.inside, registry)
    return Clause(bracket.start, bracket.end, roles) if roles.prepares else None


def _unbracketed(
    text: str, end: int, covered: int, registry: Registry
) -> Clause | None:
    """ "… Sở Tư pháp chuẩn bị" at the end: the shortest tail that is a clause."""
    begin = max(covered, end - _LONGEST)
    tail = text[begin:end]
    last = max(0, len(tail.rstrip()) - _LONGEST_VERB)
    if not _VERB_LAST.search(tail, last):
        return None
    mentions = registry.mentions(tail)
    best: Clause | None = None
    for mention in reversed(mentions):
        roles = read_roles(tail[mention.start :], registry)
        if not roles.prepares or roles.unknown or roles.crowded:
            break
        start = begin + _with_giving_verb(tail, mention.start)
        best = Clause(start, end, roles, sure=False)
    return best or Clause(end, end, read_roles(_last_words(tail), registry), sure=False)


_VERB_LAST = re.compile(
    r"(?:chuẩn bị|chủ trì|tham mưu|soạn thảo)(?: nội dung| báo cáo)?\s*$", re.IGNORECASE
)
_LONGEST_VERB = len("soạn thảo nội dung")
_GIVING = re.compile(r"[\s,;.:–-]*\b(?:giao|do)\s*$|[\s,;:–-]*$", re.IGNORECASE)
_BODY = re.compile(
    r"\b(?:Sở|Ban|Cục|Chi cục|Hội|Thanh tra|Công an|UBND|Trung tâm"
    r"|Văn phòng|Phòng|Trạm|Bộ)\b"
)


def _with_giving_verb(tail: str, start: int) -> int:
    met = _GIVING.search(tail[max(0, start - 20) : start])
    return start - len(met[0]) if met else start


def _last_words(tail: str) -> str:
    """What may be the name of a body nobody registered."""
    heads = [met.start() for met in _BODY.finditer(tail)]
    return tail[heads[-1] :] if heads else tail[-60:].partition(" ")[2] or tail[-60:]
