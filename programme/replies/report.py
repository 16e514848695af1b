"""One state or request as it was said, and what of a clause may belong to it."""

from dataclasses import dataclass

from programme.replies.clauses import Clause
from programme.replies.lexicon import Sign
from programme.replies.meaning import Candidate
from programme.replies.spoken import NAMING, NEUTRAL, Sense


@dataclass
class Report:
    """One state or request, and the duties it is said of."""

    sense: Sense
    clause: Clause
    duties: tuple[Candidate, ...]
    reason: tuple[int, int] | None = None
    evidence: tuple[int, int] | None = None

    @property
    def is_handed(self) -> bool:
        """Done by being handed over, which nothing later takes back."""
        return self.clause.tells(*_HANDED)

    @property
    def is_behind(self) -> bool:
        """A step that is over: "đã lấy ý kiến các sở"."""
        return not self.clause.tells(*_AHEAD) and all(
            mark.said is None or (mark.said.day is not None and not mark.said.later)
            for mark in self.clause.head
        )


_HANDED = (Sign.HANDING, Sign.SENDING, Sign.OFFICE, Sign.EVIDENCE)


_AHEAD = (
    Sign.DOING,
    Sign.WAITING,
    Sign.NEGATION,
    Sign.NEAR,
    Sign.LACK,
    Sign.FUTURE,
    Sign.PERCENT,
    Sign.PART,
    Sign.HEDGE,
    Sign.BLOCK,
    Sign.OBSTACLE,
)


def opens_with_name(clause: Clause) -> bool:
    """ "mục 3, báo cáo rừng đã xong", not "mục 3 và một phần mục 4"."""
    first = next((m for m in clause.head if m.sign not in NEUTRAL | {Sign.KIND}), None)
    return first is None or first.sign in NAMING or bool(clause.named)


def is_more_of_it(clause: Clause) -> bool:
    """ "đang lấy ý kiến các sở, ngành": the rest of what is being done."""
    listed = clause.opened_by in (Sign.COMMA, Sign.AND)
    names = NEUTRAL | {Sign.UNKNOWN, Sign.BODY, Sign.SELF}
    return listed and clause.only(names) and len(clause.marks) <= 4


NEVER_A_REASON = (
    Sign.REFS,
    Sign.COUNT,
    Sign.ALL,
    Sign.REST,
    Sign.CORRECTION,
    Sign.HEDGE,
    Sign.CONDITION,
    Sign.ASKING,
    Sign.DONE,
    Sign.HANDING,
    Sign.ORDER,
    Sign.SHIFT,
    Sign.VAGUE,
)


WORK_ALONE = NEUTRAL - {Sign.ALREADY, Sign.OKAY} | {
    Sign.CONSULT,
    Sign.DRAFTING,
    Sign.FINISHING,
    Sign.MAKING,
    Sign.INSIDE,
    Sign.PART,
    Sign.KIND,
    Sign.PAPER,
    Sign.UNKNOWN,
    Sign.BODY,
    Sign.REASON,
    Sign.ITEM,
}
