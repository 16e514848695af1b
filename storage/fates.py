"""What came of a letter that was sent: written down by whoever sent it, once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    String,
    Update,
    and_,
    bindparam,
    or_,
    select,
    update,
)

from programme.letters import LetterState, Posted
from storage.columns import Moment
from storage.dialect import insert
from storage.errors import MovedMeanwhile
from storage.homes import home_now
from storage.letters import found_in
from storage.lists import Many, as_list
from storage.rationing import Rationing
from storage.tables.post import accepted, attempts, letters

#: Where a late success still counts: nobody has sent the letter again.
_UNSETTLED = (LetterState.UNKNOWN, LetterState.PLANNED)


class Fates(Rationing):
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
        rows = {"went": as_list([_as_row(*one) for one in went]), "now": now}
        await self._execute(_ACCEPTED, rows)
        moved = await self._execute(_SENT, rows)
        if moved.rowcount != len(went):
            raise MovedMeanwhile("letters", [posted.id for posted, _ in went])
        await self._execute(_ENDED, rows)

    async def witness(self, posted: Posted, message_id: str, now: datetime) -> None:
        """The channel took it, wherever the letter stands by now."""
        rows = {"went": as_list([_as_row(posted, message_id)]), "now": now}
        await self._execute(_ACCEPTED, rows)

    async def try_later(
        self, posted: Posted, why: str, next_try: datetime, now: datetime
    ) -> Posted:
        """It surely did not arrive, and may another time."""
        again = _again(now)
        await self._move(
            posted, (LetterState.SENDING,), **again, next_try=next_try, error=why
        )
        await self._end_attempt(posted, "try-later", now, error=why)
        await self.give_back(posted)
        return replace(posted, state=LetterState.PLANNED, worker=None, error=why)

    async def take_back(self, posted: Posted, why: str, now: datetime) -> Posted:
        """No call was made in this attempt, whoever has looked at it meanwhile."""
        from_here = (LetterState.SENDING, LetterState.UNKNOWN)
        await self._move(posted, from_here, **_again(now))
        await self._end_attempt(posted, "not-called", now, error=why)
        await self.give_back(posted)
        return replace(posted, state=LetterState.PLANNED, worker=None)

    async def say_plainly(self, posted: Posted, text: str, now: datetime) -> None:
        """Its markup was not understood: the same, once, without."""
        await self._move(
            posted, (LetterState.SENDING,), **_again(now), text=text, error="markup"
        )
        await self._end_attempt(posted, "try-later", now, error="markup")
        await self.give_back(posted, most=1)

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
        await self.give_back(posted, most=1)

    async def give_up(self, posted: Posted, why: str, now: datetime) -> Posted:
        """It did not arrive, and will not until a person changes something."""
        state = LetterState.FAILED
        await self._move(
            posted, (LetterState.SENDING,), state=state, since=now, error=why
        )
        await self._end_attempt(posted, "give-up", now, error=why)
        await self.give_back(posted, most=1)
        return replace(posted, state=state, error=why)

    async def unsure(self, posted: Posted, why: str, now: datetime) -> Posted:
        """It may have arrived. Its chat waits until that is settled."""
        state = LetterState.UNKNOWN
        await self._move(
            posted, (LetterState.SENDING,), state=state, since=now, error=why
        )
        await self._end_attempt(posted, "unsure", now, error=why)
        return replace(posted, state=state, error=why)


def _as_row(posted: Posted, message_id: str) -> tuple[str | int | None, ...]:
    """In the order of `_WENT`."""
    return (
        posted.id,
        posted.attempt,
        posted.worker,
        posted.chat,
        posted.channel,
        posted.address,
        message_id,
    )


def _again(now: datetime) -> dict[str, Any]:
    planned = LetterState.PLANNED
    return {"state": planned, "since": now, "lane": None, "worker": None}


_NOW = bindparam("now", type_=Moment)
_WENT = Many(
    bindparam("went"),
    letter=BigInteger(),
    attempt=BigInteger(),
    worker=String(),
    chat=BigInteger(),
    channel=String(),
    address=String(),
    message_id=String(),
)


def _to_sent() -> Update:
    """This attempt of this worker; or of anybody, if nobody has sent it again."""
    ours = and_(found_in(LetterState.SENDING), letters.c.worker == _WENT.worker)
    return (
        update(letters)
        .where(letters.c.id == _WENT.letter)
        .where(letters.c.attempt == _WENT.attempt)
        .where(or_(ours, found_in(*_UNSETTLED)))
        .values(
            state=LetterState.SENT,
            message_id=_WENT.message_id,
            lane=_WENT.chat,
            since=_NOW,
        )
    )


_ACCEPTED = (
    insert(accepted)
    .from_select(
        ["channel", "address", "message_id", "letter", "attempt", "at"],
        select(
            _WENT.channel,
            _WENT.address,
            _WENT.message_id,
            _WENT.letter,
            _WENT.attempt,
            _NOW,
        ).where(_WENT.letter.is_not(None)),  # without it SQLite reads ON as of a join
    )
    .on_conflict_do_nothing()
)
_SENT = _to_sent()
_ENDED = (
    update(attempts)
    .where(attempts.c.letter == _WENT.letter, attempts.c.n == _WENT.attempt)
    .values(ended=_NOW, outcome="sent", error=None)
)
