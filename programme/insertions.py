"""A new entry of a notice: to which meeting or list it belongs, and its number."""

from collections import Counter
from dataclasses import replace

from programme.document import AgendaItem, Change, Draft, Meeting, Status
from programme.matching import ANY_LEAD, Entry, entries_of, likeness
from programme.targets import NotClear

#: The section of a meeting that is added where the programme has no such section.
_EXTRA = "BS"


def added(draft: Draft, change: Change) -> Draft:
    """The draft with the new entry; as it is where it has that entry already."""
    if not change.title:
        raise NotClear("no-title", "Chưa rõ nội dung bổ sung")
    same = _like_it(draft, change)
    if same is not None and _is_it(same, change):
        return draft
    if same is not None:
        raise NotClear("there-already", f"Đã có mục {same.ref} gần giống")
    session = _session_of(draft, change)
    if session is not None:
        return _into(draft, session, change)
    if change.new_date is not None:
        return _as_meeting(draft, change)
    if _is_submission(draft, change):
        return _as_submission(draft, change)
    raise NotClear("where-to", "Chưa rõ bổ sung vào phần nào của chương trình")


def _like_it(draft: Draft, change: Change) -> Entry | None:
    live = [entry for entry in entries_of(draft) if not entry.is_withdrawn]
    scored = [(likeness(entry.title, change.title), entry) for entry in live]
    near = [pair for pair in scored if pair[0] >= ANY_LEAD]
    on_day = [pair for pair in near if pair[1].day == change.new_date]
    if change.new_date and near and not on_day and not change.lead:
        return None  # the same meeting on one more day
    return max(on_day or near, key=lambda pair: pair[0], default=(0.0, None))[1]


def _is_it(entry: Entry, change: Change) -> bool:
    said = entry.said
    days = {None, entry.day, said.due_on if isinstance(said, AgendaItem) else None}
    same_lead = not change.lead or set(change.lead) == set(entry.lead)
    is_same = likeness(entry.title, change.title) > 99
    return is_same and same_lead and change.new_date in days


def _session_of(draft: Draft, change: Change) -> Meeting | None:
    """The meeting it is prepared for: named by its number, or by its day."""
    sessions = [m for m in draft.meetings if m.items and m.status is not _GONE]
    if change.ref:
        head = change.ref.rpartition(".")[0] or change.ref
        return next((m for m in sessions if m.ref == head), None)
    on_day = [m for m in sessions if m.starts_on == change.new_date]
    if change.lead and len(on_day) == 1:
        return on_day[0]
    is_only = len(sessions) == 1 and not draft.submissions and not change.new_date
    return sessions[0] if change.lead and is_only else None


_GONE = Status.WITHDRAWN


def _is_submission(draft: Draft, change: Change) -> bool:
    heads = {item.ref.rpartition(".")[0] for item in draft.submissions}
    if change.ref:
        return (change.ref.rpartition(".")[0] or change.ref) in heads
    has_sessions = any(meeting.items for meeting in draft.meetings)
    return bool(heads) and not has_sessions and bool(change.lead)


def _into(draft: Draft, session: Meeting, change: Change) -> Draft:
    item = _item(change, session.ref, session.items)
    grown = replace(session, items=(*session.items, item))
    meetings = tuple(grown if one is session else one for one in draft.meetings)
    return replace(draft, meetings=meetings)


def _as_submission(draft: Draft, change: Change) -> Draft:
    head = draft.submissions[0].ref.rpartition(".")[0]
    item = _item(change, head, draft.submissions)
    due = replace(item, due_on=change.new_date)
    return replace(draft, submissions=(*draft.submissions, due))


def _item(change: Change, head: str, among: tuple[AgendaItem, ...]) -> AgendaItem:
    """Numbered after the last one of its list."""
    ordinal = max((item.ordinal for item in among), default=0) + 1
    return AgendaItem(
        ref=f"{head}.{ordinal}",
        ordinal=ordinal,
        title=change.title,
        lead=change.lead,
        support=change.support,
        status=Status.ADDED,
        line=change.line,
    )


def _as_meeting(draft: Draft, change: Change) -> Draft:
    if change.new_date is None:
        raise NotClear("no-new-date", "Chưa rõ ngày họp")
    meeting = Meeting(
        ref=_next_ref(draft),
        title=change.title,
        starts_on=change.new_date,
        status=Status.ADDED,
        lead=change.lead,
        support=change.support,
        line=change.line,
    )
    return replace(draft, meetings=(*draft.meetings, meeting))


def _next_ref(draft: Draft) -> str:
    """After the last of the section that has most of the meetings."""
    dotted = [m.ref.rpartition(".") for m in draft.meetings if "." in m.ref]
    heads = Counter(head for head, _, _ in dotted)
    head = heads.most_common(1)[0][0] if heads else _EXTRA
    numbers = [int(n) for found, _, n in dotted if found == head and n.isdecimal()]
    return f"{head}.{max(numbers, default=0) + 1}"
