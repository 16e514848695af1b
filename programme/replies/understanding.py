"""A message understood: the only way into this room.

tokens → marks → refs drawn together → clauses → what each says → of which duty.
One clause that is not certain, and the whole message is a question.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile, zip_longest

from programme.replies import dates
from programme.replies.clauses import Clause, clauses_of
from programme.replies.corrections import corrected
from programme.replies.lexicon import Sign, lexicon
from programme.replies.marks import Mark, marks_of
from programme.replies.meaning import (
    Kind,
    Meaning,
    Said,
    Scope,
    Unclear,
    Update,
)
from programme.replies.pool import Pool, Unsure
from programme.replies.refs import with_refs
from programme.replies.reports import Reporter
from programme.replies.sense import sense_of
from programme.replies.slips import mended
from programme.replies.spelling import is_marked
from programme.replies.spoken import NAMING, STATED, WORK, Sense, Tone
from programme.replies.stand_ins import stand_in_of
from programme.replies.titles import name_clauses, titles_of
from programme.replies.tokens import Token, clean, tokenise
from programme.replies.updates import updates_of

#: Nobody reports in more words; what is longer is looked at, but never acted on.
_MOST_LETTERS = 2500
_MOST_TOKENS = 700
#: Strange words beside these do no harm; beside "ready" they may take it back.
_SAFE = frozenset({Said.PREPARING, Said.BLOCKED})
_COURTEOUS_OPENINGS = ("kinh ", "bao cao ", "bc ", "thua ", "chao ")
#: Who types these types others without their marks too.
_TYPED_BARE = frozenset({"muc", "da", "roi", "chua", "trinh", "nop", "gui", "thanh"})
_OPENINGS = frozenset({Sign.STOP, Sign.COMMA, Sign.COLON, Sign.DASH, Sign.PARTICLE})
_VERBS = WORK | {Sign.WAITING, Sign.OFFICE, Sign.INSIDE, Sign.PAST, Sign.RECEIVED}
_SPOKEN_OF_DUTY = frozenset(
    {Tone.TELLS, Tone.ADMITS, Tone.AFFIRMS, Tone.STEPS, Tone.NAMES, Tone.UNCLEAR}
)


def understand(text: str, scope: Scope) -> Meaning:
    """What the message says of the speaker's duties; certain, or a question."""
    today = dates.Today(scope.at.date(), scope.calendar)
    stand_in, rest = stand_in_of(text, today)
    if stand_in is None:
        return _reported(text, scope)
    if stand_in.is_alone:  # somebody is away: mostly the talk of colleagues
        return replace(_reported(text, scope), stand_in=stand_in, rest=text)
    meaning = Meaning(kind=Kind.NONE)
    if stand_in.missing is not None:
        meaning = Meaning(kind=Kind.ASK, seen=True, unclear=Unclear.STAND_IN)
    elif rest.strip():
        meaning = _reported(rest, scope)
    return replace(meaning, stand_in=stand_in, rest=rest)


def _reported(text: str, scope: Scope) -> Meaning:
    pool = Pool(scope)
    read = clean(text[:_MOST_LETTERS])
    tokens = mended(tokenise(read))
    cut = len(text) > _MOST_LETTERS or len(tokens) > _MOST_TOKENS
    try:
        meaning = _understood(read, tokens[:_MOST_TOKENS], pool)
    except Unsure as unsure:
        return _asked(pool, unsure)
    return _asked(pool) if cut and meaning.kind is Kind.UPDATE else meaning


def _understood(text: str, tokens: Sequence[Token], pool: Pool) -> Meaning:
    today = dates.Today(pool.scope.at.date(), pool.scope.calendar)
    greeted = _opens_with_da(tokens)
    clauses = _clauses(text, tokens[greeted:], pool, today)
    courteous = greeted or _is_courteous(text, clauses)
    typed_bare = not is_marked(text) or any(t.key in _TYPED_BARE for t in tokens)
    open_a = typed_bare and not courteous
    senses = [sense_of(clause, today.day, open_a=open_a) for clause in clauses]
    tones = {sense.tone for sense in senses}
    if not tones & _SPOKEN_OF_DUTY and not _names_in_passing(clauses, senses):
        return _no_report(tones)
    return _report(text, pool, clauses, senses)


def _asked(pool: Pool, unsure: Unsure | None = None) -> Meaning:
    """A question to the speaker; without a reason, what all this is about."""
    why = unsure.why if unsure else Unclear.WHAT
    among = (unsure.among if unsure else ()) or pool.open
    return Meaning(kind=Kind.ASK, seen=True, unclear=why, among=among)


