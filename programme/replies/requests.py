"""What an agency asks for: a later day, a later session, to withdraw."""

from datetime import date

from programme.replies.lexicon import Sign
from programme.replies.marks import Mark
from programme.replies.meaning import Said
from programme.replies.spoken import (
    NAMING,
    NEUTRAL,
    UNSURE,
    Sense,
    Spoken,
    span,
    told,
)

_NOT_IN_REQUEST = (
    Sign.NEGATION,
    Sign.UNKNOWN,
    Sign.DONE,
    Sign.BLOCK,
    Sign.FUTURE,
    Sign.PART,
    Sign.NUMBER,
    Sign.PERCENT,
    Sign.BODY,
    Sign.CONSULT,
    Sign.PAST,
    Sign.ALREADY,
    Sign.HEDGE,
    Sign.DOING,
    Sign.WAITING,
    Sign.LACK,
    Sign.NEAR,
)
_TOWARDS = frozenset({"đến", "tới", "sang"})


def requested(spoken: Spoken) -> Sense | None:
    asking = spoken.at(Sign.ASKING)
    wanted = wish(spoken)
    if wanted < 0:
        return None
    if asking < 0 and spoken.value(Sign.SHIFT) == "chuyển":
        return None  # "đã chuyển Văn phòng"
    asked = 0 <= asking < wanted or _is_plain(spoken, asking)
    if not asked or spoken.has(*_NOT_IN_REQUEST):
        return UNSURE
    return _request(spoken)


def _is_plain(spoken: Spoken, asking: int) -> bool:
    """ "mục 3: gia hạn đến 24/7", "mục 4 chuyển kỳ sau": asked without "xin"."""
    if asking >= 0 or spoken.tail or not spoken.clause.only(_IN_PLAIN):
        return False
    if spoken.has(Sign.LATER):
        return True
    shift = spoken.value(Sign.SHIFT)
    times = [mark.said for mark in spoken.head if mark.said is not None]
    named = any(time.day is not None or time.more is not None for time in times)
    return named and shift.startswith(_LENGTHENS)


_IN_PLAIN = (
    NEUTRAL | NAMING | {Sign.SHIFT, Sign.LATER, Sign.DAY, Sign.KIND, Sign.ITEM}
) - {Sign.ALREADY}
_LENGTHENS = ("gia hạn", "lùi", "khất", "dời", "hoãn", "giãn", "dãn")


def wish(spoken: Spoken) -> int:
    """Where the thing asked for stands: "lùi", "rút", "thêm 3 ngày"; -1 if nowhere."""
    wanted = spoken.at(Sign.SHIFT, Sign.WITHDRAWING, Sign.LATER)
    asking = spoken.at(Sign.ASKING)
    if wanted >= 0 or asking < 0:
        return wanted
    for place in range(asking + 1, len(spoken.head)):
        if _is_more_time(spoken.head[place - 1], spoken.head[place]):
            return place
    return -1


def _is_more_time(before: Mark, mark: Mark) -> bool:
    """ "xin thêm 3 ngày", "cho em đến thứ 6"."""
    if mark.said is None:
        return False
    alone = before.sign is Sign.ASKING and mark.said.day is not None
    return mark.said.more is not None or alone or before.value in _TOWARDS


def _request(spoken: Spoken) -> Sense:
    reason = span(spoken.tail)
    if spoken.has(Sign.WITHDRAWING):
        mixed = spoken.has(Sign.SHIFT, Sign.LATER, Sign.DAY) or _is_taken_back(spoken)
        return UNSURE if mixed else told(Said.WITHDRAWAL, reason)
    if spoken.has(Sign.LATER):
        clear = not spoken.has(Sign.DAY) and _is_later(spoken)
        return told(Said.DEFERRAL, reason) if clear else UNSURE
    return told(Said.EXTENSION, reason)


def _is_taken_back(spoken: Spoken) -> bool:
    """ "xin rút hồ sơ để hoàn thiện": the papers come back, the item stays."""
    papers = any(word in spoken.value(Sign.KIND).split() for word in _PAPERS)
    work = (Sign.FINISHING, Sign.DRAFTING, Sign.MAKING)
    return papers or any(mark.sign in work for mark in spoken.tail)


_PAPERS = ("hồ", "hs", "tài", "văn", "file", "tờ")


def _is_later(spoken: Spoken) -> bool:
    """Is the month that is named, if one is, still to come?"""
    named = spoken.value(Sign.LATER)
    if not named.isdecimal():
        return True
    return 0 < _months_ahead(int(named), spoken.today) <= 6


def _months_ahead(month: int, today: date) -> int:
    return (month - today.month) % 12 if 1 <= month <= 12 else 0
