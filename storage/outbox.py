"""The outbox: letters from the moment they are planned to their end.

Every step is compared and set: one row must be as it was, or `MovedMeanwhile`.
No transaction is open while a channel is slow: to take letters, and to write down what
came of them, are two units, each for as many letters as there are.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import and_, false, func, or_, select, update

from programme.letters import FINAL, Letter, LetterState, Posted
from programme.reminders import Reminder
from storage.claiming import Claiming
from storage.dialect import insert
from storage.errors import NotFound
from storage.everywhere import Everywhere, bound
from storage.fates import Fates
from storage.holding import Holding
from storage.homes import found_home, is_shut_out
from storage.letters import TOO_LATE, is_planned, planned
from storage.offers import Offers
from storage.reminders import Reminders
from storage.retiring import Retiring
from storage.settling import Settling
from storage.tables.post import accepted, letters


class Outbox(Holding, Claiming, Fates, Settling, Retiring):
    async def post(
        self, letter: Letter, reminders: Iterable[Reminder] = (), *, now: datetime
    ) -> int | None:
        """None, and nothing is posted, if its key or one of its reminders was used."""
        said = list(reminders)
        shelf = Reminders(self._connection)
        if await shelf.said(reminder.key for reminder in said):
            return None
        written = self.timed(letter, said)
        (letter,) = await self.as_posted([written])
        where = await self._everywhere(letter)
        letter = bound(letter, where)
        number: int | None = await self._one(
            insert(letters)
            .values(planned(letter, now, said))
            .on_conflict_do_nothing(index_elements=["key"])
            .returning(letters.c.id)
        )
        if number is not None:
            await shelf.say(said, number, now)
            every = Everywhere(self._connection)
            copies = await every.copy_out(number, letter, where[1:], said, now)
            if letter.chat is None:
                await self._do(found_home())
            if not said:
                for place, one in [(number, letter), *copies]:
                    await self._carried(place, one, written, now)
        return number

    async def _everywhere(self, letter: Letter) -> list[int]:
        """The chats that each get it, where it is not for the first that works."""
        if self.rehearse is not None or letter.to is None:
            return []
        found = await Everywhere(self._connection).chats_of([letter])
        return found.get(letter.to, [])

    async def claim(
        self, *, worker: str, now: datetime, lease: timedelta, occasion_now: datetime
    ) -> Posted | None:
        """The next letter alone, for this worker, `sending`; None if none can go."""
        await self.tidy(now, occasion_now)
        taken = await self.take(
            await self.heads(now, 1, occasion_now),
            worker=worker,
            now=now,
            lease_until=now + lease,
            occasion_now=occasion_now,
        )
        return taken[0] if taken else None

    async def get(self, letter_id: int) -> Posted:
        found = await self._posted(letters.c.id == letter_id)
        if not found:
            raise NotFound("letter", letter_id)
        return found[0]

    async def supersede(self, ids: Iterable[int]) -> int:
        """Those that are still planned are not sent any more; answers how many."""
        return await self._do(
            update(letters)
            .where(letters.c.id.in_(list(ids)))
            .where(letters.c.state == LetterState.PLANNED)
            .values(state=LetterState.SUPERSEDED)
        )

    async def letter_at(
        self, channel: str, address: str, message_id: str
    ) -> Posted | None:
        """Which of our letters is this message; of one that was edited, the first."""
        at = and_(accepted.c.channel == channel, accepted.c.address == address)
        number = await self._one(
            select(accepted.c.letter).where(at, accepted.c.message_id == message_id)
        )
        if number is None:
            return None
        found = await self.get(number)
        edits = found.letter.edits
        if edits is None or edits == message_id:
            return found
        return await self.letter_at(channel, address, edits) or found

    async def has_offered(self, letter: Posted, message_id: str, data: str) -> bool:
        """Whether the message of this letter had that button, as it was said first or
        as it was ever written over in its chat."""
        over = and_(letters.c.chat == letter.chat, letters.c.edits == message_id)
        rows = await self._rows(
            select(letters.c.buttons).where(or_(letters.c.id == letter.id, over))
        )
        is_button = any(
            button["data"] == data
            for row in rows
            for line in row["buttons"]
            for button in line
        )
        return is_button or await Offers(self._connection).has(letter.id, data)

    async def planned_moments(self) -> list[datetime]:
        """When each planned letter may go, soonest first."""
        when = func.coalesce(letters.c.next_try, letters.c.posted_at)
        rows = await self._rows(
            select(when.label("when"))
            .where(letters.c.state == LetterState.PLANNED)
            .order_by(when)
        )
        return [row["when"] for row in rows]

    async def counts(self) -> dict[LetterState, int]:
        wanted = select(letters.c.state, func.count().label("n"))
        rows = await self._rows(wanted.group_by(letters.c.state))
        found = {row["state"]: row["n"] for row in rows}
        return {state: found.get(state, 0) for state in LetterState}

    async def failures(self, since: datetime) -> list[Posted]:
        """What reached nobody from that moment on, in the order in which it ended:
        nobody could take it, or it had to wait until it was too late."""
        expired = letters.c.state == LetterState.EXPIRED
        return await self._posted(
            or_(
                letters.c.state == LetterState.FAILED,
                and_(expired, letters.c.error == TOO_LATE),
            ),
            letters.c.since >= since,
        )

    async def pending(self) -> int:
        """How many have not come to their end."""
        counts = await self.counts()
        return sum(n for state, n in counts.items() if state not in FINAL)

    async def is_stirring(self, moment: datetime) -> bool:
        """Whether anything has not come to its end that does not wait for later."""
        later = func.coalesce(letters.c.not_before > moment, false())
        held = and_(is_planned(letters), or_(later, is_shut_out(letters)))
        wanted = select(letters.c.id).where(letters.c.state.not_in(FINAL), ~held)
        return await self._one(wanted.limit(1)) is not None

    async def next_held(self, moment: datetime) -> datetime | None:
        """When the first of those may go that wait for their moment."""
        found: datetime | None = await self._one(
            select(letters.c.not_before)
            .where(is_planned(letters), letters.c.not_before > moment)
            .order_by(letters.c.not_before)
            .limit(1)
        )
        return found
