"""Blocked: what stands in a dossier's way, and whose it is."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from programme.replies.lexicon import Sign
from programme.replies.marks import Mark
from programme.replies.meaning import Said
from programme.replies.spoken import (
    DONE_LIKE,
    STATED,
    UNSURE,
    Sense,
    Spoken,
    span,
    told,
)


def blocked(spoken: Spoken) -> Sense | None:
    if not spoken.has(Sign.BLOCK, Sign.OBSTACLE):
        return None
    others = _others_obstacle(spoken)
    strange = spoken.has(Sign.UNKNOWN) or (spoken.has(Sign.BODY) and others is None)
    denied = spoken.has(Sign.NEGATION, Sign.FUTURE, Sign.NEAR, *DONE_LIKE)
    if strange or denied or is_mixed(spoken.tail) or _is_solved(spoken):
        return UNSURE
    reason = span(spoken.tail)
    if reason and others:
        reason = others.start, reason[1]
    return replace(told(Said.BLOCKED, reason), runs_on=True)


def _is_solved(spoken: Spoken) -> bool:
    """ "vướng mắc đã được giải quyết": without "do", the rest may take it back."""
    given = spoken.clause.has(Sign.REASON)
    return not given and any(
        mark.sign in (Sign.PAST, Sign.DONE) and mark.value != "mới"
        for mark in spoken.tail
    )


def _others_obstacle(spoken: Spoken) -> Mark | None:
    """ "Sở Tài chính chưa có ý kiến": another agency, but our obstacle."""
    place = spoken.at(Sign.OBSTACLE)
    bodies = [mark for mark in spoken.head if mark.sign is Sign.BODY]
    alone = place > 0 and len(bodies) == 1 and spoken.head[place - 1] is bodies[0]
    return bodies[0] if alone else None


#: These make of a reason another clause, or a question.
_NO_REASON = (Sign.QUESTION, Sign.TAG, Sign.BLOCK, Sign.SHIFT, Sign.WITHDRAWING)


def is_mixed(tail: Sequence[Mark]) -> bool:
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
