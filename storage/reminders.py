"""Reminders that were said or put aside: a key is used once, for ever."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select

from programme.reminders import Addressee, Reminder
from storage.bites import in_bites
from storage.dialect import insert
from storage.rows import Row, to_columns, to_value
from storage.shelf import Shelf
from storage.tables.post import Fate, reminders


class Reminders(Shelf):
    async def said(self, keys: Iterable[str]) -> set[str]:
        """Which of these are used up: said, or put aside."""
        found: set[str] = set()
        for some in in_bites(keys):
            known = select(reminders.c.key).where(reminders.c.key.in_(some))
            found.update(row["key"] for row in await self._rows(known))
        return found

    async def put_aside(
        self, aside: Iterable[Reminder], fate: str, at: datetime
    ) -> None:
        """They will not be said; what was said already stays said."""
        rows = [_to_columns(reminder, Fate(fate), at) for reminder in aside]
        await self._do_many(insert(reminders).on_conflict_do_nothing(), rows)

    async def say(self, said: Iterable[Reminder], letter: int, at: datetime) -> None:
        """This letter says them; a key that is used up already is an error."""
        await self.say_all([(letter, reminder) for reminder in said], at)

    async def say_all(self, said: Iterable[tuple[int, Reminder]], at: datetime) -> None:
        """Each with the letter that says it."""
        rows = [
            {**_to_columns(reminder, Fate.SAID, at), "letter": letter}
            for letter, reminder in said
        ]
        await self._do_many(insert(reminders), rows)

    async def of_letter(self, letter_id: int) -> list[Reminder]:
        of_it = select(reminders).where(reminders.c.letter == letter_id)
        in_order = of_it.order_by(reminders.c.at, reminders.c.key)
        return [_to_reminder(row) for row in await self._rows(in_order)]

    async def of_letters(self, ids: Iterable[int]) -> dict[int, list[Reminder]]:
        """What each of them says, and what of the same duties was put aside, without
        which older steps would be taken for unsaid. One that says none is not in it."""
        found: dict[int, list[Reminder]] = {}
        whose: dict[int, int] = {}
        for some in in_bites(ids):
            of_them = select(reminders).where(reminders.c.letter.in_(some))
            for row in await self._rows(of_them):
                found.setdefault(row["letter"], []).append(_to_reminder(row))
                if row["duty"] is not None:
                    whose[row["duty"]] = row["letter"]
        for some in in_bites(whose):
            aside = select(reminders).where(
                reminders.c.duty.in_(some), reminders.c.letter.is_(None)
            )
            for row in await self._rows(aside):
                found[whose[row["duty"]]].append(_to_reminder(row))
        return found


def _to_columns(reminder: Reminder, fate: Fate, at: datetime) -> dict[str, Any]:
    return {
        **to_columns(reminder, "to", "urgent"),
        "to_role": reminder.to.role,
        "to_agency": reminder.to.agency,
        "fate": fate,
        "put_at": at,
    }


def _to_reminder(row: Row) -> Reminder:
    to = Addressee(role=row["to_role"], agency=row["to_agency"])
    return to_value(Reminder, row, to=to, urgent=False)
