"""Notices of change: what they add, move, postpone, withdraw, hand on or re-word."""

import re
from collections.abc import Iterator
from dataclasses import replace

from programme.document import Change, ChangeAction, Draft
from programme.errors import Fault, Unreadable
from programme.periods import is_period, month_of
from programme.reading.cells import Cells
from programme.reading.changed import action_in, days_in, ref_in, said_title
from programme.reading.clauses import clauses
from programme.reading.columns import Column
from programme.reading.desk import Desk
from programme.reading.doubts import Doubts
from programme.reading.due import deadline_in
from programme.reading.kinds import month_said
from programme.reading.lines import Line
from programme.reading.marks import Level
from programme.reading.outline import Unit, outline
from programme.reading.parts import Parts
from programme.reading.preparers import preparers_of
from programme.reading.roles import Roles, names_in
from programme.reading.rows import Outlined, outlined
from programme.reading.sections import LONGEST_ENTRY
from programme.reading.subitems import parted
from programme.reading.tail import without_closing
from programme.reading.unread import OF_CHANGE, doubt_unread
from programme.reading.untimely import doubt_untimely

_DASH = re.compile(r"\s*[-+*•–]\s+")
_FOLLOWS = re.compile(r"như sau\s*[:.]|cụ thể\s*:|\bthông báo\s*:\s*$", re.IGNORECASE)
#: "(trước đây Sở A)": who led until now.
_UNTIL_NOW = re.compile(r"\([^()]*\b(?:trước đây|cũ|thay)\b[^()]*\)", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-ZĐƯÂÊÔƠĂÁÀẢÃẠ])")
_INSTEAD = re.compile(r"\bthay(?: thế| cho)?\b|\bthay vì\b", re.IGNORECASE)
_HANDED = re.compile(r"\btừ\b.{3,120}?\b(?:sang|cho|thành)\b", re.IGNORECASE)


def read_notice(parts: Parts, doubts: Doubts) -> Draft:
    written = outlined(parts.body, doubts)
    desk = parts.desk(_period(parts, doubts), doubts)
    changes = tuple(_changes(_units(written, doubts), None, desk))
    if not changes:
        raise Unreadable(Fault.NO_ITEMS)
    return replace(parts.draft(desk.period), changes=changes)


def _period(parts: Parts, doubts: Doubts) -> str:
    """Of the programme that is changed, else of the notice itself."""
    if parts.given is not None and not is_period(parts.given):
        raise Unreadable(Fault.NO_PERIOD, parts.given)
    words = " ".join(line.words for line in parts.lines[:40])
    found = month_said(words)
    if parts.given and found and parts.given != found:
        doubts.add("period", 1, found, given=parts.given, found=found)
    issued = parts.head.issued_on
    period = parts.given or found or (month_of(issued) if issued else None)
    if period is None:
        raise Unreadable(Fault.NO_PERIOD)
    return period


def _units(written: Outlined, doubts: Doubts) -> list[Unit]:
    """Numbered, else dashed, else sentence by sentence."""
    start = _start(written.lines)
    lines = written.lines[start:]
    _, found = outline(lines, Doubts(), written.chunks)
    if any(unit.level >= Level.NUMBER or unit.parts for unit in found):
        return outline(without_closing(lines, found[-1].line), doubts, written.chunks)[
            1
        ]
    return list(_loose(without_closing(lines, 0)))


def _start(lines: list[Line]) -> int:
    """Below "như sau:", or below the title."""
    for at, line in enumerate(lines):
        if _FOLLOWS.search(line.words):
            return at + 1
    titled = [n for n, line in enumerate(lines[:20]) if _TITLE.match(line.words)]
    return titled[-1] + 1 if titled and titled[-1] + 1 < len(lines) else 0


_TITLE = re.compile(r"\W*(?:thông báo|v/v|về việc|kính gửi|số\s*:)", re.IGNORECASE)


def _loose(lines: list[Line]) -> Iterator[Unit]:
    held: list[Unit] = []
    for line in lines:
        opens = _DASH.match(line.words)
        full = bool(held) and len(held[-1].text) > LONGEST_ENTRY
        if opens or not held or full or held[-1].text.endswith((".", ";", "/")):
            count = len(held) + 1
            text = _DASH.sub("", line.words, count=1)
            held.append(Unit(str(count), count, Level.NUMBER, line.number, text))
        else:
            held[-1].text += f" {line.words}"
    for unit in held:
        for text in _SENTENCE.split(unit.text):
            yield replace(unit, text=text)


