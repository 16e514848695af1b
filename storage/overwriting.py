"""Messages of ours that stand in chats and say what they must not say any more."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from programme.letters import LetterState, Posted
from storage.bites import in_bites
from storage.letters import LetterShelf, posted_letters, to_posted
from storage.rows import Row
from storage.tables.people import chats
from storage.tables.post import IN_FLIGHT, accepted, letters


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One message as it is read there now: `shown` is what was last written in it.

    `is_there`: whether the chat's present address knows it by that number; one that
    became a supergroup does not.
    """

    shown: Posted
    message: str
    sent_at: datetime
    chat_title: str
    is_there: bool


class Overwriting(LetterShelf):
    async def standing(self, numbers: Collection[int]) -> list[Standing]:
        """The messages in which one of these letters is what stands there now, and
        nothing waits to be written over it."""
        found: list[Standing] = []
        seen: set[tuple[int, str]] = set()
        for some in in_bites(sorted(numbers)):
            rows = await self._rows(
                posted_letters().where(
                    letters.c.id.in_(some), letters.c.state == LetterState.SENT
                )
            )
            for row in rows:
                place = (row["lane"], row["edits"] or row["message_id"])
                if None in place or place in seen:
                    continue
                seen.add(place)
                one = await self._at(*place)
                if one is not None and one.shown.id in numbers:
                    found.append(one)
        return found

    async def on_the_way(self, numbers: Collection[int]) -> list[int]:
        """Those of these letters of which nobody knows yet whether they arrived."""
        found: list[int] = []
        for some in in_bites(sorted(numbers)):
            flying = letters.c.state.in_(IN_FLIGHT)
            wanted = select(letters.c.id).where(letters.c.id.in_(some), flying)
            found += [row["id"] for row in await self._rows(wanted)]
        return found

    async def named(self, keys: Collection[str]) -> list[Posted]:
        """The letters of these keys."""
        found: list[Posted] = []
        for some in in_bites(sorted(keys)):
            found += await self._posted(letters.c.key.in_(some))
        return found

    async def titles_of(self, numbers: Collection[int]) -> dict[int, str]:
        """What the chats of these numbers are called."""
        rows = await self._rows(
            select(chats.c.id, chats.c.title).where(chats.c.id.in_(list(numbers)))
        )
        return {row["id"]: row["title"] for row in rows}

    async def _at(self, lane: int, message: str) -> Standing | None:
        rows = await self._rows(
            posted_letters()
            .where(letters.c.lane == lane)
            .where(or_(letters.c.message_id == message, letters.c.edits == message))
            .order_by(letters.c.since, letters.c.id)
        )
        planned = select(letters.c.id).where(
            letters.c.chat == lane,
            letters.c.edits == message,
            letters.c.state == LetterState.PLANNED,
        )
        said = [row for row in rows if row["state"] is LetterState.SENT]
        if not said or await self._one(planned.limit(1)) is not None:
            return None
        last = said[-1]
        return Standing(
            shown=to_posted(last),
            message=message,
            sent_at=said[0]["since"],
            chat_title=(await self.titles_of([lane])).get(lane, ""),
            is_there=await self._is_there(last, message),
        )

    async def _is_there(self, row: Row, message: str) -> bool:
        known = select(accepted.c.letter).where(
            accepted.c.channel == row["channel"],
            accepted.c.address == row["address"],
            accepted.c.message_id == message,
        )
        return await self._one(known) is not None
