"""Refs: every entry of a draft has a name of its own.

Tables number again and again from 1, and calendars do not number at all. A name that
is met twice gets a further number, and the second is a doubt.
"""

from dataclasses import replace

from programme.document import AgendaItem, Draft, Meeting
from programme.reading.doubts import Doubts


def with_refs(draft: Draft, doubts: Doubts) -> Draft:
    if not _repeats(draft):
        return draft
    names = _Names(doubts)
    return replace(
        draft,
        meetings=tuple(names.meeting(meeting) for meeting in draft.meetings),
        submissions=tuple(names.item(item) for item in draft.submissions),
        recurring=tuple(
            replace(one, ref=names.own(one.ref, one.line, one.title))
            for one in draft.recurring
        ),
    )


def _repeats(draft: Draft) -> bool:
    refs = [meeting.ref for meeting in draft.meetings]
    refs += [item.ref for item in draft.items]
    refs += [again.ref for again in draft.recurring]
    return len(set(refs)) != len(refs)


class _Names:
    def __init__(self, doubts: Doubts) -> None:
        self.doubts = doubts
        self.taken: dict[str, int] = {}

    def own(self, ref: str, line: int, title: str) -> str:
        self.taken[ref] = self.taken.get(ref, 0) + 1
        if self.taken[ref] == 1:
            return ref
        name = f"{ref}-{self.taken[ref]}"
        self.doubts.add("ref-repeated", line, title, mark=ref or "(trống)", name=name)
        return name

    def meeting(self, meeting: Meeting) -> Meeting:
        ref = self.own(meeting.ref, meeting.line, meeting.title)
        items = tuple(self.item(item) for item in meeting.items)
        return replace(meeting, ref=ref, items=items)

    def item(self, item: AgendaItem) -> AgendaItem:
        return replace(item, ref=self.own(item.ref, item.line, item.title))
