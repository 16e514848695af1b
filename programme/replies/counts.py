"""Numbers that are no refs: counts, papers' numbers, months, the bullets of a list."""

from collections.abc import Sequence

from programme.replies.lexicon import Sign
from programme.replies.marks import Mark
from programme.replies.spelling import plain_key

#: What may follow a bare number that names a duty: an end, a link, what is said.
MAY_FOLLOW = frozenset(
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
        Sign.DONE,
        Sign.PAST,
        Sign.ALREADY,
        Sign.NEGATION,
        Sign.NEAR,
        Sign.LACK,
        Sign.BLOCK,
        Sign.OBSTACLE,
        Sign.OKAY,
        Sign.ASKING,
        Sign.FUTURE,
        Sign.DOING,
        Sign.WAITING,
        Sign.MAKING,
        Sign.FINISHING,
        Sign.SENDING,
        Sign.HANDING,
        Sign.THANKS,
        Sign.REST,
        Sign.DAY,
        Sign.CORRECTION,
        Sign.HEDGE,
        Sign.TAG,
        Sign.CONDITION,
        Sign.REFS,
        Sign.ITEM,
        Sign.PERCENT,
    }
)
LINKS = frozenset({Sign.COMMA, Sign.AND})
_MONTH = frozenset({plain_key("tháng"), "thang"})
_MOVES = frozenset({"chuyển sang", "đưa sang"})
_BULLETS = frozenset({".", ")", "/", "-"})
_NOUNS = frozenset({Sign.ITEM, Sign.KIND})


def without_bullets(marks: Sequence[Mark]) -> Sequence[Mark]:
    """Lines numbered "1." before "mục 3": the number only counts the lines."""
    if not any(mark.sign is Sign.STOP and "\n" in mark.value for mark in marks):
        return marks
    bullets: set[int] = set()
    for at, mark in enumerate(marks):
        opens = at == 0 or "\n" in marks[at - 1].value
        dotted = at + 1 < len(marks) and marks[at + 1].value in _BULLETS
        named = sign_at(marks, at + 2) in (Sign.ITEM, Sign.REFS)
        if opens and mark.sign is Sign.NUMBER and dotted and named:
            bullets.update((at, at + 1))
    return [mark for at, mark in enumerate(marks) if at not in bullets]


#: What a bracket after a number may hold: the same thing by its name.
_IN_BRACKET = frozenset(
    {
        Sign.UNKNOWN,
        Sign.KIND,
        Sign.NOTHING,
        Sign.ITEM,
        Sign.NUMBER,
        Sign.PAPER,
        Sign.SELF,
        Sign.EVIDENCE,
        Sign.COMMA,
        Sign.AND,
    }
)


def without_brackets(marks: Sequence[Mark]) -> Sequence[Mark]:
    """ "mục 2 (quy hoạch tỉnh)": the number and the name say one thing."""
    gone: set[int] = set()
    for at, mark in enumerate(marks):
        before = sign_at(marks, at - 1)
        numbered = before in (Sign.NUMBER, Sign.REFS)
        if mark.value != "(" or mark.sign is not Sign.COMMA:
            continue
        closing = _number_in_bracket(marks, at)
        if closing and before is Sign.UNKNOWN:
            gone.update((at, closing))  # "báo cáo rừng (mục 10)"
        elif closing and sign_at(marks, closing + 1) in (Sign.ITEM, Sign.REFS):
            gone.update(range(at, closing + 1))  # "(1) Mục 3"
        if not numbered:
            continue
        end = at + 1
        while _is_in_bracket(marks, at, end):
            end += 1
        inside = marks[at + 1 : end]
        words = any(one.sign is Sign.UNKNOWN for one in inside)
        if words and end < len(marks) and marks[end].value == ")":
            soft = (Sign.COMMA, Sign.AND)
            gone.update((at, end))
            gone.update(at + 1 + n for n, one in enumerate(inside) if one.sign in soft)
    return [mark for at, mark in enumerate(marks) if at not in gone] if gone else marks


def _number_in_bracket(marks: Sequence[Mark], at: int) -> int:
    """Where "(3)", "(mục 3)", "(I.3)" closes; 0 if it is none of these."""
    named = sign_at(marks, at + 1) is Sign.ITEM
    number = at + 1 + named
    closed = number + 1 < len(marks) and marks[number + 1].value == ")"
    is_number = sign_at(marks, number) in (Sign.NUMBER, Sign.REFS)
    return number + 1 if closed and is_number else 0


