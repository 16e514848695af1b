"""The ledger: what was accepted and what was refused, one line a call, never altered.

A harness compares it with a database: what the street has accepted is what was said,
whatever the bot came to know of it. Every accepted message, edit and removal is here;
of other calls those that were refused, or struck by a fault.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sandbox.weather.calls import EDITING, SENDING, Call, Name

KEPT = SENDING | EDITING | {"deleteMessage"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    number: int
    #: On the machine's monotonic clock, which all its processes share.
    seconds: float
    #: By the street's own clock.
    at: datetime
    call: Call
    accepted: bool
    message: Name | None = None
    text: str | None = None
    #: What was answered in place of a result: a status with Telegram's words.
    status: int | None = None
    reason: str | None = None
    retry_after: int | None = None
    #: Which limit was passed, or "early": called before retry_after was over.
    over: str | None = None
    fault: str | None = None

    @property
    def text_hash(self) -> str | None:
        return None if self.text is None else hash_of(self.text)

    def as_json(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "seconds": self.seconds,
            "at": self.at.isoformat(),
            "bot": self.call.bot,
            "method": self.call.method,
            "chat": self.call.chat,
            "accepted": self.accepted,
            "message": self.message,
            "text": self.text,
            "hash": self.text_hash,
            "status": self.status,
            "reason": self.reason,
            "retry_after": self.retry_after,
            "over": self.over,
            "fault": self.fault,
        }


class Ledger:
    def __init__(self) -> None:
        self._entries: list[Entry] = []
        #: Running totals: accepted, refused, early.
        self.counts: Counter[str] = Counter()

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def write(self, call: Call, seconds: float, at: datetime, **what: Any) -> None:
        """`what` are an entry's other fields."""
        number = len(self._entries) + 1
        entry = Entry(number=number, seconds=seconds, at=at, call=call, **what)
        self._entries.append(entry)
        self.counts["accepted" if entry.accepted else "refused"] += 1
        self.counts["early"] += entry.over == "early"

    def since(self, number: int) -> list[Entry]:
        """Those after this one; all, since 0."""
        return self._entries[max(number, 0) :]

    def sends(self) -> list[Entry]:
        return [e for e in self if e.accepted and e.call.method in SENDING]

    def edits(self) -> list[Entry]:
        return [e for e in self if e.accepted and e.call.method in EDITING]

    def refused(self) -> list[Entry]:
        return [e for e in self if not e.accepted]

    def early(self) -> list[Entry]:
        """Calls made before `retry_after` was over."""
        return [e for e in self if e.over == "early"]

    def said_twice(self, label: str = "") -> list[list[Entry]]:
        """Sends of one text into one chat more than once; `label` opens a copy."""
        alike: dict[tuple[Name, Name | None, str], list[Entry]] = defaultdict(list)
        for entry in self.sends():
            text = (entry.text or "").removeprefix(label).strip()
            alike[entry.call.bot, entry.call.chat, hash_of(text)].append(entry)
        return [entries for entries in alike.values() if len(entries) > 1]

    def figures(self, label: str = "") -> dict[str, Any]:
        """In a few numbers; `extra` are copies, `labelled` those that say so."""
        sends = self.sends()
        alike = self.said_twice(label)
        says_so = [
            entry
            for entries in alike
            for entry in entries
            if label and (entry.text or "").startswith(label)
        ]
        return {
            "sends": len(sends),
            "edits": len(self.edits()),
            "refused": len(self.refused()),
            "reasons": dict(
                Counter(e.fault or e.over or e.reason for e in self.refused())
            ),
            "struck": dict(Counter(e.fault for e in self if e.fault)),
            "early": len(self.early()),
            "extra": sum(len(entries) - 1 for entries in alike),
            "labelled": len(says_so),
            "busiest_second": _busiest([e.seconds for e in sends], 1.0),
            "busiest_second_of_a_chat": _busiest_chat(sends, 1.0),
            "busiest_minute_of_a_group": _busiest_chat(
                [e for e in sends if e.call.in_group], 60.0
            ),
        }


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _busiest(moments: list[float], within: float) -> int:
    """The most that lie in any stretch of this length."""
    most = first = 0
    for last, moment in enumerate(moments):
        while moments[first] <= moment - within:
            first += 1
        most = max(most, last - first + 1)
    return most


def _busiest_chat(entries: Iterable[Entry], within: float) -> int:
    chats: dict[tuple[Name, Name | None], list[float]] = defaultdict(list)
    for entry in entries:
        chats[entry.call.bot, entry.call.chat].append(entry.seconds)
    return max((_busiest(moments, within) for moments in chats.values()), default=0)
