"""What is no report: doubts, questions, conditions, wishes."""

from itertools import pairwise

from programme.replies.lexicon import Sign
from programme.replies.marks import Mark
from programme.replies.requests import wish
from programme.replies.spoken import (
    DONE_LIKE,
    NAMING,
    NEUTRAL,
    NOT_ONE,
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
    if spoken.clause.has(Sign.CORRECTION) or _is_told_of_excepted(spoken):
        return UNSURE
    not_one = spoken.value(Sign.ALL).endswith(NOT_ONE)
    if not_one and not spoken.has(Sign.NEGATION, Sign.LACK):
        return UNSURE
    if not spoken.has(Sign.HEDGE) or _is_likely_plan(spoken):
        return None
    if spoken.value(Sign.HEDGE) == "❌" and spoken.clause.only(_CROSSED):
        return Sense(tone=Tone.ADMITS)
    return UNSURE if spoken.has(*NAMING, *STATED, Sign.CONDITION) else TALKS


def _is_told_of_excepted(spoken: Spoken) -> bool:
    """ "tất cả xong trừ mục 4 đang đợi": what is said last is of mục 4."""
    place = spoken.at(Sign.EXCEPT)
    said = [mark.sign in STATED for mark in spoken.head]
    return place >= 0 and any(said[:place]) and any(said[place:])


_CROSSED = NAMING | {Sign.HEDGE, Sign.NOTHING, Sign.COLON, Sign.DASH}


def _is_likely_plan(spoken: Spoken) -> bool:
    """ "chắc mai mới xong": not done, however likely."""
    hedges = [mark.value for mark in spoken.head if mark.sign is Sign.HEDGE]
    if _ONLY.issuperset(hedges) and spoken.has(*_NOT_DONE):
        return True  # "thiếu phụ lục 2 thôi"
    if _ONLY.issuperset(hedges) and spoken.clause.only(_ONLY_NAMED):
        return True  # "còn mục 10 thôi ạ, mai xong"
    likely = _LIKELY.issuperset(hedges) and not spoken.is_past
    ahead = bool(spoken.days) and _all_ahead(spoken)
    return likely and (ahead or spoken.has(Sign.LACK, Sign.NEAR))


def _all_ahead(spoken: Spoken) -> bool:
    return all(day is None or day > spoken.today for day in spoken.days)


_ONLY_NAMED = NAMING | NEUTRAL | {Sign.HEDGE}
_ONLY = frozenset({"thôi", "chỉ"})
_NOT_DONE = (Sign.LACK, Sign.NEAR, Sign.DOING, Sign.WAITING)
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
    return _asked_by_denial(spoken, last)


def _asked_by_denial(spoken: Spoken, last: Mark) -> Sense | None:
    """ "đã nhận được chưa" asks; "em tưởng xong mà chưa" doubts."""
    if spoken.clause.has(Sign.HEDGE):
        return UNSURE
    if last in spoken.tail and is_not_yet(last):
        return None
    worked = spoken.has(*WORK, Sign.PAST, Sign.ALREADY, Sign.RECEIVED, Sign.CHECKING)
    talked = not is_not_yet(last) and len(spoken.clause.marks) > 1
    return QUESTION if worked or (talked and not spoken.has(*NAMING)) else None


def _maybe_asked(spoken: Spoken) -> Sense | None:
    """Typed bare, a last "a" is "ạ" or "à": a courtesy or a question."""
    last = spoken.clause.marks[-1]
    ends_in_a = last.sign is Sign.PERSON and last.value == "a"
    if spoken.has(Sign.NEAR, Sign.LACK, Sign.NEGATION, *_NOT_DONE):
        return None  # never ready, either way
    return UNSURE if ends_in_a and spoken.open_a and spoken.has(*DONE_LIKE) else None


def _conditional(spoken: Spoken) -> Sense | None:
    if not spoken.has(Sign.CONDITION):
        return None
    return UNSURE if spoken.has(*NAMING, *STATED) else TALKS


def _ordered(spoken: Spoken) -> Sense | None:
    """ "nhờ anh kiểm tra" is courtesy; "đề nghị các anh hoàn thành" no report."""
    if spoken.has(Sign.MUST) and not 0 <= spoken.at(Sign.LACK) < spoken.at(Sign.MUST):
        return UNSURE
    bare_asking = spoken.has(Sign.ASKING) and spoken.value(Sign.ASKING) != "cho"
    requests = wish(spoken) >= 0
    if not spoken.has(Sign.ORDER) and (not bare_asking or requests):
        return None
    plain = [m for m in spoken.clause.marks if m.value not in _LOOKS]
    if all(mark.sign in _COURTESY for mark in plain):
        return SILENT
    if spoken.has(*NAMING, *_NEWS, Sign.DAY):
        return UNSURE
    return Sense(tone=Tone.ORDERS)


_ROMAN = frozenset({"i", "ii", "iii", "iv", "v"})


#: Work, but here a wish: "kiểm tra trục giúp em".
_LOOKS = frozenset({"kiểm tra", "xem lại", "rà lại", "cập nhật", "tổng hợp"})


def _numbered(spoken: Spoken) -> Sense | None:
    """A number before a state is somebody's ref, even where it was not read so."""
    for mark, following in pairwise(spoken.head):
        opens = mark.sign is Sign.NUMERAL and mark is spoken.head[0]
        numbered = opens or mark.sign is Sign.NUMBER
        if numbered and following.sign in _STATES:
            return UNSURE
        if mark.value == "phần" and following.value.casefold() in _ROMAN:
            return UNSURE  # a whole section, or a part called so
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
