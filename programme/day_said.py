"""The one day that a few words name: "24/7", "thứ sáu tuần sau", "ngày mai"."""

from datetime import date

from programme.calendar import WorkCalendar
from programme.replies.dates import Today, day_at
from programme.replies.tokens import clean, tokenise


def day_in(words: str, today: date, calendar: WorkCalendar) -> date | None:
    """None where no day is named for certain, or more than one is."""
    tokens = tokenise(clean(words[:300]))
    found: list[date | None] = []
    at = 0
    while at < len(tokens):
        said = day_at(tokens, at, Today(today, calendar))
        if said is None:
            at += 1
            continue
        found.append(None if said.more is not None else said.day)
        at = max(said.end, at + 1)
    return found[0] if len(found) == 1 else None
