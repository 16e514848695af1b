"""Duties named by the words of their titles: "báo cáo rừng đã xong"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from programme.replies.clauses import Clause
from programme.replies.data import kept, kept_of_many, tables
from programme.replies.lexicon import Sign, common_words, lexicon
from programme.replies.marks import Mark
from programme.replies.meaning import Candidate
from programme.replies.spelling import bare_key, plain_key
from programme.replies.spoken import STATED
from programme.replies.tokens import Shape, Token, tokenise


@dataclass(frozen=True)
class Titles:
    """Which duties' titles a word, or two words side by side, stand in."""

    words: dict[str, frozenset[int]] = field(default_factory=dict)
    pairs: frozenset[tuple[str, ...]] = frozenset()
    threes: frozenset[tuple[str, ...]] = frozenset()

    def masked(self, tokens: Sequence[Token]) -> frozenset[int]:
        """Tokens that are a title's words, whatever else they might say.

        "sắp xếp" in a title is not "sắp". A pair that is itself a known phrase
        ("bổ sung", "hoàn thành") keeps its own meaning, unless a third word follows.
        """
        found: set[int] = set()
        at = 0
        while at < len(tokens) - 1:
            sign, end = _known(tokens, at)
            if sign is not None and end >= at + 2 and sign not in _YIELDING:
                at = end
                continue
            length = self._run_at(tokens, at)
            if length == 3 or (length == 2 and end < at + 2):
                found.update(range(at, at + length))
            at += 1
        return frozenset(found)

    def _run_at(self, tokens: Sequence[Token], at: int) -> int:
        """How many words of one title stand here in a row: 3, 2 or none."""
        run = tuple(token.key for token in tokens[at : at + 3])
        if run in self.threes:
            return 3
        return 2 if run[:2] in self.pairs else 0

    def named(self, words: Iterable[str]) -> frozenset[int]:
        """The duties whose titles hold every one of these words."""
        found: frozenset[int] | None = None
        for word in words:
            holders = self.words.get(word, frozenset())
            found = holders if found is None else found & holders
        return found or frozenset()


def _known(tokens: Sequence[Token], at: int) -> tuple[Sign | None, int]:
    """The phrase that the lexicon knows here, and where it ends."""
    phrase = lexicon().longest(tokens, at)
    return (phrase[0], phrase[2]) if phrase else (None, at)


#: What gives way to three words of a title: "theo dõi thi hành", "bổ sung chức năng".
_YIELDING = frozenset(
    {
        Sign.CHECKING,
        Sign.DRAFTING,
        Sign.MAKING,
        Sign.KIND,
        Sign.ITEM,
        Sign.NOTHING,
        Sign.PASSED,
        Sign.ASKING,
        Sign.ORDER,
        Sign.PAPER,
        Sign.PART,
    }
)


@kept_of_many(256)
def titles_of(candidates: tuple[Candidate, ...]) -> Titles:
    words: dict[str, set[int]] = {}
    runs: dict[int, set[tuple[str, ...]]] = {2: set(), 3: set()}
    for candidate in candidates:
        for keys in _ways(candidate.title):
            for way in keys:
                words.setdefault(way, set()).add(candidate.duty)
            for length, found in runs.items():
                found.update(zip(*(keys[at:] for at in range(length)), strict=False))
    _add_short_forms(candidates, words)
    frozen = {key: frozenset(duties) for key, duties in words.items()}
    return Titles(frozen, frozenset(runs[2]), frozenset(runs[3]))


def _ways(title: str) -> Iterator[list[str]]:
    """A title as people type it: whole, without "số", its papers by their numbers."""
    keys = _keys(title)
    if not keys:  # a secret item's title is not told
        return
    number = plain_key("số")
    short = [
        key
        for key, following in zip(keys, [*keys[1:], ""], strict=True)
        if not (key == number and following.isdecimal())
    ]
    for way in (keys, short, *_cited(title)):
        yield way
        yield [bare_key(key) for key in way]


_WORDS = (Shape.WORD, Shape.NUMBER)


def _keys(title: str) -> list[str]:
    return [token.key for token in tokenise(title) if token.shape in _WORDS]


