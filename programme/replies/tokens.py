"""A message cut into tokens: words, numbers, refs, documents' numbers, marks.

Every pattern is bounded, so that a message is read in one pass whatever is in it.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from programme.replies.spelling import key_of


class Shape(StrEnum):
    WORD = "word"
    NUMBER = "number"
    SLASHED = "slashed"  # 15/7, 15/7/2020: a day, or a fraction
    LETTERED = "lettered"  # 3a: a part of something
    DOTTED = "dotted"  # 1.3, 15.7: nobody can say
    PERCENT = "percent"
    HOUR = "hour"  # 17h, 8h30
    REF = "ref"  # I.3, II.2
    DOCUMENT = "document"  # 66/TTr-SNV, 52/2012/QĐ-UBND
    MONTH = "month"  # 8/2020
    CITED = "cited"  # 52/2012: a document by its number and year
    LINE = "line"  # the end of a line
    SIGN = "sign"  # anything else: one letter of punctuation, an emoji


@dataclass(frozen=True, slots=True)
class Token:
    """`key` is what the lexicon knows it by; [start, end) its place in the text."""

    shape: Shape
    raw: str
    key: str
    start: int
    end: int


_TOKEN = re.compile(
    r"""
    (?P<document>\d{1,5}(?:/\d{4})?[/-][^\W\d_]{1,6}\d{0,2}
        (?:[/&-][^\W\d_]{1,10}\d{0,2}){0,4}(?![^\W_]))
  | (?P<cited>(?:1[3-9]|[2-9]\d|\d{3,5})/(?:19|20)\d{2}(?![\d/]))
  | (?P<month>(?:0?[1-9]|1[0-2])/(?:19|20)\d{2}(?![\d/]))
  | (?P<slashed>\d{1,2}/\d{1,2}(?:/\d{4}|/\d{2})?(?![\d/]))
  | (?P<percent>\d{1,3}(?:[.,]\d{1,2})?[ ]?(?:%|phần\ trăm|phan\ tram))
  | (?P<hour>\d{1,2}[ ]?(?:h|g|giờ|gio)[ ]?(?:[0-5]\d)?(?![^\W_]))
  | (?P<ref>(?<![^\W_])(?:[IVX]{1,4}|[ivx]{1,4})[.][ ]?\d{1,2}(?![\d%]|[./]\d)
        |(?<![^\W_])(?:[IVX]{1,4}[-/]?|i{1,3}|iv)\d{1,2}(?![\d%]|[./]\d|[^\W\d_]))
  | (?P<lettered>\d{1,9}[^\W\d_](?![^\W_]))
  | (?P<dotted>\d{1,9}[.]\d{1,9}(?:[.]\d{1,9})?)
  | (?P<number>\d{1,9})
  | (?P<word>[^\W\d_]{1,40})
  | (?P<line>[ \t]*[\r\n]\s*)
  | (?P<sign>\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)
#: Joiners and variation marks: they change how a sign looks, not what it says.
_INVISIBLE = dict.fromkeys(
    [*range(0x200B, 0x2010), 0x2060, 0xFEFF, 0xFE0F, *range(0x1F3FB, 0x1F400)]
)
_SPACES = re.compile(r"[^\S\r\n]+")
_SHAPES = {shape.value: shape for shape in Shape}


def tokenise(text: str) -> list[Token]:
    return list(_tokens_of(text))


@lru_cache(maxsize=2)
def _tokens_of(text: str) -> tuple[Token, ...]:
    """A message is read for who stands in, and again for what it reports."""
    return tuple(
        _token(_SHAPES[match.lastgroup or "sign"], match)
        for match in _TOKEN.finditer(text)
    )


def clean(text: str) -> str:
    """What is tokenised: composed letters, single spaces, nothing invisible."""
    composed = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    return _SPACES.sub(" ", composed)


def _token(shape: Shape, match: re.Match[str]) -> Token:
    raw = match.group()
    known = key_of(raw) if shape is Shape.WORD else raw
    return Token(shape, raw, known, match.start(), match.end())
