"""Which entry of the programme in force a notice of change speaks of."""

from datetime import date

from rapidfuzz import fuzz

from programme.document import AgendaItem, Change, ChangeAction, Draft, Meeting
from programme.errors import ProgrammeError
from programme.matching import MAYBE, SAME_LEAD, Entry, entries_of, likeness
from programme.words import fold, tidy

#: A notice may quote a title in part: each of its words must stand in it, in a row
#: nearly or not, and it must be long enough to mean something.
_QUOTED, _LONG_ENOUGH = 92, 12
_SHORTENED, _ENOUGH_WORDS = 90, 4
#: The best must be so much more alike than the next.
_AHEAD = 6


class NotClear(ProgrammeError):
    """What the notice says cannot be applied for certain."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code)
        self.code = code
        self.message = message


def find_target(draft: Draft, change: Change) -> Entry:
    """The one entry; raises NotClear for none and for several."""
    entries = entries_of(draft)
    live = [entry for entry in entries if not entry.is_withdrawn]
    again = change.action is ChangeAction.WITHDRAWN
    found = _named(live, change) or (_named(entries, change) if again else [])
    if not found:
        raise NotClear(
            "no-such-entry", "Không tìm thấy mục này trong chương trình đang thực hiện"
        )
    if len(found) > 1:
        refs = ", ".join(entry.ref for entry in found[:4])
        raise NotClear("several-entries", f"Có nhiều mục giống nhau ({refs})")
    _check_date(found[0], change)
    return found[0]


def _named(entries: list[Entry], change: Change) -> list[Entry]:
    """By number, title and date; each narrows what the others leave."""
    if change.ref:
        found = _by_ref(entries, change.ref)
        title = _title_of(change)
        if title and change.action is not ChangeAction.REWORDED:
            found = [e for e in found if _quotes(title, e.title) >= MAYBE]
        return _narrowed(found, change)
    if change.title:
        return _narrowed(_by_title(entries, change.title), change)
    if change.old_date:
        return [e for e in entries if _meets_on(e, change.old_date)]
    return []


def _title_of(change: Change) -> str:
    """Nothing where the whole sentence stands for a title that is not in it."""
    both = [fold(tidy(said)).rstrip(" .;") for said in (change.title, change.words)]
    return "" if both[0] == both[1] else change.title


def _by_ref(entries: list[Entry], ref: str) -> list[Entry]:
    if ref.isdecimal():
        return [e for e in entries if e.is_item and e.ref.rpartition(".")[2] == ref]
    return [entry for entry in entries if entry.ref == ref]


def _by_title(entries: list[Entry], title: str) -> list[Entry]:
    """Those that are alike enough, and as alike as the best nearly."""
    scored = [(_quotes(title, entry.title), entry) for entry in entries]
    best = max((score for score, _ in scored), default=0.0)
    if best < SAME_LEAD:
        return []
    return [entry for score, entry in scored if score > best - _AHEAD]


def _quotes(title: str, whole: str) -> float:
    """How much `title` is `whole`, or a part of it."""
    short, long = fold(tidy(title)), fold(tidy(whole))
    alike = likeness(title, whole)
    if len(short) < _LONG_ENOUGH or len(short) >= len(long):
        return alike
    part = fuzz.partial_ratio(short, long)
    some, every = set(short.split()), set(long.split())
    is_shortened = some <= every and len(some) >= _ENOUGH_WORDS
    return max(
        alike, part if part >= _QUOTED else 0.0, _SHORTENED if is_shortened else 0.0
    )


def _narrowed(found: list[Entry], change: Change) -> list[Entry]:
    """Of several, those on the old day (or on the new one already), of that agency."""
    for day in (change.old_date, change.new_date):
        on_day = [entry for entry in found if day and day in _days(entry)]
        if len(found) > 1 and on_day:
            found = on_day
    if len(found) > 1 and change.action is not ChangeAction.REASSIGNED:
        found = [e for e in found if set(e.lead) & set(change.lead)] or found
    return found


def _meets_on(entry: Entry, day: date) -> bool:
    return isinstance(entry.said, Meeting) and entry.said.starts_on == day


def _days(entry: Entry) -> set[date | None]:
    due = entry.said.due_on if isinstance(entry.said, AgendaItem) else None
    return {entry.day, due} - {None}


def _check_date(entry: Entry, change: Change) -> None:
    """The old date that a notice gives must be the one that is in force."""
    days = _days(entry)
    if change.old_date is None or not days or change.old_date in days:
        return
    if change.new_date in days:
        return  # it is so already
    known = ", ".join(f"{day.day}/{day.month}" for day in sorted(filter(None, days)))
    raise NotClear(
        "other-date",
        f"Thông báo ghi ngày cũ là {change.old_date.day}/{change.old_date.month}, "
        f"chương trình đang thực hiện ghi {known}",
    )