def _cited(title: str) -> list[list[str]]:
    """ "Nghị quyết số 249-NQ/TU" is "nghị quyết 249", "NQ 249", "NQ249" to people."""
    found: list[list[str]] = []
    tokens = tokenise(title)
    for at, token in enumerate(tokens):
        if token.shape is not Shape.DOCUMENT:
            continue
        number, letters = _parts(token.raw)
        kind = [t.key for t in tokens[:at] if t.shape is Shape.WORD]
        if kind and kind[-1] == plain_key("số"):
            kind.pop()
        cited = token.raw.rpartition("/")[0]
        found += [[*kind[-2:], number], [plain_key(letters), number]]
        found += [[*kind[-2:], cited], [plain_key(letters), cited]]
    return found


def _parts(raw: str) -> tuple[str, str]:
    """ "52/2012/QĐ-UBND": 52 and QĐ."""
    parts = _PART.findall(raw)
    letters = (part for part in parts if not part.isdecimal())
    return parts[0], next(letters, "")


_PART = re.compile(r"\d+|[^\W\d_]+")


def _add_short_forms(
    candidates: tuple[Candidate, ...], words: dict[str, set[int]]
) -> None:
    """ "KTXH" stands for "kinh tế xã hội" where a title has those words."""
    for short, long in tables("titles")["short"].items():
        wanted = _keys(long)
        for candidate in candidates:
            if set(wanted) <= set(_keys(candidate.title)):
                for part in _keys(short):
                    words.setdefault(part, set()).add(candidate.duty)


def name_clauses(clauses: Iterable[Clause], titles: Titles) -> list[Clause]:
    """Words that stand in one title only become that duty's name."""
    return [_with_name(clause, titles) for clause in clauses]


def _with_name(clause: Clause, titles: Titles) -> Clause:
    words = _name_words(clause, titles)
    named = titles.named(mark.value for mark in words)
    alone = len(named) == 1 or bool(clause.refs)
    if not (named and alone and _is_telling(clause, words)):
        return clause
    if not _in_place(clause, words):
        return clause
    last = words[-1].start
    marks = [
        replace(mark, sign=Sign.NOTHING)
        if _is_word(mark) and mark.start <= last
        else mark
        for mark in clause.marks
    ]
    return replace(clause, marks=marks, named=named)


def _is_telling(clause: Clause, words: Sequence[Mark]) -> bool:
    """One common word ("thực" of "thực hiện") names nothing, save after its kind."""
    telling = {mark.value for mark in words if mark.value not in _stop_words()}
    if len(telling) != 1 or not telling <= common_words():
        return bool(telling)
    at = next(at for at, mark in enumerate(clause.marks) if mark.value in telling)
    return at > 0 and _is_name(clause.marks[at - 1].sign)


def _name_words(clause: Clause, titles: Titles) -> list[Mark]:
    """The words before what is said, if these name a duty; else all of them."""
    words = [mark for mark in _before_reason(clause) if _is_word(mark)]
    before = takewhile(lambda mark: mark.sign not in _OPENS, clause.marks)
    opening = [mark for mark in before if _is_word(mark)]
    alone = len(titles.named(mark.value for mark in opening)) == 1
    return opening if alone and len(opening) < len(words) else words


def _is_word(mark: Mark) -> bool:
    return mark.sign is Sign.UNKNOWN


def _before_reason(clause: Clause) -> list[Mark]:
    stops = (Sign.REASON, Sign.BLOCK, Sign.OBSTACLE)
    return list(takewhile(lambda mark: mark.sign not in stops, clause.marks))


def _in_place(clause: Clause, words: Sequence[Mark]) -> bool:
    """A name stands before what is said of it, or right after its kind."""
    before = Sign.NOTHING
    told = False
    for mark in clause.marks:
        doing = before is Sign.DOING
        if mark in words and told and not (doing or _is_name(before)):
            return False
        told = told or mark.sign in _TELLING
        before = before if _is_word(mark) else mark.sign
    return True


def _is_name(sign: Sign) -> bool:
    return sign in (Sign.KIND, Sign.ITEM, Sign.DONE, Sign.DRAFTING)


_OPENS = STATED | {Sign.ASKING, Sign.DAY, Sign.COLON}
_TELLING = frozenset({Sign.DOING, Sign.WAITING, Sign.CONSULT, Sign.DONE, Sign.PAST})


@kept
def _stop_words() -> frozenset[str]:
    words = tables("titles")["stop"]["words"]
    return frozenset(
        way for w in words for way in (plain_key(w), bare_key(plain_key(w)))
    )
