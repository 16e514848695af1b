"""Numbers that name duties: "mục 3, 4 và 10", "II.2", "phần II mục 2", "cả hai".

A number is a ref only where nothing else can be meant; every other number stays one,
and a report that holds it is asked about.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from programme.replies.counts import (
    LINKS,
    MAY_FOLLOW,
    count_at,
    joined,
    number_at,
    paper_at,
    session_at,
    sign_at,
    without_brackets,
    without_bullets,
    without_contents,
)
from programme.replies.lexicon import Sign
from programme.replies.marks import Mark, Ref

_ROMAN = frozenset({"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"})
_LONGEST_RANGE = 40
#: What may stand right before a bare number that names a duty.
_BEFORE = frozenset(
    {
        Sign.COMMA,
        Sign.STOP,
        Sign.QUERY,
        Sign.COLON,
        Sign.DASH,
        Sign.AND,
        Sign.BUT,
        Sign.NOTHING,
        Sign.PARTICLE,
        Sign.SELF,
        Sign.PERSON,
        Sign.THANKS,
        Sign.OKAY,
        Sign.RECEIVED,
        Sign.DONE,
        Sign.ALREADY,
        Sign.EXCEPT,
        Sign.BOTH,
        Sign.WITHDRAWING,
        Sign.HANDING,
        Sign.MAKING,
        Sign.DOING,
    }
)
_ENDS = frozenset(
    {Sign.COMMA, Sign.STOP, Sign.QUERY, Sign.AND, Sign.BUT, Sign.DASH, Sign.REFS}
)
#: What is plainly said of a duty, before its number or after it.
_SAID = frozenset(
    {
        Sign.DONE,
        Sign.DOING,
        Sign.WAITING,
        Sign.BLOCK,
        Sign.OBSTACLE,
        Sign.NEAR,
        Sign.LACK,
        Sign.FUTURE,
        Sign.HANDING,
        Sign.SENDING,
        Sign.FINISHING,
    }
)


@dataclass
class _Found:
    refs: list[Ref]
    end: int


def with_refs(marks: Sequence[Mark]) -> list[Mark]:
    """The marks, with every list of refs drawn together into one."""
    found: list[Mark] = []
    marks = without_contents(without_brackets(without_bullets(marks)))
    at = 0
    while at < len(marks):
        counted = count_at(marks, at)
        listed = None if counted else _list(marks, at)
        if counted:
            number, end = counted
            found.append(joined(marks, at, end, Sign.COUNT, str(number)))
            at = end
        elif named := paper_at(marks, at) or session_at(marks, at):
            found.append(named)
            at += 2 if named.sign is Sign.EVIDENCE else 3
        elif listed:
            mark = joined(marks, at, listed.end, Sign.REFS, "")
            found.append(replace(mark, refs=tuple(listed.refs)))
            at = listed.end
        else:
            found.append(marks[at])
            at += 1
    return found


def _list(marks: Sequence[Mark], at: int) -> _Found | None:
    """A ref, and all that are strung to it."""
    start = at + (sign_at(marks, at) is Sign.BOTH)
    number = number_at(marks, start, words=True)
    if number is not None and sign_at(marks, start + 1) is Sign.ITEM:
        found = _strung(marks, start + 1)  # "hai mục 3 và 4"
        return found if found and len(found.refs) == number else None
    return _strung(marks, start)


def _strung(marks: Sequence[Mark], at: int) -> _Found | None:
    found = _one(marks, at, named=False)
    links: list[Sign] = []
    while found is not None:
        following = _ranged(marks, found) or _linked(marks, found)
        if following is None:
            break
        links.append(marks[found.end].sign)
        if _is_next_report(marks, at, following.end, links):
            break
        found = _Found([*found.refs, *following.refs], following.end)
    return found


def _is_next_report(
    marks: Sequence[Mark], start: int, end: int, links: Sequence[Sign]
) -> bool:
    """ "xong mục 3, mục 4 đang làm": the comma ends the first report."""
    clear = len(links) == 1 or (
        links[-1] is Sign.COMMA and Sign.COMMA not in links[:-1]
    )
    if not clear or links[-1] not in LINKS or not _is_told_before(marks, start):
        return False
    while sign_at(marks, end) is Sign.NOTHING:
        end += 1
    after, then = sign_at(marks, end), sign_at(marks, end + 1)
    if after is Sign.NEGATION:
        return then in _SAID
    return after in _SAID or (after is Sign.PAST and then in _SAID)


_SAID_FIRST = _SAID - {
    Sign.NEAR,
    Sign.LACK,
    Sign.FUTURE,
    Sign.BLOCK,
    Sign.OBSTACLE,
} | {Sign.WITHDRAWING, Sign.SHIFT}


def _is_told_before(marks: Sequence[Mark], at: int) -> bool:
    while at > 0 and marks[at - 1].sign not in _ENDS:
        at -= 1
        if marks[at].sign in _SAID_FIRST:
            return True
    return False


def _one(marks: Sequence[Mark], at: int, *, named: bool) -> _Found | None:
    """One ref at `at`. `named`: a noun has opened the list already."""
    sign = sign_at(marks, at)
    if sign is Sign.REFS:
        return _Found(list(marks[at].refs), at + 1)
    if sign in (Sign.SECTION, Sign.ITEM, Sign.PART):
        return _in_section(marks, at) or _after_noun(marks, at)
    if sign is not Sign.NUMBER:
        return None
    before, after = sign_at(marks, at - 1), sign_at(marks, at + 1)
    free = named or before is None or before in _BEFORE
    if free and (after is None or after in MAY_FOLLOW):
        return _Found([Ref(int(marks[at].value))], at + 1)
    return None


def _after_noun(marks: Sequence[Mark], at: int) -> _Found | None:
    """ "mục 3", "nội dung ba", "mục 2 phần II", "mục I.3"."""
    if sign_at(marks, at) is not Sign.ITEM:
        return None
    at += 1 + (sign_at(marks, at + 1) is Sign.COLON)
    if sign_at(marks, at) is Sign.REFS:
        return _Found(list(marks[at].refs), at + 1)
    number = number_at(marks, at, words=True)
    if number is None:
        return None
    bracket = sign_at(marks, at + 1) is Sign.COMMA and marks[at + 1].value == "("
    section = _section(marks, at + 1 + bracket)
    if section is None:
        return _Found([Ref(number)], at + 1)
    return _Found([Ref(number, section)], at + 3 + 2 * bracket)


def _section(marks: Sequence[Mark], at: int) -> str | None:
    """ "phần II", "mục II" at `at`."""
    part = sign_at(marks, at) is Sign.PART and marks[at].value == "phần"
    if not part and sign_at(marks, at) not in (Sign.SECTION, Sign.ITEM):
        return None
    if sign_at(marks, at + 1) is None or marks[at + 1].value.lower() not in _ROMAN:
        return None
    return marks[at + 1].value.upper()


def _in_section(marks: Sequence[Mark], at: int) -> _Found | None:
    """ "phần II mục 2", "phần II, mục 2", "mục II.2"."""
    section = _section(marks, at)
    if section is None:
        return None
    at += 2
    at += sign_at(marks, at) in (Sign.COMMA, Sign.DASH, Sign.COLON)
    found = _after_noun(marks, at)
    if found is None or len(found.refs) != 1 or found.refs[0].section:
        return None
    return _Found([Ref(found.refs[0].ordinal, section)], found.end)


def _ranged(marks: Sequence[Mark], found: _Found) -> _Found | None:
    """ "3-5", "mục 3 đến mục 5": every number between."""
    at = found.end
    first = found.refs[-1]
    through = sign_at(marks, at) is Sign.DASH or (
        sign_at(marks, at) is Sign.NOTHING and marks[at].value in ("đến", "tới")
    )
    last = _one(marks, at + 1, named=True) if through else None
    if last is None:
        return None
    end = last.refs[0]
    same = end.section in (None, first.section)
    if not same or not 0 < end.ordinal - first.ordinal <= _LONGEST_RANGE:
        return None
    between = range(first.ordinal + 1, end.ordinal + 1)
    return _Found([Ref(number, first.section) for number in between], last.end)


def _linked(marks: Sequence[Mark], found: _Found) -> _Found | None:
    """ ", 4", " và mục 10", ", và 10": one more of the list."""
    at = found.end
    links = 0
    while links < 2 and sign_at(marks, at) in LINKS:
        at, links = at + 1, links + 1
    if not links:
        semicolon = sign_at(marks, at) is Sign.STOP and marks[at].value == ";"
        glued = semicolon and sign_at(marks, at + 1) is Sign.NUMBER
        glued = glued and marks[at].end == marks[at + 1].start
        at += glued
        if not glued:
            return None
    following = _one(marks, at, named=True)
    section = found.refs[-1].section
    if following and section and following.refs[0].section is None:
        following.refs[0] = Ref(following.refs[0].ordinal, section)
    return following
