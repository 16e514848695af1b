"""Which of several matters the office's words are about: "đồng ý mục 3", "mục I.4
không, vì …", "đồng ý tất cả".

One decision in a message, on one group of items; where more is said of which, or less
than is sure, it is nobody's.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from programme.refs import ordinal_of
from programme.replies.tokens import clean
from programme.words import bare


@dataclass(frozen=True, kw_only=True)
class Said:
    """`rest`: what is said of them. `every`: all that wait; so many, with a `count`.

    `refs`: as they were written, I.3 or the number alone; none: no item is named.
    """

    rest: str
    refs: tuple[str, ...] = ()
    every: bool = False
    count: int | None = None


_NUMBER = r"\d{1,3}(?!\d|[/.-]\d| ?%)"
_REF = rf"(?:[ivx]{{1,5}}\.){_NUMBER}"
_ITEM = r"(?:muc|noi dung|de an) (?:so )?"
_AND = r"(?: ?[,;+&] ?(?:va )?| va | voi )"
_ONE = rf"(?:{_REF}|{_NUMBER}(?! (?:ngay|tuan|thang|lan|muc|gio)\b))"
_GROUP = re.compile(
    rf"(?<!\w)(?:(?:voi|cho|o|tai|cua|cac) )*"
    rf"(?:{_ITEM}{_ONE}(?:{_AND}(?:{_ITEM})?{_ONE})*"
    rf"|{_REF}(?:{_AND}(?:{_ITEM})?{_REF})*)(?!\w)"
)
_NUMBERS = {"hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7}
_OF_ALL = r"(?: (?:cac )?(?:muc|noi dung|de nghi))?(?: (?:tren|nay))?"
_ALL = re.compile(
    rf"(?<!\w)(?:voi |cho )?(?:tat ca|toan bo|ca (?P<n>\d{{1,2}}|{'|'.join(_NUMBERS)}))"
    rf"{_OF_ALL}(?!\w)"
)
#: From here on it is a reason, which may name whatever it likes.
_WHY = re.compile(r"(?<!\w)(?:vì|vi|do|lý do|ly do|bởi|boi)(?!\w)")
#: What leaves some of them out, or counts what it does not name.
_OPEN = re.compile(
    r"(?<!\w)(?:(?:tru|ngoai|rieng|con lai|khong ke|may|mot so|vai|\d{1,3} "
    r"(?:muc|noi dung|de nghi))(?!\w)|(?:muc|noi dung) \d|[ivx]{1,5}\.\d)"
)
_NAMED = re.compile(r"(?<!\w)(?:(?:muc|noi dung) (?:so )?\d|[ivx]{1,5}\.\d)")
_ONE_REF = re.compile(rf"(?<!\w){_REF}|(?<!\w){_NUMBER}")


def read_which(text: str) -> Said | None:
    """None where it cannot be told about which items it is."""
    written = clean(text.strip())
    plain = bare(written)
    if len(plain) != len(written):
        written = plain  # a letter without its own place: the words alone are kept
    end = _why_at(written)
    groups = list(_GROUP.finditer(plain, 0, end))
    wholes = list(_ALL.finditer(plain, 0, end))
    if len(groups) + len(wholes) > 1:
        return None
    spans = [m.span() for m in (*groups, *wholes)]
    start, stop = spans[0] if spans else (0, 0)
    left = f"{plain[:start]} {plain[stop:end]}"
    if _OPEN.search(left):
        return None
    rest = f"{written[:start].rstrip(' ,:;-–')} {written[stop:].lstrip(' ,:;-–')}"
    return Said(
        rest=rest.strip(),
        refs=_refs(groups[0].group()) if groups else (),
        every=bool(wholes),
        count=_count(wholes[0]["n"]) if wholes else None,
    )


def names_items(text: str) -> bool:
    """Whether it says of which item it is, however that is to be understood."""
    written = clean(text.strip())
    return _NAMED.search(bare(written[: _why_at(written)])) is not None


def _why_at(written: str) -> int:
    why = _WHY.search(written.lower())
    return why.start() if why else len(written)


def _refs(group: str) -> tuple[str, ...]:
    found = _ONE_REF.findall(group)
    return tuple(dict.fromkeys(one.upper() for one in found))


def _count(word: str | None) -> int | None:
    if word is None:
        return None
    return int(word) if word.isdecimal() else _NUMBERS[word]


def chosen(refs: Iterable[str], among: Sequence[str]) -> list[int] | None:
    """The places of these in a list of refs; None if one is missing or not alone."""
    found: list[int] = []
    for written in refs:
        places = [
            place
            for place, ref in enumerate(among)
            if written in {ref.upper(), str(ordinal_of(ref))}
        ]
        if len(places) != 1:
            return None
        found += places
    return list(dict.fromkeys(found))
