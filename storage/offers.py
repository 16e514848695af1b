"""What a message offered by number, where a chat has no buttons: "A2", "B1".

A mark goes round: A, B, … and from the last to A again. Whoever answers means the
newest message of that mark.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select

from programme.letters import Button, Posted
from storage.dialect import insert
from storage.rows import Row, to_columns
from storage.shelf import Shelf
from storage.tables.offers import offers

#: Letters that with a number are nothing else: I, V, X, L name sections, O and J are
#: read as figures, Q1 is a district or a quarter, T2 a Monday or a February.
MARKS = "ABCDEFGHKMNPRSUWYZ"


@dataclass(frozen=True, kw_only=True)
class Offer:
    """`said`: what number 1, 2, … stands for. `resends`: the which copy it was."""

    letter: int
    resends: int
    chat: int
    mark: str
    said: tuple[Button, ...]
    at: datetime

    def number(self, of: int) -> Button | None:
        return self.said[of - 1] if 0 < of <= len(self.said) else None


class Offers(Shelf):
    async def make(
        self, posted: Posted, said: Sequence[Button], *, at: datetime
    ) -> Offer:
        """For a letter that is about to go. One that was not called after all has its
        mark still; what a copy offers is marked anew, for the first may be read too."""
        chat = posted.chat or 0
        known = await self._found(
            offers.c.letter == posted.id, offers.c.resends == posted.resends, most=1
        )
        mark = known[0].mark if known else await self._next(chat)
        offer = Offer(
            letter=posted.id,
            resends=posted.resends,
            chat=chat,
            mark=mark,
            said=tuple(said),
            at=at,
        )
        values = {
            **to_columns(offer, "said"),
            "said": [to_columns(one) for one in said],
        }
        await self._do(
            insert(offers)
            .values(values)
            .on_conflict_do_update(index_elements=["letter", "resends"], set_=values)
        )
        return offer

    async def marked(self, chat: int, mark: str) -> list[Offer]:
        """The two newest of that mark in this chat, the newest first."""
        return await self._found(offers.c.chat == chat, offers.c.mark == mark, most=2)

    async def newest(self, chat: int, since: datetime, most: int) -> list[Offer]:
        return await self._found(offers.c.chat == chat, offers.c.at >= since, most=most)

    async def has(self, letter: int, data: str) -> bool:
        """Whether any saying of this letter offered that."""
        made = await self._found(offers.c.letter == letter, most=10)
        return any(one.data == data for offer in made for one in offer.said)

    async def _next(self, chat: int) -> str:
        last = await self._found(offers.c.chat == chat, most=1)
        place = MARKS.find(last[0].mark) if last else -1
        return MARKS[(place + 1) % len(MARKS)]

    async def _found(self, *wanted: ColumnElement[bool], most: int) -> list[Offer]:
        rows = await self._rows(
            select(offers)
            .where(*wanted)
            .order_by(offers.c.at.desc(), offers.c.letter.desc())
            .limit(most)
        )
        return [_to_offer(row) for row in rows]


def _to_offer(row: Row) -> Offer:
    found: dict[str, Any] = dict(row)
    return Offer(**{**found, "said": tuple(Button(**one) for one in row["said"])})
