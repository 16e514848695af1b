"""Letters that waited past their day: taken back, so that it is worked out anew.

What such a letter would have said counts as unsaid again, and the rows it spoke of are
looked at: whatever of it is still wanted is said in the words of the day it is said on,
in one message. What an event brought is never taken back; it waits for the morning.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from programme.letters import LetterState, Priority
from programme.reminders import Addressee
from storage.bites import in_bites
from storage.everywhere import Everywhere
from storage.letters import is_planned
from storage.rows import Row
from storage.shelf import Shelf
from storage.tables.post import letters, reminders
from storage.tables.work import duties, meetings, programmes

#: Why a letter was not sent: what it said was worked out anew.
ANEW = "anew"


class Lapsing(Shelf):
    async def lapsed(self, before: datetime, *, urgent: datetime) -> list[int]:
        """Letters that say reminders and were to go before that; of urgent ones,
        before the other."""
        is_urgent = letters.c.priority == int(Priority.URGENT)
        is_other = letters.c.priority > int(Priority.URGENT)
        over = or_(
            and_(is_other, _was_to_go(before)), and_(is_urgent, _was_to_go(urgent))
        )
        rows = await self._rows(select(letters.c.id).where(over, _says_something()))
        return [row["id"] for row in rows]

    async def waiting_for(
        self, whose: Collection[Addressee], before: datetime
    ) -> list[int]:
        """Letters of an earlier moment that would say something to these."""
        rows = await self._rows(
            select(letters.c.id, reminders.c.to_role, reminders.c.to_agency)
            .join(reminders, reminders.c.letter == letters.c.id)
            .where(_was_to_go(before), letters.c.priority >= int(Priority.URGENT))
            .distinct()
        )
        return sorted({row["id"] for row in rows if _to(row) in whose})

    async def is_behind(self, before: datetime) -> bool:
        """Whether anything waits of an earlier moment that would say a reminder."""
        found = select(letters.c.id).where(_was_to_go(before), _says_something())
        return await self._one(found.limit(1)) is not None

    async def take_back(self, ids: Iterable[int], now: datetime) -> int:
        """Those that still wait; answers how many."""
        count = 0
        for some in in_bites(ids):
            gone = await self._rows(
                update(letters)
                .where(letters.c.id.in_(some), is_planned(letters))
                .values(state=LetterState.SUPERSEDED, error=ANEW, since=now)
                .returning(letters.c.id)
            )
            numbers = [row["id"] for row in gone]
            await Everywhere(self._connection).let_go(numbers, now)
            spoken = await self._rows(
                delete(reminders)
                .where(reminders.c.letter.in_(numbers))
                .returning(reminders.c.programme, reminders.c.meeting, reminders.c.duty)
            )
            await self._wake(spoken)
            count += len(numbers)
        return count

    async def news_waits(self, now: datetime) -> bool:
        """Whether news could go now."""
        return (
            await self._one(select(letters.c.id).where(_is_news(now)).limit(1))
            is not None
        )

    async def put_off_news(self, now: datetime, until: datetime) -> int:
        """What events brought and could go now waits until then."""
        return await self._do(
            update(letters).where(_is_news(now)).values(not_before=until)
        )

    async def _wake(self, spoken: Sequence[Row]) -> None:
        held: defaultdict[int, set[str]] = defaultdict(set)
        for row in spoken:
            if row["meeting"] is not None:
                held[row["programme"]].add(row["meeting"])
        for number, refs in held.items():
            await self._do(
                update(meetings)
                .where(meetings.c.programme == number, meetings.c.ref.in_(refs))
                .values(wakes_at=None)
            )
        owed = {row["duty"] for row in spoken if row["duty"] is not None}
        for some in in_bites(owed):
            await self._do(
                update(duties).where(duties.c.id.in_(some)).values(wakes_at=None)
            )
        if any(row["duty"] is None and row["meeting"] is None for row in spoken):
            # A standing message is of every programme.
            in_force = programmes.c.withdrawn_at.is_(None)
            await self._do(update(programmes).where(in_force).values(wakes_at=None))


def _to(row: Row) -> Addressee:
    return Addressee(role=row["to_role"], agency=row["to_agency"])


def _was_to_go(before: datetime) -> ColumnElement[bool]:
    """It waits, and was to go before that."""
    came = or_(letters.c.not_before.is_(None), letters.c.not_before < before)
    return and_(is_planned(letters), letters.c.at < before, came)


def _says_something() -> ColumnElement[bool]:
    return select(reminders.c.key).where(reminders.c.letter == letters.c.id).exists()


def _is_news(now: datetime) -> ColumnElement[bool]:
    may_wait = and_(
        letters.c.priority >= int(Priority.REMINDER), letters.c.edits.is_(None)
    )
    came = or_(letters.c.not_before.is_(None), letters.c.not_before <= now)
    return and_(is_planned(letters), may_wait, came, ~_says_something())
