"""Which duties a ref, a count or nothing at all can mean for this speaker."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from programme.replies.marks import Ref
from programme.replies.meaning import Candidate, Scope, Unclear


class Unsure(Exception):
    """It cannot be said for certain; the bot asks."""

    def __init__(self, why: Unclear, among: Iterable[Candidate] = ()) -> None:
        super().__init__(why)
        self.why = why
        self.among = tuple(among)


@dataclass(frozen=True)
class Pool:
    """The duties one message can be about: those replied to, or all."""

    scope: Scope

    @cached_property
    def known(self) -> tuple[Candidate, ...]:
        if not self.scope.pointed:
            return self.scope.candidates
        return tuple(c for c in self.scope.candidates if c.duty in self.scope.pointed)

    @cached_property
    def open(self) -> tuple[Candidate, ...]:
        return tuple(candidate for candidate in self.known if candidate.is_open)

    def by_ref(self, ref: Ref) -> Candidate:
        """The newest programme in which an open duty is so numbered."""
        numbered = [c for c in self.known if _fits(c, ref)]
        if not numbered:
            elsewhere = any(_fits(c, ref) for c in self.scope.candidates)
            why = Unclear.WHICH if elsewhere else Unclear.NOT_YOURS
            raise Unsure(why, self.open)
        still_open = [c for c in numbered if c.is_open]
        if not still_open:
            raise Unsure(Unclear.CLOSED, numbered)
        newest = [c for c in still_open if c.programme == still_open[0].programme]
        if len(newest) > 1:
            raise Unsure(Unclear.WHICH, newest)
        return newest[0]

    def by_title(self, duties: Iterable[int]) -> Candidate:
        named = [c for c in self.known if c.duty in set(duties)]
        if len(named) != 1:
            raise Unsure(Unclear.WHICH, named or self.open)
        if not named[0].is_open:
            raise Unsure(Unclear.CLOSED, named)
        return named[0]

    def agreed(self, refs: Sequence[Ref], named: frozenset[int]) -> Candidate | None:
        """ "mục 2 (quy hoạch tỉnh)": the name says which of two numbered 2."""
        if len(refs) != 1:
            return None
        meant = [c for c in self.open if _fits(c, refs[0]) and c.duty in named]
        return meant[0] if len(meant) == 1 else None

    def only(self) -> Candidate:
        """The one open duty, which need not be named."""
        if len(self.open) == 1:
            return self.open[0]
        if not self.open:
            raise Unsure(Unclear.CLOSED if self.known else Unclear.NOT_YOURS)
        raise Unsure(Unclear.WHICH, self.open)

    def all(self) -> tuple[Candidate, ...]:
        if not self.open:
            self.only()
        if len({candidate.programme for candidate in self.open}) > 1:
            raise Unsure(Unclear.TWO_PROGRAMMES, self.open)
        return self.open

    def counted(self, count: int) -> tuple[Candidate, ...]:
        """ "cả hai": only if there are two."""
        every = self.all()
        if len(every) != count:
            raise Unsure(Unclear.WHICH, self.open)
        return every


def _fits(candidate: Candidate, ref: Ref) -> bool:
    section, _, _ = candidate.ref.rpartition(".")
    same = ref.section is None or section.upper() == ref.section
    return same and candidate.ordinal == ref.ordinal
