"""What came of a letter that was sent: written down by whoever sent it, once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Update, and_, bindparam, or_, update

from programme.letters import LetterState, Posted
from storage.dialect import insert
from storage.errors import MovedMeanwhile
from storage.homes import home_now
from storage.letters import LetterShelf
from storage.tables.post import accepted, attempts, letters

#: Where a late success still counts: nobody has sent the letter again.
_UNSETTLED = (LetterState.UNKNOWN, LetterState.PLANNED)


class Fates(LetterShelf):
    """The part of the outbox that ends an attempt; see `outbox.py` for the rest."""

    async def sent(self, posted: Posted, message_id: str, now: datetime) -> Posted:
        """The channel took it.

        Also where the letter was meanwhile given up for unknown: this is the evidence.
        If it has gone further than that, `witness` keeps the evidence alone.
        """
        await self.all_sent([(posted, message_id)], now)
        return replace(posted, state=LetterState.SENT)

    async def all_sent(self, went: Sequence[tuple[Posted, str]], now: datetime) -> None:
        """All of them at once; MovedMeanwhile if one is not where it was."""
        if not went:
            return
        await self._witness(went, now)
        rows = [
            {
                "letter_id": posted.id,
                "of_attempt": posted.attempt,
                "of_worker": posted.worker,
                "to_chat": posted.chat,
                "became": message_id,
                "now": now,
            }
            for posted, message_id in went
        ]
        moved = await self._execute(_SENT, rows)
        if moved.rowcount != len(rows):
            raise MovedMeanwhile("letters", [posted.id for posted, _ in went])
        ended = ("letter_id", "of_attempt", "now")
        await self._execute(_ENDED, [{key: row[key] for key in ended} for row in rows])

    async def witness(self, posted: Posted, message_id: str, now: datetime) -> None:
        """The channel took it, wherever the letter stands by now."""
        await self._witness([(posted, message_id)], now)

    async def try_later(
        self, posted: Posted, why: str, next_try: datetime, now: datetime
    ) -> Posted:
        """It surely did not arrive, and may another time."""
        again = _again(now)
        await self._move(
            posted, (LetterState.SENDING,), **again, next_try=next_try, error=why
        )
        await self._end_attempt(posted, "try-later", now, error=why)
        return replace(posted, state=LetterState.PLANNED, worker=None, error=why)

    async def take_back(self, posted: Posted, why: str, now: datetime) -> Posted:
        """No call was made in this attempt, whoever has looked at it meanwhile."""
        from_here = (LetterState.SENDING, LetterState.UNKNOWN)
        await self._move(posted, from_here, **_again(now))
        await self._end_attempt(posted, "not-called", now, error=why)
        return replace(posted, state=LetterState.PLANNED, worker=None)

    async def say_plainly(self, posted: Posted, text: str, now: datetime) -> None:
        """Its markup was not understood: the same, once, without."""
        await self._move(
            posted, (LetterState.SENDING,), **_again(now), text=text, error="markup"
        )
        await self._end_attempt(posted, "try-later", now, error="markup")

    async def elsewhere(self, posted: Posted, why: str, now: datetime) -> None:
        """Its chat is gone: the same letter goes to the addressee's next one."""
        await self._move(
            posted,
            (LetterState.SENDING,),
            **_again(now),
            home=home_now(letters),
            reply_to=None,
            next_try=None,
            error=why,
        )
        await self._end_attempt(posted, "gone", now, error=why)

    async def give_up(self, posted: Posted, why: str, now: datetime) -> Posted:
        """It did not arrive, and will not until a person changes something."""
        state = LetterState.FAILED
        await self._move(
            posted, (LetterState.SENDING,), state=state, since=now, error=why
        )
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

    async def _witness(self, went: Sequence[tuple[Posted, str]], now: datetime) -> None:
        await self._do_many(
            _ACCEPTED,
            [
                {
                    "channel": posted.channel,
                    "address": posted.address,
                    "message_id": message_id,
                    "letter": posted.id,
                    "attempt": posted.attempt,
                    "at": now,
                }
                for posted, message_id in went
            ],
        )


def _again(now: datetime) -> dict[str, Any]:
    planned = LetterState.PLANNED
    return {"state": planned, "since": now, "lane": None, "worker": None}


def _to_sent() -> Update:
    """This attempt of this worker; or of anybody, if nobody has sent it again."""
    ours = and_(
        letters.c.state == LetterState.SENDING,
        letters.c.worker == bindparam("of_worker"),
    )
    return (
        update(letters)
        .where(letters.c.id == bindparam("letter_id"))
        .where(letters.c.attempt == bindparam("of_attempt"))
        .where(or_(ours, *(letters.c.state == state for state in _UNSETTLED)))
        .values(
            state=LetterState.SENT,
            message_id=bindparam("became"),
            lane=bindparam("to_chat"),
            since=bindparam("now"),
        )
    )


_ACCEPTED = insert(accepted).on_conflict_do_nothing()
_SENT = _to_sent()
_ENDED = (
    update(attempts)
    .where(attempts.c.letter == bindparam("letter_id"))
    .where(attempts.c.n == bindparam("of_attempt"))
    .values(ended=bindparam("now"), outcome="sent", error=None)
)
