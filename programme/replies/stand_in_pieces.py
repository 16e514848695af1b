"""A clause cut into what matters when somebody is away: who, what, when, the rest."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from programme.replies.phrasebook import key, kinds_at
from programme.replies.stretches import Stretch, stretch_at
from programme.replies.times import Today
from programme.replies.tokens import Shape, Token

#: A name and the room somebody sits in are not longer.
_LONGEST_NAME, _LONGEST_ROOM, _LONGEST_ASIDE = 4, 8, 14
_PHONE = re.compile(r"(?<![\d/.,-])(?:\+84|84|0)(?:[ .-]?\d){8,10}(?![\d/])")
_DASHES = frozenset({"-", "–", "—", ":", "/", "*", "•", "+", '"', "“", "”"})


class What(StrEnum):
    SELF = "self"
    PERSON = "person"
    ABSENT = "absent"
    STAND = "stand"
    NAMED = "named"  # before who stands in
    WEAK = "weak"  # stands in, where somebody is said to be away
    HAND = "hand"  # before whom it is handed to
    BACK = "back"
    OVER = "over"
    SPAN = "span"
    PHONE = "phone"
    ROLE = "role"
    FILLER = "filler"
    NO = "no"  # takes the clause back
    STRANGE = "strange"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """`words`: a name, or a number to call; [start, end) of the tokens."""

    what: What
    start: int
    end: int
    words: str = ""
    stretch: Stretch | None = None
    is_word: bool = False


#: What a phrase of each kind is, the first that fits.
_ORDER = (
    ("no_stand", What.NO),
    ("no_absence", What.NO),
    ("over", What.OVER),
    ("back", What.BACK),
    ("absent", What.ABSENT),
    ("deny", What.NO),
    ("self", What.SELF),
    ("named", What.NAMED),
    ("stand", What.STAND),
    ("hand", What.HAND),
    ("weak", What.WEAK),
    ("role", What.ROLE),
    ("filler", What.FILLER),
    ("title", What.FILLER),
)
_ENDS_A_ROOM = frozenset({What.STAND, What.WEAK, What.HAND, What.ABSENT, What.SELF})


@dataclass(frozen=True, kw_only=True)
class Cutter:
    """One message: its text, its tokens, the day on which it was written."""

    text: str
    tokens: Sequence[Token]
    today: Today

    def pieces(self, first: int, last: int) -> list[Piece]:
        """Of the clause [first, last)."""
        found: list[Piece] = []
        at = first
        while at < last:
            piece = self._next(at, last, found)
            found.append(piece)
            at = piece.end
        return found

    def _next(self, at: int, last: int, before: Sequence[Piece]) -> Piece:
        """One piece at least a token long; within the clause."""
        tokens = self.tokens[:last]
        phone = self._phone(at, last)
        if phone is not None:
            return phone
        person = self._person(tokens, at)
        if person is not None:
            return person
        stretch = stretch_at(tokens, at, self.today)
        if stretch is not None and not _is_self(tokens, at, stretch):
            return Piece(what=What.SPAN, start=at, end=stretch.end, stretch=stretch)
        if tokens[at].key == "(":
            return self._aside(at, last)
        kinds, end = kinds_at(tokens, at)
        if not kinds:
            harmless = tokens[at].key in _DASHES or tokens[at].key == ")"
            what = What.FILLER if harmless else What.STRANGE
            is_word = tokens[at].shape is Shape.WORD
            return Piece(what=what, start=at, end=at + 1, is_word=is_word)
        return Piece(what=_meant(kinds, before), start=at, end=end)

    def _phone(self, at: int, last: int) -> Piece | None:
        met = _PHONE.match(self.text, self.tokens[at].start)
        if met is None:
            return None
        end = at
        while end < last and self.tokens[end].start < met.end():
            end += 1
        words = re.sub(r"[ .-]", "", met.group())
        return Piece(what=What.PHONE, start=at, end=end, words=words)

    def _aside(self, at: int, last: int) -> Piece:
        """In brackets: a number to call, a room, a day; a long one is nobody's."""
        close = next(
            (n for n in range(at, last) if self.tokens[n].key == ")"), last - 1
        )
        inside = self.tokens[at + 1 : close]
        if not inside or close - at > _LONGEST_ASIDE:
            return Piece(what=What.STRANGE, start=at, end=at + 1)
        for number in range(at + 1, close):
            phone = self._phone(number, close)
            if phone is not None:
                return Piece(
                    what=What.PHONE, start=at, end=close + 1, words=phone.words
                )
        stretch = stretch_at(self.tokens[:close], at + 1, self.today)
        if stretch is not None and stretch.end == close:
            return Piece(what=What.SPAN, start=at, end=close + 1, stretch=stretch)
        plain = all(t.shape is not Shape.REF and t.key != "?" for t in inside)
        return Piece(
            what=What.FILLER if plain else What.STRANGE, start=at, end=close + 1
        )

    # Names

    def _person(self, tokens: Sequence[Token], at: int) -> Piece | None:
        kinds, end = kinds_at(tokens, at)
        if "title" in _titles(tokens, at):
            behind = _behind_title(tokens, at)
            name_ends = self._name(tokens, behind, titled=True)
            if name_ends > behind and (end <= behind or not kinds - {"title", "self"}):
                return self._called(tokens, at, name_ends)
        if kinds or not self._is_capital(tokens[at]) or self._is_shouted:
            return None
        name_ends = self._name(tokens, at, titled=False)
        if name_ends == at or not self._is_spoken_of(tokens, name_ends):
            return None
        return self._called(tokens, at, name_ends)

    def _called(self, tokens: Sequence[Token], at: int, name_ends: int) -> Piece:
        words = self.text[tokens[at].start : tokens[name_ends - 1].end]
        end = self._room(tokens, name_ends)
        return Piece(what=What.PERSON, start=at, end=end, words=_seemly(words))

    def _name(self, tokens: Sequence[Token], at: int, *, titled: bool) -> int:
        """Where the name that begins at `at` ends."""
        end = at
        capital = at < len(tokens) and self._is_capital(tokens[at])
        plain = self._is_shouted or not capital
        while end < len(tokens) and end - at < _LONGEST_NAME:
            token = tokens[end]
            if token.shape is not Shape.WORD:
                break
            if plain and not self._may_be_name(tokens, end, first=end == at):
                break
            if not plain and not self._is_capital(token):
                break
            if not titled and not self._is_capital(token):
                break
            end += 1
        return end

    def _may_be_name(self, tokens: Sequence[Token], at: int, *, first: bool) -> bool:
        """Typed small or shouted, a name is no word that we know: but for Minh."""
        kinds, _ = kinds_at(tokens, at)
        if not kinds:
            return stretch_at(tokens, at, self.today) is None
        return first and kinds == {"self"} and key(tokens[at]) == "minh"

    def _room(self, tokens: Sequence[Token], at: int) -> int:
        """ "anh Minh phòng Tổng hợp", "chị Lan - Phó Chánh Văn phòng Sở"."""
        start = at + 1 if at < len(tokens) and tokens[at].key in _DASHES else at
        if start >= len(tokens):
            return at
        kinds, end = kinds_at(tokens, start)
        if "affiliation" not in kinds:
            return at
        while end < len(tokens) and end - start < _LONGEST_ROOM:
            kinds, _ = kinds_at(tokens, end)
            ends = {what for kind, what in _ORDER if kind in kinds} & _ENDS_A_ROOM
            spans = stretch_at(tokens, end, self.today) is not None
            if ends or spans or tokens[end].shape is not Shape.WORD:
                break
            end += 1
        return end

    def _is_spoken_of(self, tokens: Sequence[Token], at: int) -> bool:
        """ "Nguyễn Văn Minh thay em": without a title, only right before a verb."""
        if at >= len(tokens):
            return False
        kinds, _ = kinds_at(tokens, at)
        wanted = {"stand", "absent", "weak", "back", "over"}
        is_no = bool(kinds & {"no_stand", "no_absence"})
        return not is_no and (bool(kinds & wanted) or key(tokens[at]) in {"(", "sẽ"})

    @property
    def _is_shouted(self) -> bool:
        return self.text == self.text.upper()

    def _is_capital(self, token: Token) -> bool:
        return token.shape is Shape.WORD and token.raw[:1].isupper()


