"""Which letters go next, one to a chat; and taking them, many in one commit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    and_,
    bindparam,
    case,
    insert,
    or_,
    select,
    update,
)

from programme.chats import ChatState
from programme.letters import LetterState, Posted, Priority
from programme.reminders import ChatRole
from storage.columns import Moment
from storage.errors import MovedMeanwhile
from storage.homes import found_home, home_now, is_shut_out
from storage.letters import TOO_LATE, found_in, is_in_flight, is_planned, to_posted
from storage.rationing import Rationing
from storage.rehearsing import Rehearsing
from storage.rows import Row
from storage.tables.people import chats
from storage.tables.post import attempts, letters

NO_CHAT = "no-chat"
#: It is more than what is left of the month.
BEYOND, _IN_A_WHILE = "quota", timedelta(hours=1)
_NOW, _MOMENT = bindparam("now", type_=Moment), bindparam("moment", type_=Moment)
_Row = tuple[int, int, str, str, int, bool]


@dataclass(frozen=True, kw_only=True)
class Head:
    """A letter that is the next of its chat, seen at one moment; claims nothing."""

    id: int
    home: int
    channel: str
    address: str
    is_answer: bool
    #: Nobody asked for it: it waits for hours that are not quiet, and for its turn.
    may_wait: bool = False


class Claiming(Rationing, Rehearsing):
    """The part of the outbox that hands letters out."""

    async def heads(
        self, now: datetime, limit: int, occasion_now: datetime | None = None
    ) -> list[Head]:
        """The letters that may go, the first of every chat and priority.

        By priority, then by moment. In one chat an earlier letter that waits for its
        next try holds back the later ones of its priority; an answer overtakes.
        """
        heads = _HEADS if self.rehearse is None else _HEADS_OF_OFFICE
        moment = occasion_now or now
        found = await self._execute(
            heads, {"now": now, "moment": moment, "most": limit}
        )
        return [
            Head(
                id=number,
                home=home,
                channel=channel,
                address=address,
                is_answer=priority == Priority.ANSWER,
                may_wait=priority >= Priority.REMINDER and not edits,
            )
            for number, home, channel, address, priority, edits in cast(
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
        """Those of them that still may go are this worker's, `sending`, and counted.

        From the commit on each may have arrived, so the call follows at once.
        """
        wanted = {head.id: head.channel for head in heads}
        beyond = await self.beyond(wanted, occasion_now)
        when = {"now": now, "moment": occasion_now, "until": lease_until}
        ids = [head.id for head in heads if head.id not in beyond]
        taken = await self._execute(_TAKE, {"ids": ids, "by": worker, **when})
        names = tuple(taken.keys())
        rows = {row[0]: dict(zip(names, row, strict=True)) for row in taken.all()}
        if rows:
            await self._execute(_ATTEMPTS, {"ids": list(rows)})
        went = [_as_taken(rows[one.id], one, worker) for one in heads if one.id in rows]
        await self.charge(went, occasion_now)
        await self._put_off_beyond([one for one in heads if one.id in beyond], now)
        return went

    async def _put_off_beyond(self, beyond: Sequence[Head], now: datetime) -> None:
        """What the month does not bear though its channel is open to it (it is several
        messages long): it asks again in a while, and others pass it. What has found
        another home, because these were the last that went, goes there at once."""
        if beyond:
            where_it_was = letters.c.home.in_([head.home for head in beyond])
            await self._do(
                update(letters)
                .where(letters.c.id.in_([head.id for head in beyond]), where_it_was)
                .where(is_planned(letters), ~is_shut_out(letters))
                .values(next_try=now + _IN_A_WHILE, error=BEYOND)
            )

    async def is_untidy(self, now: datetime, occasion_now: datetime) -> bool:
        """Whether there is anything for `tidy`."""
        late = await self._execute(_LATE, {"moment": occasion_now})
        when = {"now": now, "moment": occasion_now}
        return bool(late.first() or (await self._execute(_LOST, when)).first())

    async def tidy(self, now: datetime, occasion_now: datetime) -> int:
        """What is too late expires; whom no chat reaches is a failure.

        To the office a letter waits for its chat: there is nobody else to tell.
        """
        when = {"now": now, "moment": occasion_now}
        expired = await self._execute(_EXPIRE, when)
        await self._do(found_home())
        failed = await self._execute(_FAIL, when)
        return expired.rowcount + failed.rowcount


def _is_ready() -> ColumnElement[bool]:
    """Planned, and waiting neither for its moment nor for its next try."""
    return and_(is_planned(letters), _has_come(letters), _has_waited())


def _has_waited() -> ColumnElement[bool]:
    return or_(letters.c.next_try.is_(None), letters.c.next_try <= _NOW)


def _has_come(table: FromClause) -> ColumnElement[bool]:
    return or_(table.c.not_before.is_(None), table.c.not_before <= _MOMENT)


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
        _has_come(other),
        ~is_shut_out(other),
    )
    return select(other.c.id).where(of_the_same, earlier).correlate(letters).exists()


def _as_taken(row: Row, head: Head, worker: str) -> Posted:
    """An address that has changed since it was seen says so when it is called; a letter
    that goes to another chat meanwhile is looked at anew."""
    if row["lane"] != head.home:
        raise MovedMeanwhile("letter", head.id)
    return to_posted(
        row,
        state=LetterState.SENDING,
        worker=worker,
        channel=head.channel,
        address=head.address,
    )


#: Built once: putting a statement together costs more than running it.
_HEADS: Select[Any] = (
    select(
        letters.c.id,
        letters.c.home,
        chats.c.channel,
        chats.c.address,
        letters.c.priority,
        letters.c.edits.is_not(None),
    )
    .join(chats, chats.c.id == letters.c.home)
    .where(_is_ready(), ~is_shut_out(letters), ~_is_behind_another(), ~_is_busy())
    .order_by(letters.c.priority, letters.c.at, letters.c.id)
    .limit(bindparam("most"))
)
#: In a rehearsal what lies here for others from before is held.
_HEADS_OF_OFFICE = _HEADS.where(
    chats.c.role == ChatRole.OFFICE, chats.c.state == ChatState.LINKED
)
#: What taking sets itself, or the sender does not look at: not asked back.
_UNSEEN = {
    *("copy_of", "home", "joined_to", "lease_until", "message_id", "next_try"),
    *("posted_at", "since", "state", "worker"),
}
_TAKE = (
    update(letters)
    .where(
        letters.c.id.in_(bindparam("ids", expanding=True)),
        found_in(LetterState.PLANNED),
        _has_come(letters),
        _has_waited(),
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
    .returning(*(column for column in letters.c if column.name not in _UNSEEN))
)
#: Of letters taken in this very transaction.
_ATTEMPTS = insert(attempts).from_select(
    ["letter", "n", "chat", "worker", "started"],
    select(
        letters.c.id,
        letters.c.attempt,
        letters.c.lane,
        letters.c.worker,
        letters.c.since,
    ).where(letters.c.id.in_(bindparam("ids", expanding=True))),
)
_LATE = select(letters.c.id).where(_is_late()).limit(1)
_LOST = select(letters.c.id).where(_is_lost()).limit(1)
#: What had to wait is told of where it waited too long.
_EXPIRE = (
    update(letters)
    .where(_is_late())
    .values(
        state=LetterState.EXPIRED,
        since=_NOW,
        error=case(
            (or_(letters.c.not_before.is_not(None), is_shut_out(letters)), TOO_LATE),
            else_=letters.c.error,
        ),
    )
)
_FAIL = (
    update(letters)
    .where(_is_lost())
    .values(state=LetterState.FAILED, error=NO_CHAT, since=_NOW)
)
