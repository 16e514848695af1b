"""A message as marks: what each phrase of it does, and its place in the text."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from programme.replies import dates
from programme.replies.lexicon import Sign, lexicon
from programme.replies.tokens import Shape, Token


@dataclass(frozen=True)
class Ref:
    """A duty as people name it: the ordinal, perhaps the section."""

    ordinal: int
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """One phrase of the text, [start, end)."""

    sign: Sign
    value: str
    start: int
    end: int
    refs: tuple[Ref, ...] = ()
    said: dates.Said | None = None


_PUNCTUATION = {
    ",": Sign.COMMA,
    "(": Sign.COMMA,
    ")": Sign.COMMA,
    "[": Sign.COMMA,
    "]": Sign.COMMA,
    ".": Sign.STOP,
    ";": Sign.STOP,
    "!": Sign.STOP,
    "…": Sign.STOP,
    "|": Sign.STOP,
    "?": Sign.QUERY,
    "？": Sign.QUERY,
    "❓": Sign.QUERY,
    ":": Sign.COLON,
    "=": Sign.COLON,
    ">": Sign.COLON,
    "-": Sign.DASH,
    "–": Sign.DASH,
    "—": Sign.DASH,
    "~": Sign.DASH,
    "*": Sign.DASH,
    "•": Sign.DASH,
    "&": Sign.AND,
    "+": Sign.AND,
    "/": Sign.AND,
    '"': Sign.NOTHING,
    "“": Sign.NOTHING,
    "”": Sign.NOTHING,
    "'": Sign.NOTHING,
    "#": Sign.NOTHING,
    "@": Sign.NOTHING,
}
_SHAPED = {
    Shape.DOCUMENT: Sign.EVIDENCE,
    Shape.CITED: Sign.EVIDENCE,
    Shape.PERCENT: Sign.PERCENT,
    Shape.HOUR: Sign.NOTHING,
    Shape.NUMBER: Sign.NUMBER,
    Shape.LINE: Sign.STOP,
}


def marks_of(
    tokens: Sequence[Token], masked: frozenset[int], today: dates.Today
) -> list[Mark]:
    """Every phrase of the text, the longest at each place, in one pass.

    `masked` tokens belong to a title and are read as nothing else.
    """
    found: list[Mark] = []
    at = 0
    while at < len(tokens):
        numbered = bool(found) and found[-1].sign in (Sign.ITEM, Sign.PAPER)
        if at in masked:
            token = tokens[at]
            mark = Mark(Sign.UNKNOWN, token.key, token.start, token.end)
            at += 1
        elif numbered and tokens[at].shape is Shape.NUMBER:
            mark, at = _plain(tokens[at]), at + 1
        elif _leads_to_day(found) and (said := dates.towards(tokens, at, today)):
            start, last = tokens[at], tokens[said.end - 1]
            mark = Mark(Sign.DAY, "", start.start, last.end, said=said)
            at = said.end
        else:
            mark, at = _mark_at(tokens, at, today)
        found.append(mark)
    return found


_TOWARDS = frozenset({"đến", "tới", "sang", "đến ngày", "tới ngày", "đến hết"})


def _leads_to_day(marks: Sequence[Mark]) -> bool:
    """ "lùi đến", "gia hạn … tới": a number that follows is a day."""
    if not marks or marks[-1].value.rpartition(" ")[2] not in _TOWARDS:
        return False
    return any(mark.sign in (Sign.SHIFT, Sign.ASKING) for mark in marks[-5:])


def _mark_at(tokens: Sequence[Token], at: int, today: dates.Today) -> tuple[Mark, int]:
    token = tokens[at]
    said = _day(tokens, at, today)
    phrase = lexicon().longest(tokens, at)
    if said is not None and (phrase is None or said.end >= phrase[2]):
        last = tokens[said.end - 1]
        sign = Sign.DAY
        return Mark(sign, "", token.start, last.end, said=said), said.end
    if phrase is not None:
        sign, value, end = phrase
        return Mark(sign, value, token.start, tokens[end - 1].end), end
    return _plain(token), at + 1


def _day(tokens: Sequence[Token], at: int, today: dates.Today) -> dates.Said | None:
    token = tokens[at]
    if token.shape in (Shape.SIGN, Shape.LINE, Shape.PERCENT, Shape.DOCUMENT):
        return None
    return dates.day_at(tokens, at, today)


def _plain(token: Token) -> Mark:
    """A token that no phrase begins with."""
    if token.shape is Shape.REF:
        ref = _ref(token.raw)
        return Mark(Sign.REFS, token.raw, token.start, token.end, refs=(ref,))
    sign = _SHAPED.get(token.shape) or _PUNCTUATION.get(token.key)
    if sign is None and unicodedata.category(token.raw[0]) == "So":
        sign = Sign.NOTHING  # 🌱 before a line; what ❌ or 🤔 says is in the lexicon
    value = token.key if token.shape is Shape.WORD else token.raw
    if token.shape is Shape.MONTH:
        value = str(int(token.raw.partition("/")[0]))
    return Mark(sign or Sign.UNKNOWN, value, token.start, token.end)


_REF = re.compile(r"([ivx]+)[^\divx]*(\d+)", re.IGNORECASE)


def _ref(raw: str) -> Ref:
    found = _REF.match(raw)
    if found is None:
        return Ref(0)
    return Ref(int(found[2]), found[1].upper())
