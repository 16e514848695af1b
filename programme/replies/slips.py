"""One letter mistyped: an unknown word that stands where one known word would.

"hoàn thàng" is mended because after "hoàn" only "thành" is that near; a word without
such a neighbour stays unknown, and a report that holds it is asked about.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from programme.replies.data import kept, kept_of_many, phrases
from programme.replies.spelling import known_keys, plain_key
from programme.replies.tokens import Shape, Token

#: Shorter words have too many neighbours.
_SHORTEST = 3


def mended(tokens: Sequence[Token]) -> list[Token]:
    found = list(tokens)
    for at, token in enumerate(found):
        if token.shape is not Shape.WORD or token.key in known_keys():
            continue
        before = found[at - 1].key if at else ""
        after = found[at + 1].key if at + 1 < len(found) else ""
        meant = _meant(token.key, before, after)
        if meant is not None:
            found[at] = replace(token, key=meant)
    return found


@kept_of_many(1 << 14)
def _meant(key: str, before: str, after: str) -> str | None:
    if not _SHORTEST <= len(key) <= 10:
        return None
    following, preceding = _neighbours()
    near = {
        word
        for word in (*following.get(before, ()), *preceding.get(after, ()))
        if _is_one_off(key, word)
    }
    return near.pop() if len(near) == 1 else None


@kept
def _neighbours() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """What the phrases of the data files have after a word, and before it."""
    following: dict[str, set[str]] = {}
    preceding: dict[str, set[str]] = {}
    for one, two in _pairs(phrases()):
        if len(one) >= _SHORTEST:
            following.setdefault(one, set()).add(two)
        if len(two) >= _SHORTEST:
            preceding.setdefault(two, set()).add(one)
    return following, preceding


def _pairs(written: Iterable[str]) -> Iterable[tuple[str, str]]:
    for phrase in written:
        words = [plain_key(word) for word in phrase.split()]
        yield from pairwise(words)


def _is_one_off(typed: str, word: str) -> bool:
    """One letter more, less, other, or two letters changed about."""
    if abs(len(typed) - len(word)) > 1 or typed == word or len(word) < _SHORTEST:
        return False
    at = 0
    while at < min(len(typed), len(word)) and typed[at] == word[at]:
        at += 1
    mine, theirs = typed[at:], word[at:]
    swapped = mine[:2] == theirs[1::-1] and mine[2:] == theirs[2:]
    return swapped or mine[1:] == theirs[1:] or mine[1:] == theirs or mine == theirs[1:]
