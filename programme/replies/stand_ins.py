"""Who is away, who stands in, from when to when: "tôi nghỉ đến 25/7, anh Minh thay".

A clause counts only if every word of it is known here, but for names and what somebody
is away for. What else a message says is left for whoever reads reports.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from programme.calendar import A_DAY
from programme.replies.phrasebook import may_be_meant
from programme.replies.stand_in_pieces import Cutter, Piece, What, clauses
from programme.replies.times import Today
from programme.replies.tokens import Token, clean, tokenise

#: Nobody says it in more.
_MOST_LETTERS, _MOST_TOKENS, _MOST_STRANGE = 1500, 300, 8
#: Nobody is away for longer and comes back.
LONGEST = timedelta(days=400)
_CORE = frozenset({What.ABSENT, What.STAND, What.NAMED, What.BACK, What.OVER})
_PEOPLE = frozenset({What.SELF, What.PERSON})
_BESIDE = frozenset({What.HAND, What.WEAK, What.PHONE, What.SPAN})
#: Tokens between what belongs together.
_NEAR = 40
_SKIPPED = frozenset({What.FILLER, What.SPAN, What.PHONE, What.ROLE})


class Missing(StrEnum):
    """What has to be asked for."""

    WHO = "who"  # who stands in, or for whom
    UNTIL = "until"
    DAYS = "days"  # days that cannot be meant


@dataclass(frozen=True, kw_only=True)
class StandIn:
    """Without `away`, who writes is away; without `deputy`, who writes stands in.

    `is_back`: whoever was away is there again from the day after `last`. `is_alone`:
    only that somebody is away; who stands in was not said at all.
    """

    away: str = ""
    deputy: str = ""
    phone: str = ""
    first: date | None = None
    last: date | None = None
    is_back: bool = False
    is_alone: bool = False
    missing: Missing | None = None


def stand_in_of(text: str, today: Today) -> tuple[StandIn | None, str]:
    """What is said of standing in, and the rest of the message."""
    read = clean(text)
    if len(read) > _MOST_LETTERS:
        return None, text
    tokens = tokenise(read)
    if len(tokens) > _MOST_TOKENS or not may_be_meant(tokens):
        return None, text
    cutter = Cutter(text=read, tokens=tokens, today=today)
    cut = [_Clause.of(cutter, *clause) for clause in clauses(tokens)]
    ours = _ours(cut)
    if not ours:
        return None, text
    found = _put_together(ours, today)
    doubts = [c for c in cut if c not in ours and c.speaks_of_it]
    if found is None or (doubts and found.is_alone):
        return None, text
    if doubts:
        found = replace(found, missing=Missing.WHO)
    return found, _rest(read, tokens, [c for c in cut if c not in ours])


@dataclass(frozen=True, kw_only=True)
class _Clause:
    start: int
    end: int
    pieces: tuple[Piece, ...]
    is_asked: bool

    @classmethod
    def of(cls, cutter: Cutter, start: int, end: int, is_asked: bool) -> "_Clause":  # noqa: FBT001 - as `clauses` yields it
        pieces = tuple(cutter.pieces(start, end))
        return cls(start=start, end=end, pieces=pieces, is_asked=is_asked)

    def has(self, *whats: What) -> bool:
        return any(piece.what in whats for piece in self.pieces)

    @property
    def speaks_of_it(self) -> bool:
        return self.has(What.STAND, What.NAMED, What.ABSENT, What.BACK)

    @property
    def is_known(self) -> bool:
        """Every word is, but for the reason of an absence."""
        if self.is_asked or self.has(What.NO):
            return False
        strange, away = 0, False
        for piece in self.pieces:
            away = away or piece.what is What.ABSENT
            if piece.what is What.STRANGE:
                strange += 1
                if not (away and piece.is_word) or strange > _MOST_STRANGE:
                    return False
        return True


def _ours(cut: Sequence[_Clause]) -> list[_Clause]:
    known = [c for c in cut if c.is_known]
    core = [c for c in known if c.has(*_CORE)]
    if not core:
        return []
    return [c for c in known if c in core or (c.has(*_BESIDE) and _is_near(c, core))]


def _is_near(clause: _Clause, core: Sequence[_Clause]) -> bool:
    """It stands beside them, and says nothing of its own."""
    return any(
        abs(clause.start - c.end) < _NEAR or abs(c.start - clause.end) < _NEAR
        for c in core
    )


def _rest(text: str, tokens: Sequence[Token], others: Sequence[_Clause]) -> str:
    """With the signs that ended them."""
    said: list[str] = []
    for clause in others:
        end = tokens[clause.end].end if clause.end < len(tokens) else len(text)
        said.append(text[tokens[clause.start].start : end].strip())
    return "\n".join(said)


def _put_together(ours: Sequence[_Clause], today: Today) -> StandIn | None:
    pieces = [piece for clause in ours for piece in clause.pieces]
    stays = any(p.what in {What.ABSENT, What.STAND, What.NAMED} for p in pieces)
    if not stays:
        return _back(pieces, today)
    is_away = any(piece.what is What.ABSENT for piece in pieces)
    stood = [one for clause in ours for one in _stood(clause, weak=is_away)]
    absent = [one for clause in ours for one in _absent(clause)]
    spans = [p for c in ours if not c.has(What.BACK) for p in c.pieces]
    first, last, fault = _days(spans, ours, today)
    deputies = list(dict.fromkeys(who for who, _ in stood if who is not None))
    whom = [one for _, one in stood if one is not None]
    away = list(dict.fromkeys([*whom, *absent]))
    if not deputies and not _says_who_badly(pieces):
        alone = is_away and "" in away and (first or last) is not None
        if not alone:
            return None
        return StandIn(first=first, last=last, is_alone=True, missing=Missing.WHO)
    if not is_away and not away and last is None:
        return None  # "anh Minh thay", and nothing else
    found = StandIn(
        away=next(iter(away), ""),
        deputy=next(iter(deputies), ""),
        phone=next((p.words for p in pieces if p.what is What.PHONE), ""),
        first=first or today.day,
        last=last,
        missing=fault,
    )
    if len(deputies) != 1 or len(away) > 1 or deputies == (away or [""]):
        return replace(found, missing=Missing.WHO)
    return found


def _says_who_badly(pieces: Sequence[Piece]) -> bool:
    """ "thay em đến 25/7": somebody stands in, and nobody is named."""
    return any(piece.what in {What.STAND, What.NAMED} for piece in pieces)


def _stood(clause: _Clause, *, weak: bool) -> list[tuple[str | None, str | None]]:
    """Who stands in, for whom, as far as the clause says; "" is who writes."""
    found: list[tuple[str | None, str | None]] = []
    pieces = clause.pieces
    for at, piece in enumerate(pieces):
        if piece.what is What.STAND or (weak and piece.what is What.WEAK):
            before, behind = _beside(pieces, at, -1), _beside(pieces, at, 1)
            named = _after(pieces, behind) if before is None else None
            if named is not None:  # "thay tôi là anh Minh"
                before = named
            found.append((_called(before), _called(behind)))
        elif piece.what is What.NAMED or (weak and piece.what is What.HAND):
            behind = _beside(pieces, at, 1)
            named = _after(pieces, behind)
            whom = _called(behind) if named is not None else None
            found.append((_called(named or behind), whom))
    return [one for one in found if one != (None, None)]


def _after(pieces: Sequence[Piece], one: Piece | None) -> Piece | None:
    """Who is named right behind that one."""
    return None if one is None else _beside(pieces, pieces.index(one), 1)


def _beside(pieces: Sequence[Piece], at: int, step: int) -> Piece | None:
    """The next person that way, with nothing between that means anything."""
    at += step
    while 0 <= at < len(pieces) and pieces[at].what in _SKIPPED:
        at += step
    if not 0 <= at < len(pieces) or pieces[at].what not in _PEOPLE:
        return None
    return pieces[at]


def _called(piece: Piece | None) -> str | None:
    return None if piece is None else piece.words


def _absent(clause: _Clause) -> list[str]:
    """Of each absence in it, who it is that is away."""
    found: list[str] = []
    for at, piece in enumerate(clause.pieces):
        if piece.what is What.ABSENT:
            who = _beside(clause.pieces, at, -1)
            found.append(who.words if who else "")
    return found


def _days(
    pieces: Sequence[Piece], ours: Sequence[_Clause], today: Today
) -> tuple[date | None, date | None, Missing | None]:
    """From when to when; and what is wrong with it."""
    said = [piece.stretch for piece in pieces if piece.stretch is not None]
    until = _day_back([p for c in ours if c.has(What.BACK) for p in c.pieces])
    if any(one.is_vague for one in said):
        return None, None, Missing.DAYS
    firsts = {one.first for one in said if one.first is not None}
    lasts = {one.last for one in said if one.last is not None}
    if until is not None:
        lasts = {until - A_DAY}
    if len(firsts) > 1 or len(lasts) > 1:
        return None, None, Missing.DAYS
    first, last = next(iter(firsts), None), next(iter(lasts), None)
    if last is None:
        return first, None, Missing.UNTIL
    begins = first or today.day
    if last < today.day or last < begins or last - today.day > LONGEST:
        return first, None, Missing.DAYS
    return first, last, None


def _day_back(pieces: Sequence[Piece]) -> date | None:
    """From which day on somebody is there again, if it is said."""
    found = [p.stretch for p in pieces if p.stretch is not None]
    days = {one.first or one.last for one in found}
    return days.pop() if len(days) == 1 else None


def _back(pieces: Sequence[Piece], today: Today) -> StandIn | None:
    """Nobody stands in any more."""
    day = _day_back(pieces) or today.day
    over = any(piece.what is What.OVER for piece in pieces)
    names = [p.words for p in pieces if p.what is What.PERSON]
    if any(p.what is What.STRANGE or p.what is What.HAND for p in pieces):
        return None
    if len(names) > 1:
        return None
    who = names[0] if names else ""
    last = day - A_DAY
    if over:
        return StandIn(is_back=True, last=last, deputy=who)
    return StandIn(is_back=True, last=last, away=who)
