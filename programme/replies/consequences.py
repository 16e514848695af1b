"""A reason that comes first: "chưa có số liệu nên chưa xong" is "chưa xong do …"."""

from collections.abc import Sequence

from programme.replies.lexicon import Sign
from programme.replies.marks import Mark

_SO = frozenset(
    {"nên", "cho nên", "vậy nên", "do đó", "do vậy", "vì vậy", "vì thế", "bởi vậy"}
)
_NAMES = frozenset({Sign.REFS, Sign.COUNT, Sign.ALL, Sign.REST})
#: What a reason can bring about; "xong rồi nên …" is none of these.
_CAN_FOLLOW = frozenset(
    {
        Sign.NEGATION,
        Sign.LACK,
        Sign.BLOCK,
        Sign.SHIFT,
        Sign.LATER,
        Sign.WITHDRAWING,
        Sign.NEAR,
        Sign.DOING,
        Sign.WAITING,
        Sign.FUTURE,
        Sign.ASKING,
    }
)
_WANTED = _NAMES | {Sign.SHIFT, Sign.LATER, Sign.WITHDRAWING}
_CLAIMS = frozenset({Sign.DONE, Sign.HANDING, Sign.SENDING, Sign.FINISHING})


def reason_last(marks: Sequence[Mark]) -> list[Mark]:
    """The clause with its reason behind "do", where it stood before "nên"."""
    if marks and marks[0].sign is Sign.REASON:
        marks = _with_so(marks)
    at = next((at for at, mark in enumerate(marks) if mark.value in _SO), -1)
    before, after = marks[:at], marks[at + 1 :]
    if at <= 0 or not any(mark.sign in _CAN_FOLLOW for mark in after):
        return list(marks)
    names = [mark for mark in before if mark.sign in _NAMES]
    opened = before[0] in names or before[0].sign is Sign.REASON
    if len(names) > 1 or (names and not opened) or _claims(before):
        return list(marks)
    wanted = any(mark.sign in _WANTED for mark in after)
    kept = any(mark.sign is Sign.OBSTACLE for mark in before[:2])
    if kept and not wanted and not any(mark.sign is Sign.BLOCK for mark in after):
        return list(marks)  # "chưa có ý kiến nên chưa trình": blocked
    if any(mark.sign in _NAMES or mark.sign is Sign.REASON for mark in after):
        names = []
    reason = [
        mark for mark in before if mark.sign is not Sign.REASON and mark not in names
    ]
    so = marks[at]
    link = Mark(Sign.REASON, so.value, so.start, so.end)
    return [*names, *after, link, *reason] if reason else [*names, *after]


def _with_so(marks: Sequence[Mark]) -> Sequence[Mark]:
    """ "do mưa lũ Sở xin rút" is "do mưa lũ nên Sở xin rút"."""
    signs = [mark.sign for mark in marks]
    asked = signs.index(Sign.ASKING) if Sign.ASKING in signs else -1
    if asked < 2 or any(mark.value in _SO for mark in marks):
        return marks
    place = asked - (signs[asked - 1] is Sign.SELF)
    end = marks[place].start
    return [*marks[:place], Mark(Sign.NOTHING, "nên", end, end), *marks[place:]]


def _claims(marks: Sequence[Mark]) -> bool:
    denied = any(mark.sign in (Sign.NEGATION, Sign.OBSTACLE) for mark in marks)
    return not denied and any(mark.sign in _CLAIMS for mark in marks)
