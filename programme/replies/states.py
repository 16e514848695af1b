"""How far a dossier is: blocked, under way, ready.

The order of the rules is the promise: what may turn a report into something else is
looked at first, and "ready" holds only if every word of the clause is known.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from programme.replies.lexicon import Sign
from programme.replies.marks import Mark
from programme.replies.meaning import Said
from programme.replies.ready import ready
from programme.replies.spoken import (
    DONE_LIKE,
    NAMING,
    STATED,
    UNSURE,
    WORK,
    Rule,
    Sense,
    Spoken,
    Tone,
    is_not_yet,
    last_said,
    span,
    told,
)

_SENT = (Sign.SENDING, Sign.HANDING, Sign.CONSULT)


def _blocked(spoken: Spoken) -> Sense | None:
    if not spoken.has(Sign.BLOCK, Sign.OBSTACLE):
        return None
    others = _others_obstacle(spoken)
    strange = spoken.has(Sign.UNKNOWN) or (spoken.has(Sign.BODY) and others is None)
    denied = spoken.has(Sign.NEGATION, Sign.FUTURE, Sign.NEAR, *DONE_LIKE)
    if strange or denied or _is_mixed(spoken.tail) or _is_solved(spoken):
        return UNSURE
    reason = span(spoken.tail)
    if reason and others:
        reason = others.start, reason[1]
    return replace(told(Said.BLOCKED, reason), runs_on=True)


def _is_solved(spoken: Spoken) -> bool:
    """ "vướng mắc đã được giải quyết": without "do", the rest may take it back."""
    given = spoken.clause.has(Sign.REASON)
    return not given and any(
        mark.sign in (Sign.PAST, Sign.DONE) for mark in spoken.tail
    )


def _others_obstacle(spoken: Spoken) -> Mark | None:
    """ "Sở Tài chính chưa có ý kiến": another agency, but our obstacle."""
    place = spoken.at(Sign.OBSTACLE)
    bodies = [mark for mark in spoken.head if mark.sign is Sign.BODY]
    alone = place > 0 and len(bodies) == 1 and spoken.head[place - 1] is bodies[0]
    return bodies[0] if alone else None


#: These make of a reason another clause, or a question.
_NO_REASON = (Sign.QUESTION, Sign.TAG, Sign.BLOCK, Sign.SHIFT, Sign.WITHDRAWING)


def _is_mixed(tail: Sequence[Mark]) -> bool:
    """Does a reason hold what may be another report, or a question?"""
    vague = {"gì", "đâu"}
    for mark, following in zip_longest(tail, tail[1:]):
        if mark.sign in _NO_REASON:
            return True
        if mark.sign is Sign.HEDGE and mark.value in vague:
            return True
        numbered = mark.sign in (Sign.REFS, Sign.NUMBER)
        if numbered and following and following.sign in STATED:
            return True
    return False


def _negated(spoken: Spoken) -> Sense | None:
    place = spoken.at(Sign.NEGATION)
    if place < 0:
        return None
    if last_said(spoken.head) is spoken.head[place] and not spoken.has(*WORK):
        yet = is_not_yet(spoken.head[place])
        elliptic = yet and spoken.has(*NAMING) and not spoken.tail
        return Sense(tone=Tone.ADMITS) if elliptic else UNSURE
    before, after = spoken.head[:place], spoken.head[place + 1 :]
    twice = any(mark.sign is Sign.NEGATION for mark in after)
    claimed = any(mark.sign in DONE_LIKE or mark.sign is Sign.PAST for mark in before)
    past = any(mark.sign in (Sign.PAST, Sign.ALREADY, Sign.DOING) for mark in after)
    done = any(mark.sign in DONE_LIKE for mark in after)
    stranger = any(mark.sign is Sign.BODY for mark in before)
    not_all = any(mark.sign in (Sign.ALL, Sign.COUNT, Sign.REST) for mark in after)
    if (not_all and not spoken.clause.refs) or _is_refusal(spoken.head[place], after):
        return UNSURE
    if twice or claimed or past or stranger or not done or spoken.has(Sign.ELSEWHERE):
        return UNSURE
    blocked = any(mark.sign is Sign.BLOCK for mark in spoken.tail)
    if _is_mixed([mark for mark in spoken.tail if mark.sign is not Sign.BLOCK]):
        return UNSURE
    return told(Said.BLOCKED if blocked else Said.PREPARING, span(spoken.tail))


def _is_refusal(negation: Mark, after: Sequence[Mark]) -> bool:
    """ "không trình" is not "chưa trình", nor "không trình được"."""
    if is_not_yet(negation) or "thể" in negation.value:
        return False
    able = any(mark.value in ("được", "kịp", "dc", "đc") for mark in after)
    return not able and not any(mark.sign is Sign.DONE for mark in after)


def _partly(spoken: Spoken) -> Sense | None:
    """Near, lacking, in parts, per cent: under way, and never ready."""
    near = spoken.has(Sign.NEAR, Sign.LACK) or _percent(spoken) < 100
    if not near:
        return None
    lacks = spoken.has(Sign.LACK) and not spoken.value(Sign.LACK).endswith("kịp")
    if spoken.has(Sign.BODY) or (lacks and _is_claimed(spoken)):
        return UNSURE
    return told(Said.PREPARING)


def _percent(spoken: Spoken) -> float:
    raw = spoken.value(Sign.PERCENT).replace(",", ".").split("%")[0].split()
    return float(raw[0]) if raw else 100


def _is_claimed(spoken: Spoken) -> bool:
    return spoken.has(Sign.DONE) or (spoken.has(Sign.PAST) and spoken.has(*DONE_LIKE))


def _planned(spoken: Spoken) -> Sense | None:
    """ "mai nộp", "sẽ xong"; but "xong em sẽ báo" is a promise of another kind."""
    past = spoken.is_past
    ahead = spoken.has(Sign.FUTURE) or (not past and _is_ahead(spoken))
    if not ahead:
        return None
    promised = 0 <= spoken.at(Sign.DONE) < spoken.at(Sign.FUTURE)
    if past or promised or spoken.has(Sign.BODY) or not spoken.has(*WORK):
        return UNSURE
    return told(Said.PREPARING)


def _is_ahead(spoken: Spoken) -> bool:
    times = [mark.said for mark in spoken.head if mark.said is not None]
    return bool(times) and all(
        time.later or time.day is None or time.day > spoken.today for time in times
    )


def _under_way(spoken: Spoken) -> Sense | None:
    place = spoken.at(Sign.DOING, Sign.WAITING)
    if place < 0:
        return None
    after = spoken.head[place + 1 :]
    done = any(mark.sign is Sign.DONE for mark in after)
    sent = any(mark.sign in DONE_LIKE for mark in spoken.head[:place])
    for_another = any(mark.sign in NAMING for mark in after) and spoken.has(
        Sign.WAITING
    )
    busy = spoken.head[place].value in _BARE_DOING and not _is_work(after)
    if done or sent or for_another or busy or _body_first(spoken):
        return UNSURE
    return told(Said.PREPARING)


#: "đang" alone: "đang họp", "đang bận" say nothing of a dossier.
_BARE_DOING = frozenset(
    {
        "đang",
        "đag",
        "đg",
        "dang",
        "đang được",
        "vẫn đang",
        "hiện đang",
        "còn đang",
        "đang tiếp tục",
        "bắt đầu",
        "đã bắt đầu",
        "mới bắt đầu",
        "tiếp tục",
        "đang trong quá trình",
    }
)


_WORK_OF_OTHERS = {Sign.WAITING, Sign.INSIDE, Sign.CHECKING, Sign.PASSED}


def _is_work(after: Sequence[Mark]) -> bool:
    """Is the first thing said after "đang" a work on a dossier?"""
    for mark in after:
        if mark.sign not in (Sign.NOTHING, Sign.SELF, Sign.FUTURE, Sign.PAST):
            return mark.sign in WORK | _WORK_OF_OTHERS
    return False


def _body_first(spoken: Spoken) -> bool:
    """ "Sở Tài chính đang làm": somebody else; "đang thẩm định" is for us."""
    doing = spoken.at(Sign.DOING, Sign.WAITING)
    for_us = spoken.clause.refs and spoken.at(Sign.CONSULT) > doing
    return 0 <= spoken.at(Sign.BODY) < doing and not for_us


def _inside(spoken: Spoken) -> Sense | None:
    """Sent somewhere, but not to the office; or only a part of it is done."""
    sent = spoken.at(Sign.SENDING, Sign.HANDING)
    abroad = 0 <= sent < spoken.at(Sign.BODY)
    if not abroad and not spoken.has(Sign.CONSULT, Sign.INSIDE, Sign.PART):
        return None
    mixed = spoken.has(Sign.OFFICE, Sign.EVIDENCE, Sign.ELSEWHERE)
    stranger = spoken.has(Sign.BODY) and not abroad and not _consults(spoken)
    at_home = spoken.has(Sign.INSIDE) and not spoken.has(*_SENT)
    reported = (spoken.is_past or spoken.has(Sign.DONE)) and spoken.has(*WORK)
    if mixed or stranger or at_home or not reported:
        return UNSURE
    return told(Said.PREPARING)


def _consults(spoken: Spoken) -> bool:
    """ "đã lấy ý kiến Sở Tài chính": the other agency is asked, not telling."""
    return 0 <= spoken.at(Sign.CONSULT) < spoken.at(Sign.BODY)


STATES: tuple[Rule, ...] = (
    _blocked,
    _negated,
    _partly,
    _planned,
    _under_way,
    _inside,
    ready,
)
