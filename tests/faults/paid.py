"""What the month was charged, try by try, held against what arrived on Zalo.

A try is paid for as it is taken. If it was said to its end, every part of it is there;
who is killed with it in hand has said none of it, or some, or all. Nothing else may be
missing.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from storage import Store
from storage.tables.people import chats
from storage.tables.post import accepted, attempts, letters
from tests.faults.oracle import LABEL, Row, as_said, plain_words

_COUNT = re.compile(r"\((\d+)/(\d+)\)\n")


@dataclass(kw_only=True)
class Said:
    """One letter in one chat, as far as it came; `of`: how many parts it has."""

    chat: str
    of: int
    parts: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    @property
    def is_copy(self) -> bool:
        return self.parts[0].startswith(LABEL)

    @property
    def words(self) -> str:
        return plain_words("\n\n".join(self.parts)).removeprefix(LABEL).strip()

    def is_of(self, paid: "Paid") -> bool:
        is_there = paid.chat == self.chat and paid.is_copy == self.is_copy
        return is_there and paid.words.startswith(self.words)


@dataclass(kw_only=True)
class Paid:
    """One try: who made it, for how many messages, and what arrived of it."""

    letter: int
    words: str
    chat: str
    #: Whether the letter had been paid for before: then it says that it is a copy.
    is_copy: bool
    pid: int
    cost: int
    outcome: str | None
    message: str | None
    said: Said | None = None

    @property
    def arrived(self) -> int:
        return len(self.said.parts) if self.said else 0

    @property
    def is_whole(self) -> bool:
        """Every part is there, each once and in its place, and nothing was left out."""
        said = self.said
        is_all = said is not None and len(said.parts) == said.of == self.cost
        return is_all and said is not None and said.words == self.words


async def paid_for(store: Store, log: Row) -> list[Paid]:
    """Every try that has cost something. What arrived is somebody's, or it raises."""
    async with store.read() as unit:
        found = _as_paid(await unit.outbox._rows(_PAID))
    left = list(said_in_chats(log))
    by_message = {said.messages[-1]: said for said in left}
    for one in found:
        if one.message is not None:  # it was told which message it became
            one.said = by_message[one.message]
            assert one.said.is_of(one), (one, one.said)
            left.remove(one.said)
    for one in found:
        if one.message is None:
            one.said = next((said for said in left if said.is_of(one)), None)
            if one.said is not None:
                left.remove(one.said)
    assert left == [], "nobody has paid for these"
    return found


def said_in_chats(log: Row) -> Iterable[Said]:
    """What Zalo took, put together again; of a letter the parts stand in order."""
    last: dict[str, Said] = {}
    for entry in log["entries"]:
        if entry["method"] != "sendMessage" or not entry["accepted"]:
            continue
        chat, text = str(entry["chat"]), entry["text"]
        count = _COUNT.match(text)
        number, of = (int(count[1]), int(count[2])) if count else (1, 1)
        if number == 1:
            said = last[chat] = Said(chat=chat, of=of)
            yield said
        said = last[chat]
        assert (len(said.parts) + 1, said.of) == (number, of), (said, text)
        said.parts.append(text[count.end() :] if count else text)
        said.messages.append(str(entry["message"]))


def _as_paid(rows: Iterable[Mapping[str, Any]]) -> list[Paid]:
    before: set[int] = set()
    found: list[Paid] = []
    for row in rows:
        paid = Paid(
            letter=row["letter"],
            words=as_said(row["text"]),
            chat=row["address"],
            is_copy=row["letter"] in before,
            pid=int(row["worker"].split(":")[1]),
            cost=row["cost"],
            outcome=row["outcome"],
            message=row["message_id"],
        )
        before.add(paid.letter)
        found.append(paid)
    return found


_PAID = (
    select(
        *(attempts.c.letter, attempts.c.worker, attempts.c.cost, attempts.c.outcome),
        *(letters.c.text, chats.c.address, accepted.c.message_id),
    )
    .join(letters, letters.c.id == attempts.c.letter)
    .join(chats, chats.c.id == attempts.c.chat)
    .outerjoin(
        accepted,
        (accepted.c.letter == attempts.c.letter) & (accepted.c.attempt == attempts.c.n),
    )
    .where(attempts.c.cost > 0)
    .order_by(attempts.c.started, attempts.c.letter, attempts.c.n)
)
