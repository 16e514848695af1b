"""Clauses bound to duties: who is meant by "đã xong", by "còn lại", by nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from programme.replies.clauses import Clause
from programme.replies.lexicon import Sign
from programme.replies.marks import Ref
from programme.replies.meaning import Candidate, Said, Unclear
from programme.replies.pool import Pool, Unsure
from programme.replies.report import (
    NEVER_A_REASON,
    WORK_ALONE,
    Report,
    is_more_of_it,
    opens_with_name,
)
from programme.replies.spoken import NAMING, Sense, Tone

#: After a state these only stress it: "mục 3 và 4 đã xong hết".
_STRESS = frozenset({"hết", "hết cả", "tất", "hết tất cả", "hết sạch"})


_TICKS = frozenset({"✅", "✔", "☑"})


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
    steps: bool = False

    def bind(self) -> list[Report]:
        self._set_apart()
        yes, hearing = self._yes(), self._hearing
        for clause, sense in zip(self.clauses, self.senses, strict=True):
            if sense.tone is Tone.AFFIRMS and yes:
                self._tell(clause, Sense(tone=Tone.TELLS, said=Said.READY))
            elif sense.tone in hearing:
                hearing[sense.tone](clause, sense)
        self._settle()
        return self.reports

    @property
    def _hearing(self) -> Mapping[Tone, Callable[[Clause, Sense], None]]:
        """What is done with a clause of each tone; with a question: nothing."""
        return {
            Tone.TELLS: self._tell,
            Tone.ADMITS: self._tell,
            Tone.STEPS: self._step,
            Tone.NAMES: self._name,
            Tone.AFFIRMS: self._name,
            Tone.TALKS: self._talk,
            Tone.ORDERS: self._set_aside,
            Tone.UNCLEAR: self._stumble,
        }

    def _set_aside(self, clause: Clause, _sense: Sense) -> None:
        self.strange.append(clause)

    def _yes(self) -> bool:
        """ "3 rồi, 4 chưa": yes and no, each of its own number; or a tick."""
        ticked = any(mark.value in _TICKS for c in self.clauses for mark in c.head)
        return ticked or any(sense.tone is Tone.ADMITS for sense in self.senses)

    def _step(self, clause: Clause, sense: Sense) -> None:
        """ "giám đốc ký rồi, chờ phát hành": told by what stands beside it."""
        self.steps = True
        if clause.tells(*NAMING) or clause.named:
            self._name(clause, sense)

    def _set_apart(self) -> None:
        """What "trừ" takes out, wherever in the message it stands."""
        total = any(c.tells(Sign.ALL, Sign.REST, Sign.COUNT) for c in self.clauses)
        for clause in self.clauses:
            if not clause.tells(Sign.EXCEPT):
                continue
            if not total or not (clause.refs or clause.named):
                raise Unsure(Unclear.WHICH, self.pool.open)
            self.excluded.update(d.duty for d in self._by_refs(clause.refs))
            if clause.named:
                self.excluded.add(self.pool.by_title(clause.named).duty)

    def _by_refs(self, refs: Sequence[Ref]) -> list[Candidate]:
        return list(dict.fromkeys(self.pool.by_ref(ref) for ref in refs))

    def _tell(self, clause: Clause, sense: Sense) -> None:
        own = clause.tells(*NAMING) or bool(clause.named)
        if sense.said is Said.BLOCKED and not own and self._lengthen(clause):
            return
        duties = self._duties(clause)
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
            if clause.opened_by in (None, Sign.DASH) or not opens_with_name(clause):
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
        both = self.pool.agreed(clause.refs, clause.named)
        if both is not None:
            return [both]
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
        if clause.tells(Sign.EXCEPT) or self._is_heading(clause):
            return
        self.waiting += self._named(clause)

    def _is_heading(self, clause: Clause) -> bool:
        """ "Em báo cáo 4 nội dung:", and each of them below."""
        headed = clause.marks[-1].sign is Sign.COLON and not clause.refs
        return headed and any(other.refs for other in self.clauses)

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
        if last and last.sense.said is Said.PREPARING and is_more_of_it(clause):
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
        plain = not clause.has(*NEVER_A_REASON)
        if (plain and self._lengthen(clause)) or self._is_more_work(clause):
            return
        duties = self._by_refs(clause.refs)
        raise Unsure(sense.unclear or Unclear.WHAT, duties or self.pool.open)

    def _is_more_work(self, clause: Clause) -> bool:
        """ "đang tổng hợp, tiếp thu ý kiến góp ý": the rest of what is being done."""
        last = self.reports[-1] if self.reports else None
        doing = last is not None and last.clause.tells(Sign.DOING, Sign.WAITING)
        listed = clause.opened_by in (Sign.COMMA, Sign.AND)
        return doing and listed and clause.only(WORK_ALONE)

    def _settle(self) -> None:
        """At the end nothing may be left hanging."""
        if self.orphan is not None:
            if self.waiting:
                self._adopt(self.orphan)
            else:
                self._mean_all_pointed()
        if self.steps and not self._goes_on():
            raise Unsure(Unclear.WHAT, self.pool.open)
        told = {duty.duty for report in self.reports for duty in report.duties}
        if {duty.duty for duty in self.waiting} - told:
            raise Unsure(Unclear.WHAT, self.waiting)
        if self.evidence is not None:
            raise Unsure(Unclear.WHAT, self.pool.open)
        if any(not report.duties for report in self.reports):
            raise Unsure(Unclear.WHICH, self.pool.open)

    def _goes_on(self) -> bool:
        """Do the reports say more than the steps, and never less than "ready"?"""
        return bool(self.reports) and not any(
            report.sense.said is Said.READY and not report.is_handed
            for report in self.reports
        )

    def _mean_all_pointed(self) -> None:
        """ "đang làm ạ" to a reminder of several: under way, all of them.

        "xong rồi" to several is asked about: one may be meant.
        """
        said = {report.sense.said for report in self.reports}
        if not self.pool.scope.pointed or said != {Said.PREPARING}:
            raise Unsure(Unclear.WHICH, self.pool.open)
        for report in self.reports:
            report.duties = report.duties or self.pool.all()

    def _adopt(self, orphan: Report) -> None:
        """ "xong rồi anh ơi, mục 3 nhé": every state so far is of that duty."""
        if any(report.duties for report in self.reports):
            raise Unsure(Unclear.WHICH, self.pool.open)
        for report in self.reports:
            report.duties = tuple(self.waiting)
        orphan.duties, self.waiting = tuple(self.waiting), []
