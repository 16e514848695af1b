"""What became of letters nobody knows the fate of: after a crash, after a timeout."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select, update

from programme.letters import LetterState, Posted
from storage.letters import posted_letters, to_posted
from storage.shelf import Shelf
from storage.tables.post import accepted, attempts, letters

UNSETTLED = "unsettled"


class Settling(Shelf):
    """The part of the outbox that clears up; see `outbox.py` for the rest."""

    async def recover(self, now: datetime) -> int:
        """At the start, when the process before us is surely gone."""
        returned = await self._do(
            update(letters)
            .where(letters.c.state == LetterState.CLAIMED)
            .values(state=LetterState.PLANNED, since=now, lane=None, worker=None)
        )
        unknown = await self._do(
            update(letters)
            .where(letters.c.state == LetterState.SENDING)
            .values(state=LetterState.UNKNOWN, since=now)
        )
        await self._do(
            update(attempts)
            .where(attempts.c.ended.is_(None))
            .values(ended=now, outcome="interrupted")
        )
        return returned + unknown

    async def settle(self, now: datetime, grace: timedelta) -> int:
        """By evidence; else by one more copy; else it has failed. How many."""
        unknown = await self._posted(
            letters.c.state == LetterState.UNKNOWN, letters.c.since <= now - grace
        )
        for posted in unknown:
            await self._move(
                posted,
                (LetterState.UNKNOWN,),
                since=now,
                **await self._settled(posted),
            )
        return len(unknown)

    async def _settled(self, posted: Posted) -> dict[str, Any]:
        evidence = await self._one(
            select(accepted.c.message_id).where(accepted.c.letter == posted.id)
        )
        if evidence is not None:
            return {"state": LetterState.SENT, "message_id": evidence}
        again = {"state": LetterState.PLANNED, "lane": None, "worker": None}
        if posted.letter.edits is not None:
            return again
        if posted.resends == 0:
            return {**again, "resends": 1}
        return {"state": LetterState.FAILED, "error": posted.error or UNSETTLED}

    async def _posted(self, *wanted: ColumnElement[bool]) -> list[Posted]:
        in_order = posted_letters().where(*wanted)
        rows = await self._rows(in_order.order_by(letters.c.since, letters.c.id))
        return [to_posted(row) for row in rows]

    async def _move(
        self, posted: Posted, from_here: tuple[LetterState, ...], **changes: Any
    ) -> None:
        """This attempt of this worker, and no other, goes on."""
        await self._change_one(
            update(letters)
            .where(
                letters.c.id == posted.id,
                letters.c.state.in_(from_here),
                letters.c.attempt == posted.attempt,
                letters.c.worker.is_not_distinct_from(posted.worker),
            )
            .values(**changes),
            "letter",
            posted.id,
        )

    async def _end_attempt(
        self, posted: Posted, outcome: str, now: datetime, *, error: str | None = None
    ) -> None:
        await self._do(
            update(attempts)
            .where(attempts.c.letter == posted.id, attempts.c.n == posted.attempt)
            .values(ended=now, outcome=outcome, error=error)
        )
