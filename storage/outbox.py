"""The outbox: letters from the moment they are planned to their end.

Every step is compared and set: one row must be as it was, or `MovedMeanwhile`.
No transaction is open while a channel is slow: claim, begin, and what came of it are
three units.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy import insert as plain_insert

from programme.letters import FINAL, Letter, LetterState, Posted
from programme.reminders import ChatRole, Reminder
from storage.claiming import home_of, is_ready, next_letter
from storage.dialect import insert
from storage.errors import NotFound
from storage.letters import planned
from storage.reminders import Reminders
from storage.retiring import Retiring
from storage.tables.post import accepted, attempts, letters

NO_CHAT = "no-chat"


class Outbox(Retiring):
    async def post(
        self, letter: Letter, reminders: Iterable[Reminder] = (), *, now: datetime
    ) -> int | None:
        """None, and nothing is posted, if its key or one of its reminders was used."""
        said = list(reminders)
        shelf = Reminders(self._connection)
        if await shelf.said(reminder.key for reminder in said):
            return None
        number: int | None = await self._one(
            insert(letters)
            .values(planned(letter, now))
            .on_conflict_do_nothing(index_elements=["key"])
            .returning(letters.c.id)
        )
        if number is not None:
            await shelf.say(said, number, now)
        return number

    async def claim(
        self, *, worker: str, now: datetime, lease: timedelta, occasion_now: datetime
    ) -> Posted | None:
        """The next letter, for this worker alone; None if none can go now."""
        await self._expire(now, occasion_now)
        await self._fail_without_chat(now)
        row = await self._row(next_letter(now))
        if row is None:
            return None
        await self._change_one(
            update(letters)
            .where(
                letters.c.id == row["id"],
                letters.c.state == LetterState.PLANNED,
                letters.c.attempt == row["attempt"],
            )
            .values(
                state=LetterState.CLAIMED,
                attempt=row["attempt"] + 1,
                lane=row["home"],
                worker=worker,
                lease_until=now + lease,
                since=now,
            ),
            "letter",
            row["id"],
        )
        return await self.get(row["id"])

    async def get(self, letter_id: int) -> Posted:
        found = await self._posted(letters.c.id == letter_id)
        if not found:
            raise NotFound("letter", letter_id)
        return found[0]

    async def begin_sending(self, posted: Posted, now: datetime) -> Posted:
        """From here on it may have arrived."""
        state = LetterState.SENDING
        await self._move(posted, (LetterState.CLAIMED,), state=state, since=now)
        await self._do(
            plain_insert(attempts).values(
                letter=posted.id,
                n=posted.attempt,
                chat=posted.chat,
                worker=posted.worker,
                started=now,
            )
        )
        return replace(posted, state=state)

    async def sent(self, posted: Posted, message_id: str, now: datetime) -> Posted:
        """The channel took it.

        Also where the letter was meanwhile given up for unknown: this is the evidence.
        If it has gone further than that, `witness` keeps the evidence alone.
        """
        await self.witness(posted, message_id, now)
        state = LetterState.SENT
        ours = and_(
            letters.c.state == LetterState.SENDING, letters.c.worker == posted.worker
        )
        unsettled = (LetterState.UNKNOWN, LetterState.PLANNED)
        await self._change_one(
            update(letters)
            .where(letters.c.id == posted.id, letters.c.attempt == posted.attempt)
            .where(or_(ours, letters.c.state.in_(unsettled)))
            .values(state=state, message_id=message_id, lane=posted.chat, since=now),
            "letter",
            posted.id,
        )
        await self._end_attempt(posted, "sent", now)
        return replace(posted, state=state)

    async def witness(self, posted: Posted, message_id: str, now: datetime) -> None:
        """The channel took it, wherever the letter stands by now."""
        await self._do(
            insert(accepted)
            .values(
                channel=posted.channel,
                address=posted.address,
                message_id=message_id,
                letter=posted.id,
                attempt=posted.attempt,
                at=now,
            )
            .on_conflict_do_nothing()
        )

    async def try_later(
        self, posted: Posted, why: str, next_try: datetime, now: datetime
    ) -> Posted:
        """It surely did not arrive, and may another time."""
        state = LetterState.PLANNED
        await self._move(
            posted,
            (LetterState.CLAIMED, LetterState.SENDING),
            state=state,
            since=now,
            lane=None,
            worker=None,
            next_try=next_try,
            error=why,
        )
        await self._end_attempt(posted, "try-later", now, error=why)
        return replace(posted, state=state, worker=None, error=why)

    async def give_up(self, posted: Posted, why: str, now: datetime) -> Posted:
        """It did not arrive, and will not until a person changes something."""
        state = LetterState.FAILED
        from_here = (LetterState.CLAIMED, LetterState.SENDING)
        await self._move(posted, from_here, state=state, since=now, error=why)
        await self._end_attempt(posted, "give-up", now, error=why)
        return replace(posted, state=state, error=why)

    async def unsure(self, posted: Posted, why: str, now: datetime) -> Posted:
        """It may have arrived. Its chat waits until that is settled."""
        state = LetterState.UNKNOWN
        await self._move(
            posted, (LetterState.SENDING,), state=state, since=now, error=why
        )
        await self._end_attempt(posted, "unsure", now, error=why)
        return replace(posted, state=state, error=why)

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
        """What failed from that moment on, in the order of failing."""
        failed = letters.c.state == LetterState.FAILED
        return await self._posted(failed, letters.c.since >= since)

    async def pending(self) -> int:
        """How many have not come to their end."""
        counts = await self.counts()
        return sum(n for state, n in counts.items() if state not in FINAL)

    async def _expire(self, now: datetime, occasion_now: datetime) -> None:
        await self._do(
            update(letters)
            .where(letters.c.state == LetterState.PLANNED)
            .where(letters.c.not_after < occasion_now)
            .values(state=LetterState.EXPIRED, since=now)
        )

    async def _fail_without_chat(self, now: datetime) -> None:
        """To the office it waits for its chat: there is nobody else to tell."""
        to_office = letters.c.to_role.is_not_distinct_from(ChatRole.OFFICE)
        await self._do(
            update(letters)
            .where(is_ready(letters, now), home_of(letters).is_(None), ~to_office)
            .values(state=LetterState.FAILED, error=NO_CHAT, since=now)
        )
