"""Who asks and waits for what comes next: one at a time, on either messenger."""

from __future__ import annotations

import asyncio


class Poller:
    """The request under way, if there is one. What ends it is the others' word."""

    def __init__(self) -> None:
        self._under_way: asyncio.Future[None] | None = None

    def wake(self, why: Exception | None = None) -> None:
        """It ends: to look again, or with this refusal."""
        if self._under_way is None or self._under_way.done():
            return
        if why is None:
            self._under_way.set_result(None)
        else:
            self._under_way.set_exception(why)

    async def wait(self, seconds: float) -> None:
        """Until it is woken, or for so long."""
        own = self._under_way = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait_for(own, seconds)
        except TimeoutError:
            pass  # Nothing came: the one who asked is told so.
        finally:
            if self._under_way is own:
                self._under_way = None
