"""Agencies that are written to in every chat of theirs, not in the first that works.

Each chat gets a letter of its own, bound to it, with a key of its own. The reminders
belong to the first; the others are copies of it, and share its end while they wait.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, select, update

from programme.chats import ChatState
from programme.letters import Letter, LetterState
from programme.reminders import Addressee, ChatRole, Reminder, agency
from storage.bites import in_bites
from storage.dialect import insert
from storage.letters import is_planned, planned_at
from storage.shelf import Shelf
from storage.tables.month import every_chat
from storage.tables.people import chats
from storage.tables.post import letters


class Everywhere(Shelf):
    async def named(self) -> set[str]:
        """The agencies that are written to so."""
        rows = await self._rows(select(every_chat.c.agency))
        return {row["agency"] for row in rows}

    async def begin(self, name: str, *, at: datetime, by: str) -> None:
        new = insert(every_chat).values(agency=name, at=at, by=by)
        await self._do(new.on_conflict_do_nothing())

    async def end(self, name: str) -> None:
        await self._do(delete(every_chat).where(every_chat.c.agency == name))

    async def chats_of(self, meant: Iterable[Letter]) -> dict[Addressee, list[int]]:
        """Of those among their addressees who have several chats, each in order."""
        whose = {
            one.to.agency
            for one in meant
            if one.to is not None
            and one.to.role is ChatRole.AGENCY
            and one.chat is None
            and one.edits is None
        }
        found: dict[Addressee, list[int]] = {}
        for some in in_bites(whose):
            rows = await self._rows(
                select(chats.c.id, chats.c.agency)
                .join(every_chat, every_chat.c.agency == chats.c.agency)
                .where(
                    chats.c.agency.in_(some),
                    chats.c.role == ChatRole.AGENCY,
                    chats.c.state == ChatState.LINKED,
                )
                .order_by(chats.c.position)
            )
            for row in rows:
                found.setdefault(agency(row["agency"]), []).append(row["id"])
        return {to: where for to, where in found.items() if len(where) > 1}

    async def copy_out(
        self,
        number: int,
        letter: Letter,
        where: Sequence[int],
        says: Iterable[Reminder],
        now: datetime,
    ) -> list[tuple[int, Letter]]:
        """The same in these chats, too: what says the reminders is letter `number`."""
        said, copies = list(says), list[tuple[int, Letter]]()
        for chat in where:
            copy = replace(letter, key=f"{letter.key}@{chat}", chat=chat)
            row = {**planned_at(copy, now, chat, said), "copy_of": number}
            new = insert(letters).values(row).returning(letters.c.id)
            copies.append((await self._one(new), copy))
        return copies

    async def still_copied(self, number: int) -> list[int]:
        """The chats whose copy of that letter was let go, and is to be worded anew."""
        rows = await self._rows(
            select(letters.c.chat)
            .join(chats, chats.c.id == letters.c.chat)
            .where(
                letters.c.copy_of == number,
                letters.c.state == LetterState.SUPERSEDED,
                chats.c.state == ChatState.LINKED,
            )
            .order_by(chats.c.position)
        )
        return [row["chat"] for row in rows]

    async def let_go(self, of: Collection[int], at: datetime) -> None:
        """Copies that wait are not sent any more than what they are copies of."""
        for some in in_bites(of):
            await self._do(
                update(letters)
                .where(letters.c.copy_of.in_(some), is_planned(letters))
                .values(state=LetterState.SUPERSEDED, since=at)
            )


def bound(letter: Letter, where: Sequence[int]) -> Letter:
    """It stays in the first of these chats: the others have theirs."""
    return replace(letter, chat=where[0]) if where else letter
