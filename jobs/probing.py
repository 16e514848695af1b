"""A message of ours is looked for in a chat, number by number, without a trace."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from bot.channels import LAST_LOOK, NotProbed, Probed, Prober, Whose
from jobs.clock import Clock
from jobs.gate import Gate
from jobs.pacing import Pace, Turn
from programme.letters import Posted
from storage import Store

log = logging.getLogger(__name__)

#: It is looked for until so many numbers in a row hold nothing, or so many were asked.
_GAPS, _TRIES = 3, 40


class NotNow(Exception):
    """The channel cannot be asked at this moment. The letter stays unknown."""


class LostSight(Exception):
    """So many numbers were asked that it may lie beyond them."""


class Unclear(Exception):
    """The channel answered, and its answer says nothing."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What is known of the numbers of one chat."""

    last: int  # the highest that surely came before the letter
    top: int  # the highest of all
    taken: frozenset[int]  # whose message is known: not the letter
    evidence: str | None = None


@dataclass(frozen=True, kw_only=True)
class Search:
    """For one letter. While its fate is unknown nothing else of ours goes there, so
    one message at most is unaccounted for."""

    posted: Posted
    channel: Prober
    seen: Seen
    store: Store
    clock: Clock
    pace: Pace
    gate: Gate
    steady: Callable[[], float]

    async def run(self) -> str | None:
        """The number of the message; None if it is surely not there.

        Raises NotNow, Unclear, LostSight.
        """
        number, gaps, tries = self.seen.last, 0, 0
        while tries < _TRIES and (gaps < _GAPS or number < self.seen.top):
            number += 1
            if number in self.seen.taken:
                gaps = 0
                continue
            tries += 1
            answer = await self._probe(str(number))
            if answer is Probed.OURS or await self._was_ours(answer, str(number)):
                return str(number)
            gaps = gaps + 1 if answer is Probed.NOTHING else 0
        if tries >= _TRIES:
            raise LostSight
        return None

    async def _was_ours(self, answer: Probed, message_id: str) -> bool:
        return answer is Probed.OVERWROTE and await self._make_good(message_id)

    async def _probe(self, message_id: str) -> Probed:
        name, address = self.posted.channel or "", self.posted.address or ""
        turn = await self._turn(name, address)
        if not self.gate.is_trusted():
            self.pace.not_called(turn)
            raise NotNow
        began = turn.at = self.steady()
        LAST_LOOK.set(self.gate.is_trusted)
        answer = await self.channel.probe(
            self.posted.letter, address, message_id, copy=self.posted.resends > 0
        )
        now = self.steady()
        self.pace.ended(turn, began, now)
        if isinstance(answer, Probed):
            return answer
        if answer.whose is Whose.PACE:
            until = now + answer.after.total_seconds()
            self.pace.pause(name, address, until, now)
        raise _as_told(answer)

    async def _turn(self, name: str, address: str) -> Turn:
        while True:
            now = self.steady()
            at = max(
                self.pace.free_at(name, now),
                self.pace.chat_free_at(name, address, now, is_answer=True),
            )
            if at <= now:
                return self.pace.turn(name, address, now)
            await asyncio.sleep(at - now)

    async def _make_good(self, message_id: str) -> bool:
        """The message says now what the letter says, and said something else.

        Whose it was may be known by now. If not, and the letter is a copy, it was the
        letter itself, without the mark of a copy.
        """
        posted, channel = self.posted, self.posted.channel or ""
        address = posted.address or ""
        log.error("letter %s: a probe wrote over message %s", posted.id, message_id)
        async with self.store.read() as unit:
            known = await unit.outbox.of_message(channel, address, message_id)
        if known is not None:
            letter, is_copy = known
            await self.channel.restore(letter, address, message_id, copy=is_copy)
            return False
        if posted.resends > 0:
            await self.channel.restore(posted.letter, address, message_id, copy=False)
            return True
        async with self.store.begin() as unit:
            await unit.outbox.overwrote(posted, message_id, self.clock.real())
        return False


def _as_told(answer: NotProbed) -> Exception:
    """The chat itself may be gone, or changed: the next sending will tell."""
    is_elsewhere = answer.whose is not Whose.LETTER
    return NotNow() if is_elsewhere else Unclear()
