"""What became of letters nobody knows the fate of: after a crash, after a timeout."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select, update

from programme.letters import Letter, LetterState, Posted, Priority
from storage.dialect import insert
from storage.letters import posted_letters, to_posted
from storage.rationing import Rationing
from storage.tables.people import chats
from storage.tables.post import accepted, attempts, inbox, letters

UNSETTLED = "unsettled"
#: What is surely not there is said again so often, each time marked as a copy.
_ABSENT = 5
#: An edit does no harm twice; but for ever is too long.
_EDITS = 20


@dataclass(frozen=True, kw_only=True)
class Unsettled:
    """A letter that may have arrived, and when the call for it began."""

    posted: Posted
    started: datetime


class Settling(Rationing):
    """The part of the outbox that clears up; see `outbox.py` for the rest."""

    async def recover(
        self, now: datetime, *, worker: str | None = None, but: Collection[int] = ()
    ) -> int:
        """What was being sent by a process that is gone is unknown from now on.

        Without `worker` every other process is surely gone (SQLite, whose file is
        locked). With it: what its lease has run out for, or what bears this very
        worker's name. `but`: what it has in hand now.
        """
        gone = [letters.c.state == LetterState.SENDING]
        if worker is not None:
            over = letters.c.lease_until <= now
            gone += [or_(over, letters.c.worker == worker)]
        if but:
            gone += [letters.c.id.not_in(list(but))]
        found = await self._execute(
            update(letters)
            .where(*gone)
            .values(state=LetterState.UNKNOWN, since=now)
            .returning(letters.c.id)
        )
        numbers = list(found.scalars())
        if numbers:
            await self._do(
                update(attempts)
                .where(attempts.c.letter.in_(numbers), attempts.c.ended.is_(None))
                .values(ended=now, outcome="interrupted")
            )
        return len(numbers)

    async def take_back_all(
        self, worker: str, now: datetime, *, but: Collection[int]
    ) -> int:
        """Taken by this worker, which knows nothing of it: no call was made."""
        lost = await self._posted(
            letters.c.state == LetterState.SENDING,
            letters.c.worker == worker,
            letters.c.id.not_in(list(but)),
        )
        again = {"state": LetterState.PLANNED, "lane": None, "worker": None}
        for posted in lost:
            await self._move(posted, (LetterState.SENDING,), since=now, **again)
            await self._end_attempt(posted, "not-called", now)
            await self.give_back(posted)
        return len(lost)

    async def unsettled(self, now: datetime, grace: timedelta) -> list[Unsettled]:
        """Unknown for so long that late evidence is not waited for any more."""
        began = attempts.c.started.label("began")
        of_it = (attempts.c.letter == letters.c.id, attempts.c.n == letters.c.attempt)
        rows = await self._rows(
            posted_letters()
            .add_columns(began)
            .outerjoin(attempts, of_it[0] & of_it[1])
            .where(letters.c.state == LetterState.UNKNOWN)
            .where(letters.c.since <= now - grace)
            .order_by(letters.c.since, letters.c.id)
        )
        return [
            Unsettled(posted=to_posted(row), started=row["began"] or row["since"])
            for row in rows
        ]

    async def settle(
        self,
        posted: Posted,
        now: datetime,
        *,
        found: str | None = None,
        absent: bool = False,
    ) -> Posted:
        """By evidence, or as this message was found; else one copy; else it failed.

        What was looked for and is surely not there (`absent`) may be said again: it
        makes no second copy.
        """
        settled = await self._settled(posted, found, absent=absent)
        await self._move(posted, (LetterState.UNKNOWN,), since=now, **settled)
        return replace(
            posted,
            state=settled["state"],
            resends=settled.get("resends", posted.resends),
            error=settled.get("error", posted.error),
        )

    async def evidence(self, letter_id: int) -> str | None:
        """The message that this letter surely became."""
        found: str | None = await self._one(
            select(accepted.c.message_id)
            .where(accepted.c.letter == letter_id, accepted.c.attempt > 0)
            .order_by(accepted.c.at)
        )
        return found

    async def overwrote(self, posted: Posted, message_id: str, now: datetime) -> None:
        """A message that is not this letter, but says now what this letter says."""
        await self._do(
            insert(accepted)
            .values(
                channel=posted.channel,
                address=posted.address,
                message_id=message_id,
                letter=posted.id,
                attempt=0,
                at=now,
            )
            .on_conflict_do_nothing()
        )

    async def of_message(
        self, channel: str, address: str, message_id: str
    ) -> tuple[Letter, bool] | None:
        """What is known to stand in that message, and whether as a copy."""
        row = await self._row(
            posted_letters()
            .join(accepted, accepted.c.letter == letters.c.id)
            .where(accepted.c.channel == channel, accepted.c.address == address)
            .where(accepted.c.message_id == message_id)
        )
        if row is None:
            return None
        posted = to_posted(row)
        return posted.letter, posted.resends > 0

    async def known_messages(
        self, channel: str, address: str, limit: int
    ) -> list[tuple[str, int, datetime]]:
        """The newest messages of ours there: number, letter, when it was taken."""
        rows = await self._rows(
            select(accepted.c.message_id, accepted.c.letter, accepted.c.at)
            .where(accepted.c.channel == channel, accepted.c.address == address)
            .order_by(accepted.c.at.desc())
            .limit(limit)
        )
        return [(row["message_id"], row["letter"], row["at"]) for row in rows]

    async def heard(
        self, channel: str, limit: int
    ) -> Sequence[tuple[dict[str, Any], datetime]]:
        """The newest updates of a channel, raw, with when they came."""
        rows = await self._rows(
            select(inbox.c.raw, inbox.c.received_at)
            .where(inbox.c.channel == channel)
            .order_by(inbox.c.id.desc())
            .limit(limit)
        )
        return [(row["raw"], row["received_at"]) for row in rows]

    async def called_since(self, moment: datetime) -> list[tuple[str, str, datetime]]:
        """Every call from then on: channel, address, when."""
        rows = await self._rows(
            select(chats.c.channel, chats.c.address, attempts.c.started)
            .join(chats, chats.c.id == attempts.c.chat)
            .where(attempts.c.started > moment)
        )
        return [(row["channel"], row["address"], row["started"]) for row in rows]

    async def called_unasked_since(
        self, moment: datetime
    ) -> list[tuple[str, str, datetime]]:
        """Of these the ones that nobody there had asked for, in order of time."""
        unasked = letters.c.priority >= int(Priority.REMINDER)
        rows = await self._rows(
            select(chats.c.channel, chats.c.address, attempts.c.started)
            .join(chats, chats.c.id == attempts.c.chat)
            .join(letters, letters.c.id == attempts.c.letter)
            .where(attempts.c.started > moment, unasked, letters.c.edits.is_(None))
            .where(attempts.c.outcome.is_distinct_from("not-called"))
            .order_by(attempts.c.started)
        )
        return [(row["channel"], row["address"], row["started"]) for row in rows]

    async def paused(self, now: datetime, why: str) -> list[tuple[str, str, datetime]]:
        """The chats that asked for a pause which is not over: channel, address, end."""
        until = func.max(letters.c.next_try)
        rows = await self._rows(
            select(chats.c.channel, chats.c.address, until.label("until"))
            .join(chats, chats.c.id == letters.c.home)
            .where(letters.c.state == LetterState.PLANNED)
            .where(letters.c.next_try > now, letters.c.error == why)
            .group_by(chats.c.channel, chats.c.address)
        )
        return [(row["channel"], row["address"], row["until"]) for row in rows]

    async def _settled(
        self, posted: Posted, found: str | None, *, absent: bool
    ) -> dict[str, Any]:
        evidence = await self.evidence(posted.id) or found
        if evidence is not None:
            return {"state": LetterState.SENT, "message_id": evidence}
        again = {"state": LetterState.PLANNED, "lane": None, "worker": None}
        failed = {"state": LetterState.FAILED, "error": posted.error or UNSETTLED}
        if posted.letter.edits is not None:
            return again if posted.attempt < _EDITS else failed
        may_be_twice = posted.letter.priority is not Priority.STANDING
        tries = _ABSENT if absent else int(may_be_twice)
        if posted.resends < tries:
            return {**again, "resends": posted.resends + 1}
        return failed
