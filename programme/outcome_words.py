"""What became of a session's items, said in words: "mục 3 bổ sung, còn lại thông qua".

Every word has to be understood: what is said of one item is never guessed from what
is said of another, and one unknown word makes the whole message a question.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from programme.errors import ProgrammeError
from programme.outcomes import Matter, Outcome
from programme.refs import ordinal_of
from programme.words import bare

SAID: Mapping[tuple[str, ...], Outcome] = {
    ("thong", "qua"): Outcome.PASSED,
    ("bo", "sung"): Outcome.REVISE,
    ("hoan", "thien"): Outcome.REVISE,
    ("bo", "sung", "hoan", "thien"): Outcome.REVISE,
    ("chuyen", "ky", "sau"): Outcome.NEXT,
    ("chuyen", "ky", "hop", "sau"): Outcome.NEXT,
    ("chuyen", "sang", "ky", "sau"): Outcome.NEXT,
    ("chuyen", "sang", "ky", "hop", "sau"): Outcome.NEXT,
    ("lui", "ky", "sau"): Outcome.NEXT,
    ("rut",): Outcome.WITHDRAWN,
    ("rut", "noi", "dung"): Outcome.WITHDRAWN,
}
_REST = frozenset({("con", "lai"), ("tat", "ca"), ("toan", "bo"), ("het",)})
#: Say nothing of what or how.
_FILL = frozenset(
    [
        "muc",
        "noi",
        "dung",
        "so",
        "cac",
        "va",
        "thi",
        "la",
        "duoc",
        "deu",
        "da",
        "nhung",
        "tru",
        "rieng",
        ",",
        ";",
        ":",
        ".",
    ]
)
_NOUNS = (("noi", "dung"), ("muc",))
_WORD = re.compile(r"[ivxlcdm]+\.\w+(?:\.\w+)*|\d+(?:\.\w+)*|[^\W\d_]+|\S")
_LONGEST = 5


class OutcomeMisread(ProgrammeError):
    """`word`: what is not understood, or names no item that is asked about."""

    def __init__(self, word: str) -> None:
        super().__init__(f"not understood: {word}")
        self.word = word


@dataclass(frozen=True)
class _Some:
    """Items meant; without refs, all that are not named otherwise."""

    refs: tuple[str, ...] = ()


def read_outcomes(text: str, among: Sequence[Matter]) -> dict[str, Outcome]:
    """By ref. Raises OutcomeMisread."""
    pieces = list(_pieces(_WORD.findall(bare(text)), [one.ref for one in among]))
    if not pieces:
        raise OutcomeMisread(text)
    backwards = isinstance(pieces[0], Outcome)
    return _paired(pieces[::-1] if backwards else pieces, among, text)


@dataclass
class _Reading:
    """What has been read so far: of which, of all others, and who waits for a word."""

    named: dict[str, Outcome] = field(default_factory=dict)
    others: Outcome | None = None
    waiting: list[_Some] = field(default_factory=list)

    def is_said(self, outcome: Outcome, text: str) -> None:
        if not self.waiting:
            raise OutcomeMisread(text)
        for some in self.waiting:
            if not some.refs:
                if self.others not in {None, outcome}:
                    raise OutcomeMisread(text)
                self.others = outcome
            for ref in some.refs:
                if self.named.setdefault(ref, outcome) is not outcome:
                    raise OutcomeMisread(ref)
        self.waiting = []


def _paired(
    pieces: Sequence[Outcome | _Some], among: Sequence[Matter], text: str
) -> dict[str, Outcome]:
    """Each outcome with the items before it; said backwards, those behind it."""
    reading = _Reading()
    for piece in pieces:
        if isinstance(piece, Outcome):
            reading.is_said(piece, text)
        else:
            reading.waiting.append(piece)
    if reading.waiting:
        raise OutcomeMisread(text)
    found: dict[str, Outcome] = {}
    for matter in among:
        said = reading.named.get(matter.ref, reading.others)
        if said is not None:
            found[matter.ref] = said
    return found


def _pieces(words: list[str], refs: list[str]) -> Iterator[Outcome | _Some]:
    at = 0
    while at < len(words):
        phrase = _longest(words, at)
        if phrase in SAID:
            yield SAID[phrase]
            at += len(phrase)
        elif phrase in _REST:
            yield _Some()
            at += len(phrase)
        elif _is_number(words[at]):
            ref = _ref(words[at], refs)
            if _is_count(words, at):
                raise OutcomeMisread(" ".join(words[at : at + 3]))
            if words[at + 1 : at + 2] in (["den"], ["-"]) and at + 2 < len(words):
                yield _Some(_range(ref, _ref(words[at + 2], refs), refs))
                at += 3
            else:
                yield _Some((ref,))
                at += 1
        elif words[at] in _FILL:
            at += 1
        else:
            raise OutcomeMisread(words[at])


def _longest(words: list[str], at: int) -> tuple[str, ...]:
    for length in range(_LONGEST, 0, -1):
        phrase = tuple(words[at : at + length])
        if phrase in SAID or phrase in _REST:
            return phrase
    return ()


def _is_number(word: str) -> bool:
    return word[0].isdecimal() or "." in word[1:]


def _is_count(words: list[str], at: int) -> bool:
    """14 nội dung: how many, not which."""
    return any(
        tuple(words[at + 1 : at + 1 + len(noun)]) == noun
        and not _is_number((words[at + 1 + len(noun) :] or ["-"])[0])
        for noun in _NOUNS
    )


def _ref(word: str, refs: list[str]) -> str:
    whole = [ref for ref in refs if bare(ref) == word]
    found = whole or [ref for ref in refs if str(ordinal_of(ref)) == word]
    if len(found) != 1:
        raise OutcomeMisread(word)
    return found[0]


def _range(first: str, last: str, refs: list[str]) -> tuple[str, ...]:
    begin, end = refs.index(first), refs.index(last)
    if begin > end:
        raise OutcomeMisread(f"{first}-{last}")
    return tuple(refs[begin : end + 1])