def _is_in_bracket(marks: Sequence[Mark], at: int, end: int) -> bool:
    inside = end < len(marks) and marks[end].sign in _IN_BRACKET and end - at < 20
    return inside and marks[end].value != ")"


_CONTENTS = frozenset({"gồm", "bao gồm", "gồm có", "kèm", "kèm theo", "gồm các"})
_IN_CONTENTS = frozenset(
    {
        Sign.KIND,
        Sign.PAPER,
        Sign.PART,
        Sign.CONSULT,
        Sign.COMMA,
        Sign.AND,
        Sign.NOTHING,
        Sign.ITEM,
        Sign.DRAFTING,
        Sign.UNKNOWN,
        Sign.PASSED,
    }
)


def without_contents(marks: Sequence[Mark]) -> Sequence[Mark]:
    """ "hồ sơ gồm tờ trình, dự thảo, phụ lục": what it holds says nothing of it."""
    found: list[Mark] = []
    at = 0
    while at < len(marks):
        found.append(marks[at])
        at += 1
        if found[-1].value not in _CONTENTS:
            continue
        end = at
        while end < len(marks) and marks[end].sign in _IN_CONTENTS:
            end += 1
        while end > at and marks[end - 1].sign in (Sign.COMMA, Sign.AND):
            end -= 1
        at = end
    return found


def joined(marks: Sequence[Mark], at: int, end: int, sign: Sign, value: str) -> Mark:
    return Mark(sign, value, marks[at].start, marks[end - 1].end)


def sign_at(marks: Sequence[Mark], at: int) -> Sign | None:
    return marks[at].sign if 0 <= at < len(marks) else None


def number_at(marks: Sequence[Mark], at: int, *, words: bool) -> int | None:
    """A number at `at`; number words only where a noun has opened the place."""
    sign = sign_at(marks, at)
    if sign is Sign.NUMBER:
        return int(marks[at].value)
    if words and sign is Sign.NUMERAL:
        return int(marks[at].value)
    return None


_BEFORE_COUNT = frozenset({"cả", "cả thảy", "đủ", "both", "tất cả", "toàn bộ", "all"})


def count_at(marks: Sequence[Mark], at: int) -> tuple[int, int] | None:
    """ "cả hai", "cả 3 nội dung", "tất cả 3 mục", "hai nội dung"."""
    opened = sign_at(marks, at) in (Sign.BOTH, Sign.ALL)
    if opened and marks[at].value not in _BEFORE_COUNT:
        return None  # "mọi mục 3": a ref
    if opened and marks[at].value == "both":
        return 2, at + 1
    start = at + opened
    number = number_at(marks, start, words=True)
    if number is None:
        return None
    if sign_at(marks, start + 1) in _NOUNS:
        named = number_at(marks, start + 2, words=False) is not None
        return None if named else (number, start + 2)
    alone = sign_at(marks, start + 1) in MAY_FOLLOW | {None, Sign.SELF}
    listed = sign_at(marks, start + 1) in LINKS and sign_at(marks, start + 2) in (
        Sign.NUMBER,
        Sign.NUMERAL,
    )
    return (number, start + 1) if opened and alone and not listed else None


def paper_at(marks: Sequence[Mark], at: int) -> Mark | None:
    """ "tờ trình 66": a paper's number without its letters."""
    if sign_at(marks, at) is Sign.PAPER and sign_at(marks, at + 1) is Sign.NUMBER:
        return joined(marks, at, at + 2, Sign.EVIDENCE, "")
    return None


def session_at(marks: Sequence[Mark], at: int) -> Mark | None:
    """ "phiên họp tháng 8": where a deferral goes; the value is its month."""
    month = sign_at(marks, at + 1) is Sign.UNKNOWN and marks[at + 1].value in _MONTH
    numbered = at + 2 < len(marks) and marks[at + 2].value.isdecimal()
    if not month or not numbered:
        return None
    if sign_at(marks, at) is Sign.SHIFT and marks[at].value in _MOVES:
        return joined(marks, at, at + 3, Sign.LATER, marks[at + 2].value)
    if sign_at(marks, at) is not Sign.ELSEWHERE and marks[at].value != "chương trình":
        return None
    return joined(marks, at, at + 3, Sign.LATER, marks[at + 2].value)
