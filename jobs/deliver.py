"""One letter is claimed, sent with no transaction open, and its fate written down."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import assert_never

from bot.channels import Channel, GiveUp, Outcome, Sent, TryLater, Unsure
from bot.messages import linking, undelivered
from jobs.clock import Clock
from jobs.pacing import Pace
from programme.chats import ChatState
from programme.letters import Letter, Posted, Priority
from programme.reminders import OFFICE, ChatRole, Kind
from storage import Store, Unit

log = logging.getLogger(__name__)

#: Longer than the whole HTTP budget of one call.
LEASE = timedelta(seconds=60)
#: After a send that timed out: late evidence may still come in for so long.
GRACE = timedelta(seconds=15)


@dataclass(frozen=True, kw_only=True)
class Postman:
    """Who delivers: a name of its own, the channels, the two clocks."""

    worker: str
    store: Store
    channels: Mapping[str, Channel]
    clock: Clock
    pace: Pace = field(default_factory=Pace)
    grace: timedelta = GRACE

    async def deliver_one(self) -> bool:
        """False if nothing can go now. Raises nothing for what a channel does."""
        async with self.store.begin() as unit:
            posted = await unit.outbox.claim(
                worker=self.worker,
                now=self.clock.real(),
                lease=LEASE,
                occasion_now=self.clock.now(),
            )
        if posted is None:
            return False
        await self.pace.turn(posted.address or "")
        async with self.store.begin() as unit:
            posted = await unit.outbox.begin_sending(posted, self.clock.real())
        channel = self.channels.get(posted.channel or "")
        if channel is None:
            outcome: Outcome = GiveUp(f"no channel {posted.channel}")
        else:
            outcome = await _send(channel, posted)
        await self._record(posted, outcome)
        return True

    async def settle(self) -> int:
        """Letters whose fate is unknown: by evidence, else one labelled copy."""
        async with self.store.begin() as unit:
            return await unit.outbox.settle(self.clock.real(), self.grace)

    async def _record(self, posted: Posted, outcome: Outcome) -> None:
        now = self.clock.real()
        async with self.store.begin() as unit:
            match outcome:
                case Sent():
                    await unit.outbox.sent(posted, outcome.message_id, now)
                case TryLater():
                    if outcome.moved_to and posted.chat is not None:
                        await unit.chats.moved(posted.chat, outcome.moved_to)
                    await unit.outbox.try_later(
                        posted, outcome.why, now + outcome.after, now
                    )
                case GiveUp():
                    await unit.outbox.give_up(posted, outcome.why, now)
                    await self._tell_office(unit, posted, outcome, now)
                case Unsure():
                    await unit.outbox.unsure(posted, outcome.why, now)
                case _:
                    assert_never(outcome)

    async def _tell_office(
        self, unit: Unit, posted: Posted, why: GiveUp, now: datetime
    ) -> None:
        """Failures at once; a chat that is gone is told of once."""
        if posted.chat is None:
            return
        chat = await unit.chats.get(posted.chat)
        if chat.state is not ChatState.LINKED:
            return  # told already, or nobody's chat
        if why.gone:
            lost = replace(chat, state=ChatState.UNREACHABLE)
            await unit.chats.put(lost, was=chat)
            text, key = linking.gone(lost), f"gone:{chat.id}:{posted.id}"
        elif posted.letter.edits is not None or chat.role is ChatRole.OFFICE:
            return
        else:
            text, key = undelivered.failed(posted, chat), f"failed:{posted.id}"
        if chat.role is ChatRole.OFFICE:
            return  # there is nobody else to tell; the board shows it
        letter = Letter(
            key=key,
            kind=Kind.OFFICE,
            at=self.clock.now(),
            to=OFFICE,
            text=str(text),
            priority=Priority.ANSWER,
        )
        await unit.outbox.post(letter, now=now)


async def _send(channel: Channel, posted: Posted) -> Outcome:
    try:
        return await channel.send(
            posted.letter, posted.address or "", copy=posted.resends > 0
        )
    except Exception as error:
        # A fault of ours: it may have gone out, and its chat must not wait for ever.
        log.exception("letter %s: the channel failed", posted.id)
        return Unsure(type(error).__name__)
