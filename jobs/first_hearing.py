"""Before we first speak we listen: what was answered meanwhile is not asked again."""

import asyncio
import contextlib
from collections.abc import Iterable

from jobs.listening import Listener
from storage import Store

#: Who cannot be heard by then is not waited for: what is due is still said in time.
_PATIENCE = 3.0
_LOOK = 0.02


async def hear_first(store: Store, listeners: Iterable[Listener]) -> None:
    """Until all that waited in the channels is in and attended to; a few seconds."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_PATIENCE):
            for listener in listeners:
                await listener.caught_up.wait()
            while await _has_mail(store):  # noqa: ASYNC110 - other processes take it too
                await asyncio.sleep(_LOOK)


async def _has_mail(store: Store) -> bool:
    """Whether an update waits to be attended to."""
    async with store.read() as unit:
        return await unit.inbox.next() is not None
