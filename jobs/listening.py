"""A channel is listened to: asked again and again, or watched while it brings.

One process listens. Where updates are brought to a door every process may take them in;
the one that listens then only makes sure that the channel knows the door.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any

from bot.channels import AnotherListens, Caller, Channel, Door
from bot.messages import incoming
from jobs.clock import Clock
from jobs.deliver import loop_time
from jobs.gate import OPEN, Gate
from jobs.ingest import ingest, take_in
from jobs.outages import Hearing
from programme.letters import Letter, Priority
from programme.reminders import OFFICE, Kind
from storage import Store, is_trouble

log = logging.getLogger(__name__)

LONG_POLL = timedelta(seconds=25)
_IDLE = 1.0
_BACKOFF = (1.0, 2.0, 5.0, 15.0, 30.0)
#: The channel is asked so often whether it still knows our door.
_LOOK = 60.0
#: A process that takes over ends the other's call once or twice; so many times within
#: so many seconds are somebody else.
_CLASHES, _WITHIN = 3, 600.0


class Ear(StrEnum):
    """How listening goes; for the health page."""

    WELL = "ok"
    SILENT = "silent"  # the channel does not answer
    FULL = "not stored"  # we cannot write down what it says
    SHARED = "another listens"


@dataclass(kw_only=True, eq=False)
class Listener:
    """`on_came` is called when something new lies in the inbox."""

    store: Store
    channel: Channel
    clock: Clock
    gate: Gate = OPEN
    wait: timedelta = LONG_POLL
    door: Door | None = None
    steady: Callable[[], float] = loop_time
    on_came: Callable[[], object] = lambda: None
    ear: Ear = Ear.WELL
    #: Whether all that waited in the channel has been heard once since we began.
    caught_up: asyncio.Event = field(default_factory=asyncio.Event)
    _hearing: Hearing = field(init=False)
    _is_set: bool = False
    _failures: int = 0
    _clashes: deque[float] = field(default_factory=lambda: deque(maxlen=_CLASHES))

    def __post_init__(self) -> None:
        self._hearing = Hearing(
            store=self.store,
            channel=self.channel.name,
            clock=self.clock,
            steady=self.steady,
        )

    async def run(self) -> None:
        """Until it is cancelled: what was not stored was not acknowledged."""
        while True:  # noqa: ASYNC110 - each turn says how long until the next
            await asyncio.sleep(await self.turn())

    async def turn(self) -> float:
        """One call, and in how many seconds the next one."""
        if not self.gate.is_trusted():
            self._is_set = False  # whoever leads now may have set it otherwise
            self.caught_up.clear()
            self.ear = Ear.WELL
            return _IDLE
        try:
            wait = await self._listen()
        except AnotherListens:
            return await self._clash()
        except Exception as error:
            # Of whatever kind, a channel's or the database's: we go on listening. By
            # kind alone: the message of a transport may hold the token.
            self.ear = Ear.FULL if is_trouble(error) else Ear.SILENT
            log.warning("%s: %s, %s", self.channel.name, self.ear, type(error).__name__)
            return self._back_off()
        self._failures = 0
        if not self._is_shared():
            self.ear = Ear.WELL
        return wait

    async def take_in(self, update: dict[str, Any]) -> None:
        """One that was brought; acknowledged when this returns. Any process may."""
        if await take_in(self.store, self.channel, update, clock=self.clock):
            self.on_came()

    async def _listen(self) -> float:
        if not self._is_set and isinstance(self.channel, Caller):
            await self.channel.listen_at(self.door)
            self._is_set = True
        if self.door is not None:
            return await self._watch(self.door)
        # Until we know that nothing waits there, we do not wait for what is to come.
        wait = self.wait if self.caught_up.is_set() else timedelta(0)
        if await ingest(self.store, self.channel, clock=self.clock, wait=wait):
            self.on_came()
        else:
            self.caught_up.set()
        await self._hearing.heard()
        return 0.0

    async def _watch(self, door: Door) -> float:
        """Nothing that waits there is older than our last look."""
        assert isinstance(self.channel, Caller)  # noqa: S101 - a door is a caller's
        waits = await self.channel.waits_at(door)
        if waits is None:
            self._is_set = False
            raise AnotherListens
        if waits == 0:
            self.caught_up.set()
            await self._hearing.heard()
        return _LOOK

    def _is_shared(self) -> bool:
        """Whether it has happened too often of late to be one of ours."""
        clashes = self._clashes
        if len(clashes) < _CLASHES:
            return False
        return self.steady() - clashes[0] < _WITHIN

    async def _clash(self) -> float:
        log.warning("%s: another process takes its updates", self.channel.name)
        self._clashes.append(self.steady())
        if self._is_shared():
            self.ear = Ear.SHARED
            try:
                await self._tell()
            except Exception as error:
                # Of whatever kind: it is told tomorrow, and stands on the health page.
                log.warning("the office was not told: %s", type(error).__name__)
        return self._back_off()

    async def _tell(self) -> None:
        """The office, once a day at most."""
        now = self.clock.now()
        letter = Letter(
            key=f"another-listens:{self.channel.name}:{now.date()}",
            kind=Kind.OFFICE,
            at=now,
            to=OFFICE,
            text=str(incoming.another_listens()),
            priority=Priority.ANSWER,
        )
        async with self.store.begin() as unit:
            await unit.outbox.post(letter, now=self.clock.real())

    def _back_off(self) -> float:
        self._failures += 1
        return _BACKOFF[min(self._failures, len(_BACKOFF)) - 1]