def _is_courteous(text: str, clauses: Sequence[Clause]) -> bool:
    """Who says "dạ", "em", "báo cáo", "cảm ơn" ends with "ạ", not with "à"."""
    spoken = any(clause.has(Sign.THANKS, Sign.SELF) for clause in clauses)
    return spoken or text.casefold().startswith(_COURTEOUS_OPENINGS)


def _opens_with_da(tokens: Sequence[Token]) -> bool:
    """Typed bare, "da" before a verb is "đã"; before anything else it is "dạ"."""
    if len(tokens) < 2 or tokens[0].key != "da":
        return False
    phrase = lexicon().longest(tokens, 1)
    return phrase is None or phrase[0] not in _VERBS


def _clauses(
    text: str, tokens: Sequence[Token], pool: Pool, today: dates.Today
) -> list[Clause]:
    titles = titles_of(pool.known)
    marks = marks_of(tokens, titles.masked(tokens), today)
    marks = _with_opening_da(text, _without_names(text, _with_denials(marks)))
    marks = _without_own_name(marks, pool.scope.agency)
    return corrected(name_clauses(clauses_of(with_refs(marks)), titles))


def _without_names(text: str, marks: Sequence[Mark]) -> list[Mark]:
    """ "anh Quý": a name after a form of address says nothing."""
    found: list[Mark] = []
    shouted = text == text.upper()
    called = greeted = False
    for mark in marks:
        raw = text[mark.start : mark.end]
        proper = raw.istitle() and not shouted
        if raw == "KH" and found and found[-1].value.casefold() in _OF_KH:
            found.append(replace(mark, sign=Sign.NAME))
            continue
        if mark.sign is Sign.UNKNOWN and (
            _is_introduced(found) or (proper and _names_oneself(found))
        ):
            found.append(replace(mark, sign=Sign.NAME))
            continue
        if _may_be_name(mark, raw) and (greeted or (called and proper)):
            found.append(replace(mark, sign=Sign.NAME))
            greeted = False
            continue
        called = _is_address(mark)
        greeted = called and (mark.sign is not Sign.PERSON or _is_greeting(found))
        found.append(mark)
    return found


def _with_denials(marks: Sequence[Mark]) -> list[Mark]:
    """ "ok chưa" before "xong" asks nothing; "gửi anh Quý," sends nothing."""
    found = list(marks)
    for at, (mark, following) in enumerate(pairwise(marks)):
        asks = mark.sign is Sign.QUESTION and mark.value in ("ok chưa", "rồi chưa")
        if asks and following.sign in _VERBS:
            found[at] = replace(mark, sign=Sign.NEGATION, value="chưa")
    called = list(takewhile(lambda mark: mark.sign in _CALLED, marks[1:5]))
    end = marks[len(called) + 1].sign if len(marks) > len(called) + 1 else None
    addressed = called and end in (Sign.COMMA, Sign.COLON, Sign.STOP)
    if addressed and marks[0].value == "gửi":
        found[0] = replace(marks[0], sign=Sign.NOTHING)
    return found


_CALLED = (Sign.PERSON, Sign.OFFICE, Sign.UNKNOWN)


def _is_introduced(marks: Sequence[Mark]) -> bool:
    """ "em là Lan", "phòng Ngân sách": whoever speaks, and from where."""
    before = [mark for mark in marks[-5:] if mark.sign is not Sign.NAME]
    if not before or (marks[-1].sign is Sign.NAME and before[-1] is not marks[-1]):
        named = len(marks[-5:]) - len(before)
        if not before or named > 3:
            return False
    last = before[-1]
    if last.sign is Sign.SELF:
        return last.value.rpartition(" ")[2] in _HOUSES or last.value in _HOUSES
    said_who = len(before) > 1 and before[-2].sign in (Sign.SELF, Sign.NAME)
    return last.value == "là" and said_who


def _names_oneself(marks: Sequence[Mark]) -> bool:
    """ "em Hằng", "tôi Nam ở Sở Nội vụ"."""
    return bool(marks) and marks[-1].sign is Sign.SELF and marks[-1].value in _I


_I = frozenset({"em", "e", "tôi", "mình"})
#: After these "KH" is kế hoạch, and no "không".
_OF_KH = frozenset({"bộ", "sở", "bên", "phòng", "ngành", "ban"})
_HOUSES = frozenset({"phòng", "cục", "tâm", "ban", "viên", "phận", "chi cục"})


