"""A clause as the rules see it, and what a rule can find in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from programme.replies.clauses import Clause
from programme.replies.lexicon import Sign
from programme.replies.marks import Mark
from programme.replies.meaning import Said, Unclear


class Tone(StrEnum):
    TELLS = "tells"  # a state or a request
    ASKS = "asks"  # a question to the office
    UNCLEAR = "unclear"
    NAMES = "names"  # a duty, and nothing of it yet
    ADMITS = "admits"  # "mục 4 thì chưa"
    AFFIRMS = "affirms"  # "mục 3 rồi": a report only beside "mục 4 chưa"
    STEPS = "steps"  # "giám đốc ký rồi": on the way, and nothing by itself
    ACKNOWLEDGES = "acknowledges"
    ORDERS = "orders"  # nhờ anh gửi mẫu
    TALKS = "talks"  # words we do not know
    SILENT = "silent"  # politeness


@dataclass(frozen=True, kw_only=True)
class Sense:
    tone: Tone
    said: Said | None = None
    unclear: Unclear | None = None
    #: Where the reason stands in the text.
    reason: tuple[int, int] | None = None
    #: A reason that may run on over the next commas.
    runs_on: bool = False
    evidence: tuple[int, int] | None = None


SILENT = Sense(tone=Tone.SILENT)
TALKS = Sense(tone=Tone.TALKS)
QUESTION = Sense(tone=Tone.ASKS)
STEPS = Sense(tone=Tone.STEPS)
UNSURE = Sense(tone=Tone.UNCLEAR, unclear=Unclear.WHAT)

COURTEOUS = frozenset({Sign.PARTICLE, Sign.PERSON, Sign.THANKS})
NEUTRAL = COURTEOUS | {
    Sign.NOTHING,
    Sign.NAME,
    Sign.SELF,
    Sign.OKAY,
    Sign.COLON,
    Sign.DASH,
    Sign.ALREADY,
}
NAMING = frozenset(
    {Sign.REFS, Sign.COUNT, Sign.ALL, Sign.REST, Sign.EXCEPT, Sign.THIS, Sign.BOTH}
)
#: "chưa xong mục nào cả": only beside a denial.
NOT_ONE = ("nào cả", "nào hết")
#: "mục 10 tuần sau", "6 thì mai": a day, and no word of what will be done.
IN_DAY = COURTEOUS | {
    Sign.REFS,
    Sign.DAY,
    Sign.NOTHING,
    Sign.DASH,
    Sign.COLON,
    Sign.PAST,
}
#: With a word for the past these may mean that the dossier is done.
DONE_LIKE = frozenset({Sign.DONE, Sign.HANDING, Sign.SENDING, Sign.FINISHING})
WORK = DONE_LIKE | {Sign.MAKING, Sign.DRAFTING, Sign.CONSULT, Sign.DOING, Sign.PART}
#: A clause that holds one of these speaks of how far a dossier is.
STATED = WORK | {
    Sign.WAITING,
    Sign.NEGATION,
    Sign.NEAR,
    Sign.LACK,
    Sign.BLOCK,
    Sign.OBSTACLE,
    Sign.SHIFT,
    Sign.WITHDRAWING,
    Sign.LATER,
    Sign.FUTURE,
    Sign.PERCENT,
    Sign.INSIDE,
    Sign.PASSED,
    Sign.PAST,
}


@dataclass(frozen=True)
class Spoken:
    """A clause on the day it was said. `open_a`: a last "a" may be "à"."""

    clause: Clause
    today: date
    open_a: bool

    @property
    def head(self) -> list[Mark]:
        return self.clause.head

    @property
    def tail(self) -> list[Mark]:
        return self.clause.tail

    def at(self, *signs: Sign) -> int:
        """Where the first of these signs stands in the head; -1 if none does."""
        for place, mark in enumerate(self.head):
            if mark.sign in signs:
                return place
        return -1

    def has(self, *signs: Sign) -> bool:
        return self.at(*signs) >= 0

    def value(self, sign: Sign) -> str:
        return next((mark.value for mark in self.head if mark.sign is sign), "")

    @property
    def is_past(self) -> bool:
        """ "mới" tells of the past, but not in "mai mới xong"."""
        words = [m.value for m in self.head if m.sign in (Sign.PAST, Sign.ALREADY)]
        coming = any(day is None or day > self.today for day in self.days)
        return bool(words) and not (coming and set(words) == {"mới"})

    @property
    def days(self) -> list[date | None]:
        return [mark.said.day for mark in self.head if mark.said is not None]


Rule = Callable[[Spoken], Sense | None]


def told(said: Said, reason: tuple[int, int] | None = None) -> Sense:
    runs_on = reason is not None
    return Sense(tone=Tone.TELLS, said=said, reason=reason, runs_on=runs_on)


_SAYS_NOTHING = COURTEOUS | {Sign.NOTHING, Sign.SELF, Sign.NAME}


def last_said(marks: Sequence[Mark]) -> Mark | None:
    """The last mark that says something."""
    for mark in reversed(marks):
        thumb = mark.sign is Sign.OKAY and not mark.value[:1].isalpha()
        if mark.sign not in _SAYS_NOTHING and not thumb:
            return mark
    return None


def is_not_yet(mark: Mark) -> bool:
    """ "chưa" promises, "không" refuses."""
    return mark.value.startswith(("chưa", "chửa", "chx", "not")) or "chưa" in mark.value


def span(marks: Sequence[Mark]) -> tuple[int, int] | None:
    """From the first word to the last one that is not politeness."""
    said = [*marks]
    while said and said[-1].sign in COURTEOUS:
        said.pop()
    while said and said[0].sign in (Sign.COLON, Sign.DASH):
        said.pop(0)
    return (said[0].start, said[-1].end) if said else None
