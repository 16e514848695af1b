"""The answer to "which one?": "3", "mục 3", "I.3 và I.4", "cả hai", "tháng 7"."""

import re
from collections.abc import Sequence

from programme.replies.meaning import Candidate
from programme.words import bare, tidy

_COURTESY = re.compile(
    r"\b(?:da|vang|uh|u|a|em|anh|chi|nhe|nha|la|thi|thoi|oi|day|do|cho|xin|bao cao)\b"
)
_NOUN = re.compile(r"\b(?:muc|noi dung|so|cai|de an|viec)\b")
_BOTH = {"ca hai": 2, "ca 2": 2, "ca ba": 3, "ca 3": 3, "ca bon": 4, "ca 4": 4}
_ALL = frozenset({"tat ca", "ca", "het", "toan bo", "deu", "tat ca cac"})
_REF = re.compile(r"([ivxlc]{1,6})?[. ]?(\d{1,3}(?:\.\d{1,3})?)")
_MONTH = re.compile(r"(?:cua )?thang (\d{1,2})")
_LONGEST = 120


def chosen(text: str, among: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Those that are named; nothing where a word says anything else, or where one
    number may be two of them."""
    said = bare(tidy(text[: _LONGEST + 1]))
    if len(said) > _LONGEST:
        return ()
    said = _squeezed(_COURTESY.sub(" ", said).strip(" .,!?"))
    if month := _MONTH.fullmatch(said):
        return _alone(
            [c for c in among if c.programme.endswith(f"-{int(month[1]):02}")]
        )
    plain = _squeezed(_NOUN.sub(" ", said))
    if plain in _BOTH or said in _BOTH:
        wanted = _BOTH.get(plain) or _BOTH[said]
        return tuple(among) if len(among) == wanted else ()
    if plain in _ALL:
        return tuple(among)
    found: dict[int, Candidate] = {}
    for part in re.split(r",|;|\bva\b|\bvoi\b|\+|&", plain):
        one = _named(part.strip(), among)
        if one is None:
            return ()
        found[one.duty] = one
    return tuple(found.values())


def _named(part: str, among: Sequence[Candidate]) -> Candidate | None:
    met = _REF.fullmatch(part)
    if met is None:
        return None
    section, number = met[1], met[2]
    if section or "." in number:
        ref = f"{section.upper()}.{number}" if section else number
        found = [c for c in among if c.ref == ref]
    else:
        found = [c for c in among if str(c.ordinal) == number]
    return found[0] if len(found) == 1 else None


def without_refs(text: str) -> str:
    """What is said, without of which item: "mục 7 đã xong" is "đã xong"."""
    return tidy(_NAMED.sub(" ", tidy(text)))


_NAMED = re.compile(
    r"\b(?:mục|muc|nội dung|noi dung|số|so)\s+(?:[IVXLC]{1,6}[. ])?\d{1,3}\b"
    r"|\b[IVXLC]{1,6}\.\d{1,3}\b",
    re.IGNORECASE,
)


def _squeezed(said: str) -> str:
    return " ".join(said.split()).strip(" .,!?")


def _alone(found: list[Candidate]) -> tuple[Candidate, ...]:
    return tuple(found) if len(found) == 1 else ()
