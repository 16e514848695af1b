"""What the office decides of a request, said in words: "đồng ý", "không, vì …",
"đến 20/7".

Every word before a reason has to be understood; what is not read as one decision is
asked about again, and nothing is decided.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from programme.calendar import WorkCalendar
from programme.replies.dates import Today, after, day_at
from programme.replies.tokens import Token, clean, tokenise
from programme.words import bare


class Decision(StrEnum):
    AGREE = "agree"
    REFUSE = "refuse"
    ANOTHER_DAY = "another-day"


@dataclass(frozen=True, kw_only=True)
class Decided:
    """`until` with another day alone; `word` is what was said with it."""

    what: Decision
    until: date | None = None
    word: str | None = None


_YES = ("đồng ý", "nhất trí", "chấp thuận", "duyệt", "được", "ok", "oke", "okie", "ừ")
_NO = (
    "không đồng ý",
    "chưa đồng ý",
    "không nhất trí",
    "chưa nhất trí",
    "không chấp thuận",
    "không duyệt",
    "không được",
    "chưa được",
    "không gia hạn",
    "không cho",
    "từ chối",
    "không",
    "ko",
    "k",
)
#: What may stand between a decision and the day, or around either; says nothing.
_AROUND = frozenset(
    bare(
        "cho vậy thì văn phòng vp đề nghị gia hạn thêm lùi đến tới hết vào trước ngày "
        "chỉ nhé nha ạ a luôn em anh chị cơ quan sở để là hạn mới . , ; : ! –"
    ).split()
) | {"-"}
#: Before these a refusal has its reason, which is taken as it is written.
_WHY = ("vì", "do", "lý do", "bởi", "tại")
#: What would turn a decision round, or leave it open.
_TURNS = frozenset(bare("không ko chưa đừng nhưng nếu hay từ").split()) | {"?"}


def read_decision(
    text: str, *, today: date, calendar: WorkCalendar, due: date | None
) -> Decided | None:
    """None where it is not one clear decision. "thêm 3 ngày" counts from `due`."""
    tokens = tokenise(clean(text.strip()))
    words = [bare(token.raw) for token in tokens]
    now = Today(day=today, calendar=calendar)
    if not words or "?" in words:
        return None
    refused = _head(words, _NO)
    if refused:
        return _refusal(text, tokens, words, refused, now)
    agreed = _head(words, _YES)
    day = _day(tokens, agreed, now, due)
    if day is not None:
        return Decided(what=Decision.ANOTHER_DAY, until=day)
    if not agreed or not _TURNS.isdisjoint(words) or _has_time(tokens, now):
        return None
    return Decided(what=Decision.AGREE, word=_rest(text, tokens, agreed))


def _head(words: list[str], phrases: tuple[str, ...]) -> int:
    """How many words the longest of these takes that it begins with; 0 for none."""
    found = 0
    for phrase in phrases:
        parts = bare(phrase).split()
        if words[: len(parts)] == parts:
            found = max(found, len(parts))
    return found


def _refusal(
    text: str, tokens: list[Token], words: list[str], end: int, today: Today
) -> Decided | None:
    """A bare "không" may begin something else: "không vấn đề gì", "không biết"."""
    rest = words[end:]
    is_plain = end > 1 or not rest or rest[0] in {",", ".", ";", ":", "-", "–", "!"}
    if not is_plain and not _head(rest, _WHY):
        return None
    if end == 1 and any(_head(rest[n:], _YES) for n in range(len(rest))):
        return None  # "không, được rồi"
    is_explained = bool(_head(rest, _WHY) or _head(rest[1:], _WHY))
    if not is_explained and _has_time(tokens, today):
        return None  # "không, đến 20/7 thôi"
    return Decided(what=Decision.REFUSE, word=_rest(text, tokens, end))


def _day(
    tokens: list[Token], start: int, today: Today, due: date | None
) -> date | None:
    """The one day that is said, if nothing else is."""
    found: list[date | None] = []
    at = start
    while at < len(tokens):
        said = day_at(tokens, at, today)
        if said is not None:
            found.append(after(said, due, today.calendar))
            at = said.end
        elif bare(tokens[at].raw) in _AROUND:
            at += 1
        else:
            return None
    return found[0] if len(found) == 1 else None


def _has_time(tokens: list[Token], today: Today) -> bool:
    """Whether a day is said anywhere: "đồng ý, chậm nhất 20/7" is no plain yes."""
    return any(day_at(tokens, at, today) is not None for at in range(len(tokens)))


def _rest(text: str, tokens: list[Token], end: int) -> str | None:
    """What was said with it, as it was written."""
    if all(bare(token.raw) in _AROUND for token in tokens[end:]):
        return None
    rest = clean(text.strip())[tokens[end].start :].lstrip(" ,.;:-–!")
    for why in _WHY:
        if rest.casefold().startswith(f"{why} "):
            rest = rest[len(why) + 1 :]
            break
    return rest.strip() or None
