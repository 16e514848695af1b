"""Remarks: what a row says in its last column, "bổ sung", "có giấy mời riêng"."""

import re
from datetime import date

from programme.document import Status
from programme.reading.cells import Cells
from programme.reading.clauses import clauses
from programme.reading.columns import Column
from programme.reading.desk import Desk
from programme.reading.due import deadline_in
from programme.reading.titles import status_of

_SAYS_NOTHING = re.compile(
    r"\W*(?:(?:lịch này |lịch )?thay (?:giấy|thư) mời|(?:có )?(?:giấy"
    r"|thư) mời(?: riêng)?)\W*",
    re.IGNORECASE,
)


def status_in(text: str, cells: Cells | None) -> Status:
    said = status_of(text)
    if cells is None or said is not Status.PLANNED:
        return said
    remark = " ".join(cells.get(Column.NOTE).split())
    days = " ".join((cells.get(Column.WHEN), cells.get(Column.DAY)))
    if "dự kiến" in days.lower():
        return Status.TENTATIVE
    return status_of(f"({remark.rstrip('.')})") if remark else said


def due_in_remark(cells: Cells, line: int, desk: Desk) -> date | None:
    """A due day among the remarks; what else they say is used or doubted."""
    remark = " ".join(cells.get(Column.NOTE).split())
    if not remark or _SAYS_NOTHING.fullmatch(remark):
        return None
    deadline = deadline_in(f"({remark})", desk)
    if deadline is not None and deadline.day is not None:
        return deadline.day.in_period(desk.period)
    used = status_of(f"({remark.rstrip('.')})") is not Status.PLANNED
    if not used and not _is_clause(remark, desk):
        desk.doubts.add("remark", line, remark)
    return None


def doubt_remark(cells: Cells | None, line: int, desk: Desk) -> None:
    """Beside what has no due day, a remark is a status, a clause, or a doubt."""
    remark = " ".join(cells.get(Column.NOTE).split()) if cells else ""
    if not remark or _SAYS_NOTHING.fullmatch(remark):
        return
    used = status_of(f"({remark.rstrip('.')})") is not Status.PLANNED
    if not used and not _is_clause(remark, desk):
        desk.doubts.add("remark", line, remark)


def _is_clause(remark: str, desk: Desk) -> bool:
    """Who prepares, said here: read already where no column says it."""
    met = clauses(f"({remark})", desk.registry)
    return bool(met and met[0].roles.lead)
