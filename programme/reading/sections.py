"""Sections: what kind of thing each part of the outline is, and its entries."""

import re
from collections.abc import Iterator, Sequence
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
    dated_at_head,
    dated_in_sentence,
    own_date,
)
from programme.reading.desk import Desk
from programme.reading.due import due_by_month, month_named
from programme.reading.entries import (
    dated_in_cells,
    items_of,
    meeting_of,
    recurring_of,
)
from programme.reading.fields import fields_of
from programme.reading.marks import Level
from programme.reading.outline import Unit, leaves
from programme.reading.preparers import has_preparers
from programme.reading.recurrence import recurrence_in
from programme.reading.titles import title_of

_KEY_TASKS = re.compile(r"\btrọng tâm\b|\bchỉ đạo,? điều hành\b", re.IGNORECASE)
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
            self.entry(unit)
            self._below(unit, unit.text)
            return
        if len(unit.text) > LONGEST_ENTRY:
            self._doubt("not-understood", unit)
            heading = unit.text[:_LONGEST_HEADING]
        else:
            heading = unit.text
        dated = dated_in_sentence(heading) or own_date(heading)
        dated = dated or dated_in_cells(unit)
        title = title_of(fields_of(dated.text).text if dated else heading)
        self.read.sections.append(Section(ref=unit.ref, title=title, line=unit.line))
        if _KEY_TASKS.search(heading) and not _SUBMITTED.search(heading):
            self._key_tasks(unit)
        elif dated is not None and _is_agenda(unit):
            self._session(unit)
        else:
            self._list(unit, heading)

    def _below_its_head(self, unit: Unit) -> Unit:
        """A heading in capitals above one sentence is no part of what it says."""
        at = unit.wraps[0][0] if unit.wraps and unit.level < Level.HEADING else 0
        head, said = unit.text[:at].strip(), unit.text[at:]
        if not head.isupper() or said.isupper() or own_date(head) is not None:
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
            self.read.submissions += items_of(unit, self.desk)
        else:
            self._doubt("no-date" if unit.text else "not-understood", unit)

    def _dated(self, unit: Unit) -> Dated | None:
        """A row that names who prepares is dated by its deadline, unless it meets."""
        in_text = dated_in_sentence(unit.text) if unit.parts else None
        in_text = in_text or unit.dated
        in_cells = dated_in_cells(unit)
        if unit.cells is None or in_cells is None:
            return in_text
        if in_text is not None and in_text.when.days != in_cells.when.days:
            self._doubt("several-days", unit)
        meets = begins_as_meeting(unit.text) or self.hint or self.meets
        meets = meets or unit.cells.head.of_meetings
        return in_cells if meets or not has_preparers(unit.cells) else None

    def _has_preparers(self, unit: Unit) -> bool:
        in_cells = unit.cells is not None and has_preparers(unit.cells)
        return in_cells or bool(clauses(unit.text, self.desk.registry))

    def _prepared(self, unit: Unit, rrule: str | None) -> bool:
        """ "Báo cáo hằng tháng (Sở A chuẩn bị)" is a matter, not a meeting."""
        return rrule is None and bool(clauses(unit.text, self.desk.registry))

    def _key_tasks(self, unit: Unit) -> None:
        for heading in _headings(unit.parts):
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
        dated = self._dated(unit)
        meeting = meeting_of(unit, dated, self.hint, self.desk) if dated else None
        self.read.meetings += [meeting] if meeting else []
        return meeting is not None

    def _list(self, unit: Unit, heading: str) -> None:
        if len(heading) > _LONGEST_HEADING or clauses(heading, self.desk.registry):
            self._doubt("not-understood", unit)
        submitted = self.submitted or _SUBMITTED.search(heading) is not None
        if _SESSION.search(heading) and not submitted and self._undated(unit):
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


def _is_agenda(unit: Unit) -> bool:
    """Numbered matters below a dated heading, not meetings with days of their own."""
    numbered = all(part.level >= Level.NUMBER for part in unit.parts)
    return numbered and not all(dated_at_head(part.text) for part in unit.parts)


def _headings(units: Sequence[Unit]) -> Iterator[Unit]:
    """The units that have others below them, in order."""
    for unit in units:
        if unit.parts:
            yield unit
            yield from _headings(unit.parts)
