"""A notice of change applied to the programme in force, entry by entry.

What matches nothing, or two things, is a doubt and is not applied. What is so already
is left as it is: a notice may come twice.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar, cast

from programme.document import (
    AgendaItem,
    Change,
    ChangeAction,
    Doubt,
    Draft,
    Meeting,
    Recurring,
    Status,
)
from programme.insertions import added
from programme.matching import Entry, Said
from programme.targets import NotClear, find_target

One = TypeVar("One", Meeting, AgendaItem, Recurring)


def amended(in_force: Draft, notice: Draft) -> tuple[Draft, tuple[Doubt, ...]]:
    """The programme as the notice wants it, and what could not be applied.

    It keeps what the notice said: its numbers are then those of before.
    """
    draft, doubts = in_force, list[Doubt]()
    for change in notice.changes:
        try:
            draft = _applied(draft, change)
        except NotClear as error:
            doubts.append(_doubt(change, error))
    said = replace(draft, changes=notice.changes, urgent=notice.urgent)
    return said, tuple(doubts)


def _doubt(change: Change, error: NotClear) -> Doubt:
    return Doubt(
        code=error.code,
        line=change.line,
        text=change.words,
        message=f"{error.message}; chưa áp dụng.",
    )


def _applied(draft: Draft, change: Change) -> Draft:
    if change.action is ChangeAction.ADDED:
        return added(draft, change)
    entry = find_target(draft, change)
    return _with(draft, entry, _ACTIONS[change.action](draft, entry, change))


def _moved(draft: Draft, entry: Entry, change: Change) -> Said | None:
    day = change.new_date
    if day is None:
        raise NotClear("no-new-date", "Chưa rõ ngày mới")
    match entry.said:
        case Meeting():
            return _on_day(entry.said, day)
        case AgendaItem():
            return _item_on_day(draft, entry, entry.said, day)
        case Recurring():
            raise NotClear("recurring", "Lịch định kỳ không chuyển được theo ngày")


def _on_day(meeting: Meeting, day: date) -> Meeting:
    """As long as it was, and held for certain."""
    length = (meeting.ends_on or meeting.starts_on) - meeting.starts_on
    return replace(
        meeting,
        starts_on=day,
        ends_on=day + length if meeting.ends_on else None,
        status=Status.PLANNED,
    )


def _item_on_day(draft: Draft, entry: Entry, item: AgendaItem, day: date) -> AgendaItem:
    """Another due day; a day on which there is another session is not clear."""
    if entry.meeting is not None and day >= entry.meeting.starts_on:
        sessions = [m.ref for m in draft.meetings if m.starts_on == day and m.items]
        among = f" ({', '.join(sessions)})" if sessions else ""
        raise NotClear(
            "which-session",
            f"Chưa rõ ngày mới là hạn gửi hồ sơ hay phiên họp khác{among}",
        )
    return replace(item, due_on=day, status=Status.PLANNED)


def _postponed(draft: Draft, entry: Entry, change: Change) -> Said | None:
    if change.new_date is not None:
        return _moved(draft, entry, change)
    if isinstance(entry.said, Recurring):
        raise NotClear("recurring", "Chưa rõ hoãn lịch định kỳ của ngày nào")
    return replace(entry.said, status=Status.POSTPONED)


def _withdrawn(draft: Draft, entry: Entry, change: Change) -> Said | None:
    del draft, change
    if isinstance(entry.said, Recurring):
        return None
    return replace(entry.said, status=Status.WITHDRAWN)


def _reassigned(draft: Draft, entry: Entry, change: Change) -> Said | None:
    del draft
    if not change.lead and not change.support:
        raise NotClear("no-agency", "Chưa rõ giao cho cơ quan nào")
    lead = change.lead or entry.said.lead
    if isinstance(entry.said, Recurring):
        return replace(entry.said, lead=lead)
    support = change.support or tuple(
        name for name in entry.said.support if name not in lead
    )
    return replace(entry.said, lead=lead, support=support)


def _reworded(draft: Draft, entry: Entry, change: Change) -> Said | None:
    del draft
    if not change.title:
        raise NotClear("no-title", "Chưa rõ nội dung mới")
    return replace(entry.said, title=change.title)


_ACTIONS: Mapping[ChangeAction, Callable[[Draft, Entry, Change], Said | None]] = {
    ChangeAction.MOVED: _moved,
    ChangeAction.POSTPONED: _postponed,
    ChangeAction.WITHDRAWN: _withdrawn,
    ChangeAction.REASSIGNED: _reassigned,
    ChangeAction.REWORDED: _reworded,
}


def _with(draft: Draft, entry: Entry, said: Said | None) -> Draft:
    """The draft with this entry so; without it where it is None."""

    def put(of_list: tuple[One, ...]) -> tuple[One, ...]:
        swapped = (said if one is entry.said else one for one in of_list)
        # What takes an entry's place is of its own kind.
        return cast("tuple[One, ...]", tuple(one for one in swapped if one is not None))

    inside = tuple(replace(one, items=put(one.items)) for one in draft.meetings)
    is_meeting = isinstance(entry.said, Meeting)
    return replace(
        draft,
        meetings=put(draft.meetings) if is_meeting else inside,
        submissions=put(draft.submissions),
        recurring=put(draft.recurring),
    )
