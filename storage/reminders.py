"""Reminders that were said or put aside: a key is used once, for ever."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select

from programme.reminders import Addressee, Reminder
from storage.dialect import insert
from storage.rows import Row, to_columns, to_value
from storage.shelf import Shelf
from storage.tables.post import Fate, reminders

#: Keys asked for at once; a statement takes only so many.
_AT_ONCE = 500


class Reminders(Shelf):
    async def said(self, keys: Iterable[str]) -> set[str]:
        """Which of these are used up: said, or put aside."""
        wanted = list(keys)
        found: set[str] = set()
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
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
        rows = [
            {**_to_columns(reminder, Fate.SAID, at), "letter": letter}
            for reminder in said
        ]
        await self._do_many(insert(reminders), rows)

    async def of_letter(self, letter_id: int) -> list[Reminder]:
        of_it = select(reminders).where(reminders.c.letter == letter_id)
        in_order = of_it.order_by(reminders.c.at, reminders.c.key)
        return [_to_reminder(row) for row in await self._rows(in_order)]


def _to_columns(reminder: Reminder, fate: Fate, at: datetime) -> dict[str, Any]:
    return {
        **to_columns(reminder, "to"),
        "to_role": reminder.to.role,
        "to_agency": reminder.to.agency,
        "fate": fate,
        "put_at": at,
    }


def _to_reminder(row: Row) -> Reminder:
    to = Addressee(role=row["to_role"], agency=row["to_agency"])
    return to_value(Reminder, row, to=to)
