"""Sections: what kind of thing each part of the outline is, and its entries."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from programme.document import (
    AgendaItem,
    Audience,
    KeyTask,
    Meeting,
    Recurring,
    Section,
)
from programme.reading.audience import hinted_by
from programme.reading.clauses import clauses
from programme.reading.dating import (
    Dated,
    begins_as_meeting,
    dated_heading,
    dated_in_sentence,
    own_date,
)
from programme.reading.desk import Desk
from programme.reading.due import (
    deadline_in,
    due_beside,
    due_by_month,
    month_named,
)
from programme.reading.entries import (
    dated_by_clause,
    dated_in_cells,
    items_of,
    meeting_of,
    recurring_of,
)
from programme.reading.fields import fields_of
from programme.reading.headings import (
    headings_in,
    is_agenda,
    is_apart,
    is_at_session,
    is_broken_early,
    is_of_many,
)
from programme.reading.marks import Level
from programme.reading.outline import Unit, leaves
from programme.reading.preparers import has_preparers
from programme.reading.recurrence import recurrence_in
from programme.reading.titles import title_of

_KEY_TASKS = re.compile(
    r"\btrọng tâm\b|\bchỉ đạo,? điều hành\b|\bnhiệm vụ (?:chủ yếu|chính)\b",
    re.IGNORECASE,
)
_SUBMITTED = re.compile(
    r"(?<!chương )\btrình "
    r"(?:chủ tịch|ubnd|ủy ban|uỷ ban|thường trực|hđnd|lãnh đạo|phó)",
    re.IGNORECASE,
)
_SESSION = re.compile(r"\b(?:hội nghị|phiên họp|họp|kỳ họp)\b", re.IGNORECASE)
_MEETINGS = re.compile(
    r"\W*(?:các |những |lịch |chương trình )*(?:hội nghị|cuộc họp|buổi làm việc|họp"
    r"|làm việc|hoạt động|sự kiện)\b",
    re.IGNORECASE,
)
#: Longer than any entry ever seen: not an entry, and not worth the time.
LONGEST_ENTRY = 6000
_LONGEST_HEADING = 300


@dataclass
class Read:
    """What has been read so far, in the order of the document."""

    sections: list[Section] = field(default_factory=list)
    key_tasks: list[KeyTask] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    submissions: list[AgendaItem] = field(default_factory=list)
    recurring: list[Recurring] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.meetings or self.submissions or self.recurring)


def read_sections(units: Sequence[Unit], desk: Desk) -> Read:
    read = Read()
    for unit in units:
        _Walk(read, desk).section(unit)
    return read


@dataclass
class _Walk:
    read: Read
    desk: Desk
    submitted: bool = False
    hint: tuple[Audience, ...] = ()
    #: Below "Các cuộc họp khác", where what has a day of its own is a meeting.
    meets: bool = False

    def section(self, unit: Unit) -> None:
        if not unit.parts:
            self.entry(self._below_its_head(unit))
            return
        if unit.cells is not None and has_preparers(unit.cells):
            held = len(self.read.meetings)
            self.entry(unit)
            if len(self.read.meetings) == held:  # a meeting has taken them as its own
                self._below(unit, unit.text)
            return
        if len(unit.text) > LONGEST_ENTRY:
            self._doubt("not-understood", unit)
            heading = unit.text[:_LONGEST_HEADING]
        else:
            heading = unit.text
        dated = dated_in_sentence(heading) or own_date(heading)
        dated = dated or dated_in_cells(unit) or self._sits(unit, heading)
        title = title_of(fields_of(dated.text).text if dated else heading)
        self.read.sections.append(Section(ref=unit.ref, title=title, line=unit.line))
        if _KEY_TASKS.search(heading) and not _SUBMITTED.search(heading):
            self._key_tasks(unit)
        elif dated is not None and (is_agenda(unit) or self._is_grouped(unit)):
            self._session(unit)
        else:
            self._list(unit, heading)

    def _sits(self, unit: Unit, heading: str) -> Dated | None:
        apart = _SUBMITTED.search(heading) and not is_at_session(heading)
        if apart or is_of_many(heading):
            return None
        return dated_heading(heading) if unit.parts else None

    def _is_grouped(self, unit: Unit) -> bool:
        """Fields of work between a session's heading and its matters."""
        heads = unit.parts
        if not all(head.parts and is_agenda(head) for head in heads):
            return False
        if any(own_date(head.text) or is_apart(head.text) for head in heads):
            return False
        for head in heads:
            title = title_of(head.text[:_LONGEST_HEADING])
            self.read.sections.append(
                Section(ref=head.ref, title=title, line=head.line)
            )
        unit.parts = [part for head in heads for part in head.parts]
        return True

    def _below_its_head(self, unit: Unit) -> Unit:
        """A heading in capitals above one sentence is no part of what it says."""
        at = unit.wraps[0][0] if unit.wraps and unit.level < Level.HEADING else 0
        head, said = unit.text[:at].strip(), unit.text[at:]
        apart = head.isupper() or is_broken_early(unit, head, said)
        if not apart or said.isupper() or own_date(head) is not None:
            return unit
        self.read.sections.append(
            Section(ref=unit.ref, title=title_of(head), line=unit.line)
        )
        return replace(unit, text=said, line=unit.line_at(at))

    def entry(self, unit: Unit) -> None:
        """One numbered matter, or a section that is a single sentence."""
        if len(unit.text) > LONGEST_ENTRY:
            self._doubt("not-understood", unit)
            return
        dated = None if self.submitted else self._dated(unit)
        comes_back = None if self.submitted else recurrence_in(unit.text)
        if dated is not None:
            self._meeting(unit)
        elif comes_back is not None and not self._prepared(unit, comes_back.rrule):
            again = recurring_of(unit, comes_back, self.desk)
            self.read.recurring += [again] if again else []
        elif self.submitted or self._has_preparers(unit):
            if self.meets and begins_as_meeting(unit.text):
                self._doubt("no-date", unit)
            self.read.submissions += items_of(unit, self.desk)
        else:
            self._doubt("no-date" if unit.text else "not-understood", unit)

    def _dated(self, unit: Unit) -> Dated | None:
        """A row that names who prepares is dated by its deadline, unless it meets."""
        in_text = dated_in_sentence(unit.text) if unit.parts else None
        in_text = in_text or unit.dated
        in_cells = dated_in_cells(unit)
        meets = begins_as_meeting(unit.text) or self.hint or self.meets
        if in_text is not None and not meets and self._is_due(unit.text):
            in_text = None
        if in_text is None and unit.cells is None and self.meets:
            return dated_by_clause(unit.text, self.desk.registry)
        if in_cells is None and in_text is None and self.meets:
            in_cells = dated_in_cells(unit, due=True)
        if unit.cells is None or in_cells is None:
            return in_text
        if in_text is not None and in_text.when.days != in_cells.when.days:
            self._doubt("several-days", unit)
        meets = meets or unit.cells.head.of_meetings
        return in_cells if meets or not has_preparers(unit.cells) else None

    def _has_preparers(self, unit: Unit) -> bool:
        in_cells = unit.cells is not None and has_preparers(unit.cells)
        return in_cells or self._names(unit.text)

    def _names(self, text: str) -> bool:
        """Whether a clause says who prepares, also beside a deadline."""
        if clauses(text, self.desk.registry):
            return True
        deadline = deadline_in(text, self.desk)
        return deadline is not None and bool(clauses(deadline.rest, self.desk.registry))

    def _is_due(self, text: str) -> bool:
        """ "(Sở A; 15/5)": a day beside the body is by when, where nobody meets."""
        deadline = due_beside(text, self.desk.registry)
        return deadline is not None

    def _prepared(self, unit: Unit, rrule: str | None) -> bool:
        """ "Báo cáo hằng tháng (Sở A chuẩn bị)" is a matter, not a meeting."""
        return rrule is None and bool(clauses(unit.text, self.desk.registry))

    def _key_tasks(self, unit: Unit) -> None:
        for heading in headings_in(unit.parts):
            title = title_of(heading.text[:_LONGEST_HEADING])
            self.read.sections.append(
                Section(ref=heading.ref, title=title, line=heading.line)
            )
        for leaf in leaves(unit.parts):
            ordinal = len(self.read.key_tasks) + 1
            self.read.key_tasks.append(KeyTask(ordinal=ordinal, text=leaf.text))
            short = len(leaf.text) <= LONGEST_ENTRY
            if short and clauses(leaf.text, self.desk.registry):
                self._doubt("agency-in-key-task", leaf)

    def _session(self, unit: Unit) -> None:
        if not self._meeting(unit):
            # The day cannot be: its matters are kept, the doubt says what to mend.
            for part in unit.parts:
                self.read.submissions += items_of(part, self.desk)

    def _meeting(self, unit: Unit) -> bool:
        dated = self._dated(unit) or self._sits(unit, unit.text)
        meeting = meeting_of(unit, dated, self.hint, self.desk) if dated else None
        self.read.meetings += [meeting] if meeting else []
        return meeting is not None

    def _list(self, unit: Unit, heading: str) -> None:
        if len(heading) > _LONGEST_HEADING or clauses(heading, self.desk.registry):
            self._doubt("not-understood", unit)
        submitted = self.submitted or _SUBMITTED.search(heading) is not None
        many = is_of_many(heading)
        sits = _SESSION.search(heading) is not None and not many and not submitted
        if sits and self._undated(unit):
            self._doubt("no-date", unit)
            submitted = True
        self._below(unit, heading, submitted=submitted)

    def _below(self, unit: Unit, heading: str, *, submitted: bool = False) -> None:
        """What stands under a heading; under "Tháng 7", due by the end of July."""
        was, above = self.desk.month, self.desk.heading
        self.desk.month, self.desk.heading = self._month(unit) or was, heading
        submitted = submitted or self.submitted
        hint = hinted_by(heading) or self.hint
        meets = not submitted and _MEETINGS.match(heading) is not None
        below = _Walk(self.read, self.desk, submitted, hint, meets)
        for part in unit.parts:
            below.section(part)
        self.desk.month, self.desk.heading = was, above

    def _month(self, unit: Unit) -> date | None:
        month = month_named(unit.text, self.desk)
        return due_by_month(month, unit.line, unit.text, self.desk) if month else None

    def _undated(self, unit: Unit) -> bool:
        """A session's agenda whose heading forgot the day."""
        numbered = all(part.level is Level.NUMBER for part in unit.parts)
        return (
            numbered
            and not any(self._dated(part) for part in unit.parts)
            and any(
                len(part.text) <= LONGEST_ENTRY and self._has_preparers(part)
                for part in unit.parts
            )
        )

    def _doubt(self, code: str, unit: Unit) -> None:
        self.desk.doubts.add(code, unit.line, f"{unit.ref}. {unit.text}".strip())
