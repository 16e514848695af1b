"""What the auditor asks of the database: a question each, of all rows at once."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select

from programme.letters import LetterState
from storage.alarms import Alarms
from storage.homes import is_shut_out
from storage.letters import is_planned
from storage.tables.people import chats
from storage.tables.post import (
    InboxState,
    accepted,
    attempts,
    inbox,
    letters,
    reminders,
)
from storage.waking import Waking

#: Longer than any letter waits while the post is well.
OVERDUE = timedelta(seconds=120)
#: The post calls somebody within so long if anything waits.
_QUIET = timedelta(seconds=60)
UNKNOWN = timedelta(minutes=10)
_PAST_LEASE = timedelta(seconds=30)
INBOX_LAG = timedelta(seconds=30)
_RECENT = timedelta(days=1)


class Auditing(Alarms):
    async def is_post_stuck(self, now: datetime, occasion_now: datetime) -> bool:
        """A letter could have gone for long, and nothing goes."""
        began = letters.c.not_before
        ready = (
            is_planned(letters),
            letters.c.home.is_not(None),
            letters.c.since < now - OVERDUE,
            or_(letters.c.next_try.is_(None), letters.c.next_try < now - OVERDUE),
            or_(began.is_(None), began < occasion_now - OVERDUE),
            ~is_shut_out(letters),
        )
        called = attempts.c.started > now - _QUIET
        return await self._is(letters.c.id, *ready) and not await self._is(
            attempts.c.letter, called
        )

    async def is_unsettled(self, now: datetime) -> bool:
        """Nobody knows for long what became of a letter."""
        unknown = letters.c.state == LetterState.UNKNOWN
        return await self._is(letters.c.id, unknown, letters.c.since < now - UNKNOWN)

    async def is_abandoned(self, now: datetime) -> bool:
        """A letter is being sent by somebody who has long gone."""
        sending = letters.c.state == LetterState.SENDING
        over = or_(
            letters.c.lease_until.is_(None), letters.c.lease_until < now - _PAST_LEASE
        )
        return await self._is(letters.c.id, sending, over)

    async def is_inbox_stuck(self, now: datetime) -> bool:
        waits = inbox.c.state == InboxState.NEW
        return await self._is(inbox.c.id, waits, inbox.c.received_at < now - INBOX_LAG)

    async def is_planner_stuck(self, now: datetime) -> bool:
        """`now` is the office's: something was to be looked at and was not."""
        return await Waking(self._connection).is_due(now - OVERDUE)

    async def is_letter_missing(self) -> bool:
        """A reminder counts as said by a letter that is not there."""
        no_such = (
            select(letters.c.id).where(letters.c.id == reminders.c.letter).exists()
        )
        return await self._is(
            reminders.c.key, reminders.c.letter.is_not(None), ~no_such
        )

    async def is_unproven(self, now: datetime) -> bool:
        """A letter counts as sent, and no channel ever took it."""
        taken = select(accepted.c.letter).where(accepted.c.letter == letters.c.id)
        return await self._is(
            letters.c.id,
            letters.c.state == LetterState.SENT,
            letters.c.since > now - _RECENT,
            letters.c.edits.is_(None),  # the message itself was taken before
            ~taken.exists(),
        )

    async def last_heard(self, channel: str) -> datetime | None:
        """When the newest update of that channel came."""
        came: datetime | None = await self._one(
            select(inbox.c.received_at)
            .where(inbox.c.channel == channel)
            .order_by(inbox.c.id.desc())
            .limit(1)
        )
        return came

    async def last_sent(self, channel: str) -> datetime | None:
        """When the newest call began there that was a success."""
        went: datetime | None = await self._one(
            select(attempts.c.started)
            .join(chats, chats.c.id == attempts.c.chat)
            .where(chats.c.channel == channel, attempts.c.outcome == "sent")
            .order_by(attempts.c.started.desc())
            .limit(1)
        )
        return went

    async def _is(
        self, column: ColumnElement[object], *so: ColumnElement[bool]
    ) -> bool:
        return await self._one(select(column).where(*so).limit(1)) is not None
