"""What one clause says of its duties: a state, a request, a question, or nothing."""

from datetime import date

from programme.replies.clauses import Clause
from programme.replies.doubts import DOUBTS
from programme.replies.lexicon import Sign
from programme.replies.ready import IN_READY, evidence
from programme.replies.requests import requested
from programme.replies.spoken import (
    NAMING,
    NEUTRAL,
    SILENT,
    STATED,
    TALKS,
    UNSURE,
    Rule,
    Sense,
    Spoken,
    Tone,
    span,
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
    if clause.tells(*STATED):
        return UNSURE
    if clause.has(*_STRANGE):
        return TALKS
    if clause.has(*NAMING, Sign.VAGUE):
        return Sense(tone=Tone.NAMES) if clause.only(_IN_NAME) else UNSURE
    return _courteous(spoken)


def _courteous(spoken: Spoken) -> Sense:
    if spoken.has(Sign.RECEIVED, Sign.OKAY):
        return Sense(tone=Tone.ACKNOWLEDGES)
    if spoken.has(Sign.ALREADY, Sign.PAST):
        return UNSURE  # "rồi ạ": of what?
    return SILENT if spoken.clause.only(_POLITE) else TALKS


_IN_NAME = NEUTRAL | NAMING | {Sign.VAGUE, Sign.KIND, Sign.ITEM, Sign.OFFICE}
_STRANGE = (Sign.UNKNOWN, Sign.NUMBER, Sign.BODY, Sign.PASSED, Sign.PART)
_POLITE = NEUTRAL | {Sign.KIND, Sign.OFFICE, Sign.DAY, Sign.RECEIVED, Sign.CHECKING}
