"""Which letters go next, one to a chat; and taking them, many in one commit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    insert,
    or_,
    select,
    update,
)

from programme.chats import ChatState
from programme.letters import LetterState, Posted, Priority
from programme.reminders import ChatRole
from storage.columns import Moment
from storage.homes import found_home, home_now
from storage.letters import is_in_flight, is_planned, to_posted
from storage.rehearsing import Rehearsing
from storage.rows import Row
from storage.tables.people import chats
from storage.tables.post import attempts, letters

NO_CHAT = "no-chat"
_NOW, _MOMENT = bindparam("now", type_=Moment), bindparam("moment", type_=Moment)
_Row = tuple[int, int, str, str, int]


@dataclass(frozen=True, kw_only=True)
class Head:
    """A letter that is the next of its chat, seen at one moment; claims nothing."""

    id: int
    home: int
    channel: str
    address: str
    is_answer: bool


class Claiming(Rehearsing):
    """The part of the outbox that hands letters out."""

    async def heads(self, now: datetime, limit: int) -> list[Head]:
        """The letters that may go, the first of every chat and priority.

        By priority, then by moment. In one chat an earlier letter that waits for its
        next try holds back the later ones of its priority; an answer overtakes.
        """
        heads = _HEADS if self.rehearse is None else _HEADS_OF_OFFICE
        found = await self._execute(heads, {"now": now, "most": limit})
        return [
            Head(
                id=number,
                home=home,
                channel=channel,
                address=address,
                is_answer=priority == Priority.ANSWER,
            )
            for number, home, channel, address, priority in cast(
                "Sequence[_Row]", found.all()
            )
        ]

    async def take(
        self,
        heads: Sequence[Head],
        *,
        worker: str,
        now: datetime,
        lease_until: datetime,
        occasion_now: datetime,
    ) -> list[Posted]:
        """Those of them that still may go are this worker's, and `sending`.

        From the commit on each may have arrived, so the call follows at once.
        """
        when = {"now": now, "moment": occasion_now, "until": lease_until}
        ids = [head.id for head in heads]
        taken = await self._execute(_TAKE, {"ids": ids, "by": worker, **when})
        rows = {row["id"]: row for row in cast("Sequence[Row]", taken.mappings().all())}
        found = [_as_taken(rows[one.id], one) for one in heads if one.id in rows]
        begun = [
            {
                "letter": posted.id,
                "n": posted.attempt,
                "chat": posted.chat,
                "worker": worker,
                "started": now,
            }
            for posted in found
        ]
        await self._do_many(_ATTEMPTS, begun)
        return found

    async def is_untidy(self, now: datetime, occasion_now: datetime) -> bool:
        """Whether there is anything for `tidy`."""
        late = await self._execute(_LATE, {"moment": occasion_now})
        return bool(late.first() or (await self._execute(_LOST, {"now": now})).first())

    async def tidy(self, now: datetime, occasion_now: datetime) -> int:
        """What is too late expires; whom no chat reaches is a failure.

        To the office a letter waits for its chat: there is nobody else to tell.
        """
        expired = await self._execute(_EXPIRE, {"now": now, "moment": occasion_now})
        await self._do(found_home())
        failed = await self._execute(_FAIL, {"now": now})
        return expired.rowcount + failed.rowcount


def _is_ready() -> ColumnElement[bool]:
    """Planned, and not waiting for its next try."""
    waited = or_(letters.c.next_try.is_(None), letters.c.next_try <= _NOW)
    return and_(is_planned(letters), waited)


def _is_late() -> ColumnElement[bool]:
    return and_(is_planned(letters), letters.c.not_after < _MOMENT)


def _is_lost() -> ColumnElement[bool]:
    """Nowhere to go: it never will, or it has found a chat meanwhile."""
    to_office = letters.c.to_role.is_not_distinct_from(ChatRole.OFFICE)
    return and_(
        _is_ready(),
        letters.c.home.is_(None),
        or_(~to_office, home_now(letters).is_not(None)),
    )


def _is_busy() -> ColumnElement[bool]:
    other = letters.alias("in_flight")
    on_its_way = and_(other.c.lane == letters.c.home, is_in_flight(other))
    return select(other.c.id).where(on_its_way).correlate(letters).exists()


def _is_behind_another() -> ColumnElement[bool]:
    other = letters.alias("earlier")
    earlier = or_(
        other.c.at < letters.c.at,
        and_(other.c.at == letters.c.at, other.c.id < letters.c.id),
    )
    of_the_same = and_(
        other.c.home == letters.c.home,
        other.c.priority == letters.c.priority,
        is_planned(other),
    )
    return select(other.c.id).where(of_the_same, earlier).correlate(letters).exists()


def _as_taken(row: Row, head: Head) -> Posted:
    """An address that has changed since it was seen says so when it is called."""
    where = {"channel": head.channel, "address": head.address}
    return to_posted({**row, **where})


#: Built once: putting a statement together costs more than running it.
_HEADS: Select[Any] = (
    select(
        letters.c.id,
        letters.c.home,
        chats.c.channel,
        chats.c.address,
        letters.c.priority,
    )
    .join(chats, chats.c.id == letters.c.home)
    .where(_is_ready(), ~_is_behind_another(), ~_is_busy())
    .order_by(letters.c.priority, letters.c.at, letters.c.id)
    .limit(bindparam("most"))
)
#: In a rehearsal what lies here for others from before is held.
_HEADS_OF_OFFICE = _HEADS.where(
    chats.c.role == ChatRole.OFFICE, chats.c.state == ChatState.LINKED
)
_TAKE = (
    update(letters)
    .where(
        letters.c.id.in_(bindparam("ids", expanding=True)),
        _is_ready(),
        or_(letters.c.not_after.is_(None), letters.c.not_after >= _MOMENT),
        letters.c.home.is_not(None),
        ~_is_busy(),
    )
    .values(
        state=LetterState.SENDING,
        attempt=letters.c.attempt + 1,
        lane=letters.c.home,
        worker=bindparam("by"),
        lease_until=bindparam("until"),
        since=_NOW,
    )
    .returning(*letters.c)
)
_ATTEMPTS = insert(attempts)
_LATE = select(letters.c.id).where(_is_late()).limit(1)
_LOST = select(letters.c.id).where(_is_lost()).limit(1)
_EXPIRE = (
    update(letters).where(_is_late()).values(state=LetterState.EXPIRED, since=_NOW)
)
_FAIL = (
    update(letters)
    .where(_is_lost())
    .values(state=LetterState.FAILED, error=NO_CHAT, since=_NOW)
)
