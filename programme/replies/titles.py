"""Duties named by the words of their titles: "báo cáo rừng đã xong"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import product, takewhile

from programme.replies.clauses import Clause
from programme.replies.data import tables
from programme.replies.lexicon import Sign, lexicon
from programme.replies.marks import Mark
from programme.replies.meaning import Candidate
from programme.replies.spelling import bare_key, plain_key
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


@lru_cache(maxsize=256)
def titles_of(candidates: tuple[Candidate, ...]) -> Titles:
    words: dict[str, set[int]] = {}
    runs: dict[int, set[tuple[str, ...]]] = {2: set(), 3: set()}
    for candidate in candidates:
        keys = _keys(candidate.title)
        plain = [bare_key(key) for key in keys]
        for way in (*keys, *plain):
            words.setdefault(way, set()).add(candidate.duty)
        for typed, (length, found) in product((keys, plain), runs.items()):
            found.update(zip(*(typed[at:] for at in range(length)), strict=False))
    _add_short_forms(candidates, words)
    frozen = {key: frozenset(duties) for key, duties in words.items()}
    return Titles(frozen, frozenset(runs[2]), frozenset(runs[3]))


_WORDS = (Shape.WORD, Shape.NUMBER)


def _keys(title: str) -> list[str]:
    return [token.key for token in tokenise(title) if token.shape in _WORDS]


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
    words = [mark for mark in _before_reason(clause) if _is_word(mark)]
    named = titles.named(mark.value for mark in words)
    telling = any(mark.value not in _stop_words() for mark in words)
    alone = len(named) == 1 or bool(clause.refs)
    if not (named and telling and alone and _in_place(clause)):
        return clause
    last = words[-1].start
    marks = [
        replace(mark, sign=Sign.NOTHING)
        if _is_word(mark) and mark.start <= last
        else mark
        for mark in clause.marks
    ]
    return replace(clause, marks=marks, named=named)


def _is_word(mark: Mark) -> bool:
    return mark.sign is Sign.UNKNOWN


def _before_reason(clause: Clause) -> list[Mark]:
    stops = (Sign.REASON, Sign.BLOCK, Sign.OBSTACLE)
    return list(takewhile(lambda mark: mark.sign not in stops, clause.marks))


def _in_place(clause: Clause) -> bool:
    """A name stands before what is said of it, or right after its kind."""
    before = Sign.NOTHING
    told = False
    for mark in clause.marks:
        if _is_word(mark) and told and not (_is_name(before)):
            return False
        told = told or mark.sign in _TELLING
        before = before if _is_word(mark) else mark.sign
    return True


def _is_name(sign: Sign) -> bool:
    return sign in (Sign.KIND, Sign.ITEM, Sign.DONE, Sign.DRAFTING)


_TELLING = frozenset({Sign.DOING, Sign.WAITING, Sign.CONSULT, Sign.DONE, Sign.PAST})


@cache
def _stop_words() -> frozenset[str]:
    words = tables("titles")["stop"]["words"]
    return frozenset(
        way for w in words for way in (plain_key(w), bare_key(plain_key(w)))
    )
