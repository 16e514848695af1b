"""Many letters of one moment posted at once, each with all it says or not at all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import insert, select

from programme.letters import Letter
from programme.reminders import Addressee, Reminder
from storage.bites import in_bites
from storage.chats import Chats
from storage.everywhere import Everywhere, bound
from storage.holding import Holding
from storage.homes import rehomed_all
from storage.letters import planned_at
from storage.reminders import Reminders
from storage.tables.month import channels_shut
from storage.tables.post import letters


@dataclass(frozen=True, kw_only=True)
class New:
    """A letter that is to be posted, and the reminders it says."""

    letter: Letter
    says: tuple[Reminder, ...]


class Posting(Holding):
    async def post_all(self, wanted: Sequence[New], *, now: datetime) -> int:
        """Answers how many were posted.

        One of whose reminders was used is left out. Where a letter of the same key
        has gone out, this is one more of that moment.
        """
        shelf = Reminders(self._connection)
        used = await shelf.said(r.key for new in wanted for r in new.says)
        unsaid = [new for new in wanted if used.isdisjoint(r.key for r in new.says)]
        taken = await self._taken(new.letter.key for new in unsaid)
        fresh = [
            replace(new, letter=_one_more(new)) if new.letter.key in taken else new
            for new in unsaid
        ]
        taken = await self._taken(new.letter.key for new in fresh)
        fresh = [new for new in fresh if new.letter.key not in taken]
        for some in in_bites(fresh):
            await self._post(some, now)
        return len(fresh)

    async def _post(self, wanted: Sequence[New], now: datetime) -> None:
        timed = [self.timed(one.letter, one.says) for one in wanted]
        turned = await self.as_posted(timed)
        new = [
            replace(one, letter=letter)
            for one, letter in zip(wanted, turned, strict=True)
        ]
        every = Everywhere(self._connection)
        spread = (
            await every.chats_of(one.letter for one in new)
            if self.rehearse is None
            else {}
        )
        new = [
            replace(one, letter=bound(one.letter, _spread_of(one.letter, spread)))
            for one in new
        ]
        whose = {one.letter.to for one in new if one.letter.to is not None}
        homes = await Chats(self._connection).homes(whose)
        rows = [
            planned_at(one.letter, now, _home(one.letter, homes), one.says)
            for one in new
        ]
        found = await self._execute(
            insert(letters).returning(letters.c.id, sort_by_parameter_order=True), rows
        )
        await self._find_open_homes()
        numbers = list(zip(found.scalars().all(), new, strict=True))
        for number, one in numbers:
            if where := _spread_of(one.letter, spread):
                await every.copy_out(number, one.letter, where[1:], one.says, now)
        said = [(number, r) for number, one in numbers for r in one.says]
        await Reminders(self._connection).say_all(said, now)

    async def _find_open_homes(self) -> None:
        """Of a chat in a channel that is shut, it is the letter that counts."""
        if await self._one(select(channels_shut.c.channel).limit(1)) is not None:
            await self._do(rehomed_all())

    async def _taken(self, keys: Iterable[str]) -> set[str]:
        found: set[str] = set()
        for some in in_bites(keys):
            known = select(letters.c.key).where(letters.c.key.in_(some))
            found.update(row["key"] for row in await self._rows(known))
        return found


def _home(letter: Letter, homes: Mapping[Addressee, int]) -> int | None:
    if letter.chat is not None or letter.to is None:
        return letter.chat
    return homes.get(letter.to)


def _spread_of(letter: Letter, spread: Mapping[Addressee, list[int]]) -> list[int]:
    """Nowhere else goes what is bound to another chat, as an answer is."""
    where = spread.get(letter.to, []) if letter.to is not None else []
    return where if where and letter.chat in {None, where[0]} else []


def _one_more(new: New) -> Letter:
    return replace(new.letter, key=f"{new.letter.key}+{new.says[0].key}")