def _may_be_name(mark: Mark, raw: str) -> bool:
    """ "anh Minh", "chị Ba": a name may look like a word typed bare."""
    alike = mark.sign is Sign.NUMERAL or (mark.value == "mình" and raw == "Minh")
    return mark.sign is Sign.UNKNOWN or (alike and raw.istitle())


def _is_greeting(marks: Sequence[Mark]) -> bool:
    greetings = ("chào", "kính", "báo cáo", "dear", "gửi", "thưa", "hi", "hello", "alo")
    said = bool(marks) and marks[-1].sign in (Sign.NOTHING, Sign.THANKS)
    return said and marks[-1].value.startswith(greetings)


def _with_opening_da(text: str, marks: Sequence[Mark]) -> list[Mark]:
    """Typed bare, "da" before a verb is "đã"; at an opening otherwise it is "dạ"."""
    found: list[Mark] = []
    for mark, following in zip_longest(marks, marks[1:]):
        opens = not found or found[-1].sign in _OPENINGS
        said = following is not None and following.sign in _VERBS
        bare = text[mark.start : mark.end].casefold() == "da"
        if opens and bare and not said:
            found.append(replace(mark, sign=Sign.PARTICLE))
        else:
            found.append(mark)
    return found


def _without_own_name(marks: Sequence[Mark], agency: str | None) -> list[Mark]:
    """The speaker's own agency is no other; "Sở Tư pháp:" opens like a signature."""
    found = list(marks)
    for place, mark in enumerate(marks[:-1]):
        signs = place == 0 and marks[1].sign is Sign.COLON
        if mark.sign is Sign.BODY and (signs or mark.value == agency):
            found[place] = replace(mark, sign=Sign.SELF)
    return found


def _is_address(mark: Mark) -> bool:
    """ "anh", and what ends with it: "kính gửi anh"."""
    if mark.sign is Sign.PERSON:
        return True
    polite = mark.sign in (Sign.NOTHING, Sign.THANKS)
    return polite and mark.value.rpartition(" ")[2] in {"anh", "chị", "chí", "a"}


def _names_in_passing(clauses: Sequence[Clause], senses: Sequence[Sense]) -> bool:
    """Unknown words about a named duty, that are no question."""
    return any(
        sense.tone is Tone.TALKS and clause.has(*NAMING, *STATED)
        for clause, sense in zip(clauses, senses, strict=True)
    )


def _no_report(tones: set[Tone]) -> Meaning:
    to_office = bool(tones & {Tone.ASKS, Tone.ORDERS})
    seen = Tone.ACKNOWLEDGES in tones and Tone.ASKS not in tones
    return Meaning(kind=Kind.NONE, seen=seen, to_office=to_office)


def _report(
    text: str, pool: Pool, clauses: Sequence[Clause], senses: Sequence[Sense]
) -> Meaning:
    asks = [
        clause
        for clause, sense in zip(clauses, senses, strict=True)
        if sense.tone is Tone.ASKS
    ]
    if asks and _only_asks(senses):
        return Meaning(kind=Kind.NONE, to_office=True)
    _keep_apart(asks, clauses, senses, pool)
    reporter = Reporter(pool, clauses, senses)
    reports = reporter.bind()
    updates = updates_of(text, reports, pool)
    if not updates or (reporter.strange and not _SAFE.issuperset(_said(updates))):
        raise Unsure(Unclear.WHAT, pool.open)
    wishes = any(sense.tone is Tone.ORDERS for sense in senses)
    return Meaning(
        kind=Kind.UPDATE, seen=True, updates=updates, to_office=bool(asks) or wishes
    )


def _said(updates: Iterable[Update]) -> set[Said]:
    return {update.status for update in updates}


def _only_asks(senses: Sequence[Sense]) -> bool:
    return not any(
        sense.tone in (Tone.TELLS, Tone.ADMITS, Tone.STEPS, Tone.UNCLEAR)
        for sense in senses
    )


def _keep_apart(
    asks: Sequence[Clause],
    clauses: Sequence[Clause],
    senses: Sequence[Sense],
    pool: Pool,
) -> None:
    """A question beside a report is fine only if it is about something else."""
    told = {
        clause.sentence
        for clause, sense in zip(clauses, senses, strict=True)
        if sense.tone in _SPOKEN_OF_DUTY
    }
    for clause in asks:
        elsewhere = clause.has(Sign.ELSEWHERE) and clause.sentence not in told
        if not elsewhere or clause.has(*NAMING, *STATED):
            raise Unsure(Unclear.WHAT, pool.open)
