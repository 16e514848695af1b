"""What is no report: doubts, questions, conditions, wishes."""

from itertools import pairwise

from programme.replies.lexicon import Sign
from programme.replies.requests import wish
from programme.replies.spoken import (
    DONE_LIKE,
    NAMING,
    NEUTRAL,
    QUESTION,
    SILENT,
    STATED,
    TALKS,
    UNSURE,
    WORK,
    Rule,
    Sense,
    Spoken,
    Tone,
    is_not_yet,
    last_said,
)

#: What the office is politely asked to do with a report.
_COURTESY = NEUTRAL | {
    Sign.ORDER,
    Sign.ASKING,
    Sign.OFFICE,
    Sign.CHECKING,
    Sign.KIND,
    Sign.THIS,
    Sign.CONSULT,
    Sign.INSIDE,
    Sign.RECEIVED,
}
#: An order that holds one of these may be news all the same.
_NEWS = (
    Sign.DONE,
    Sign.PAST,
    Sign.ALREADY,
    Sign.NEGATION,
    Sign.SHIFT,
    Sign.WITHDRAWING,
    Sign.LATER,
    Sign.NEAR,
    Sign.LACK,
    Sign.BLOCK,
    Sign.OBSTACLE,
    Sign.DOING,
    Sign.WAITING,
    Sign.PERCENT,
    Sign.FUTURE,
)


def _doubtful(spoken: Spoken) -> Sense | None:
    if spoken.clause.has(Sign.CORRECTION):
        return UNSURE
    if not spoken.has(Sign.HEDGE) or _is_likely_plan(spoken):
        return None
    return UNSURE if spoken.has(*NAMING, *STATED, Sign.CONDITION) else TALKS


def _is_likely_plan(spoken: Spoken) -> bool:
    """ "chắc mai mới xong": not done, however likely."""
    hedges = [mark.value for mark in spoken.head if mark.sign is Sign.HEDGE]
    likely = _LIKELY.issuperset(hedges) and not spoken.is_past
    return likely and bool(spoken.days) and _all_ahead(spoken)


def _all_ahead(spoken: Spoken) -> bool:
    return all(day is None or day > spoken.today for day in spoken.days)


_LIKELY = frozenset({"chắc", "chắc là", "có lẽ", "khả năng", "có khả năng"})


def _asked(spoken: Spoken) -> Sense | None:
    if spoken.clause.asked or spoken.clause.has(Sign.QUESTION):
        return QUESTION
    last = last_said(spoken.clause.marks)
    if last is None:
        return None
    if last.sign is Sign.TAG:
        return QUESTION
    if last.sign is not Sign.NEGATION or last.value.endswith("được"):
        return None
    worked = spoken.has(*WORK, Sign.PAST, Sign.ALREADY, Sign.RECEIVED, Sign.CHECKING)
    talked = not is_not_yet(last) and len(spoken.clause.marks) > 1
    return QUESTION if worked or (talked and not spoken.has(*NAMING)) else None


def _maybe_asked(spoken: Spoken) -> Sense | None:
    """Typed bare, a last "a" is "ạ" or "à": a courtesy or a question."""
    last = spoken.clause.marks[-1]
    ends_in_a = last.sign is Sign.PERSON and last.value == "a"
    return UNSURE if ends_in_a and spoken.open_a and spoken.has(*DONE_LIKE) else None


def _conditional(spoken: Spoken) -> Sense | None:
    if not spoken.has(Sign.CONDITION):
        return None
    return UNSURE if spoken.has(*NAMING, *STATED) else TALKS


def _ordered(spoken: Spoken) -> Sense | None:
    """ "nhờ anh kiểm tra" is courtesy; "đề nghị các anh hoàn thành" no report."""
    if spoken.has(Sign.MUST):
        return UNSURE
    bare_asking = spoken.has(Sign.ASKING) and spoken.value(Sign.ASKING) != "cho"
    requests = wish(spoken) >= 0
    if not spoken.has(Sign.ORDER) and (not bare_asking or requests):
        return None
    if spoken.clause.only(_COURTESY):
        return SILENT
    if spoken.has(*NAMING, *_NEWS):
        return UNSURE
    return Sense(tone=Tone.ORDERS)


def _numbered(spoken: Spoken) -> Sense | None:
    """A number before a state is somebody's ref, even where it was not read so."""
    for mark, following in pairwise(spoken.head):
        if mark.sign is Sign.NUMBER and following.sign in _STATES:
            return UNSURE
    return None


#: What is said of a number right before it.
_STATES = frozenset(
    {
        Sign.DONE,
        Sign.PAST,
        Sign.ALREADY,
        Sign.NEGATION,
        Sign.NEAR,
        Sign.LACK,
        Sign.BLOCK,
        Sign.OBSTACLE,
        Sign.DOING,
        Sign.WAITING,
        Sign.FUTURE,
        Sign.HANDING,
        Sign.SENDING,
    }
)

DOUBTS: tuple[Rule, ...] = (
    _asked,
    _doubtful,
    _maybe_asked,
    _numbered,
    _conditional,
    _ordered,
)
