"""To the end: a task may be cancelled between two statements, never inside one.

A driver that is cancelled in the middle leaves a connection that nobody knows the
state of. A statement is short; who is cancelled waits for it, and then stops.
"""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, TypeVar

Result = TypeVar("Result")


async def to_the_end(work: Coroutine[Any, Any, Result]) -> Result:
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait([task])
        if not task.cancelled():
            task.exception()  # looked at: the cancelling is what is told
        raise
