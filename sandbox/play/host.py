"""What the host program may lend the page: its clock, and a panel to look at."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol, TypeAlias

#: A fragment of HTML, escaped by whoever makes it. The page allows it neither scripts
#: nor styles of its own; `page/panel.css` says which tags and classes it dresses.
Panel: TypeAlias = Callable[[], Awaitable[str]]


class Clock(Protocol):
    """The demo's clock. A move answers False if nothing more is planned."""

    @property
    def playing(self) -> bool: ...

    @property
    def can_advance(self) -> bool: ...

    def now(self) -> datetime: ...

    async def to_next(self) -> bool: ...

    async def day_on(self) -> bool: ...

    async def play(self) -> None: ...

    async def pause(self) -> None: ...
