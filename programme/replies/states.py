"""How far a dossier is: blocked, under way, ready.

The order of the rules is the promise: what may turn a report into something else is
looked at first, and "ready" holds only if every word of the clause is known.
"""

from collections.abc import Sequence

from programme.replies.blocked import blocked, is_mixed
from programme.replies.lexicon import Sign
from programme.replies.marks import Mark
from programme.replies.meaning import Said
from programme.replies.ready import ready
from programme.replies.spoken import (
    DONE_LIKE,
    IN_DAY,
    NAMING,
    NEUTRAL,
    NOT_ONE,
    STEPS,
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


def _negated(spoken: Spoken) -> Sense | None:
    place = spoken.at(Sign.NEGATION)
    if place < 0:
        return None
    if last_said(spoken.head) is spoken.head[place] and not spoken.has(*WORK):
        yet = is_not_yet(spoken.head[place])
        alone = spoken.clause.only(NEUTRAL | NAMING | {Sign.NEGATION})
        elliptic = yet and not spoken.tail and (alone or spoken.has(*NAMING))
        return Sense(tone=Tone.ADMITS) if elliptic else UNSURE
    before, after = spoken.head[:place], spoken.head[place + 1 :]
    twice = any(mark.sign is Sign.NEGATION for mark in after)
    claimed = any(mark.sign in DONE_LIKE or mark.sign is Sign.PAST for mark in before)
    past = any(mark.sign in (Sign.PAST, Sign.ALREADY, Sign.DOING) for mark in after)
    able = any(mark.value in ("kịp", "nổi") for mark in after)
    yet = is_not_yet(spoken.head[place])
    steps = DONE_LIKE | (_STEPS if yet or able else set())
    done = any(mark.sign in steps or mark.sign is Sign.PERCENT for mark in after)
    stranger = any(mark.sign is Sign.BODY for mark in before)
    not_all = any(
        mark.sign in (Sign.ALL, Sign.COUNT, Sign.REST)
        and not mark.value.endswith(NOT_ONE)
        for mark in after
    )
    if (not_all and not spoken.clause.refs) or _is_refusal(spoken.head[place], after):
        return UNSURE
    if twice or claimed or past or stranger or not done or spoken.has(Sign.ELSEWHERE):
        return UNSURE
    stuck = any(mark.sign is Sign.BLOCK for mark in spoken.tail)
    if is_mixed([mark for mark in spoken.tail if mark.sign is not Sign.BLOCK]):
        return UNSURE
    return told(Said.BLOCKED if stuck else Said.PREPARING, span(spoken.tail))


#: "chưa ký", "chưa làm": what has not been done yet on the way.
_STEPS = {Sign.INSIDE, Sign.DRAFTING, Sign.MAKING, Sign.CONSULT}


def _is_refusal(negation: Mark, after: Sequence[Mark]) -> bool:
    """ "không trình" is not "chưa trình", nor "không trình được"."""
    if is_not_yet(negation) or "thể" in negation.value:
        return False
    able = any(mark.value in ("được", "kịp", "dc", "đc") for mark in after)
    return not able and not any(mark.sign is Sign.DONE for mark in after)


def _partly(spoken: Spoken) -> Sense | None:
    """Near, lacking, in parts, per cent: under way, and never ready."""
    near = spoken.has(Sign.NEAR, Sign.LACK) or _percent(spoken) < 100
    near = near or _is_share(spoken)
    if not near:
        return None
    lacks = spoken.has(Sign.LACK) and not spoken.value(Sign.LACK).endswith("kịp")
    only_one = spoken.value(Sign.NEAR).startswith("mới") and _names_after_done(spoken)
    if only_one or _is_others(spoken) or (lacks and _is_claimed(spoken)):
        return UNSURE
    return told(Said.PREPARING)


def _is_share(spoken: Spoken) -> bool:
    """ "đã hoàn thành 2/3 nội dung": a share of the work, and no day."""
    head = spoken.head
    return any(
        (said := head[at].said) is not None
        and said.written
        and head[at - 1].sign in (Sign.DONE, Sign.MAKING, Sign.NOTHING, Sign.CONSULT)
        and head[at + 1].sign in _COUNTED
        for at in range(1, len(head) - 1)
    )


_COUNTED = (Sign.ITEM, Sign.KIND, Sign.PART, Sign.SELF, Sign.BODY, Sign.UNKNOWN)


def _percent(spoken: Spoken) -> float:
    raw = spoken.value(Sign.PERCENT).replace(",", ".").split("%")[0].split()
    return float(raw[0]) if raw else 100


def _names_after_done(spoken: Spoken) -> bool:
    """ "mới chỉ xong mục 3": of several, that one is done; of one, it is not."""
    return 0 <= spoken.at(Sign.DONE) < spoken.at(*NAMING)


def _is_others(spoken: Spoken) -> bool:
    """Another agency's news; "còn thiếu ý kiến Sở Tài chính" is ours."""
    return spoken.at(Sign.BODY) >= 0 and not 0 <= spoken.at(Sign.LACK) < spoken.at(
        Sign.BODY
    )


def _is_claimed(spoken: Spoken) -> bool:
    """ "đã gửi, còn thiếu phụ lục": is it with the office, or not?"""
    return spoken.has(Sign.HANDING, Sign.SENDING) and not spoken.has(Sign.NEGATION)


def _planned(spoken: Spoken) -> Sense | None:
    """ "mai nộp", "sẽ xong"; but "xong em sẽ báo" is a promise of another kind."""
    if spoken.clause.only(IN_DAY):
        return None
    past = spoken.is_past
    ahead = spoken.has(Sign.FUTURE) or (not past and _is_ahead(spoken))
    if not ahead:
        return None
    promised = 0 <= spoken.at(Sign.DONE) < spoken.at(Sign.FUTURE)
    sent = spoken.at(Sign.SENDING, Sign.HANDING) > spoken.at(Sign.DONE)
    sent = sent or (bool(spoken.days) and _is_ahead(spoken))
    sent = sent or spoken.value(Sign.FUTURE) in ("ngay", "liền")
    if spoken.clause.only(IN_DAY | {Sign.FUTURE}) and _is_ahead(spoken):
        return told(Said.PREPARING) if not past else UNSURE  # "dự kiến thứ 5"
    if (
        past
        or (promised and not sent)
        or spoken.has(Sign.BODY)
        or not spoken.has(*WORK)
    ):
        return UNSURE
    return told(Said.PREPARING)


def _is_ahead(spoken: Spoken) -> bool:
    opens = bool(spoken.head) and spoken.head[0].said is not None
    if opens and _hands_today(spoken):
        return True
    times = [mark.said for mark in spoken.head if mark.said is not None]
    return bool(times) and all(
        time.later or time.day is None or time.day > spoken.today for time in times
    )


def _hands_today(spoken: Spoken) -> bool:
    """ "hôm nay nộp 9 với 11 nhé": to be handed in, not handed in."""
    today = all(day == spoken.today for day in spoken.days)
    return today and spoken.has(Sign.HANDING, Sign.SENDING)


def _under_way(spoken: Spoken) -> Sense | None:
    place = spoken.at(Sign.DOING, Sign.WAITING)
    if place < 0:
        return None
    after = spoken.head[place + 1 :]
    done = any(mark.sign is Sign.DONE for mark in after)
    sent = any(mark.sign in _GONE for mark in spoken.head[:place])
    for_another = any(mark.sign in NAMING for mark in after) and spoken.has(
        Sign.WAITING
    )
    bare = spoken.head[place].value in _BARE_DOING and not spoken.clause.named
    busy = bare and not _is_work(after)
    if done or sent or for_another or busy or _body_first(spoken):
        return UNSURE
    return told(Said.PREPARING)


_GONE = (Sign.HANDING, Sign.SENDING)
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
    again = sent >= 0 and spoken.value(Sign.PART).startswith("lần")
    mixed = again or spoken.has(Sign.OFFICE, Sign.EVIDENCE, Sign.ELSEWHERE)
    stranger = spoken.has(Sign.BODY) and not abroad and not _consults(spoken)
    at_home = spoken.has(Sign.INSIDE) and not spoken.has(*_SENT)
    reported = (spoken.is_past or spoken.has(Sign.DONE)) and spoken.has(*WORK)
    home_alone = at_home and spoken.clause.only(_AT_HOME)
    if home_alone and (spoken.is_past or spoken.has(Sign.DONE)):
        return STEPS
    if mixed or stranger or at_home or not reported:
        return UNSURE
    return told(Said.PREPARING)


_AT_HOME = (
    NEUTRAL
    | NAMING
    | {Sign.INSIDE, Sign.PAST, Sign.DONE, Sign.KIND, Sign.PAPER, Sign.DAY}
)


def _consults(spoken: Spoken) -> bool:
    """ "đã lấy ý kiến Sở Tài chính": the other agency is asked, not telling."""
    return 0 <= spoken.at(Sign.CONSULT) < spoken.at(Sign.BODY)


STATES: tuple[Rule, ...] = (
    blocked,
    _negated,
    _partly,
    _planned,
    _under_way,
    _inside,
    ready,
)