def _seemly(words: str) -> str:
    """ "anh minh" and "ANH MINH" are anh Minh."""
    if words not in {words.lower(), words.upper()}:
        return words
    title, _, name = words.partition(" ")
    small = title.lower()
    if small == "đồng":
        chi, _, name = name.partition(" ")
        small = f"{small} {chi.lower()}"
    return f"{small} {name.title()}" if name else words.title()


def _is_self(tokens: Sequence[Token], at: int, stretch: Stretch) -> bool:
    """Typed bare, "toi" is "tôi" before it is "tối"."""
    return stretch.end == at + 1 and "self" in kinds_at(tokens, at)[0]


def _titles(tokens: Sequence[Token], at: int) -> frozenset[str]:
    """A title may begin a longer phrase: "em nghỉ" is none, "em Hà" is."""
    return kinds_at(tokens[: _behind_title(tokens, at)], at)[0]


def _behind_title(tokens: Sequence[Token], at: int) -> int:
    """ "đồng chí" and "đ/c" have two words and three."""
    for length in (3, 2, 1):
        kinds, end = kinds_at(tokens[: at + length], at)
        if "title" in kinds and end == at + length:
            return end
    return at + 1


def _meant(kinds: frozenset[str], before: Sequence[Piece]) -> What:
    found = [what for kind, what in _ORDER if kind in kinds]
    said = [piece.what for piece in before if piece.what is not What.FILLER]
    if What.WEAK in found and What.ROLE in found and What.STAND in said:
        return What.ROLE  # "thay em phụ trách"
    return found[0] if found else What.STRANGE


def clauses(tokens: Sequence[Token]) -> Iterator[tuple[int, int, bool]]:
    """Each clause as [first, last), and whether it ends as a question."""
    start, depth = 0, 0
    for at, token in enumerate(tokens):
        depth += (token.key == "(") - (token.key == ")" and depth > 0)
        ends = token.shape is Shape.LINE or token.key in {".", "!", "?", ";", ",", "…"}
        if not ends or (depth and token.shape is not Shape.LINE):
            continue
        if at > start:
            yield start, at, token.key == "?"
        start = at + 1
    if start < len(tokens):
        yield start, len(tokens), False
