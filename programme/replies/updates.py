"""What the reports of a message come to: one update for each duty spoken of."""

from collections.abc import Sequence
from datetime import date, timedelta

from programme.replies import dates
from programme.replies.lexicon import Sign
from programme.replies.meaning import Candidate, Said, Unclear, Update
from programme.replies.pool import Pool, Unsure
from programme.replies.report import Report
from programme.replies.spoken import NAMING, STATED

#: Nobody asks for a later day that lies farther off; it was read amiss.
_FARTHEST = timedelta(days=100)
_REQUESTS = frozenset({Said.EXTENSION, Said.DEFERRAL, Said.WITHDRAWAL})


def updates_of(text: str, reports: Sequence[Report], pool: Pool) -> tuple[Update, ...]:
    """One for each duty spoken of, in the order of speaking."""
    by_duty: dict[int, list[Report]] = {}
    duties: dict[int, Candidate] = {}
    for report in reports:
        for duty in report.duties:
            duties[duty.duty] = duty
            by_duty.setdefault(duty.duty, []).append(report)
    return tuple(
        _update(text, duties[duty], said, pool) for duty, said in by_duty.items()
    )


def _update(
    text: str, duty: Candidate, reports: Sequence[Report], pool: Pool
) -> Update:
    status = _status(duty, reports)
    until = None
    if status is Said.EXTENSION:
        until = _until(duty, reports, pool)
    return Update(
        duty=duty.duty,
        item=duty.ref,
        status=status,
        until=until,
        note=_note(text, duty, status, reports),
    )


def _status(duty: Candidate, reports: Sequence[Report]) -> Said:
    """What several clauses of one duty come to; a contradiction is a question."""
    said = {_said(report) for report in reports}
    requests = said & _REQUESTS
    if said == {Said.READY, Said.PREPARING}:
        turned = _in_turn(reports)
        if turned is None:
            raise Unsure(Unclear.CONTRADICTION, (duty,))
        said = {turned}
    if len(requests) > 1 or (Said.READY in said and len(said) > 1):
        raise Unsure(Unclear.CONTRADICTION, (duty,))
    if requests:
        return requests.pop()
    if Said.BLOCKED in said:
        return Said.BLOCKED
    return said.pop() if len(said) == 1 else Said.PREPARING


def _said(report: Report) -> Said:
    return report.sense.said or Said.PREPARING


def _in_turn(reports: Sequence[Report]) -> Said | None:
    """Done and then not: what was told last, where it plainly goes on from before.

    "đã lấy ý kiến, đã trình UBND tỉnh" is with the office. "xong rồi, chờ ký" is not:
    only what nobody handed over yet can still be on its way.
    """
    first, last = reports[0], reports[-1]
    done = [report for report in reports if _said(report) is Said.READY]
    if _said(last) is Said.READY:
        over = all(r.is_behind for r in reports if _said(r) is Said.PREPARING)
        return Said.READY if over and last.is_handed else None
    if _said(first) is not Said.READY or any(one.is_handed for one in done):
        return None
    later = [report for report in reports if _said(report) is Said.PREPARING]
    if any(_is_anew(report) for report in later):
        return None
    return Said.PREPARING


def _is_anew(report: Report) -> bool:
    """Named again, or with the office: that goes on from nothing before."""
    sent = report.clause.tells(Sign.SENDING, Sign.HANDING)
    strange = next((mark for mark in report.clause.head if mark.sign in _SAYING), None)
    return (
        report.clause.tells(*NAMING)
        or (report.clause.tells(Sign.OFFICE) and not sent)
        or (strange is not None and strange.sign is Sign.UNKNOWN)
    )


#: Strange words before what is said may name something else.
_SAYING = STATED | {Sign.UNKNOWN}


def _until(duty: Candidate, reports: Sequence[Report], pool: Pool) -> date:
    """The one day that is named, today or later."""
    today = pool.scope.at.date()
    said = [
        mark.said
        for report in reports
        for mark in report.clause.head
        if mark.said is not None
    ]
    days = {dates.after(one, duty.due, pool.scope.calendar) for one in said}
    day = days.pop() if len(days) == 1 else None
    if day is None or not today <= day <= today + _FARTHEST:
        raise Unsure(Unclear.UNTIL_WHEN, (duty,))
    if duty.due is not None and day <= duty.due:
        raise Unsure(Unclear.UNTIL_WHEN, (duty,))
    return day


def _note(
    text: str, duty: Candidate, status: Said, reports: Sequence[Report]
) -> str | None:
    """The reason, or the number of the paper that went out (not one of the title)."""
    for report in reports:
        place = report.evidence if status is Said.READY else report.reason
        if place is not None:
            note = " ".join(text[place[0] : place[1]].split()).strip(" ,.;:-!\"'")
            cited = status is Said.READY and note in duty.title
            return None if cited else note or None
    return None
