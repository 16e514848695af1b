"""Clauses bound to duties: who is meant by "đã xong", by "còn lại", by nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from programme.replies.clauses import Clause
from programme.replies.lexicon import Sign
from programme.replies.marks import Ref
from programme.replies.meaning import Candidate, Said, Unclear
from programme.replies.pool import Pool, Unsure
from programme.replies.spoken import NAMING, NEUTRAL, Sense, Tone

#: After a state these only stress it: "mục 3 và 4 đã xong hết".
_STRESS = frozenset({"hết", "hết cả", "tất", "hết tất cả", "hết sạch"})


@dataclass
class Report:
    """One state or request, and the duties it is said of."""

    sense: Sense
    clause: Clause
    duties: tuple[Candidate, ...]
    reason: tuple[int, int] | None = None
    evidence: tuple[int, int] | None = None


@dataclass
class Reporter:
    """Goes through the clauses in order and remembers what was spoken of."""

    pool: Pool
    clauses: Sequence[Clause]
    senses: Sequence[Sense]
    reports: list[Report] = field(default_factory=list)
    waiting: list[Candidate] = field(default_factory=list)
    excluded: set[int] = field(default_factory=set)
    evidence: tuple[int, int] | None = None
    orphan: Report | None = None
    #: Words nobody knows that are no reason either: they may take a report back.
    strange: list[Clause] = field(default_factory=list)

    def bind(self) -> list[Report]:
        self._set_apart()
        for clause, sense in zip(self.clauses, self.senses, strict=True):
            if sense.tone in (Tone.TELLS, Tone.ADMITS):
                self._tell(clause, sense)
            elif sense.tone is Tone.NAMES:
                self._name(clause, sense)
            elif sense.tone is Tone.TALKS:
                self._talk(clause, sense)
            elif sense.tone is Tone.ORDERS:
                self.strange.append(clause)
            elif sense.tone is Tone.UNCLEAR:
                self._stumble(clause, sense)
        self._settle()
        return self.reports

    def _set_apart(self) -> None:
        """What "trừ" takes out, wherever in the message it stands."""
        total = any(c.tells(Sign.ALL, Sign.REST, Sign.COUNT) for c in self.clauses)
        for clause in self.clauses:
            if not clause.tells(Sign.EXCEPT):
                continue
            if not total or not clause.refs:
                raise Unsure(Unclear.WHICH, self.pool.open)
            self.excluded.update(d.duty for d in self._by_refs(clause.refs))

    def _by_refs(self, refs: Sequence[Ref]) -> list[Candidate]:
        return list(dict.fromkeys(self.pool.by_ref(ref) for ref in refs))

    def _tell(self, clause: Clause, sense: Sense) -> None:
        own = clause.tells(*NAMING) or bool(clause.named)
        if sense.said is Said.BLOCKED and not own and self._lengthen(clause):
            return
        duties = self._duties(clause)
        if sense.tone is Tone.ADMITS and not self.reports:
            raise Unsure(Unclear.WHAT, duties or self.pool.open)
        report = Report(sense, clause, tuple(duties), sense.reason, sense.evidence)
        if self.evidence and sense.said is Said.READY:
            report.evidence, self.evidence = self.evidence, None
        if not duties:
            self._leave_open(report)
        self.reports.append(report)

    def _leave_open(self, report: Report) -> None:
        """A state before anything was named: the name may follow."""
        if len(self.pool.open) <= 1 or self.orphan is not None:
            report.duties = (self.pool.only(),)
        else:
            self.orphan = report

    def _duties(self, clause: Clause) -> list[Candidate]:
        """Who is meant; nobody yet if nothing was named so far."""
        named = self._named(clause)
        if named:
            waiting, self.waiting = self.waiting, []
            if not waiting or set(waiting) == set(named):
                return named
            if clause.opened_by in (None, Sign.DASH) or not _opens_with_name(clause):
                raise Unsure(Unclear.WHAT, waiting)
            return [*waiting, *named]
        if self.waiting:
            named, self.waiting = self.waiting, []
            return named
        return list(self.reports[-1].duties) if self.reports else []

    def _named(self, clause: Clause) -> list[Candidate]:
        if clause.tells(Sign.VAGUE):
            raise Unsure(Unclear.WHICH, self.pool.open)
        total = self._total(clause)
        if total is not None:
            return total
        if clause.refs:
            return self._agreed(clause)
        if clause.named:
            return [self.pool.by_title(clause.named)]
        return []

    def _agreed(self, clause: Clause) -> list[Candidate]:
        """Numbers and a title's words in one clause must mean the same duty."""
        duties = self._by_refs(clause.refs)
        if clause.named and not clause.named & {duty.duty for duty in duties}:
            raise Unsure(Unclear.WHICH, self.pool.open)
        return duties

    def _total(self, clause: Clause) -> list[Candidate] | None:
        """ "tất cả", "cả ba", "còn lại", less what is set apart."""
        counts = [int(m.value) for m in clause.head if m.sign is Sign.COUNT]
        alls = [m.value for m in clause.head if m.sign is Sign.ALL]
        if clause.tells(Sign.REST):
            return self._others()
        stressed = bool(alls) and _STRESS.issuperset(alls)
        if clause.refs and not clause.tells(Sign.EXCEPT):
            if counts or (alls and not stressed):
                raise Unsure(Unclear.WHICH, self.pool.open)
            return None
        if counts:
            duties = self.pool.counted(counts[0])
        elif alls and not (stressed and (self.waiting or self.reports)):
            duties = self.pool.all()
        else:
            return None
        return [duty for duty in duties if duty.duty not in self.excluded]

    def _others(self) -> list[Candidate]:
        """ "còn lại": all that no clause names."""
        spoken = set(self.excluded)
        for clause in self.clauses:
            spoken.update(duty.duty for duty in self._by_refs(clause.refs))
            if clause.named:
                spoken.add(self.pool.by_title(clause.named).duty)
        if not spoken:
            raise Unsure(Unclear.WHICH, self.pool.open)
        others = [duty for duty in self.pool.all() if duty.duty not in spoken]
        if not others:
            raise Unsure(Unclear.WHICH, self.pool.open)
        return others

    def _name(self, clause: Clause, sense: Sense) -> None:
        if sense.evidence is not None:
            self._keep_evidence(sense.evidence)
        if clause.tells(Sign.EXCEPT):
            return
        self.waiting += self._named(clause)

    def _keep_evidence(self, evidence: tuple[int, int]) -> None:
        last = self.reports[-1] if self.reports else None
        if last is None:
            self.evidence = evidence
        elif last.sense.said is Said.READY and last.evidence is None:
            last.evidence = evidence

    def _talk(self, clause: Clause, sense: Sense) -> None:
        """Words we do not know: a reason that runs on, or a doubt."""
        if clause.has(Sign.REFS, Sign.COUNT, Sign.ALL, Sign.REST):
            raise Unsure(Unclear.WHAT, self.pool.open)
        last = self.reports[-1] if self.reports else None
        if sense.reason and last and last.sense.runs_on and not last.reason:
            last.reason = sense.reason
            return
        if self._lengthen(clause):
            return
        if last and last.sense.said is Said.PREPARING and _is_more_of_it(clause):
            return
        if not sense.reason or last is None or last.sense.said is Said.READY:
            self.strange.append(clause)
            return
        last.reason = last.reason or sense.reason
        last.sense = replace(last.sense, runs_on=True)

    def _lengthen(self, clause: Clause) -> bool:
        last = self.reports[-1] if self.reports else None
        if last is None or not last.sense.runs_on or clause.opened_by is None:
            return False
        if last.reason is not None:
            last.reason = last.reason[0], clause.end
        return True

    def _stumble(self, clause: Clause, sense: Sense) -> None:
        """Unclear, unless it only lengthens the reason before it."""
        plain = not clause.has(*_NEVER_A_REASON)
        if plain and self._lengthen(clause):
            return
        duties = self._by_refs(clause.refs)
        raise Unsure(sense.unclear or Unclear.WHAT, duties or self.pool.open)

    def _settle(self) -> None:
        """At the end nothing may be left hanging."""
        if self.orphan is not None:
            if not self.waiting:
                raise Unsure(Unclear.WHICH, self.pool.open)
            self._adopt(self.orphan)
        if self.waiting:
            raise Unsure(Unclear.WHAT, self.waiting)
        if self.evidence is not None:
            raise Unsure(Unclear.WHAT, self.pool.open)
        if any(not report.duties for report in self.reports):
            raise Unsure(Unclear.WHICH, self.pool.open)

    def _adopt(self, orphan: Report) -> None:
        """ "xong rồi anh ơi, mục 3 nhé": every state so far is of that duty."""
        if any(report.duties for report in self.reports):
            raise Unsure(Unclear.WHICH, self.pool.open)
        for report in self.reports:
            report.duties = tuple(self.waiting)
        orphan.duties, self.waiting = tuple(self.waiting), []


def _opens_with_name(clause: Clause) -> bool:
    """ "mục 3, báo cáo rừng đã xong", not "mục 3 và một phần mục 4"."""
    first = next((m for m in clause.head if m.sign not in NEUTRAL | {Sign.KIND}), None)
    return first is None or first.sign in NAMING or bool(clause.named)


def _is_more_of_it(clause: Clause) -> bool:
    """ "đang lấy ý kiến các sở, ngành": the rest of what is being done."""
    listed = clause.opened_by in (Sign.COMMA, Sign.AND)
    names = NEUTRAL | {Sign.UNKNOWN, Sign.BODY, Sign.SELF}
    return listed and clause.only(names) and len(clause.marks) <= 4


_NEVER_A_REASON = (
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
