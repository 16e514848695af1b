"""What one clause says of its duties: a state, a request, a question, or nothing."""

from datetime import date

from programme.replies.clauses import Clause
from programme.replies.doubts import DOUBTS
from programme.replies.lexicon import Sign
from programme.replies.meaning import Said
from programme.replies.ready import IN_READY, evidence
from programme.replies.requests import requested
from programme.replies.spoken import (
    COURTEOUS,
    IN_DAY,
    NAMING,
    NEUTRAL,
    SILENT,
    STATED,
    STEPS,
    TALKS,
    UNSURE,
    Rule,
    Sense,
    Spoken,
    Tone,
    span,
    told,
)
from programme.replies.states import STATES

#: Tried in turn; the first that has an answer gives it.
RULES: tuple[Rule, ...] = (*DOUBTS, requested, *STATES)


def sense_of(clause: Clause, today: date, *, open_a: bool) -> Sense:
    spoken = Spoken(clause, today, open_a)
    for rule in RULES:
        sense = rule(spoken)
        if sense is not None:
            return sense
    return _rest(spoken)


def _rest(spoken: Spoken) -> Sense:
    """A clause without a state: a reason, a paper's number, a name, a courtesy."""
    clause = spoken.clause
    if clause.has(Sign.REASON):
        return Sense(tone=Tone.TALKS, reason=span(spoken.tail), runs_on=True)
    if clause.has(Sign.EVIDENCE):
        known = clause.only(IN_READY)
        found = evidence(clause.marks)
        return Sense(tone=Tone.NAMES, evidence=found) if known else UNSURE
    if clause.has(Sign.DAY) and clause.only(IN_DAY):
        return _dated(spoken)
    if clause.tells(*STATED):
        return UNSURE
    return _named(spoken)


def _named(spoken: Spoken) -> Sense:
    clause = spoken.clause
    if clause.has(*_STRANGE):
        return TALKS
    if clause.has(Sign.REFS) and _is_affirmed(spoken):
        return Sense(tone=Tone.AFFIRMS)
    if 0 <= spoken.at(Sign.REFS) < spoken.at(Sign.OKAY, Sign.ALREADY):
        return UNSURE  # "thế 3 ok": not a name to which the next clause adds
    if clause.has(*NAMING, Sign.VAGUE):
        return Sense(tone=Tone.NAMES) if clause.only(_IN_NAME) else UNSURE
    return _courteous(spoken)


def _dated(spoken: Spoken) -> Sense:
    """ "mục 10 tuần sau", "mai nhé": a plan where a duty or a report stands by it."""
    days = spoken.days
    if any(day is not None and day <= spoken.today for day in days) or spoken.is_past:
        return UNSURE
    return told(Said.PREPARING) if spoken.has(Sign.REFS) else STEPS


def _is_affirmed(spoken: Spoken) -> bool:
    """ "mục 3 rồi", "mục 3 ✅": its number first, and nothing else."""
    known = spoken.clause.only(COURTEOUS | _AFFIRMING)
    said = any(mark.value in _YES for mark in spoken.head)
    return known and said and _first_said(spoken) is Sign.REFS


def _first_said(spoken: Spoken) -> Sign | None:
    signs = (mark.sign for mark in spoken.head)
    return next((sign for sign in signs if sign is not Sign.NOTHING), None)


_YES = frozenset({"rồi", "r", "rùi", "ok", "oke", "✅", "✔", "☑"})
_AFFIRMING = {Sign.REFS, Sign.ALREADY, Sign.OKAY, Sign.NOTHING, Sign.COLON, Sign.DASH}


def _courteous(spoken: Spoken) -> Sense:
    remains = spoken.clause.opened_by is Sign.BUT
    if remains and not spoken.clause.only(_POLITE):
        return TALKS  # "còn TTr 👍": a thumb settles nothing
    if spoken.has(Sign.RECEIVED, Sign.OKAY):
        return Sense(tone=Tone.ACKNOWLEDGES)
    if spoken.has(Sign.ALREADY, Sign.PAST):
        return UNSURE  # "rồi ạ": of what?
    return SILENT if spoken.clause.only(_POLITE) else TALKS


#: "còn mục 10 thôi": only this one.
_IN_NAME = (
    {Sign.HEDGE} | NEUTRAL | NAMING | {Sign.VAGUE, Sign.KIND, Sign.ITEM, Sign.OFFICE}
)
_STRANGE = (Sign.UNKNOWN, Sign.NUMBER, Sign.BODY, Sign.PASSED, Sign.PART)
_POLITE = NEUTRAL | {Sign.KIND, Sign.OFFICE, Sign.DAY, Sign.RECEIVED, Sign.CHECKING}
