"""A slip set right in the same message: "mục 3 xong, à nhầm, mục 4 mới xong".

What was said by mistake is taken out before anybody reads it; where it is not plain
what was meant instead, the word for the slip stays where it is, and the bot asks.
"""

from collections.abc import Sequence
from dataclasses import replace

from programme.replies.clauses import Clause
from programme.replies.data import kept, tables
from programme.replies.lexicon import Sign
from programme.replies.marks import Mark
from programme.replies.spoken import COURTEOUS, NAMING, NEUTRAL, STATED

#: Beside a slip these say nothing.
_SILENT = NEUTRAL | {Sign.CORRECTION, Sign.TAG, Sign.KIND}
#: "mục 4 cũng xong" adds to what was said, and takes nothing back.
_ALSO = frozenset({"cũng", "cả", "nữa", "luôn"})


_STATES = STATED - {Sign.PAST, Sign.PASSED}


def corrected(clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses without what was a slip; as they stand where that is not plain."""
    found = [_not_this(clause) for clause in clauses]
    slips = [at for at, clause in enumerate(found) if _slip(clause) >= 0]
    if not slips:
        return _with_second_thoughts(found)
    right = _righted(found, slips[0]) if len(slips) == 1 else None
    return right or found


def _righted(found: list[Clause], at: int) -> list[Clause] | None:
    """The slip of clause `at` set right, wherever in the clause its word stands."""
    clause = found[at]
    place = _slip(clause)
    before, after = clause.marks[:place], clause.marks[place + 1 :]
    forgot = "quên" in clause.marks[place].value
    told = [mark for mark in before if mark.sign not in _SILENT]
    meant = [mark for mark in after if mark.sign not in _SILENT]
    if told and meant:
        slip = [*found[:at], replace(clause, marks=before)]
        right = [replace(clause, marks=after, opened_by=Sign.COMMA), *found[at + 1 :]]
        return _settled(slip, right, forgot=forgot)
    if meant:
        right = [replace(clause, marks=after), *found[at + 1 :]]
        return _settled(found[:at], right, forgot=forgot)
    runs_on = at + 1 < len(found) and found[at + 1].opened_by is Sign.REFS
    if told and runs_on:  # "mục 3 xong à nhầm mục 4"
        slip = [*found[:at], replace(clause, marks=before)]
        return _settled(slip, found[at + 1 :], forgot=forgot)
    if told:
        return _retracted(found, at, before)
    return _settled(found[:at], found[at + 1 :], forgot=forgot)


def _not_this(clause: Clause) -> Clause:
    """ "không phải mục 5 mà là mục 6 xong" is "mục 6 xong"."""
    signs = [mark.sign for mark in clause.marks]
    values = [mark.value for mark in clause.marks]
    for at, value in enumerate(values):
        if value not in _NOT_THIS or signs[at : at + 2] != [
            Sign.CORRECTION,
            Sign.REFS,
        ]:
            continue
        end = at + 2
        while end < len(values) and values[end] in ("mà", "là", "mà là"):
            end += 1
        if at + 2 < end < len(signs) and signs[end] is Sign.REFS:
            kept = [*clause.marks[:at], *clause.marks[end:]]
            return replace(clause, marks=kept)
    return clause


_NOT_THIS = frozenset({"không phải", "ko phải", "k phải", "không phải là"})


def _slip(clause: Clause) -> int:
    """Where the word for a slip stands; -1 if none does, or if there are two."""
    places = [
        at
        for at, mark in enumerate(clause.marks)
        if mark.sign is Sign.CORRECTION and mark.value in _slips()
    ]
    others = sum(mark.sign is Sign.CORRECTION for mark in clause.marks)
    return places[0] if len(places) == 1 == others and not clause.asked else -1


@kept
def _slips() -> frozenset[str]:
    return frozenset(tables("corrections")["slips"])


def _retracted(
    clauses: Sequence[Clause], at: int, before: Sequence[Mark]
) -> list[Clause] | None:
    """ "mục 10 hôm qua báo xong là nhầm, còn thiếu phụ lục": what follows holds."""
    following = clauses[at + 1 :]
    if not following or not following[0].tells(*STATED):
        return None
    naming = [mark for mark in before if mark.sign in NAMING]
    if following[0].tells(*NAMING):
        naming = []
    first = replace(following[0], marks=[*naming, *following[0].marks])
    return [*clauses[:at], first, *following[1:]]


#: Said before a slip, these may hold for what comes after it too.
_DOUBTS = (Sign.HEDGE, Sign.CONDITION, Sign.QUESTION, Sign.MUST, Sign.ORDER)


def _settled(
    wrong: Sequence[Clause], right: Sequence[Clause], *, forgot: bool = False
) -> list[Clause] | None:
    """`right` instead of what it corrects in `wrong`; None if that is not plain.

    Who forgot something adds to what was said, unless it is of the same duty.
    """
    spoken = [at for at, clause in enumerate(wrong) if clause.tells(*STATED, *NAMING)]
    doubted = any(clause.asked or clause.has(*_DOUBTS) for clause in wrong)
    if not spoken or not right or doubted:
        return None
    fresh = right[0]
    adds = any(mark.value in _ALSO for mark in fresh.marks)
    other = bool(fresh.refs) and fresh.refs not in [wrong[at].refs for at in spoken]
    if adds or (forgot and other):
        return None
    if fresh.refs and fresh.tells(*STATED):
        return _instead(wrong, spoken, right)
    if len(spoken) != 1:
        return None
    if fresh.refs:
        return _renamed(wrong, spoken[0], wrong[spoken[0]], right)
    return _restated(wrong, spoken[0], right)


def _restated(
    wrong: Sequence[Clause], at: int, right: Sequence[Clause]
) -> list[Clause] | None:
    """ "mục 5 xong, à nhầm, chưa xong": another thing said of the same duty."""
    last, fresh = wrong[at], right[0]
    if not last.tells(*_STATES) or not fresh.tells(*STATED):
        return None
    kept = [mark for mark in last.marks if mark.sign in NAMING | COURTEOUS]
    marks = _whole([*kept, *fresh.marks])
    anew = replace(fresh, marks=marks, named=fresh.named or last.named)
    return [*_without(wrong, at), anew, *right[1:]]


def _instead(
    wrong: Sequence[Clause], spoken: Sequence[int], right: Sequence[Clause]
) -> list[Clause] | None:
    """The same duty said anew, or one duty that stood for another."""
    refs = right[0].refs
    same = [at for at in spoken if wrong[at].refs == refs]
    if len(same) == 1:
        return [*_without(wrong, same[0]), *right]
    mentioned = {ref for at in spoken for ref in wrong[at].refs}
    only = len(spoken) == 1 and len(wrong[spoken[0]].refs) == len(refs) == 1
    if only and not mentioned & set(refs):
        return [*_without(wrong, spoken[0]), *right]
    return None


def _renamed(
    wrong: Sequence[Clause], at: int, last: Clause, right: Sequence[Clause]
) -> list[Clause] | None:
    """ "mục 3 xong, à nhầm, mục 4": the same said of another duty."""
    fresh = right[0]
    plain = all(mark.sign in _SILENT | {Sign.REFS} for mark in fresh.marks)
    if not plain or len(last.refs) != 1 or len(fresh.refs) != 1 or len(right) > 1:
        return None
    meant = next(mark for mark in fresh.marks if mark.sign is Sign.REFS)
    marks = [meant if mark.sign is Sign.REFS else mark for mark in last.marks]
    return [*_without(wrong, at), replace(last, marks=marks)]


def _without(clauses: Sequence[Clause], at: int) -> list[Clause]:
    return [*clauses[:at], *clauses[at + 1 :]]


def _with_second_thoughts(clauses: list[Clause]) -> list[Clause]:
    """ "mục 5 xong, à chưa": a bare "chưa" takes back what was said just before."""
    for at, clause in enumerate(clauses):
        tag = clause.marks[0].sign is Sign.TAG and clause.marks[0].value in ("à", "ơ")
        if at and tag and not clause.asked and clause.marks[-1].sign is not Sign.TAG:
            rest = [replace(clause, marks=clause.marks[1:]), *clauses[at + 1 :]]
            return _settled(clauses[:at], rest) or clauses
    return clauses


def _whole(marks: list[Mark]) -> list[Mark]:
    """ "chưa" alone, after what it takes back, is "chưa xong"."""
    said = [mark for mark in marks if mark.sign not in _SILENT | NAMING]
    if len(said) != 1 or said[0].sign is not Sign.NEGATION:
        return marks
    end = said[0].end
    return [*marks, Mark(Sign.DONE, "xong", end, end)]
