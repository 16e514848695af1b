"""The answer to who stands in, or until when."""

from collections.abc import Sequence
from dataclasses import replace

from programme.replies.stand_in_pieces import Cutter, Piece, What
from programme.replies.stand_ins import LONGEST, Missing, StandIn
from programme.replies.times import Today
from programme.replies.tokens import clean, tokenise

#: An answer has no more words.
_FEW = 12


def completed(said: StandIn, answer: str, today: Today) -> StandIn | None:
    """The same with what was missing, if these few words are it."""
    tokens = tokenise(clean(answer[:300]))
    if not tokens or len(tokens) > _FEW or said.missing is None:
        return None
    text = clean(answer[:300])
    pieces = Cutter(text=text, tokens=tokens, today=today).pieces(0, len(tokens))
    if any(piece.what in {What.NO, What.STRANGE} for piece in pieces):
        return None
    phone = next((p.words for p in pieces if p.what is What.PHONE), said.phone)
    if said.missing is Missing.WHO:
        names = [p.words for p in pieces if p.what is What.PERSON]
        if len(names) != 1 or names[0] == said.away:
            return None
        found = replace(said, deputy=names[0], phone=phone, missing=None)
        fault = None if said.last else Missing.UNTIL
        return replace(found, is_alone=False, missing=fault)
    return _with_days([p for p in pieces if p.what is What.SPAN], said, today)


def _with_days(spans: Sequence[Piece], said: StandIn, today: Today) -> StandIn | None:
    """ "25/7" after "until when?" is the last day."""
    if len(spans) != 1 or spans[0].stretch is None:
        return None
    stretch = spans[0].stretch
    is_day = stretch.first == stretch.last
    first = (None if is_day else stretch.first) or said.first or today.day
    last = stretch.last
    is_wrong = last is None or last < first or last < today.day
    if is_wrong or stretch.is_vague or (last and last - today.day > LONGEST):
        return None
    return replace(said, first=first, last=last, missing=None)
