"""What watches the service: its own signs of life, and a watch outside."""

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping
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
#: Of each channel: nothing is heard, its token is refused, nothing gets through.
_CAUSES: Mapping[str, tuple[Cause, Cause, Cause]] = {
    "telegram": (Cause.LISTENING, Cause.REFUSED, Cause.SENDING),
    "zalo": (Cause.ZALO_LISTENING, Cause.ZALO_REFUSED, Cause.ZALO_SENDING),
}


@dataclass(kw_only=True, eq=False)
class Signs:
    """What the running parts know of themselves."""

    service: Service
    steady: Callable[[], float] = monotonic
    _since: dict[Cause, float] = field(default_factory=dict)

    def __call__(self) -> Collection[Cause]:
        service = self.service
        behind = service.behind()
        journal = service.guard.journal if service.guard else None
        answers = {
            Cause.TICK: behind is None or behind > _STUCK,
            Cause.WORKERS: not service.is_whole(),
            Cause.SHARED: Ear.SHARED in service.ears().values(),
            **self._of_channels(),
            Cause.CLOCK: service.watch.hold is not Hold.NOTHING,
            Cause.JOURNAL: journal is not None and not journal.is_well,
            Cause.DISK: service.disk is not None and service.disk.is_low,
        }
        return {cause for cause, is_so in answers.items() if is_so}

    def _of_channels(self) -> dict[Cause, bool]:
        """Of each what comes in and what goes out, apart: either may fail alone."""
        service, ears = self.service, self.service.ears()
        found: dict[Cause, bool] = {}
        for name in service.channels:
            hearing, refused, sending = _CAUSES.get(name, _CAUSES["telegram"])
            state = service.post.state_of(name)
            is_deaf = self._lasts(hearing, ears[name] in {Ear.SILENT, Ear.FULL})
            is_mute = self._lasts(sending, state == "silent")
            for cause, is_so in (
                (hearing, is_deaf),
                (refused, state == "refused"),
                (sending, is_mute),
            ):
                found[cause] = found.get(cause, False) or is_so
        return found

    def _lasts(self, cause: Cause, is_so: bool) -> bool:  # noqa: FBT001 - a question's answer
        """Whether it has been so for long."""
        if not is_so:
            self._since.pop(cause, None)
            return False
        now = self.steady()
        return now - self._since.setdefault(cause, now) > _DEAF


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
