"""Two clocks: the one the office lives by, and the one leases and pacing run on."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """`now` is the office's moment, in its zone; `real` is UTC and never played."""

    def now(self) -> datetime: ...

    def real(self) -> datetime: ...
