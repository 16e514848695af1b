"""Letters that wait while what they say changes: worded anew, or not sent at all."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import insert, select, update

from programme.letters import Letter, LetterState, Posted
from programme.reminders import Addressee, ChatRole, Kind, Reminder
from storage.everywhere import Everywhere
from storage.homes import found_home
from storage.letters import LetterShelf, is_planned, planned
from storage.rehearsing import Rehearsing
from storage.tables.post import Fate, letters, reminders

#: A letter in one of these states never reached anybody.
_NEVER_SENT = (LetterState.PLANNED, LetterState.SUPERSEDED, LetterState.EXPIRED)


class Retiring(LetterShelf, Rehearsing):
    """The part of the outbox that looks after letters not sent yet."""

    async def waiting_of(self, programme: int) -> list[Posted]:
        """Planned letters that say something of this programme."""
        of_it = select(reminders.c.letter).where(reminders.c.programme == programme)
        waits = letters.c.state == LetterState.PLANNED
        return await self._posted(waits, letters.c.id.in_(of_it))

    async def silences_waiting(self) -> list[Posted]:
        """Planned letters that tell of a silence, oldest first."""
        is_one = letters.c.kind == Kind.ESCALATION
        return await self._posted(is_planned(letters), is_one)

    async def silences_carried(self) -> list[tuple[Posted, list[Posted]]]:
        """Planned letters that tell of silences beside other news, with those."""
        waits = select(letters.c.id).where(is_planned(letters))
        rows = await self._rows(
            select(letters.c.id, letters.c.joined_to).where(
                letters.c.joined_to.in_(waits), letters.c.kind == Kind.ESCALATION
            )
        )
        found: dict[int, list[int]] = {}
        for row in rows:
            found.setdefault(row["joined_to"], []).append(row["id"])
        return [
            (carrier, await self._posted(letters.c.id.in_(told)))
            for number, told in sorted(found.items())
            for carrier in await self._posted(letters.c.id == number)
            if carrier.letter.kind is not Kind.ESCALATION
        ]

    async def say_in_place(
        self,
        old: Posted,
        letter: Letter,
        silent: Sequence[Posted],
        gone: Collection[int],
    ) -> bool:
        """The same letter with other words, about other duties, while it waits; the
        silences that it carries are of those no more that are gone."""
        changed = await self._do(
            update(letters)
            .where(letters.c.id == old.id, is_planned(letters))
            .values(text=letter.text, duties=letter.duties, refs=letter.refs)
        )
        for one in silent if changed else ():
            left = [number for number in one.letter.duties if number not in gone]
            await self._do(
                update(letters).where(letters.c.id == one.id).values(duties=left)
            )
        return changed == 1

    async def told_of(self, programme: int) -> list[Addressee]:
        """Who has been sent anything of this programme: a letter that went, or may."""
        rows = await self._rows(
            select(reminders.c.to_role, reminders.c.to_agency)
            .join(letters, letters.c.id == reminders.c.letter)
            .where(
                reminders.c.programme == programme,
                letters.c.state.not_in(_NEVER_SENT),
            )
            .distinct()
            .order_by(reminders.c.to_role, reminders.c.to_agency)
        )
        return [
            Addressee(role=ChatRole(row["to_role"]), agency=row["to_agency"])
            for row in rows
        ]

    async def word_anew(
        self, old: Posted, letter: Letter | None, kept: Sequence[Reminder], at: datetime
    ) -> int | None:
        """`letter` goes in the place of `old`, with these of its reminders; or none.

        None too if `old` is on its way meanwhile: then nothing changes.
        """
        gone = await self._do(
            update(letters)
            .where(letters.c.id == old.id, letters.c.state == LetterState.PLANNED)
            .values(state=LetterState.SUPERSEDED, since=at)
        )
        if not gone:
            return None
        every = Everywhere(self._connection)
        await every.let_go([old.id], at)
        await self._let_go(old, kept)
        if letter is None:
            return None
        (letter,) = await self.as_posted([letter])
        copied = await every.still_copied(old.id)
        number: int = await self._one(
            insert(letters).values(planned(letter, at, kept)).returning(letters.c.id)
        )
        await self._do(found_home())
        await every.copy_out(number, letter, copied, kept, at)
        await self._do(
            update(reminders)
            .where(reminders.c.key.in_([reminder.key for reminder in kept]))
            .values(letter=number)
        )
        return number

    async def _let_go(self, old: Posted, kept: Iterable[Reminder]) -> None:
        keys = [reminder.key for reminder in kept]
        await self._do(
            update(reminders)
            .where(reminders.c.letter == old.id, reminders.c.key.not_in(keys))
            .values(fate=Fate.SUPERSEDED)
        )
