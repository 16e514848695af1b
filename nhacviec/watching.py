"""What watches the service: its own signs of life, and a watch outside."""

import asyncio
import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import timedelta

import httpx

from bot.messages.alarms import Cause
from jobs.auditor import EVERY, Auditor
from jobs.clockwatch import Hold
from jobs.listening import Ear
from jobs.upkeep import Upkeep
from nhacviec.clocks import monotonic
from nhacviec.service import Service

log = logging.getLogger(__name__)

#: Without a tick for so long, it has stopped.
_STUCK = 60.0
#: A channel that does not answer for so long is told of.
_DEAF = 300.0
_PING = 10.0


@dataclass(kw_only=True, eq=False)
class Signs:
    """What the running parts know of themselves."""

    service: Service
    steady: Callable[[], float] = monotonic
    _deaf_since: dict[str, float] = field(default_factory=dict)

    def __call__(self) -> Collection[Cause]:
        service = self.service
        behind = service.behind()
        journal = service.guard.journal if service.guard else None
        answers = {
            Cause.TICK: behind is None or behind > _STUCK,
            Cause.WORKERS: not service.is_whole(),
            Cause.SHARED: Ear.SHARED in service.ears().values(),
            Cause.LISTENING: self._is_deaf(),
            Cause.REFUSED: "refused"
            in {service.post.state_of(name) for name in service.channels},
            Cause.CLOCK: service.watch.hold is not Hold.NOTHING,
            Cause.JOURNAL: journal is not None and not journal.is_well,
            Cause.DISK: service.disk is not None and service.disk.is_low,
        }
        return {cause for cause, is_so in answers.items() if is_so}

    def _is_deaf(self) -> bool:
        now = self.steady()
        for name, ear in self.service.ears().items():
            if ear in {Ear.SILENT, Ear.FULL}:
                self._deaf_since.setdefault(name, now)
            else:
                self._deaf_since.pop(name, None)
        return any(now - since > _DEAF for since in self._deaf_since.values())


async def audit(auditor: Auditor, every: timedelta = EVERY) -> None:
    """Until it is cancelled."""
    while True:
        await asyncio.sleep(every.total_seconds())
        await auditor.look()


async def keep_up(upkeep: Upkeep, every: timedelta = EVERY) -> None:
    """Until it is cancelled; what fails tonight is tried again in a while."""
    while True:
        await asyncio.sleep(every.total_seconds())
        try:
            await upkeep.look()
        except Exception as error:
            # Whatever it was, the service goes on without; by kind alone, as a
            # driver's message may hold where the database is.
            log.warning("the upkeep: %s", type(error).__name__)


async def ping(url: str, patience: float = _PING) -> None:
    """Tells the watch outside that all is well: nothing is sent but that we live.

    Raises what httpx does; also for an answer that is no success, such as one that
    sends us elsewhere: the address is a secret, and is told to nobody else.
    """
    async with httpx.AsyncClient(follow_redirects=False, timeout=patience) as client:
        async with asyncio.timeout(patience):
            answer = await client.get(url)
    if not answer.is_success:
        raise httpx.HTTPStatusError(
            str(answer.status_code), request=answer.request, response=answer
        )
