"""The disk: how much is free, what is left undone when little is, and a way out.

Little: no files are taken and nothing is planned. Nearly none: nothing is sent, for
what came of it could not be written down. A file that is of no use is kept, so that it
can be thrown away then: with the room it leaves what is on its way is still recorded.
"""

import logging
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from jobs.gate import Gate

log = logging.getLogger(__name__)

LOW, FULL = 200_000_000, 50_000_000
_BALLAST = 16 * 1024 * 1024
_PIECE = bytes(64 * 1024)


def free_at(folder: Path) -> int:
    return shutil.disk_usage(folder).free


@dataclass(kw_only=True, eq=False)
class Disk:
    """Looked at in every tick; between two looks it is as it was."""

    ballast: Path
    low: int = LOW
    full: int = FULL
    size: int = _BALLAST
    free: Callable[[Path], int] = free_at
    is_low: bool = False
    is_full: bool = False

    def look(self) -> None:
        """Throws the ballast away when the disk is full, and takes it in again when
        there is room for it above what is low."""
        try:
            free = self.free(self.ballast.parent)
            if free < self.full and self.ballast.exists():
                self.ballast.unlink()
                log.error("the disk is full: the ballast is thrown away")
            elif free > self.low + 2 * self.size and not self.ballast.exists():
                self._fill()
        except OSError as error:
            log.warning("the disk: %s", error.strerror)
            return
        self.is_low, self.is_full = free < self.low, free < self.full

    def _fill(self) -> None:
        """Bytes on the disk, not a hole in it."""
        try:
            with self.ballast.open("wb") as file:
                for _ in range(self.size // len(_PIECE)):
                    file.write(_PIECE)
        except OSError:
            with suppress(OSError):
                self.ballast.unlink()
            raise


@dataclass(frozen=True)
class Roomy:
    """A gate that is shut, too, while there is no room to write down what goes."""

    gate: Gate
    disk: Disk

    def is_trusted(self) -> bool:
        return self.gate.is_trusted() and not self.disk.is_full
