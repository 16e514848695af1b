"""How long a test waits: as long as anything moves, however slow the machine is."""

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field


@dataclass
class Patience:
    """It is at its end when nothing has moved for so many seconds."""

    seconds: float
    clock: Callable[[], float] = time.monotonic
    _began: float = field(init=False)
    _moved_at: float = field(init=False)
    _stands_at: Hashable = None

    def __post_init__(self) -> None:
        self._began = self._moved_at = self.clock()

    def is_over(self, stands_at: Hashable) -> bool:
        """`stands_at`: how far it has come; another value is a move."""
        now = self.clock()
        if stands_at != self._stands_at:
            self._stands_at, self._moved_at = stands_at, now
        return now - self._moved_at > self.seconds

    @property
    def took(self) -> float:
        return self.clock() - self._began
