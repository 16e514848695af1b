"""The phrases of who stands in for whom (lexicon/stand_ins.toml), longest first."""

from collections.abc import Iterator, Sequence

from programme.replies.data import kept, tables
from programme.replies.spelling import bare_key, plain_key
from programme.replies.tokens import Shape, Token, tokenise
from programme.words import fold

_TABLE = "stand_ins"
#: More words have only two spellings: with all their diacritics, or with none.
_MANY = 5
_Key = tuple[str, ...]


def kinds_at(tokens: Sequence[Token], at: int) -> tuple[frozenset[str], int]:
    """Of what kinds the longest phrase at `at` is, and where it ends."""
    known, longest = _kinds()
    said = _keys(tokens, at, longest)
    if not said:
        return frozenset(), at
    exact = tables(_TABLE)["exact"].get(fold(tokens[at].raw))
    if exact is not None and not known.get(said[:2]):
        return frozenset({exact}), at + 1
    for length in range(len(said), 0, -1):
        found = known.get(said[:length])
        if found is not None:
            return found, at + length
    return frozenset(), at


def listed(kind: str, tokens: Sequence[Token], at: int) -> int:
    """Where the longest phrase of this kind at `at` ends; zero if there is none."""
    known, longest = _kinds()
    said = _keys(tokens, at, longest)
    for length in range(len(said), 0, -1):
        if kind in known.get(said[:length], ()):
            return at + length
    return 0


def valued(table: str, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """The value of the longest phrase of this table at `at`, and where it ends."""
    known = _values(table)
    said = _keys(tokens, at, 4)
    for length in range(len(said), 0, -1):
        if said[:length] in known:
            return known[said[:length]], at + length
    return None


@kept
def _gate() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(one.split()) for one in tables(_TABLE)["gate"])


def may_be_meant(tokens: Sequence[Token]) -> bool:
    """Whether the words are there without which nobody speaks of standing in."""
    said = {bare_key(token.key) for token in tokens}
    return any(words <= said for words in _gate())


def _keys(tokens: Sequence[Token], at: int, most: int) -> _Key:
    found: list[str] = []
    for token in tokens[at : at + most]:
        if token.shape is Shape.LINE:
            break
        found.append(key(token))
    return tuple(found)


def key(token: Token) -> str:
    """As typed: a name is never taken for a slip."""
    return plain_key(token.raw) if token.shape is Shape.WORD else token.raw


@kept
def _kinds() -> tuple[dict[_Key, frozenset[str]], int]:
    found: dict[_Key, frozenset[str]] = {}
    for kind, phrases in tables(_TABLE).items():
        if isinstance(phrases, list) and kind != "gate":
            for spelling in (one for phrase in phrases for one in _spellings(phrase)):
                found[spelling] = found.get(spelling, frozenset()) | {kind}
    return found, max(map(len, found))


@kept
def _values_of() -> dict[str, dict[_Key, str]]:
    return {}


def _values(table: str) -> dict[_Key, str]:
    known = _values_of()
    if table not in known:
        known[table] = {
            spelling: value
            for phrase, value in tables(_TABLE)[table].items()
            for spelling in _spellings(phrase)
        }
    return known[table]


def _spellings(phrase: str) -> Iterator[_Key]:
    words = _split(phrase)
    plain = tuple(map(bare_key, words))
    if len(words) > _MANY:
        yield from {words, plain}
        return
    ways: list[_Key] = [()]
    for word, bare in zip(words, plain, strict=True):
        ways = [(*way, one) for way in ways for one in dict.fromkeys((word, bare))]
    yield from ways


def _split(phrase: str) -> _Key:
    return tuple(key(token) for token in tokenise(phrase))