def _changes(
    units: list[Unit], above: ChangeAction | None, desk: Desk
) -> Iterator[Change]:
    for unit in units:
        if unit.parts:
            action, _ = action_in(unit.text[:LONGEST_ENTRY])
            yield from _changes(unit.parts, action or above, desk)
        else:
            yield from _each(unit, above, desk)


def _each(unit: Unit, above: ChangeAction | None, desk: Desk) -> Iterator[Change]:
    """One change, or those listed as a), b) below what is done to all of them."""
    parts = parted(unit, desk.registry) or _dashed(unit)
    action = action_in(unit.text[:LONGEST_ENTRY])[0] or above
    for part in parts or [unit]:
        change = _change(part, action if parts else above, desk)
        if change is not None:
            yield change


def _dashed(unit: Unit) -> list[Unit]:
    """ "Bổ sung 02 nội dung:" and the lines below it that a dash opens."""
    places = [(at, n) for at, n in unit.wraps if _DASH.match(unit.text[at : at + 4])]
    if not places or not unit.text[: places[0][0]].rstrip().endswith(":"):
        return []
    ends = [at for at, _ in places[1:]] + [len(unit.text)]
    return [
        Unit(unit.ref, n, Level.SUB, line, _DASH.sub("", unit.text[at:end], count=1))
        for n, ((at, line), end) in enumerate(zip(places, ends, strict=True), start=1)
    ]


def _change(unit: Unit, above: ChangeAction | None, desk: Desk) -> Change | None:
    if len(unit.text) > LONGEST_ENTRY:
        desk.doubts.add("change-unclear", unit.line, unit.text)
        return None
    remark = unit.cells.get(Column.NOTE) if unit.cells else ""
    action, several = action_in(unit.text)
    action = action or action_in(remark)[0] or above or _by_columns(unit.cells)
    if action is None:
        if _says_something(unit, desk):
            desk.doubts.add("change-unclear", unit.line, unit.text)
        return None
    if several:
        desk.doubts.add("change-unclear", unit.line, unit.text)
    doubt_unread(unit.cells, OF_CHANGE, unit.line, desk)
    said = _undated(unit.text, action, desk)
    roles = _roles(replace(unit, text=said), action, desk)
    old, new = days_in(unit, action, desk)
    if action is ChangeAction.MOVED and new is None:
        desk.doubts.add("no-date", unit.line, unit.text)
    return Change(
        action=action,
        ref=ref_in(unit.text),
        words=unit.text,
        title=said_title(_unclaused(said, action, desk)),
        old_date=old,
        new_date=new,
        lead=roles.lead,
        support=roles.support,
        line=unit.line,
    )


def _undated(text: str, action: ChangeAction, desk: Desk) -> str:
    """What is added without the day by which it is due."""
    deadline = deadline_in(text, desk) if action is ChangeAction.ADDED else None
    return deadline.rest if deadline is not None and deadline.day else text


def _unclaused(text: str, action: ChangeAction, desk: Desk) -> str:
    """What is added without who prepares it."""
    found = clauses(text, desk.registry) if action is ChangeAction.ADDED else []
    return text[: found[-1].start] if found and found[-1].start else text


def _by_columns(cells: Cells | None) -> ChangeAction | None:
    moved = cells is not None and cells.get(Column.OLD_DAY) and cells.get(Column.WHEN)
    return ChangeAction.MOVED if moved else None


def _says_something(unit: Unit, desk: Desk) -> bool:
    dated = re.search(r"\b[0-9]{1,2}/[0-9]{1,2}\b", unit.text) is not None
    return dated or bool(names_in(unit.text[:2000], desk.registry))


def _roles(unit: Unit, action: ChangeAction, desk: Desk) -> Roles:
    """Who prepares from now on; of two bodies named, the new one."""
    if action is not ChangeAction.REASSIGNED:
        return preparers_of(unit.text, unit.cells, unit.line, desk).roles
    words = _UNTIL_NOW.sub(" ", unit.text)
    instead = _INSTEAD.search(words)
    handed = _HANDED.search(words)
    if handed is not None:
        words = words[handed.end() :]
    elif instead is not None:
        words = words[: instead.start()]
    said = _UNQUOTED.sub(" ", words)
    names = names_in(said, desk.registry)
    doubt_untimely(said, unit.line, desk)
    if len(names) != 1:
        desk.doubts.add("unclear-agency", unit.line, unit.text)
    return Roles(lead=names)


_UNQUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
