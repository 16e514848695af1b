"""The resolver: what became of a letter nobody knows the fate of.

By evidence; else the channel is asked, message by message; else one copy that says it
is one; else it has failed, and the office is told.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.channels import Channel, Heard, Prober
from jobs.clock import Clock
from jobs.gate import Gate
from jobs.pacing import Pace
from jobs.probing import LostSight, NotNow, Search, Seen, Unclear
from jobs.recording import Recorder
from programme.letters import LetterState, Posted, Priority
from storage import MovedMeanwhile, Store
from storage.settling import Unsettled

log = logging.getLogger(__name__)

#: Answers that say nothing; after so many it is not asked any more.
_UNCLEAR = 20
#: How far back the inbox and our own messages are looked through.
_UPDATES, _MESSAGES = 1000, 500


@dataclass(frozen=True)
class _Fate:
    """The message it became; or that it is surely not there; or that nobody knows."""

    found: str | None = None
    absent: bool = False


@dataclass(kw_only=True, eq=False)
class Resolver:
    store: Store
    channels: Mapping[str, Channel]
    clock: Clock
    pace: Pace
    gate: Gate
    grace: timedelta
    steady: Callable[[], float]
    recorder: Recorder
    _unclear: dict[int, int] = field(default_factory=dict)
    _asking: dict[int, asyncio.Task[int]] = field(default_factory=dict)
    _chats: dict[int, int] = field(default_factory=dict)

    @property
    def chats(self) -> set[int]:
        """Where messages are asked for: nothing else is sent there meanwhile, even if
        a late result has told the letter's fate."""
        return set(self._chats.values())

    async def settle(self) -> int:
        """All that can be settled now, to its end; how many."""
        await self.begin()
        asking = list(self._asking.values())
        return sum(await asyncio.gather(*asking))

    async def begin(self, ring: Callable[[], None] | None = None) -> None:
        """The same without waiting: a long search in one chat holds up no other."""
        if not self.gate.is_trusted():
            return
        async with self.store.read() as unit:
            unsettled = await unit.outbox.unsettled(self.clock.real(), self.grace)
        for one in unsettled:
            if one.posted.id not in self._asking:
                self._chats[one.posted.id] = one.posted.chat or 0
                task = asyncio.create_task(self._settle(one, ring))
                self._asking[one.posted.id] = task

    async def stop(self) -> None:
        """What was being asked stays unknown, and is asked another time."""
        asking = list(self._asking.values())
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)

    async def _settle(
        self, one: Unsettled, ring: Callable[[], None] | None = None
    ) -> int:
        number = one.posted.id
        try:
            await self._write(one.posted, await self._find(one))
        except (NotNow, MovedMeanwhile):
            return 0
        except Exception:
            # Of whatever kind: it stays unknown, the auditor tells, others are settled.
            log.exception("letter %s: could not be settled", number)
            return 0
        finally:
            del self._asking[number], self._chats[number]
        self._unclear.pop(number, None)
        if ring is not None:
            ring()
        return 1

    async def _write(self, posted: Posted, fate: _Fate) -> None:
        now, found = self.clock.real(), fate.found
        if found is not None:
            await self.recorder.keep([(posted, found)])
        async with self.store.begin() as unit:
            if found is not None:
                await unit.outbox.witness(posted, found, now)
            settled = await unit.outbox.settle(
                posted, now, found=found, absent=fate.absent
            )
            is_wanted = posted.letter.priority is not Priority.STANDING
            if settled.state is LetterState.FAILED and is_wanted:
                await self.recorder.tell_failed(unit, posted)

    async def _find(self, one: Unsettled) -> _Fate:
        posted = one.posted
        channel: object = self.channels.get(posted.channel or "")
        async with self.store.read() as unit:
            evidence = await unit.outbox.evidence(posted.id)
        if evidence or posted.letter.edits is not None:
            return _Fate(evidence)
        if not isinstance(channel, Prober):
            return _Fate()
        seen = await self._seen(one, channel)
        address = posted.address or ""
        if seen.evidence or not channel.can_probe(posted.letter, address):
            return _Fate(seen.evidence)
        return await self._search(posted, channel, seen)

    async def _search(self, posted: Posted, channel: Prober, seen: Seen) -> _Fate:
        """Asked in vain too often, nobody knows."""
        search = Search(
            posted=posted,
            channel=channel,
            seen=seen,
            store=self.store,
            clock=self.clock,
            pace=self.pace,
            gate=self.gate,
            steady=self.steady,
        )
        try:
            found = await search.run()
        except LostSight:
            return _Fate()
        except Unclear as error:
            count = self._unclear[posted.id] = self._unclear.get(posted.id, 0) + 1
            if count < _UNCLEAR:
                raise NotNow from error
            return _Fate()
        return _Fate(found, absent=found is None)

    async def _seen(self, one: Unsettled, channel: Prober) -> Seen:
        """From our own messages, and from what people's updates speak of."""
        name, address = one.posted.channel or "", one.posted.address or ""
        async with self.store.read() as unit:
            known = await unit.outbox.known_messages(name, address, _MESSAGES)
            updates = await unit.outbox.heard(name, _UPDATES)
            # Looked for once more: among ours its own number would be passed over.
            evidence = await unit.outbox.evidence(one.posted.id)
        ours = {number for number, _, _ in known}
        heard = [
            (message, at)
            for raw, at in updates
            for message in channel.heard(raw)
            if message.address == address
        ]
        at_of = [(number, at) for number, _, at in known]
        at_of += [(message.message_id, at) for message, at in heard]
        foreign = {m.message_id for m, _ in heard if m.text is None}
        return Seen(
            last=max(_numbers(n for n, at in at_of if at <= one.started), default=0),
            top=max(_numbers(n for n, _ in at_of), default=0),
            taken=frozenset(_numbers(ours | foreign)),
            evidence=evidence or _spoken_of(one, heard, ours, channel),
        )


def _spoken_of(
    one: Unsettled,
    heard: Iterable[tuple[Heard, datetime]],
    ours: set[str],
    channel: Prober,
) -> str | None:
    """Somebody pressed a button of it, or replied to it: it is there."""
    wanted = channel.plain(one.posted.letter.text)
    for message, at in heard:
        is_new = message.message_id not in ours and at >= one.started
        if is_new and message.text is not None and message.text.endswith(wanted):
            return message.message_id
    return None


def _numbers(written: Iterable[str]) -> list[int]:
    return [int(one) for one in written if one.isdecimal()]
