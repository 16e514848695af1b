"""A message cut into clauses: what is said in one breath of the same duties."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import zip_longest

from programme.replies.consequences import reason_last
from programme.replies.lexicon import Sign
from programme.replies.marks import Mark, Ref

_HARD = frozenset({Sign.STOP, Sign.QUERY})
_SOFT = frozenset({Sign.COMMA, Sign.AND, Sign.BUT, Sign.DASH})
#: A state stands here, so that a new ref begins a new clause.
_STATES = frozenset(
    {
        Sign.ALREADY,
        Sign.DONE,
        Sign.HANDING,
        Sign.SENDING,
        Sign.FINISHING,
        Sign.MAKING,
        Sign.DOING,
        Sign.WAITING,
        Sign.NEGATION,
        Sign.LACK,
        Sign.NEAR,
        Sign.FUTURE,
        Sign.SHIFT,
        Sign.WITHDRAWING,
        Sign.PERCENT,
        Sign.CONSULT,
    }
)
_ZONES = frozenset({Sign.REASON, Sign.BLOCK, Sign.OBSTACLE})


@dataclass
class Clause:
    """Its marks; which sentence it is in; whether that sentence ends with "?"."""

    marks: list[Mark]
    sentence: int
    asked: bool = False
    opened_by: Sign | None = None
    #: Duties its unknown words name, by their titles.
    named: frozenset[int] = field(default=frozenset())

    @property
    def start(self) -> int:
        return min(mark.start for mark in self.marks)

    @property
    def end(self) -> int:
        return max(mark.end for mark in self.marks)

    @cached_property
    def head(self) -> list[Mark]:
        """What is said; `tail` is the reason given for it."""
        return self._parts[0]

    @cached_property
    def tail(self) -> list[Mark]:
        return self._parts[1]

    @cached_property
    def _parts(self) -> tuple[list[Mark], list[Mark]]:
        return _parted(self.marks)

    @property
    def refs(self) -> tuple[Ref, ...]:
        return tuple(ref for mark in self.head for ref in mark.refs)

    def tells(self, *signs: Sign) -> bool:
        """Is one of these said, reasons left aside?"""
        return any(mark.sign in signs for mark in self.head)

    def has(self, *signs: Sign) -> bool:
        return any(mark.sign in signs for mark in self.marks)

    def only(self, signs: Iterable[Sign]) -> bool:
        return all(mark.sign in signs for mark in self.marks)


def clauses_of(marks: Sequence[Mark]) -> list[Clause]:
    found: list[Clause] = []
    for sentence, (part, asked) in enumerate(_sentences(marks)):
        opened_by = None
        for clause, closed_by in _split(part):
            if clause:
                said = reason_last(clause)
                found.append(Clause(said, sentence, asked, opened_by))
            opened_by = closed_by
    return found


def _sentences(marks: Sequence[Mark]) -> list[tuple[list[Mark], bool]]:
    """The sentences, and whether each is asked; "xong!?" is."""
    found: list[tuple[list[Mark], bool]] = []
    part: list[Mark] = []
    for mark in marks:
        if mark.sign not in _HARD:
            part.append(mark)
            continue
        asked = mark.sign is Sign.QUERY
        if part:
            found.append((part, asked))
        elif asked and found:
            found[-1] = found[-1][0], True
        part = []
    return [*found, (part, False)]


def _split(marks: Sequence[Mark]) -> Iterator[tuple[list[Mark], Sign | None]]:
    clause: list[Mark] = []
    seen: set[Sign] = set()
    marks = [_turned(*pair) for pair in zip_longest(marks, marks[1:])]
    for place, mark in enumerate(marks):
        if mark.sign in _SOFT and _leads_to_sending(clause, marks[place + 1 :]):
            clause = [_silenced(one) for one in clause]
            continue
        if mark.sign is Sign.DASH and clause and clause[-1].sign is Sign.REFS:
            continue  # "mục 4 - chưa xong"
        opens = mark.sign is Sign.REFS and _is_told(seen)
        if mark.sign in _SOFT or opens:
            yield clause, mark.sign
            clause, seen = [], set()
        if mark.sign not in _SOFT:
            clause.append(mark)
            seen.add(mark.sign)
    yield clause, None


def _turned(mark: Mark, following: Mark | None) -> Mark:
    """ "xong mà chưa trình": here "mà" is "nhưng"."""
    turns = mark.value == "mà" and following is not None and following.sign in _TURNED
    return replace(mark, sign=Sign.BUT) if turns else mark


_TURNED = (Sign.NEGATION, Sign.LACK, Sign.WAITING)


#: Steps that are over once the dossier is sent.
_STEPS = frozenset({Sign.DRAFTING, Sign.INSIDE})
_BEFORE_SENDING = _STEPS | {Sign.DONE, Sign.FINISHING, Sign.SENDING}
_BESIDE = _BEFORE_SENDING | {
    Sign.PART,
    Sign.PAPER,
    Sign.COLON,
    Sign.UNKNOWN,
    Sign.DAY,
    Sign.ITEM,
    Sign.ALL,
    Sign.REFS,
    Sign.COUNT,
    Sign.PAST,
    Sign.ALREADY,
    Sign.NOTHING,
    Sign.PARTICLE,
    Sign.SELF,
    Sign.PERSON,
    Sign.KIND,
}


def _leads_to_sending(clause: Sequence[Mark], following: Sequence[Mark]) -> bool:
    """ "đã bổ sung và gửi lại VP", "đã ký, đã gửi VP" are told in one breath."""
    signs = {mark.sign for mark in clause}
    if not (signs & _BEFORE_SENDING and Sign.PAST in signs and signs <= _BESIDE):
        return False
    skipped = (Sign.PAST, Sign.NOTHING, Sign.SELF)
    after = next((mark for mark in following[:4] if mark.sign not in skipped), None)
    return after is not None and after.sign in (Sign.SENDING, Sign.HANDING)


def _silenced(mark: Mark) -> Mark:
    silent = mark.sign in _STEPS | {Sign.SENDING, Sign.PART}
    return replace(mark, sign=Sign.NOTHING) if silent else mark


def _is_told(seen: set[Sign]) -> bool:
    """Has the clause its duty and its state, and no reason that runs on?"""
    return Sign.REFS in seen and bool(seen & _STATES) and not seen & _ZONES


def _parted(marks: list[Mark]) -> tuple[list[Mark], list[Mark]]:
    """What is said, and the reason given for it."""
    for place, mark in enumerate(marks):
        if mark.sign is Sign.REASON:
            return marks[:place], marks[place + 1 :]
        if mark.sign is Sign.OBSTACLE:
            return marks[: place + 1], marks[place:]
        if mark.sign is Sign.BLOCK:
            return _blocked_parts(marks, place + 1)
    return marks, []


def _blocked_parts(marks: Sequence[Mark], place: int) -> tuple[list[Mark], list[Mark]]:
    """ "vướng mục 3 do …", "vướng mặt bằng": the refs belong to the head."""
    start = place
    while start < len(marks) and marks[start].sign in (Sign.NOTHING, Sign.KIND):
        start += 1
    named = any(mark.sign in (Sign.REFS, Sign.COUNT) for mark in marks[:place])
    if named:
        start = len(marks)
    if start < len(marks) and marks[start].sign in (Sign.REFS, Sign.COUNT):
        place = start + 1
    reason = place
    while reason < len(marks) and marks[reason].sign in (Sign.REASON, Sign.COLON):
        reason += 1
    return list(marks[:place]), list(marks[reason:])
